"""Numbers every page of a packet: which exhibit stands in which part, under which tab, on which pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cases.pdf import papers, split

MB = 1_000_000
COURT_LIMIT = 25 * MB  # ECAS refuses a larger file


@dataclass(frozen=True)
class Exhibit:
    """One exhibit: its normalised PDFs in order (document, translation, certificate), and how the index names it.

    `pages` are the page counts of the files where they are known; the files need not be opened to count them.
    """

    title: str
    files: tuple[Path, ...]
    detail: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A paper of our own that stands after the exhibits, before the proof of service: its name in the index, its PDF."""

    title: str
    data: bytes


@dataclass(frozen=True)
class Order:
    """What to build. A supplement continues: `first_tab` counts from 0 (A), `first_page` is its first stamped number.

    `name` starts the file names; anything but letters, digits, hyphen and underscore is replaced. `label` is the
    title that a viewer shows on its tab, where no person's name may stand; without it, it is `title`. `on_letter`
    puts pages of another size onto Letter sheets, shrunk where they are larger; nothing is re-encoded.
    """

    caption: papers.Caption
    title: str
    exhibits: tuple[Exhibit, ...]
    name: str = "Packet"
    label: str = ""
    service: papers.Service | None = None
    first_tab: int = 0
    first_page: int = 1
    max_bytes: int = COURT_LIMIT
    on_letter: bool = False
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Row:
    """Where an exhibit ended up: stamped numbers of its own pages (after the tab sheet), and its first part."""

    tab: str
    title: str
    first_page: int
    last_page: int
    part: int
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Place:
    piece: split.Piece
    sheet: int  # which of the tab sheets
    bookmark: str
    first_page: int  # stamped number of the piece's own first page
    last_page: int


@dataclass(frozen=True)
class PartPlan:
    first_page: int
    last_page: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Layout:
    parts: tuple[PartPlan, ...]
    rows: tuple[Row, ...]
    last_page: int
    closing_page: int


def tab_letter(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA, 27 → AB: as the columns of a spreadsheet."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def lay_out(order: Order, groups: list[list[split.Piece]], front: int, closing: int) -> Layout:
    """Number every page, given how many pages of `front` matter open each part and of `closing` papers end the last."""
    page, sheet = order.first_page, 0
    closing_page = page
    plans: list[PartPlan] = []
    ranges: dict[int, list[tuple[int, int]]] = {}
    first_part: dict[int, int] = {}
    for number, group in enumerate(groups):
        start = page
        page += front
        places: list[Place] = []
        for piece in group:
            exhibit = order.exhibits[piece.exhibit]
            letter = tab_letter(order.first_tab + piece.exhibit)
            again = " (continued)" if piece.continued else ""
            first = page + 1  # after the tab sheet
            page = first + piece.pages
            places.append(Place(piece, sheet, f"Tab {letter}{again}: {exhibit.title}", first, page - 1))
            ranges.setdefault(piece.exhibit, []).append((first, page - 1))
            first_part.setdefault(piece.exhibit, number + 1)
            sheet += 1
        closing_page = page
        if number == len(groups) - 1:
            page += closing
        plans.append(PartPlan(start, page - 1, tuple(places)))
    rows = tuple(
        Row(
            tab_letter(order.first_tab + i),
            order.exhibits[i].title,
            r[0][0],
            r[-1][1],
            first_part[i],
            tuple(r),
        )
        for i, r in sorted(ranges.items())
    )
    return Layout(tuple(plans), rows, page - 1, closing_page)


def index_rows(order: Order, layout: Layout, closing: Sequence[tuple[str, int]]) -> list[papers.IndexRow]:
    """The lines of the table of contents; `closing` are the papers after the exhibits, with how many pages each has."""
    rows = [
        papers.IndexRow(row.tab, row.title, _ranges(row.ranges), order.exhibits[i].detail, str(row.part))
        for i, row in enumerate(layout.rows)
    ]
    page = layout.closing_page
    for title, pages in closing:
        rows.append(
            papers.IndexRow("", title, _ranges(((page, page + pages - 1),)), "", str(len(layout.parts)))
        )
        page += pages
    return rows


def tab_sheets(order: Order, layout: Layout) -> list[papers.TabSheet]:
    return [
        papers.TabSheet(
            letter=tab_letter(order.first_tab + place.piece.exhibit),
            title=order.exhibits[place.piece.exhibit].title
            + (" (continued)" if place.piece.continued else ""),
            detail=order.exhibits[place.piece.exhibit].detail,
            step=place.piece.exhibit % 10,
        )
        for plan in layout.parts
        for place in plan.places
    ]


def part_line(layout: Layout, number: int) -> str:
    if len(layout.parts) == 1:
        return ""
    plan = layout.parts[number]
    tabs = [place.bookmark.split(":")[0].removeprefix("Tab ") for place in plan.places]
    named = f"Tab {tabs[0]}" if len(tabs) == 1 else f"Tabs {tabs[0]} to {tabs[-1]}"
    return f"Part {number + 1} of {len(layout.parts)}: {named}, pages {plan.first_page} to {plan.last_page}"


def _ranges(ranges: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)
