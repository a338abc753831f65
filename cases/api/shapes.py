"""The shapes that several nouns share: who a person is, what a change is made from, and how a refusal looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers

from cases.api.errors import Refusal
from cases.queries.rows import choices

Shape = serializers.Serializer[Any]
F = TypeVar("F", bound=Callable[..., Any])


class Decorator(Protocol):
    """What describes a view's method in the schema and leaves it as it is."""

    def __call__(self, method: F, /) -> F: ...


VERSION = "What the row's version was when you read it; may be sent in If-Match instead."
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of the row as you read it."
)
ONCE = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="A UUID of your making: the same one sent twice makes one thing, and answers 200 the second time.",
)
CLINIC = OpenApiParameter(
    "Amparo-Clinic",
    str,
    OpenApiParameter.HEADER,
    description="The clinic's slug, for sessions of people with several.",
)


@extend_schema_field(
    {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "example": "08:30:00"}
)
class WallClock(serializers.TimeField):
    """A time on the court's own clock: without an offset, which JSON Schema's "time" would demand."""


class Version(Shape):
    """What every change carries."""

    version = serializers.RegexField(r"^\d{1,9}(\.\d{1,9})?$", required=False, help_text=VERSION)


class PersonFacts(Shape):
    """What can be recorded about a person; what is left out stays as it is, or unknown."""

    given_names = serializers.CharField(max_length=120)
    first_surname = serializers.CharField(max_length=120, required=False, allow_blank=True)
    second_surname = serializers.CharField(max_length=120, required=False, allow_blank=True)
    preferred_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    birth_date_certainty = serializers.ChoiceField(choices.CERTAINTY, required=False)
    gender = serializers.ChoiceField(choices.GENDER, required=False)
    nationality = serializers.CharField(
        max_length=2,
        required=False,
        allow_blank=True,
        help_text="ISO 3166-1 alpha-2; XA stateless, XX not known.",
    )
    birthplace = serializers.CharField(max_length=200, required=False, allow_blank=True)
    languages = serializers.ListField(
        child=serializers.CharField(max_length=3),
        max_length=20,
        required=False,
        help_text="ISO 639-3, best language first.",
    )
    a_number = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="In any spelling; never given back by a list.",
    )


class PersonRow(Shape):
    """What every role of a person shows of the person. The A-number is told only by being there."""

    id = serializers.IntegerField()
    person_id = serializers.IntegerField(help_text="One person may be client, minor and sponsor at once.")
    cases = serializers.ListField(
        child=serializers.CharField(), help_text="References of the cases through which you see this person."
    )
    given_names = serializers.CharField()
    first_surname = serializers.CharField(allow_blank=True)
    second_surname = serializers.CharField(allow_blank=True)
    preferred_name = serializers.CharField(allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    birth_date_certainty = serializers.ChoiceField(choices.CERTAINTY)
    gender = serializers.ChoiceField(choices.GENDER)
    nationality = serializers.CharField(allow_blank=True)
    birthplace = serializers.CharField(allow_blank=True)
    languages = serializers.ListField(child=serializers.CharField())
    has_a_number = serializers.BooleanField(
        help_text="To read it: POST /people/{person_id}/reveal-a-number/."
    )
    version = serializers.CharField(help_text="Send it back with a change.")


def _refusals(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((400, 401, 403, 404, *statuses), Refusal)


def listed(name: str, row: type[Shape], *, summary: str) -> Decorator:
    """Describe a list of rows."""
    return extend_schema(
        operation_id=name,
        summary=summary,
        parameters=[CLINIC],
        responses={200: row(many=True), **_refusals()},
    )


def shown(name: str, row: type[Shape], *, summary: str) -> Decorator:
    """Describe the reading of one row."""
    return extend_schema(
        operation_id=name, summary=summary, parameters=[CLINIC], responses={200: row, **_refusals()}
    )


def created(name: str, sent: type[Shape], row: type[Shape], *, summary: str) -> Decorator:
    """Describe the making of a row."""
    return extend_schema(
        operation_id=name,
        summary=summary,
        parameters=[CLINIC, ONCE],
        request=sent,
        responses={201: row, 200: row, **_refusals(409)},
    )


def changed(name: str, sent: type[Shape], row: type[Shape], *, summary: str) -> Decorator:
    """Describe a change of a row, made from a version."""
    return extend_schema(
        operation_id=name,
        summary=summary,
        parameters=[CLINIC, IF_MATCH],
        request=sent,
        responses={200: row, **_refusals(409)},
    )


def done(name: str, sent: type[Shape] | None, row: type[Shape], *, summary: str) -> Decorator:
    """Describe a deed that is neither making nor changing a row, such as revealing."""
    return extend_schema(
        operation_id=name,
        summary=summary,
        parameters=[CLINIC],
        request=sent,
        responses={200: row, **_refusals(409)},
    )
