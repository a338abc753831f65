"""Hearings over the API: on the court's own clock, with what each source said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit
from cases.api.base import InClinic
from cases.api.filters import HearingFilters
from cases.api.shapes import Shape, listed, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import proceedings as known

if TYPE_CHECKING:
    from cases.models import Membership


class HearingRow(Shape):
    """A hearing in a list. `day` and `time` are the court's wall clock; `starts_at` is for sorting only."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="The case's reference.")
    proceeding_id = serializers.IntegerField()
    court_code = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices.HEARING_KIND)
    setting = serializers.ChoiceField(
        choices.HEARING_SETTING, help_text="at: day and time; control_date: a day only."
    )
    day = serializers.DateField(allow_null=True)
    time = serializers.TimeField(allow_null=True)
    time_zone = serializers.CharField(help_text="The court's zone, in which day and time are meant.")
    starts_at = serializers.DateTimeField(allow_null=True)
    filings_due_on = serializers.DateField(allow_null=True, help_text="Evidence date that the judge ordered.")
    medium = serializers.ChoiceField(choices.HEARING_MEDIUM)
    courtroom = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices.HEARING_STATUS)
    adjournment_code = serializers.CharField(allow_blank=True)
    version = serializers.CharField(help_text="Send it back with a change.")


class ReportRow(Shape):
    """What one source said of a hearing; adopted means that the hearing was set to it."""

    id = serializers.IntegerField()
    source = serializers.ChoiceField(choices.REPORT_SOURCE)
    setting = serializers.ChoiceField(choices.HEARING_SETTING)
    day = serializers.DateField(allow_null=True)
    time = serializers.TimeField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)
    is_adopted = serializers.BooleanField()
    reported_at = serializers.DateTimeField()


class HearingRecord(HearingRow):
    """A hearing, read on its own."""

    reports = ReportRow(many=True)


class Hearings(InClinic):
    """The hearings of the cases you see."""

    filterset_class = HearingFilters

    @listed("hearings_list", HearingRow, summary="List hearings")
    def get(self, request: Request) -> Response:
        """List the hearings of the cases you see, the newest entry first; narrow by day with since and until."""
        return self.page(known.hearings(self.member), what="hearing")


class Hearing(InClinic):
    """One hearing."""

    @shown("hearings_read", HearingRecord, summary="Read a hearing; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one hearing with its history."""
        return self.one(_record(self.member, pk))


def _record(member: Membership, pk: int) -> Row:
    row = known.hearing(member, pk)
    case = targets.case(member, row["case_reference"])
    audit.read(what="hearing", by=member, case_id=case.pk, object_id=pk)
    return row
