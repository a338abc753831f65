"""What building a packet gives: its files, where each exhibit stands, and what to mend before filing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cases.pdf.layout import Row


@dataclass(frozen=True)
class Part:
    """One file on disk: stamped numbers of its first and last page, pages and bytes."""

    path: Path
    first_page: int
    last_page: int
    pages: int
    bytes: int


@dataclass(frozen=True)
class Finding:
    """Something to mend before filing: `hard` ones make a clerk return the packet.

    `tab` and `page` (a stamped number) say where, when it is of one exhibit.
    """

    code: str
    sentence: str
    hard: bool = False
    tab: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Packet:
    """The built packet; the findings are warnings, never a promise that the court will take it.

    `peak` is what the largest process beside this one held, in bytes; 0 when there was none.
    """

    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    pages: int
    findings: tuple[Finding, ...] = field(default=())
    peak: int = 0
