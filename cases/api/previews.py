"""What a hearing would do to the case's dates, before anything is saved."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.access.roles import May
from cases.actions import audit, proceedings
from cases.api.base import InClinic
from cases.api.hearings import Setting
from cases.api.shapes import Shape, done
from cases.errors import Problem
from cases.law.casefile import HearingFacts
from cases.queries import clinics, plans
from cases.queries.rows import choices, targets


class HearingQuestion(Setting):
    """A hearing as it might be: an existing one moved (`hearing`), or a new one (`proceeding` and `kind`)."""

    hearing = serializers.IntegerField(required=False)
    proceeding = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices.HEARING_KIND, required=False)
    filings_due_on = serializers.DateField(required=False, allow_null=True)


class DateChange(Shape):
    """One date that would appear, move or end."""

    kind = serializers.ChoiceField(
        [("new", "New"), ("moved", "Moves"), ("ended", "Ends"), ("met", "Is met")],
        help_text="What becomes of it.",
    )
    title = serializers.CharField(help_text="What to do, starting with a verb.")
    old = serializers.DateField(allow_null=True)
    new = serializers.DateField(allow_null=True, help_text="The date to act by.")
    why = serializers.ListField(child=serializers.CharField(), help_text="The reasoning, in order.")
    is_past = serializers.BooleanField()


class Preview(Shape):
    """Every date that would change. Nothing was saved."""

    summary = serializers.CharField()
    unchanged = serializers.IntegerField(help_text="How many dates would stay.")
    changes = DateChange(many=True)


class HearingPreview(InClinic):
    """A look ahead."""

    @done("hearings_preview", HearingQuestion, Preview, summary="See which dates a hearing would set or move")
    def post(self, request: Request) -> Response:
        """Tell which dates would appear, move or end; to save, send the same to /hearings/."""
        audit.require(May.EDIT_CASE, by=self.member)
        asked = self.taken(HearingQuestion)
        case, proceeding_id, stands = self._subject(asked)
        given = {"setting": "at", "day": None, "time": None, "filings_due_on": None} | stands | asked
        when = {name: given[name] for name in ("setting", "day", "time", "filings_due_on")}
        proceedings.check_setting(**when, today=clinics.today(self.member.clinic))
        facts = HearingFacts(
            id=given["id"],
            kind=given["kind"],
            day=None if given["setting"] == "tbd" else given["day"],
            filings_due_on=given["filings_due_on"],
        )
        plan = plans.with_hearing(case=case, proceeding_id=proceeding_id, hearing=facts)
        names = ("kind", "title", "old", "new", "why", "is_past")
        changes = [{name: getattr(change, name) for name in names} for change in plan.changes]
        return self.one({"summary": plan.summary, "unchanged": plan.unchanged, "changes": changes})

    def _subject(self, asked: dict[str, Any]) -> tuple[Any, int, dict[str, Any]]:
        """The case and proceeding that are asked about, and how the hearing stands now."""
        if "hearing" in asked:
            hearing = targets.hearing(self.member, asked.pop("hearing"))
            kept = ("kind", "setting", "day", "time", "filings_due_on")
            stands = {name: getattr(hearing, name) for name in kept} | {"id": hearing.pk}
            return hearing.proceeding.case, hearing.proceeding_id, stands
        if "proceeding" not in asked or "kind" not in asked:
            raise Problem(
                "Name the hearing that would move, or proceeding and kind of a new one.", field="hearing"
            )
        proceeding = targets.proceeding(self.member, asked.pop("proceeding"))
        return proceeding.case, proceeding.pk, {"id": 0}
