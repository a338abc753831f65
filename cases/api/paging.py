"""Lists in pages, by cursor: rows that come in between never repeat or skip others."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    """50 rows a page unless `page_size` says otherwise (at most 200), the newest first."""

    ordering = "-id"
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    page_size_query_description = "Rows in a page, from 1 to 200."

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Refuse a cursor that no page of ours gave, before the database is asked about it."""
        cursor: Cursor | None = super().decode_cursor(request)
        position: Any = cursor.position if cursor else None
        if position is not None and not (position.isascii() and position.isdigit() and len(position) < 19):
            raise ValidationError({"cursor": ["Take the cursor from next or previous of an earlier answer."]})
        return cursor
