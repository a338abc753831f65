"""What every API view has in common: the fence round it, the member behind it, versions, and the error shape."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponseBase, JsonResponse
from django.utils.log import log_response
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from cases.actions import audit, once
from cases.api.errors import broken
from cases.api.paging import NewestFirst
from cases.api.permissions import Members
from cases.errors import Missing, Problem
from cases.queries.rows import Row, Rows

if TYPE_CHECKING:
    from cases.models import Membership


class VersionNeeded(Problem):
    """A change must say which version it was made from."""


class Filters(DjangoFilterBackend):  # type: ignore[misc]  # django-filter publishes no types
    """django-filter, with filters that are declared by hand: views never see the tables."""


class InClinic(GenericAPIView[Any]):
    """A view that answers a member from inside their clinic: one transaction, undone by any refusal."""

    permission_classes = (Members,)
    pagination_class = NewestFirst
    filter_backends = (Filters,)
    http_method_names = ("get", "post", "patch", "head")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer inside a fence that `initial` raises once it is known who asks."""
        self._raised = False
        try:
            response = self._answer(request, *args, **kwargs)
        except Exception as fault:  # noqa: BLE001  (the transaction is undone; the caller gets JSON, the log the rest)
            got_request_exception.send(sender=type(self), request=request)
            response = JsonResponse(broken(), status=500)
            log_response(
                "Internal Server Error: %s", request.path, response=response, request=request, exception=fault
            )
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with ExitStack() as self._fence:
            response = super().dispatch(request, *args, **kwargs)
            if self._raised and response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find out who asks, then step inside their clinic. Tokens sign in here, after every middleware."""
        self.perform_authentication(request)
        if request.auth is not None:
            self._fence.enter_context(self.member.clinic.inside())
            self._raised = True
        super().initial(request, *args, **kwargs)
        if "\x00" in request.path:  # no reference holds it, and PostgreSQL refuses to be asked
            raise Missing("There is no such thing here: the address holds a NUL character.")

    @property
    def member(self) -> Membership:
        """Who acts."""
        return cast("Membership", self.request.auth)

    def page(self, rows: Rows, *, what: str) -> Response:
        """Return one filtered page of plain rows; which rows were read is noted in the audit trail."""
        found = cast("list[Row]", self.paginate_queryset(self.filter_queryset(rows)))
        audit.write(verb=f"{what}.list", by=self.member, ids=[row["id"] for row in found])
        return self.get_paginated_response([plain(row) for row in found])

    def one(self, row: Row, *, status: int = 200) -> Response:
        """Return one row, with its version as the ETag that a change must carry."""
        row = plain(row)
        headers = {"ETag": f'"{row["version"]}"'} if "version" in row else {}
        return Response(row, status=status, headers=headers)

    def made(self, noun: str, make: Callable[[], str | int], show: Callable[[str], Row]) -> Response:
        """Make something and return it with 201, or, for an Idempotency-Key seen before, show it with 200."""
        token = self._once()
        earlier = once.earlier_result(token=token, by=self.member) or ""
        if earlier:
            kind, _, key = earlier.partition(":")
            if kind != noun:
                raise Problem("This Idempotency-Key was already used for something else: make a new UUID.")
            return self.one(show(key))
        key = str(make())
        once.remember(token=token, by=self.member, result=f"{noun}:{key}")
        return self.one(show(key), status=201)

    def taken(self, shape: type[Serializer[Any]], *, partial: bool = False) -> dict[str, Any]:
        """Return what the request sent, checked against its shape; anything wrong answers 400 by field."""
        sent = shape(data=self.request.data, partial=partial)
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def versions(self, sent: dict[str, Any], *, parts: int = 1) -> list[int]:
        """Take the version(s) a change was made from out of the body, or from If-Match.

        A person's role and the person have a version each, written "3.5". Raises VersionNeeded.
        """
        header = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        version = str(sent.pop("version", None) or header)
        if not re.fullmatch(r"\.".join([r"[0-9]{1,9}"] * parts), version):
            raise VersionNeeded(
                "Say which version you changed: send the version you were given, as version or in If-Match.",
                field="version",
            )
        return [int(part) for part in version.split(".")]

    def _once(self) -> uuid.UUID | None:
        sent = self.request.headers.get("Idempotency-Key", "")
        try:
            return uuid.UUID(sent) if sent else None
        except ValueError:
            raise Problem(f"“{sent[:50]}” is not a UUID: make a fresh one for Idempotency-Key.") from None


def plain(row: Row) -> Row:
    """Give a row the API's names: its case by reference, the versions of role and person as one, "3.5"."""
    if "case_reference" in row:
        row = {"case": row["case_reference"]} | {k: v for k, v in row.items() if k != "case_reference"}
    if "version" not in row:
        return row
    person = row.pop("person_version", None)
    return row | {"version": f"{row['version']}.{person}" if person is not None else str(row["version"])}
