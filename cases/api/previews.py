"""What a hearing would do to the case's dates, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.access.roles import May
from cases.actions import audit, proceedings, rehearsal
from cases.api.base import InClinic
from cases.api.hearings import Setting
from cases.api.shapes import Shape, done
from cases.errors import Problem
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
        [
            ("new", "New"),
            ("moved", "Moves"),
            ("restated", "Stays, for new reasons"),
            ("kept", "Stays, because somebody set it by hand"),
            ("ended", "Ends"),
            ("met", "Is met"),
        ],
        help_text="What becomes of it.",
    )
    title = serializers.CharField(help_text="What to do, starting with a verb.")
    old = serializers.DateField(allow_null=True)
    new = serializers.DateField(allow_null=True, help_text="The date to act by.")
    computed = serializers.DateField(allow_null=True, help_text="The date that was worked out.")
    is_overridden = serializers.BooleanField(
        help_text="Whether `new` was set by hand or printed in an order."
    )
    warning = serializers.CharField(
        allow_blank=True, help_text="Why a date that somebody set does not count."
    )
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
        act = self._moving(asked) if "hearing" in asked else self._adding(asked)
        plan = rehearsal.of(act, by=self.member)
        names = ("kind", "title", "old", "new", "computed", "is_overridden", "warning", "why", "is_past")
        changes = [{name: getattr(change, name) for name in names} for change in plan.changes]
        return self.one({"summary": plan.summary, "unchanged": plan.unchanged, "changes": changes})

    def _moving(self, asked: dict[str, Any]) -> Callable[[], object]:
        """Moving the hearing that is asked about; what is not asked stays as it stands."""
        hearing = targets.hearing(self.member, asked.pop("hearing"))
        stands = {name: getattr(hearing, name) for name in ("setting", "day", "time", "filings_due_on")}
        given = stands | {name: value for name, value in asked.items() if name in stands}
        return lambda: proceedings.move_hearing(
            hearing=hearing, version=hearing.version, by=self.member, **given
        )

    def _adding(self, asked: dict[str, Any]) -> Callable[[], object]:
        """Adding a hearing to the proceeding that is asked about."""
        if "proceeding" not in asked or "kind" not in asked:
            raise Problem(
                "Name the hearing that would move, or proceeding and kind of a new one.", field="hearing"
            )
        proceeding = targets.proceeding(self.member, asked.pop("proceeding"))
        return lambda: proceedings.add_hearing(proceeding=proceeding, by=self.member, **asked)
