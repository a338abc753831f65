"""What was seen on the pages of a file: codes and page numbers, the same for the guarded child, the cache and the case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """Something seen on a page (1 is the first; 0 speaks of the whole file); `detail` is for the sentence, never client's text."""

    code: str
    page: int
    detail: str = ""
