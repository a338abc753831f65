"""A clinic's report on paper: plain tables on landscape Letter, with a bar beside each attorney's share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cases.pdf import html

MOST = 1_000  # dates on paper: some forty pages; the spreadsheet holds them all
BAR = 120  # points of the longest bar


class Table(Protocol):
    """One table of the report."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> list[tuple[str | int, ...]]: ...


@dataclass(frozen=True)
class _Row:
    cells: tuple[tuple[str | int, bool], ...]  # what it says, and whether it is a number
    bar: int | None  # points


def print_report(tables: Sequence[Table], *, clinic: str, total: int) -> bytes:
    """Return the report as PDF/UA-1 bytes. ``total`` dates are due or overdue; beyond MOST the paper says what is left out."""
    shown = []
    for table in tables:
        heaviest = max((int(row[-1]) for row in table.rows), default=0) if table.name == "caseload" else 0
        rows = [
            _Row(
                tuple((cell, isinstance(cell, int)) for cell in row),
                round(int(row[-1]) / heaviest * BAR) if heaviest else None,
            )
            for row in table.rows
        ]
        shown.append({"table": table, "rows": rows, "has_bars": heaviest > 0})
    filled = html.fill(
        "report.html",
        title="Deadline report",
        clinic=clinic,
        shown=shown,
        left_out=max(0, total - MOST),
        bar=BAR,
    )
    return html.render(filled, title="Deadline report")
