"""The deadline calculator for programs: the machine contract of the law engine, over HTTP. It reads no client's file."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.base import InClinic
from cases.api.errors import Refusal
from cases.api.shapes import CLINIC, Shape
from cases.errors import Problem
from cases.law import contract

MOST = 1000  # entries of one request


class Question(Shape):
    """One deadline to compute."""

    id = serializers.JSONField(required=False, help_text="Comes back with the answer, as it is.")
    rule = serializers.CharField(help_text="A rule's id, such as EOIR_INDIVIDUAL_30.")
    facts = serializers.DictField(
        required=False, help_text='Facts by name; dates as 2026-12-28: {"hearing": "2026-12-28"}.'
    )


class ComputedDeadline(Shape):
    """The answer in the question's place: the dates with their reasons, or `error` with a sentence."""

    id = serializers.JSONField(allow_null=True)
    rule = serializers.CharField(required=False)
    nominal_date = serializers.DateField(required=False, allow_null=True, help_text="The bare count.")
    legal_date = serializers.DateField(required=False, allow_null=True, help_text="The last lawful day.")
    safe_date = serializers.DateField(required=False, allow_null=True, help_text="The day to act by.")
    rule_version = serializers.CharField(required=False)
    authority = serializers.CharField(required=False)
    steps = serializers.ListField(child=serializers.CharField(), required=False)
    warnings = serializers.ListField(child=serializers.CharField(), required=False)
    error = serializers.CharField(required=False, help_text="Why there is no answer, and what to do.")


class Calculator(InClinic):
    """Deadlines from facts, without a case."""

    pagination_class = None  # type: ignore[assignment]  # the answer is as long as the question

    @extend_schema(
        operation_id="deadlines_compute",
        summary="Compute deadlines from facts, without a case",
        parameters=[CLINIC],
        request=Question(many=True),
        responses={200: ComputedDeadline(many=True), **dict.fromkeys((400, 401, 403, 404), Refusal)},
    )
    def post(self, request: Request) -> Response:
        """Answer a list of questions in their order; one that cannot be answered says why, and the others stand."""
        if isinstance(request.data, list) and len(request.data) > MOST:
            raise Problem(f"{len(request.data)} questions are too many at once: send at most {MOST}.")
        answers, _ = contract.answer(request.data)
        return Response(answers)
