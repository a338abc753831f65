"""The papers a packet has by the page: its index with true page numbers, its tab sheets, the part's line on a cover."""

from __future__ import annotations

import html as escaping
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cases.pdf import html, typeset
from cases.pdf.papers import IndexRow, TabSheet
from cases.pdf.typeset import BOLD, ITALIC, REGULAR, Sheet, face

_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 540.0, 720.0, 72.0  # Letter, one inch all round
_MIDDLE = (_LEFT + _RIGHT) / 2
_TAB, _PART, _PAGES = 44.0, 40.0, 84.0  # widths of the index's columns
_LEADING = 1.25
_FLAG_STEP, _FLAG_HIGH, _FLAG_WIDE = 59.0, 30.0, 44.6
_COVER_LINE = 50.0  # from the foot of the cover, below all its text


@dataclass(frozen=True)
class Block:
    """A text broken into lines of one face and size, ready to be set; `printed` when WeasyPrint had to set it."""

    lines: tuple[str, ...]
    name: str
    size: float
    width: float
    align: str
    printed: bytes = b""

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last, in points."""
        return len(self.lines) * self.size * _LEADING

    def set(self, sheet: Sheet, x: float, top: float) -> None:
        """Set it with its top at `top`; `x` is its left end, or its middle when it is centred."""
        if self.printed:
            sheet.picture(
                x - (self.width / 2 if self.align == "middle" else 0), top - self.height, self.printed
            )
            return
        for number, line in enumerate(self.lines):
            base = top - self.size * (_LEADING * number + 0.95)
            sheet.text(x, base, line, size=self.size, name=self.name, align=self.align)


def index(*, matter: str, rows: Sequence[IndexRow], several: bool) -> list[Sheet]:
    """The table of contents with the page numbers it is given; `several` adds the column of parts."""
    table = _Table(several)
    table.sheet.text(_MIDDLE, _TOP - 11, "TABLE OF CONTENTS", size=12, name=BOLD, align="middle")
    table.y = _TOP - 17
    if matter:
        line = block(matter, size=12, width=_RIGHT - _LEFT, align="middle")
        line.set(table.sheet, _MIDDLE, table.y)
        table.y -= line.height
    table.y -= 14
    table.head()
    for row in rows:
        table.row(row)
    return table.sheets


class _Table:
    """The index's rows, which never break across pages; its head stands again on every page."""

    def __init__(self, several: bool) -> None:  # noqa: FBT001  # one of two kinds of table
        self.several = several
        self.sheets = [Sheet()]
        self.y = _TOP
        self.room = _RIGHT - _LEFT - _TAB - _PAGES - (_PART if several else 0)

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def head(self) -> None:
        base = self.y - 14
        self.sheet.text(_LEFT, base, "Tab", size=12, name=BOLD)
        self.sheet.text(_LEFT + _TAB, base, "Exhibit", size=12, name=BOLD)
        if self.several:
            self.sheet.text(_RIGHT - _PAGES - _PART / 2, base, "Part", size=12, name=BOLD, align="middle")
        self.sheet.text(_RIGHT, base, "Pages", size=12, name=BOLD, align="right")
        self.y -= 21
        self.sheet.rule(_LEFT, self.y, _RIGHT, self.y, thick=1)

    def row(self, row: IndexRow) -> None:
        title = block(row.title, size=12, width=self.room - 8)
        detail = block(row.detail, size=10, width=self.room - 8, name=ITALIC) if row.detail else None
        pages = face(REGULAR).lines(row.pages, 12, _PAGES)
        high = max(title.height + (detail.height if detail else 0), len(pages) * 12 * _LEADING) + 8
        if self.y - high < _BOTTOM:
            self.sheets.append(Sheet())
            self.y = _TOP
            self.head()
        top = self.y - 4
        self.sheet.text(_LEFT, top - 11.4, row.tab, size=12, name=BOLD)
        title.set(self.sheet, _LEFT + _TAB, top)
        if detail:
            detail.set(self.sheet, _LEFT + _TAB, top - title.height)
        if self.several and row.part:
            self.sheet.text(_RIGHT - _PAGES - _PART / 2, top - 11.4, row.part, size=12, align="middle")
        for number, line in enumerate(pages):
            self.sheet.text(_RIGHT, top - 11.4 - number * 12 * _LEADING, line, size=12, align="right")
        self.y -= high
        self.sheet.rule(_LEFT, self.y, _RIGHT, self.y, thick=0.4, grey=0.6)


