"""Builds the evidence packet: cover, index with true page numbers, tabs, exhibits, proof of service, in parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cases.errors import Problem
from cases.pdf import binder, crew, fonts, front, layout, papers, proof, split, typeset
from cases.pdf.layout import Exhibit, Order, Row, tab_letter
from cases.pdf.results import Finding, Packet, Part
from cases.pdf.typeset import Sheet, count_pages

__all__ = ["CannotBuild", "Exhibit", "Finding", "Order", "Packet", "Part", "Row", "assemble", "tab_letter"]

MB = 1_000_000
_ROUNDS = 6  # an index grows by a page at most once or twice; more means it does not settle

Progress = Callable[[int, int], None]


class CannotBuild(Problem):
    """The packet cannot be built as ordered."""


def assemble(
    order: Order,
    folder: Path,
    *,
    progress: Progress | None = None,
    shelf: Path | None = None,
    processes: int = 1,
) -> Packet:
    """Build `order` into `folder`, one PDF per part, and say where everything is.

    `progress(done, total)` is called as pages are bound; raising in it cancels and leaves no file behind. `shelf`
    keeps printed covers by their content. With several `processes` (forked: only from a process without threads) the
    parts are bound side by side. Raises CannotBuild when there is nothing to build. Same order and same
    files give the same bytes.
    """
    if not order.exhibits:
        raise CannotBuild("This packet has no exhibits. Choose at least one and build it again.")
    binder.allow_open(max(len(exhibit.files) for exhibit in order.exhibits))
    papers_of = _Papers(print_cover(order, shelf=shelf), _closing(order))
    whole = [split.whole(exhibit.files, exhibit.pages) for exhibit in order.exhibits]
    doing = _Doing(progress, processes)
    room = _room(order.max_bytes)
    for _ in range(_ROUNDS):
        groups = split.group(split.pieces(whole, room=room), room=room)
        bound = _bind(order, groups, papers_of, folder, doing)
        # A part of a single page cannot be made smaller; of what can, the estimate was short by so much.
        over = [
            part.bytes - order.max_bytes
            for part, group in zip(bound.parts, groups, strict=True)
            if len(group) > 1 or group[0].pages > 1
        ]
        if max(over, default=0) <= 0:
            too_big = _too_big(order, bound, groups)
            return replace(
                bound, findings=(*_findings(order), *too_big, *proof.check(bound, order.first_page))
            )
        for part in bound.parts:
            part.path.unlink()
        room -= max(over) + 10_000
    raise CannotBuild(
        f"The exhibits cannot be cut into files of at most {order.max_bytes / MB:g} MB: the cover and the table of "
        "contents alone take too much of each. Allow larger files."
    )


def print_cover(order: Order, *, shelf: Path | None = None) -> bytes:
    """Print the packet's cover page, or take it from the shelf when these very words were printed before."""
    return papers.cover(caption=order.caption, title=order.title, shelf=shelf)


@dataclass(frozen=True)
class _Papers:
    """What WeasyPrint prints for a packet: its cover and what closes it."""

    cover: bytes
    closing: tuple[layout.Paper, ...]


@dataclass(frozen=True)
class _Job:
    """All that binding a part needs to know of the whole."""

    order: Order
    plan: layout.Layout
    printed: _Papers
    index: list[Sheet]
    sheets: list[Sheet]
    lines: list[Sheet]
    letters: typeset.Letters

    def bind(self, number: int, path: Path, progress: Callable[[int], None]) -> Part:
        """Bind part `number` (from 0) into `path`. `progress` gets percent."""
        order, part = self.order, self.plan.parts[number]
        book = binder.Book(title=order.label or order.title, first_page=part.first_page, letters=self.letters)
        try:
            book.mark("Cover")
            book.add_bytes(self.printed.cover)
            if len(self.plan.parts) > 1:
                book.print_over(self.lines[number])
            book.mark("Table of contents")
            for page in self.index:
                book.add_sheet(page)
            with binder.gathered([place.piece.segments for place in part.places], path) as ranges:
                for place, segments in zip(part.places, ranges, strict=True):
                    book.mark(place.bookmark)
                    book.add_sheet(self.sheets[place.sheet])
                    book.add_ranges(segments, on_letter=order.on_letter)
                for paper in self.printed.closing if part is self.plan.parts[-1] else ():
                    book.mark(paper.title)
                    book.add_bytes(paper.data)
                _expect(part, book.pages)
                book.save(path, progress=progress)
            return Part(path, part.first_page, part.last_page, book.pages, path.stat().st_size)
        finally:
            book.close()


