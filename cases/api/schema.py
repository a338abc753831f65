"""What drf-spectacular cannot see by itself: how one signs in, and what a list can be narrowed by."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiFilterExtension
from drf_spectacular.plumbing import build_basic_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.views import SpectacularJSONAPIView

from cases.api.permissions import Members


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """Bearer tokens."""

    target_class = "cases.api.sign_in.Token"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the header."""
        return {"type": "http", "scheme": "bearer", "description": "A token of your own, amp_…"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The browser's session; writes carry the CSRF token in X-CSRFToken."""

    target_class = "cases.api.sign_in.Session"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class FilterParameters(OpenApiFilterExtension):  # type: ignore[no-untyped-call]
    """Reads the declared filters. The stock extension would ask the view for its model, which it never has."""

    target_class = "cases.api.base.Filters"
    priority = 1  # before the stock one, which takes every subclass

    def get_schema_operation_parameters(
        self, auto_schema: Any, *args: Any, **kwargs: Any
    ) -> list[dict[str, Any]]:
        """Describe each filter as a query parameter."""
        declared = getattr(auto_schema.view, "filterset_class", None)
        found = declared.base_filters.items() if declared else ()
        return [
            build_parameter_type(
                name=name,
                location="query",
                required=False,
                description=declared_filter.label,
                schema=build_basic_type(_kind(declared_filter)) or {},
                enum=[value for value, _ in declared_filter.extra.get("choices", ())] or None,
            )
            for name, declared_filter in found
        ]


class Schema(SpectacularJSONAPIView):
    """The API's own description (OpenAPI), for members."""

    permission_classes = (Members,)


def _kind(declared: Any) -> Any:
    if isinstance(declared, filters.DateFilter):
        return OpenApiTypes.DATE
    if isinstance(declared, filters.NumberFilter):
        return OpenApiTypes.INT
    return OpenApiTypes.BOOL if isinstance(declared, filters.BooleanFilter) else OpenApiTypes.STR
