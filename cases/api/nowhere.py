"""Every address below the API that is none: answered like any other refusal, not with a page for people."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.base import InClinic
from cases.errors import Missing


@extend_schema(exclude=True)
class Nowhere(InClinic):
    """No address."""

    def get(self, request: Request, rest: str) -> Response:
        """Answer 404."""
        raise Missing(
            f"There is no address “{rest[:60]}” here. The list is at schema/; every one ends with a slash."
        )

    post = patch = get
