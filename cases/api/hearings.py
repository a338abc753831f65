"""Hearings over the API: on the court's own clock, with what each source said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, proceedings
from cases.api import persons
from cases.api.base import InClinic
from cases.api.filters import HearingFilters
from cases.api.shapes import Shape, Version, WallClock, changed, created, listed, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import proceedings as known

if TYPE_CHECKING:
    from cases.models import Membership

BY_HAND = {"source": "by_hand"}


class Setting(Shape):
    """When a hearing is, on the court's own clock: a day and time, a control date, or to be determined."""

    setting = serializers.ChoiceField(choices.HEARING_SETTING, required=False, help_text="at unless said.")
    day = serializers.DateField(required=False, allow_null=True)
    time = WallClock(required=False, allow_null=True)


class Said(Shape):
    """Who says so."""

    source = serializers.ChoiceField(  # type: ignore[assignment]  # a column is called so
        choices.REPORT_SOURCE, required=False, help_text="by_hand unless said."
    )
    detail = serializers.CharField(max_length=300, required=False, allow_blank=True)


class HearingFacts(Setting, Said):
    """What can be recorded of a hearing."""

    filings_due_on = serializers.DateField(required=False, allow_null=True)
    medium = serializers.ChoiceField(choices.HEARING_MEDIUM, required=False)
    courtroom = serializers.CharField(max_length=120, required=False, allow_blank=True)


class NewHearing(HearingFacts):
    """A hearing of a proceeding; the dates that it sets follow at once."""

    proceeding = serializers.IntegerField(help_text="The proceeding's number, from the case.")
    kind = serializers.ChoiceField(choices.HEARING_KIND)


class HearingChange(Version, HearingFacts):
    """A hearing moves; what is left out stays. The dates that it set move with it."""


class HearingEnd(Version):
    """A hearing was held or cancelled."""

    status = serializers.ChoiceField([("held", "Held"), ("cancelled", "Cancelled")])
    adjournment_code = serializers.CharField(
        max_length=2, required=False, allow_blank=True, help_text="EOIR's code, when it was adjourned."
    )


class NewReport(Setting, Said):
    """What another source says; it moves nothing."""


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
    time = WallClock(allow_null=True)
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
    source = serializers.ChoiceField(choices.REPORT_SOURCE)  # type: ignore[assignment]
    setting = serializers.ChoiceField(choices.HEARING_SETTING)
    day = serializers.DateField(allow_null=True)
    time = WallClock(allow_null=True)
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

    @created("hearings_create", NewHearing, HearingRecord, summary="Record a hearing")
    def post(self, request: Request) -> Response:
        """Record a hearing; the deadlines that it sets are listed at /deadlines/?hearing=…"""
        sent = BY_HAND | self.taken(NewHearing)
        proceeding = targets.proceeding(self.member, sent.pop("proceeding"))
        return self.made(
            "hearing",
            lambda: proceedings.add_hearing(proceeding=proceeding, by=self.member, **sent).pk,
            lambda key: _record(self.member, int(key)),
        )


class Hearing(InClinic):
    """One hearing."""

    @shown("hearings_read", HearingRecord, summary="Read a hearing; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one hearing with its history."""
        return self.one(_record(self.member, pk))

    @changed("hearings_change", HearingChange, HearingRecord, summary="Move a hearing")
    def patch(self, request: Request, pk: int) -> Response:
        """Move a hearing; 409 when somebody else changed it meanwhile."""
        hearing = targets.hearing(self.member, pk)
        sent = self.taken(HearingChange, partial=True)
        [version] = self.versions(sent)
        persons.refuse_nothing(sent)
        stands = {name: getattr(hearing, name) for name in ("setting", "day", "time", "filings_due_on")}
        proceedings.move_hearing(
            hearing=hearing, version=version, by=self.member, **(BY_HAND | stands | sent)
        )
        return self.one(_record(self.member, pk))


class HearingClose(InClinic):
    """The end of a hearing."""

    @changed("hearings_end", HearingEnd, HearingRecord, summary="Record that a hearing was held or cancelled")
    def post(self, request: Request, pk: int) -> Response:
        """End a hearing; the dates that it set end with it."""
        hearing = targets.hearing(self.member, pk)
        sent = self.taken(HearingEnd)
        [version] = self.versions(sent)
        proceedings.end_hearing(hearing=hearing, version=version, by=self.member, **sent)
        return self.one(_record(self.member, pk))


class HearingReports(InClinic):
    """What sources say of one hearing."""

    @created(
        "hearings_report", NewReport, HearingRecord, summary="Record what another source says of a hearing"
    )
    def post(self, request: Request, pk: int) -> Response:
        """Record it beside the others; the hearing stays where it is, and pages show the contradiction."""
        hearing = targets.hearing(self.member, pk)
        sent = BY_HAND | self.taken(NewReport)
        return self.made(
            f"report_of_{pk}",
            lambda: proceedings.report_hearing(hearing=hearing, by=self.member, **sent).pk,
            lambda _: _record(self.member, pk),
        )


def _record(member: Membership, pk: int) -> Row:
    row = known.hearing(member, pk)
    case = targets.case(member, row["case_reference"])
    audit.read(what="hearing", by=member, case_id=case.pk, object_id=pk)
    return row