@dataclass
class _Doing:
    """How the parts are bound: one after the other, or by several processes at once."""

    progress: Progress | None
    processes: int
    peak: int = 0

    def all(self, job: _Job, paths: list[Path]) -> list[Part]:
        """Bind every part and return them in order."""
        total = job.plan.last_page - job.order.first_page + 1
        if min(self.processes, len(paths)) < 2:
            return [
                job.bind(number, path, _step(self.progress, job, number, total))
                for number, path in enumerate(paths)
            ]
        shares = crew.share(len(paths), self.processes)
        parts: dict[int, Part] = {}
        done = 0
        with crew.working(lambda number: job.bind(number, paths[number], _silent), shares) as finished:
            for number, part, peak in finished:
                parts[number] = part
                self.peak = max(self.peak, peak)
                done += part.pages
                if self.progress:
                    self.progress(done, total)
        return [parts[number] for number in range(len(paths))]


def _silent(_percent: int) -> None:
    """Tell nobody."""


def _bind(
    order: Order, groups: list[list[split.Piece]], printed: _Papers, folder: Path, doing: _Doing
) -> Packet:
    plan, index = _settle(order, groups, printed)
    sheets = [front.tab(sheet) for sheet in layout.tab_sheets(order, plan)]
    lines = [front.part_line(layout.part_line(plan, number)) for number in range(len(groups))]
    # The same letters for all parts: a font is then cut once.
    job = _Job(order, plan, printed, index, sheets, lines, typeset.letters([*index, *sheets, *lines]))
    paths = _names(order.name, folder, len(groups))
    try:
        parts = doing.all(job, paths)
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    return Packet(tuple(parts), plan.rows, plan.last_page - order.first_page + 1)


def _too_big(order: Order, bound: Packet, groups: list[list[split.Piece]]) -> list[Finding]:
    """Name the pages that alone are more than a part may hold."""
    return [
        Finding(
            "page_too_big",
            f"{order.exhibits[group[0].exhibit].title}: one page alone makes a file of {part.bytes / MB:.1f} MB, more "
            f"than the {order.max_bytes / MB:g} MB a part may have. Scan that page again at 300 dpi.",
            hard=True,
            tab=layout.tab_letter(order.first_tab + group[0].exhibit),
            page=part.last_page,
        )
        for part, group in zip(bound.parts, groups, strict=True)
        if part.bytes > order.max_bytes
    ]


def _expect(part: layout.PartPlan, pages: int) -> None:
    counted = part.last_page - part.first_page + 1
    if pages != counted:
        raise CannotBuild(
            f"A part has {pages} pages where the table of contents counts on {counted}. "
            "Nothing was kept; report this, it should not happen."
        )


def _settle(
    order: Order, groups: list[list[split.Piece]], printed: _Papers
) -> tuple[layout.Layout, list[Sheet]]:
    """Set the index until the page count it was numbered with is the count it really has."""
    cover = count_pages(printed.cover)
    closing = [(paper.title, count_pages(paper.data)) for paper in printed.closing]
    index_pages = 1 + len(order.exhibits) // 16  # only where to begin; the loop ends on the real count
    for _ in range(_ROUNDS):
        plan = layout.lay_out(order, groups, cover + index_pages, sum(pages for _, pages in closing))
        rows = layout.index_rows(order, plan, closing)
        index = front.index(matter=order.caption.matter, rows=rows, several=len(groups) > 1)
        if len(index) == index_pages:
            return plan, index
        index_pages = len(index)
    raise CannotBuild(
        "The table of contents does not settle: its length changes with its own page numbers. "
        "Shorten or lengthen one exhibit's title by a few words and build again."
    )


def _closing(order: Order) -> tuple[layout.Paper, ...]:
    """The papers that stand after the exhibits, the proof of service last."""
    if order.service is None:
        return order.papers
    data = papers.proof_of_service(caption=order.caption, document=order.title, service=order.service)
    return (*order.papers, layout.Paper("Proof of service", data))


def _room(max_bytes: int) -> int:
    """What exhibits may take of a part: the rest is front matter, tab sheets and stamps."""
    return max_bytes - min(400_000, max_bytes // 5)


def _names(name: str, folder: Path, count: int) -> list[Path]:
    stem = re.sub(r"[^\w-]+", "_", name).strip("_") or "Packet"
    if count == 1:
        return [folder / f"{stem}.pdf"]
    return [folder / f"{stem}_Part{number}_of_{count}.pdf" for number in range(1, count + 1)]


def _step(progress: Progress | None, job: _Job, number: int, total: int) -> Callable[[int], None]:
    part = job.plan.parts[number]
    done, pages = part.first_page - job.order.first_page, part.last_page - part.first_page + 1

    def report(percent: int) -> None:
        if progress:
            progress(min(done + pages * percent // 100, total), total)

    return report


def _findings(order: Order) -> list[Finding]:
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