def tab(sheet: TabSheet) -> Sheet:
    """The divider page before an exhibit: a letter to find by thumb."""
    page = Sheet()
    foot = _TOP - sheet.step * _FLAG_STEP - _FLAG_HIGH
    edge = page.size[0] - _FLAG_WIDE
    for x0, y0, x1, y1 in (
        (edge, foot, page.size[0], foot),
        (edge, foot + _FLAG_HIGH, page.size[0], foot + _FLAG_HIGH),
        (edge, foot, edge, foot + _FLAG_HIGH),
    ):
        page.rule(x0, y0, x1, y1, thick=1)
    size = min(12, 12 * (_FLAG_WIDE - 8) / face(BOLD).width(sheet.letter, 12))
    page.text(edge + _FLAG_WIDE / 2, foot + 11, sheet.letter, size=size, name=BOLD, align="middle")
    page.text(_MIDDLE, 518, "TAB", size=16, align="middle")
    page.text(_MIDDLE, 430, sheet.letter, size=88, name=BOLD, align="middle")
    width = _RIGHT - _LEFT - 86
    title = block(sheet.title, size=14, width=width, align="middle")
    title.set(page, _MIDDLE, 390)
    if sheet.detail:
        block(sheet.detail, size=12, width=width, align="middle", name=ITALIC).set(
            page, _MIDDLE, 384 - title.height
        )
    return page


def part_line(text: str) -> Sheet:
    """What is printed over the last page of a cover: which part of how many this is."""
    page = Sheet()
    block(text, size=12, width=_RIGHT - _LEFT, align="middle").set(page, _MIDDLE, _COVER_LINE + 12)
    return page


@lru_cache(maxsize=4096)
def block(text: str, *, size: float, width: float, name: str = REGULAR, align: str = "left") -> Block:
    """`text` broken to `width` points, by ourselves where its letters allow it, else by WeasyPrint."""
    plain = " ".join(html.clean(text).split())
    known = face(name)
    if known.can_set(plain):
        return Block(tuple(known.lines(plain, size, width)), name, size, width, align)
    printed, lines = _printed(plain, size, width, name, align)
    return Block(("",) * lines, name, size, width, align, printed)


def _printed(text: str, size: float, width: float, name: str, align: str) -> tuple[bytes, int]:
    """The text as WeasyPrint shapes it, on a page of exactly its lines, and how many lines those are."""
    leading = size * _LEADING
    lines, printed = 0, b""
    while not printed or (lines < 60 and typeset.count_pages(printed) > 1):
        lines += 1
        style = (
            f"@page {{ size: {width:g}pt {lines * leading:g}pt; margin: 0 }} "
            f"html {{ font: {'italic' if name == ITALIC else 'normal'} {size:g}pt/{leading:g}pt "
            "'Liberation Serif', 'Noto Serif', 'Noto Sans', serif } body, p { margin: 0 } "
            f"p {{ overflow-wrap: anywhere; text-align: {'center' if align == 'middle' else 'start'} }}"
        )
        page = (
            '<!doctype html><html lang="und"><head><meta charset="utf-8"><title>-</title>'
            f'<style>{style}</style></head><body><p dir="auto">{escaping.escape(text)}</p></body></html>'
        )
        printed = html.render(page, title="-")
    return printed, lines


def print_all(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF of their own, to be looked at."""
    from pikepdf import Pdf

    with Pdf.new() as pdf:
        press = typeset.Press(pdf, typeset.letters(sheets))
        for sheet in sheets:
            press.page(sheet)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
