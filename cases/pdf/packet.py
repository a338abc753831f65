"""Builds the evidence packet: cover, index with true page numbers, tabs, exhibits, proof of service, in parts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pikepdf import Pdf

from cases.errors import Problem
from cases.pdf import binder, fonts, layout, papers, split
from cases.pdf.layout import Exhibit, Order, Row, tab_letter

__all__ = ["CannotBuild", "Exhibit", "Finding", "Order", "Packet", "Part", "Row", "assemble", "tab_letter"]

MB = 1_000_000
_ROUNDS = 6  # an index grows by a page at most once or twice; more means it does not settle

Progress = Callable[[int, int], None]


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
    """Something to mend before filing: `hard` ones make a clerk return the packet."""

    code: str
    sentence: str
    hard: bool = False


@dataclass(frozen=True)
class Packet:
    """The built packet; the findings are warnings, never a promise that the court will take it."""

    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    pages: int
    findings: tuple[Finding, ...] = field(default=())


class CannotBuild(Problem):
    """The packet cannot be built as ordered."""


def assemble(order: Order, folder: Path, *, progress: Progress | None = None) -> Packet:
    """Build `order` into `folder`, one PDF per part, and say where everything is.

    `progress(done, total)` is called as pages are bound; raising in it cancels and leaves no file behind.
    Raises CannotBuild when there is nothing to build. Same order and same files give the same bytes.
    """
    if not order.exhibits:
        raise CannotBuild("This packet has no exhibits. Choose at least one and build it again.")
    findings = _caption_findings(order)
    pieces = split.pieces([e.files for e in order.exhibits], room=_room(order.max_bytes))
    findings += [
        Finding(
            "page_too_big",
            f"{order.exhibits[p.exhibit].title}: one page alone has {p.bytes / MB:.1f} MB, more "
            f"than the {order.max_bytes / MB:g} MB a part may have. Scan that page again at 300 dpi.",
            hard=True,
        )
        for p in pieces
        if p.bytes > _room(order.max_bytes)
    ]
    bound = _bind_within(order, pieces, folder, progress)
    return Packet(bound.parts, bound.rows, bound.pages, tuple(findings))


def _bind_within(
    order: Order, pieces: Sequence[split.Piece], folder: Path, progress: Progress | None
) -> Packet:
    """Bind, and bind again with looser parts while one that could be smaller came out over the limit."""
    room = _room(order.max_bytes)
    while True:
        groups = split.group(pieces, room=room)
        bound = _bind(order, groups, folder, progress)
        # A part of one piece cannot be made smaller by packing looser; split.pieces has cut what can be cut.
        over = [
            part.bytes - order.max_bytes
            for part, group in zip(bound.parts, groups, strict=True)
            if len(group) > 1
        ]
        if max(over, default=0) <= 0:
            return bound
        for part in bound.parts:
            part.path.unlink()
        room -= max(over) + 10_000  # the estimate was short by so much


def _bind(order: Order, groups: list[list[split.Piece]], folder: Path, progress: Progress | None) -> Packet:
    closing = _closing(order)
    plan, index = _settle(order, groups, _count(closing) if closing else 0)
    total = plan.last_page - order.first_page + 1
    parts: list[Part] = []
    paths = _names(order.name, folder, len(groups))
    try:
        with Pdf.open(io.BytesIO(papers.tabs(layout.tab_sheets(order, plan)))) as sheets:
            for number, (path, part) in enumerate(zip(paths, plan.parts, strict=True)):
                book = binder.Book(title=order.label or order.title, first_page=part.first_page)
                book.add_bytes(_cover(order, plan, number), bookmark="Cover")
                book.add_bytes(index, bookmark="Table of contents")
                for place in part.places:
                    book.add_page(sheets, place.sheet, bookmark=place.bookmark)
                    book.add_ranges(place.piece.segments)
                if closing and part is plan.parts[-1]:
                    book.add_bytes(closing, bookmark="Proof of service")
                _expect(part, book.pages)
                book.save(
                    path, progress=_step(progress, part.first_page - order.first_page, book.pages, total)
                )
                parts.append(Part(path, part.first_page, part.last_page, book.pages, path.stat().st_size))
                book.close()
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    return Packet(tuple(parts), plan.rows, total)


def _expect(part: layout.PartPlan, pages: int) -> None:
    counted = part.last_page - part.first_page + 1
    if pages != counted:
        raise CannotBuild(
            f"A part has {pages} pages where the table of contents counts on {counted}. "
            "Nothing was kept; report this, it should not happen."
        )


def _settle(order: Order, groups: list[list[split.Piece]], closing: int) -> tuple[layout.Layout, bytes]:
    """Render the index until the page count it was numbered with is the count it really has."""
    cover_pages = _count(papers.cover(caption=order.caption, title=order.title, part="Part 1 of 1"))
    index_pages = 1 + len(order.exhibits) // 16  # only where to begin; the loop ends on the real count
    for _ in range(_ROUNDS):
        plan = layout.lay_out(order, groups, cover_pages + index_pages, closing)
        rows = layout.index_rows(order, plan)
        index = papers.index(caption=order.caption, title=order.title, rows=rows, several=len(groups) > 1)
        real = _count(index)
        if real == index_pages:
            return plan, index
        index_pages = real
    raise CannotBuild(
        "The table of contents does not settle: its length changes with its own page numbers. "
        "Shorten or lengthen one exhibit's title by a few words and build again."
    )


def _cover(order: Order, plan: layout.Layout, number: int) -> bytes:
    return papers.cover(caption=order.caption, title=order.title, part=layout.part_line(plan, number))


def _closing(order: Order) -> bytes:
    if order.service is None:
        return b""
    return papers.proof_of_service(caption=order.caption, document=order.title, service=order.service)


def _count(data: bytes) -> int:
    with Pdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def _room(max_bytes: int) -> int:
    """What exhibits may take of a part: the rest is front matter, tab sheets and stamps."""
    return max_bytes - min(400_000, max_bytes // 5)


def _names(name: str, folder: Path, count: int) -> list[Path]:
    stem = re.sub(r"[^\w-]+", "_", name).strip("_") or "Packet"
    if count == 1:
        return [folder / f"{stem}.pdf"]
    return [folder / f"{stem}_Part{number}_of_{count}.pdf" for number in range(1, count + 1)]


def _step(progress: Progress | None, done: int, pages: int, total: int) -> Callable[[int], None]:
    def report(percent: int) -> None:
        if progress:
            progress(min(done + pages * percent // 100, total), total)

    return report


def _caption_findings(order: Order) -> list[Finding]:
    caption = order.caption
    outside = not caption.proceeding  # USCIS and state courts have no immigration judge to be named
    people = "Add the respondent among the people on the case's page"
    person = "Add it on that person's page"
    court = "Add it on the proceeding's page"
    team = "Assign a lead attorney on the case's team page"
    wanted = [
        ("respondent", bool(caption.respondents), "no respondent is named", people),
        (
            "a_number",
            bool(caption.respondents) and all(r.file_number for r in caption.respondents),
            "a respondent has no A-number",
            person,
        ),
        ("court", outside or bool(caption.court), "the court's city and state are not recorded", court),
        ("detained", outside or bool(caption.detained), "it does not say DETAINED or NON-DETAINED", court),
        ("judge", outside or bool(caption.judge), "the immigration judge is not recorded", court),
        ("hearing", outside or bool(caption.hearing), "the next hearing is not recorded", court),
        ("filer", bool(caption.filer), "the filer's name and address are missing", team),
    ]
    found = [
        Finding(f"caption_{code}", f"Cover page: {words}. {remedy}, and build again.", hard=True)
        for code, there, words, remedy in wanted
        if not there
    ]
    for exhibit in order.exhibits:
        boxes = fonts.undrawable(exhibit.title + exhibit.detail)
        if boxes:
            found.append(
                Finding(
                    "glyphs",
                    f"{exhibit.title}: no font here can draw {' '.join(boxes)}. Write the title "
                    "with other letters, or ask for a font of that script to be installed.",
                    hard=True,
                )
            )
    if order.service is None:
        found.append(
            Finding(
                "service", "There is no proof of service: filings without one are not considered.", hard=True
            )
        )
    return found
