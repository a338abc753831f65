"""What of a paper is filed, and how: chosen pages, highlights, redactions. The guarded child does it (see `marking`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cases.errors import Problem

if TYPE_CHECKING:
    from cases.pdf.normalise import Guard

HIGHLIGHT, REDACTION = "highlight", "redaction"


@dataclass(frozen=True)
class Place:
    """A rectangle on page `page` (from 1), in thousandths of the page as it is read, from its top left corner."""

    kind: str
    page: int
    left: int
    top: int
    right: int
    bottom: int


def rules() -> str:
    """By what a copy is made: one that was made by older rules or engines is made again. Raise the number with them."""
    return f"1 pikepdf {version('pikepdf')} pdfium {version('pypdfium2')} pillow {version('pillow')}"


def file_pages(
    door: Guard, source: Path, out: Path, *, pages: Sequence[int], places: Sequence[Place], name: str
) -> None:
    """Write the pages of a plain PDF that are filed, with their marks, to `out`. Raises Problem; then there is no `out`.

    `pages` are numbers from 1, in order. The child does it: a paper is never interpreted in this process.
    """
    answer = door.ask(
        {
            "do": "pages",
            "source": str(source.resolve()),
            "out": str(out.resolve()),
            "pages": list(pages),
            "places": [list(astuple(place)) for place in places],
        }
    )
    if "reason" in answer:
        out.unlink(missing_ok=True)
        raise Problem(f"{name}: {answer['reason']}")


def find(door: Guard, source: Path, *, page: int, words: str, name: str) -> list[Place]:
    """Return where these words stand on a page, a place for each line that they run over; spaces and capitals aside."""
    answer = door.ask(
        {"do": "find", "source": str(source.resolve()), "out": "", "page": page, "words": words}
    )
    if "reason" in answer:
        raise Problem(f"{name}: {answer['reason']}")
    return [Place("", page, *box) for box in answer["places"]]
