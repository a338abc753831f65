"""Filings over the API: what was sent, when it was received, accepted or rejected. Only acceptance closes a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, filings
from cases.api.base import InClinic
from cases.api.filters import FilingFilters
from cases.api.shapes import Shape, Version, changed, created, listed, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import filings as known

if TYPE_CHECKING:
    from cases.models import Membership


class NewFiling(Shape):
    """Something that was filed: for a date (`deadline`), or in a `proceeding`, or both."""

    case = serializers.CharField(max_length=20, help_text="The case's reference.")
    deadline = serializers.IntegerField(required=False, help_text="The open date that it answers.")
    proceeding = serializers.IntegerField(required=False, help_text="The date's own unless said.")
    packet = serializers.IntegerField(required=False, help_text="The packet that was filed.")
    title = serializers.CharField(max_length=200, help_text="What was filed.")
    document_type = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="As ECAS calls it."
    )
    is_i589 = serializers.BooleanField(
        required=False, help_text="When accepted, its receipt becomes the proceeding's asylum filing date."
    )
    i589_for = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=40,
        required=False,
        help_text="Persons who are on the I-589: it meets the one-year date of these only. Needed with `is_i589` in a case "
        "of several respondents.",
    )
    i589_principal = serializers.IntegerField(
        required=False, help_text="The principal applicant; the others are derivatives."
    )
    method = serializers.ChoiceField(choices.FILING_METHOD)
    filed_on = serializers.DateField(help_text="The day it was uploaded, handed in or sent.")
    received_on = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="What is uploaded or handed over is received on the day of filing unless said.",
    )
    receipt_number = serializers.CharField(max_length=60, required=False, allow_blank=True)


class Receipt(Version):
    """When the court or agency received it."""

    received_on = serializers.DateField()
    receipt_number = serializers.CharField(max_length=60, required=False, allow_blank=True)


class Acceptance(Version):
    """It was accepted on this day."""

    on = serializers.DateField()
    received_on = serializers.DateField(required=False, allow_null=True)
    receipt_number = serializers.CharField(max_length=60, required=False, allow_blank=True)


class Rejection(Version):
    """It was rejected on this day, and why."""

    on = serializers.DateField()
    reason = serializers.CharField(max_length=300, help_text="In the clerk's words.")


class FilingRow(Shape):
    """A filing in a list."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="The case's reference.")
    proceeding_id = serializers.IntegerField(allow_null=True)
    deadline_id = serializers.IntegerField(allow_null=True, help_text="The date it was recorded for.")
    packet_id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    document_type = serializers.CharField(allow_blank=True)
    is_i589 = serializers.BooleanField()
    method = serializers.ChoiceField(choices.FILING_METHOD)
    filed_on = serializers.DateField()
    filed_by_id = serializers.IntegerField()
    filed_by_name = serializers.CharField()
    received_on = serializers.DateField(allow_null=True)
    receipt_number = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices.FILING_OUTCOME, help_text="As it stands now.")
    recorded_at = serializers.DateTimeField()
    version = serializers.CharField(help_text="Send it back with a change.")


class OutcomeRow(Shape):
    """One thing that became of a filing; none is ever changed."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices.FILING_OUTCOME)
    on = serializers.DateField()
    reason = serializers.CharField(allow_blank=True)
    deadline_id = serializers.IntegerField(
        allow_null=True, help_text="The date that this closed, or opened again."
    )
    recorded_at = serializers.DateTimeField()


class FiledFor(Shape):
    """Somebody whom an I-589 was filed for."""

    person_id = serializers.IntegerField()
    principal_id = serializers.IntegerField(allow_null=True, help_text="Whose derivative; null: their own.")
    received_on = serializers.DateField(allow_null=True)


class FilingRecord(FilingRow):
    """A filing, read on its own."""

    outcomes = OutcomeRow(many=True)
    applicants = FiledFor(many=True)


class Filings(InClinic):
    """The filings of the cases you see."""

    filterset_class = FilingFilters

    @listed("filings_list", FilingRow, summary="List filings")
    def get(self, request: Request) -> Response:
        """List the filings of the cases you see, the newest entry first."""
        return self.page(known.filings(self.member), what="filing")

    @created("filings_create", NewFiling, FilingRecord, summary="Record what was filed")
    def post(self, request: Request) -> Response:
        """Record what was filed; the date that it answers stays open until it is accepted."""
        sent = self.taken(NewFiling)
        case = targets.case(self.member, sent.pop("case"))
        found: dict[str, Any] = {
            name: find(self.member, sent.pop(name))
            for name, find in (
                ("deadline", targets.deadline),
                ("proceeding", targets.proceeding),
                ("packet", targets.packet),
            )
            if name in sent
        }
        return self.made(
            "filing",
            lambda: filings.record(case=case, by=self.member, **found, **sent).pk,
            lambda key: _record(self.member, int(key)),
        )


class Filing(InClinic):
    """One filing."""

    @shown("filings_read", FilingRecord, summary="Read a filing; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one filing with what became of it, in order."""
        return self.one(_record(self.member, pk))


class FilingReceipt(InClinic):
    """When a filing was received."""

    @changed("filings_receive", Receipt, FilingRecord, summary="Record when a filing was received")
    def post(self, request: Request, pk: int) -> Response:
        """Record, or correct, the receipt; 409 when somebody else changed the filing meanwhile."""
        filing, sent = targets.filing(self.member, pk), self.taken(Receipt)
        [version] = self.versions(sent)
        filings.receive(filing=filing, version=version, by=self.member, **sent)
        return self.one(_record(self.member, pk))


class FilingAcceptance(InClinic):
    """The acceptance of a filing."""

    @changed("filings_accept", Acceptance, FilingRecord, summary="Record that a filing was accepted")
    def post(self, request: Request, pk: int) -> Response:
        """Record the acceptance: the date that it answers closes."""
        filing, sent = targets.filing(self.member, pk), self.taken(Acceptance)
        [version] = self.versions(sent)
        filings.accept(filing=filing, version=version, by=self.member, **sent)
        return self.one(_record(self.member, pk))


class FilingRejection(InClinic):
    """The rejection of a filing."""

    @changed("filings_reject", Rejection, FilingRecord, summary="Record that a filing was rejected")
    def post(self, request: Request, pk: int) -> Response:
        """Record the rejection: the date that it answers is open again at once."""
        filing, sent = targets.filing(self.member, pk), self.taken(Rejection)
        [version] = self.versions(sent)
        filings.reject(filing=filing, version=version, by=self.member, **sent)
        return self.one(_record(self.member, pk))


def _record(member: Membership, pk: int) -> Row:
    row = known.filing(member, pk)
    case = targets.case(member, row["case_reference"])
    audit.read(what="filing", by=member, case_id=case.pk, object_id=pk)
    return row
