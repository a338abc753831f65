"""Builds the evidence packet: cover, index with true page numbers, tabs, exhibits, proof of service, in parts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from cases.errors import Problem
from cases.pdf import binder, front, lacking, layout, papers, parts, split, typeset
from cases.pdf.layout import Exhibit, Order, Row, tab_letter
from cases.pdf.parts import Printed, Progress
from cases.pdf.results import Finding, Packet, Part
from cases.pdf.typeset import Sheet, count_pages

__all__ = [
    "CannotBuild",
    "Exhibit",
    "Finding",
    "Order",
    "Packet",
    "Part",
    "Progress",
    "Row",
    "assemble",
    "tab_letter",
]

MB = 1_000_000
_ROUNDS = 6  # an index grows by a page at most once or twice; more means it does not settle


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
    keeps printed covers by their content. With several `processes` the parts are bound side by side (forked: never from
    a process that has threads). Raises CannotBuild when there is nothing to build. Same order and same files give the
    same bytes.
    """
    if not order.exhibits:
        raise CannotBuild("This packet has no exhibits. Choose at least one and build it again.")
    binder.allow_open(max(len(exhibit.files) for exhibit in order.exhibits))
    printed = Printed(print_cover(order, shelf=shelf), _closing(order))
    whole = [split.whole(exhibit.files, exhibit.pages) for exhibit in order.exhibits]
    room = _room(order.max_bytes)
    for _ in range(_ROUNDS):
        groups = split.group(split.pieces(whole, room=room), room=room)
        bound = _bind(order, groups, printed, folder, progress, processes)
        # A part of a single page cannot be made smaller; of what can, the estimate was short by so much.
        over = [
            part.bytes - order.max_bytes
            for part, group in zip(bound.parts, groups, strict=True)
            if len(group) > 1 or group[0].pages > 1
        ]
        if max(over, default=0) <= 0:
            found = (*lacking.findings(order), *_too_big(order, bound, groups), *bound.findings)
            return replace(bound, findings=found)
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


def _bind(
    order: Order,
    groups: list[list[split.Piece]],
    printed: Printed,
    folder: Path,
    progress: Progress | None,
    processes: int,
) -> Packet:
    plan, index = _settle(order, groups, printed)
    sheets = [front.tab(sheet) for sheet in layout.tab_sheets(order, plan)]
    lines = [front.part_line(layout.part_line(plan, number)) for number in range(len(groups))]
    # The same letters for all parts: a font is then cut once.
    job = parts.Job(order, plan, printed, index, sheets, lines, typeset.letters([*index, *sheets, *lines]))
    paths = _names(order.name, folder, len(groups))
    bound, peak = parts.bind_all(job, paths, progress=progress, processes=processes)
    found = tuple(finding for one in bound for finding in one.findings)
    return Packet(
        tuple(one.part for one in bound), plan.rows, plan.last_page - order.first_page + 1, found, peak
    )


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


def _settle(
    order: Order, groups: list[list[split.Piece]], printed: Printed
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
