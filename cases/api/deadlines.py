"""Deadlines over the API, to be read: what to do by when, and why that day."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit
from cases.api.base import InClinic
from cases.api.filters import DeadlineFilters
from cases.api.shapes import Shape, listed, shown
from cases.queries.rows import choices, targets
from cases.queries.rows import deadlines as known


class DeadlineRow(Shape):
    """A deadline in a list."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="The case's reference.")
    proceeding_id = serializers.IntegerField(allow_null=True)
    hearing_id = serializers.IntegerField(allow_null=True)
    decision_id = serializers.IntegerField(allow_null=True)
    person_id = serializers.IntegerField(allow_null=True)
    rule = serializers.CharField(help_text="The rule's id in the rulebook.")
    rule_version = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField(help_text="What to do, starting with a verb.")
    act_by = serializers.DateField(
        allow_null=True, help_text="The date to work to; null when there is no date."
    )
    safe_on = serializers.DateField(
        allow_null=True, help_text="The date that was worked out; `act_by` is the same unless overridden."
    )
    is_overridden = serializers.BooleanField(help_text="Whether `act_by` is a date that somebody set.")
    override_act_by = serializers.DateField(
        allow_null=True,
        help_text="The date that somebody set. Against a limit of law a later one does not count.",
    )
    override_source = serializers.ChoiceField(choices.OVERRIDE_SOURCE, allow_null=True)
    override_reason = serializers.CharField(allow_null=True)
    override_by = serializers.CharField(allow_null=True, help_text="Who set it.")
    unconfirmed = serializers.BooleanField(
        help_text="Nobody but who typed its facts has compared them with the paper yet."
    )
    legal_on = serializers.DateField(allow_null=True, help_text="The last lawful day, after rolling.")
    nominal_on = serializers.DateField(allow_null=True, help_text="The bare count.")
    authority = serializers.CharField()
    verification = serializers.CharField(help_text="How far the rule was checked.")
    state = serializers.ChoiceField(choices.DEADLINE_STATE)
    superseded_by_id = serializers.IntegerField(allow_null=True)
    ended_because = serializers.CharField(allow_blank=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    owner_id = serializers.IntegerField(allow_null=True)
    owner_name = serializers.CharField(allow_null=True)


class DeadlineRecord(DeadlineRow):
    """A deadline, read on its own: with the steps that led to its dates."""

    trigger = serializers.CharField(help_text="Which fact started it, such as hearing:12.")
    facts = serializers.DictField(help_text="The facts as the engine was given them.")
    steps = serializers.ListField(child=serializers.CharField(), help_text="The reasoning, in order.")
    warnings = serializers.ListField(child=serializers.CharField())


class Deadlines(InClinic):
    """The deadlines of the cases you see."""

    filterset_class = DeadlineFilters

    @listed("deadlines_list", DeadlineRow, summary="List deadlines")
    def get(self, request: Request) -> Response:
        """List the deadlines of the cases you see, the newest first; `state=open` leaves out what is past."""
        return self.page(known.deadlines(self.member), what="deadline")


class Deadline(InClinic):
    """One deadline."""

    @shown("deadlines_read", DeadlineRecord, summary="Read a deadline and why; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one deadline with its facts, its steps and its authority."""
        row = known.deadline(self.member, pk)
        case = targets.case(self.member, row["case_reference"])
        audit.read(what="deadline", by=self.member, case_id=case.pk, object_id=pk)
        return self.one(row)
