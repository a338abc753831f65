"""Plain rows for programs: one dictionary per row, one query per list, nothing sealed in them."""

from typing import Any

from django.db.models import QuerySet

from cases.errors import Missing

Row = dict[str, Any]
Rows = QuerySet[Any, Any]


def only(rows: Rows, sentence: str) -> Row:
    """Return the one row that is left; raise Missing with this sentence when there is none."""
    row: Row | None = rows.first()
    if row is None:
        raise Missing(sentence)
    return row
