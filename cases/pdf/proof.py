"""Reads a bound packet back and holds it against its own index: every row's page must bear that row's number."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Pdf, PdfError, Stream

from cases.pdf.results import Finding, Packet, Part


def check(packet: Packet, first_page: int) -> tuple[Finding, ...]:
    """Return a hard finding for each page that bears another number than it should, and each row or bookmark astray."""
    found: list[Finding] = []
    number = first_page
    for part in packet.parts:
        try:
            with Pdf.open(part.path) as pdf:
                found += _check_part(packet, part, pdf, number)
                number += len(pdf.pages)
        except PdfError:
            found.append(_finding(f"{part.path.name} cannot be opened again."))
    if number - first_page != packet.pages:
        found.append(
            _finding(f"the files have {number - first_page} pages, the index counts on {packet.pages}.")
        )
    return tuple(found)


def _check_part(packet: Packet, part: Part, pdf: Pdf, first: int) -> Iterator[Finding]:
    if first != part.first_page:
        yield _finding(f"{part.path.name} should begin with page {part.first_page} and begins with {first}.")
    for number, page in enumerate(pdf.pages, start=first):
        if _stamped(page.obj) != str(number):
            yield _finding(f"a page of {part.path.name} does not bear its number, {number}.", page=number)
    at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=first)}
    with pdf.open_outline() as outline:
        marks = {str(mark.title): at.get(_target(mark.destination), 0) for mark in outline.root}
    for row in packet.rows:
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
