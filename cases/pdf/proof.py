"""Reads a bound packet back and holds it against its own index: every row's page must bear that row's number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Pdf, PdfError, Stream

from cases.pdf.layout import Row
from cases.pdf.results import Finding, Part


def check(part: Part, rows: Sequence[Row]) -> Iterator[Finding]:
    """Give a hard finding for each page that bears another number than it should, and each row or bookmark astray."""
    try:
        with Pdf.open(part.path) as pdf:
            yield from _look_at(part, rows, pdf)
    except PdfError:
        yield _finding(f"{part.path.name} cannot be opened again.")


def _look_at(part: Part, rows: Sequence[Row], pdf: Pdf) -> Iterator[Finding]:
    first = part.first_page
    if len(pdf.pages) != part.last_page - first + 1:
        yield _finding(
            f"{part.path.name} has {len(pdf.pages)} pages, the index counts on {part.last_page - first + 1}."
        )
    for number, page in enumerate(pdf.pages, start=first):
        if _stamped(page.obj) != str(number):
            yield _finding(f"a page of {part.path.name} does not bear its number, {number}.", page=number)
    at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=first)}
    with pdf.open_outline() as outline:
        marks = {str(mark.title): at.get(_target(mark.destination), 0) for mark in outline.root}
    for row in rows:
        for start, _end in row.ranges:
            if not part.first_page <= start <= part.last_page:
                continue
            again = "" if start == row.first_page else " (continued)"
            if marks.get(f"Tab {row.tab}{again}: {row.title}") != start - 1:
                yield _finding(
                    f"the bookmark of Tab {row.tab} does not lead to its tab sheet.", tab=row.tab, page=start
                )


def _stamped(page: Dictionary) -> str:
    """The number that was stamped last onto the page, or ""."""
    contents = page.get("/Contents")
    last = contents[len(contents) - 1] if isinstance(contents, Array) and len(contents) else contents
    if not isinstance(last, Stream):
        return ""
    return last.read_bytes().rpartition(b" Td (")[2].partition(b") Tj")[0].decode("latin-1")


def _target(destination: object) -> tuple[int, int]:
    if isinstance(destination, Array) and len(destination) and isinstance(destination[0], Dictionary):
        return destination[0].objgen
    return (0, 0)


def _finding(sentence: str, *, tab: str = "", page: int | None = None) -> Finding:
    return Finding(
        "index",
        f"Index: {sentence} Build again; if it stays, report it, for it should not happen.",
        hard=True,
        tab=tab,
        page=page,
    )
