"""Every refusal of the API in one shape: a sentence, a code, and the fields that are wrong."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from psycopg.errors import UniqueViolation
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response
from rest_framework.views import exception_handler
from structlog.contextvars import get_contextvars

from cases.errors import Conflict, Missing, NotPermitted, Problem

TWICE = "Somebody recorded the same thing at the same moment. Read it again; nothing of yours was kept."


class Refusal(serializers.Serializer[Any]):
    """What every answer from 400 to 499 looks like."""

    detail = serializers.CharField(help_text="What is wrong and what would be right, for people.")
    code = serializers.CharField(help_text="The same for programs, such as conflict or missing.")
    fields = serializers.DictField(  # type: ignore[assignment]  # the name is part of the contract
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Which fields are wrong, each with its sentences.",
    )


def answer(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Turn a Problem or a refusal of the framework into that shape; None lets a real fault be a fault."""
    if isinstance(exception, Problem):
        said: dict[str, Any] = {"detail": exception.sentence, "code": _code(exception)}
        if exception.field:
            said["fields"] = {exception.field: [exception.sentence]}
        return Response(said, status=_status(exception))
    if isinstance(exception, exceptions.ValidationError):
        return Response(_invalid(exception), status=status.HTTP_400_BAD_REQUEST)
    if isinstance(exception, IntegrityError) and isinstance(exception.__cause__, UniqueViolation):
        # two callers at once: the second one's check ran before the first one's row was there
        return Response({"detail": TWICE, "code": "conflict"}, status=status.HTTP_409_CONFLICT)
    response = exception_handler(exception, context)
    if response is not None:
        response.data = _said(exception)
    return response


def broken() -> dict[str, str]:
    """Say that the fault is ours, with the number under which the log has it; nothing of the cause is told."""
    number = str(get_contextvars().get("request_id", "")) or "none"
    said = f"Something broke on our side and nothing was kept. Try again; if it stays, report the number {number}."
    return {"detail": said, "code": "broken"}


def _code(problem: Problem) -> str:
    """The error's own name in small letters, such as version_needed."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(problem).__name__).lower()


def _status(problem: Problem) -> int:
    if isinstance(problem, Missing):
        return status.HTTP_404_NOT_FOUND
    if isinstance(problem, NotPermitted):
        return status.HTTP_403_FORBIDDEN
    return status.HTTP_409_CONFLICT if isinstance(problem, Conflict) else status.HTTP_400_BAD_REQUEST


def _invalid(exception: exceptions.ValidationError) -> dict[str, Any]:
    detail = exception.detail
    if isinstance(detail, list):
        return {"detail": " ".join(str(said) for said in detail), "code": "invalid"}
    fields = {str(name): _sentences(said) for name, said in detail.items()}
    names = ", ".join(sorted(fields))
    return {"detail": f"Please check: {names}.", "code": "invalid", "fields": fields}


def _sentences(said: Any) -> list[str]:
    """Flatten what a nested field says into sentences."""
    if isinstance(said, dict):
        return [f"{name}: {sentence}" for name, inner in said.items() for sentence in _sentences(inner)]
    if isinstance(said, list):
        return [sentence for inner in said for sentence in _sentences(inner)]
    return [str(said)]


def _said(exception: Exception) -> dict[str, str]:
    if isinstance(exception, Http404):
        return {"detail": "There is no such thing here, or not for you.", "code": "missing"}
    if isinstance(exception, PermissionDenied):
        return {"detail": "Your role does not let you do that here.", "code": "not_permitted"}
    if isinstance(exception, exceptions.APIException):
        return {"detail": str(exception.detail), "code": str(exception.get_codes())}
    return {"detail": "This cannot be answered.", "code": "refused"}
