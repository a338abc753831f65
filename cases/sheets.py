"""Writes tables as a spreadsheet or as CSV; nothing a client typed can become a formula there."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Protocol

import xlsxwriter

Cell = str | int

# A spreadsheet program takes text that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(Protocol):
    """What is written: a title, headings, rows, and which columns are wide."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> list[tuple[Cell, ...]]: ...
    @property
    def wide(self) -> frozenset[int]: ...


def spreadsheet(tables: Iterable[Table]) -> bytes:
    """Return an XLSX file with one sheet for each table: heading kept in sight, columns that can be filtered.

    Text is written as text and numbers as numbers, never as formulas or links. The file names no author.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        quiet = book.add_format({"italic": True})
        for table in tables:
            sheet = book.add_worksheet(table.title.translate(_NOT_IN_A_NAME)[:31])
            sheet.write_string(0, 0, table.title, book.add_format({"bold": True}))
            sheet.write_string(1, 0, table.note, quiet)
            for column, head in enumerate(table.heads):
                sheet.write_string(3, column, head, bold)
                sheet.set_column(column, column, 44 if column in table.wide else 18)
            for place, row in enumerate(table.rows, start=4):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(place, column, cell)
                    else:
                        sheet.write_string(place, column, cell)
            if table.rows:
                sheet.autofilter(3, 0, 3 + len(table.rows), len(table.heads) - 1)
            sheet.freeze_panes(4, 0)
    return out.getvalue()


_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def comma_separated(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file (UTF-8 with a mark for Excel); a text that looks like a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_plain(head) for head in heads])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
