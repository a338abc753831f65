"""Cases over the API: listed, read, opened with their first client, described, taken up and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, casework
from cases.api import persons
from cases.api.base import InClinic
from cases.api.filters import CaseFilters
from cases.api.proceedings import ProceedingRow
from cases.api.shapes import PersonFacts, Shape, Version, changed, created, done, listed, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import casework as known

if TYPE_CHECKING:
    from cases.models import Membership


class NewCase(Shape):
    """A case begins with its lead respondent, who becomes the clinic's client."""

    respondent = PersonFacts()
    summary = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text="One line for the list, without names."
    )


class CaseChange(Version):
    """The case in words."""

    summary = serializers.CharField(max_length=300, required=False, allow_blank=True)
    claim_theory = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text="Ground and social group as pleaded."
    )


class Closing(Version):
    """Why a case ends."""

    because = serializers.CharField(max_length=300)


class CaseRow(Shape):
    """A case in a list."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices.CASE_STATUS)
    summary = serializers.CharField(allow_blank=True)
    claim_theory = serializers.CharField(allow_blank=True)
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    closed_because = serializers.CharField(allow_blank=True)
    version = serializers.CharField(help_text="Send it back with a change.")


class PartyRow(Shape):
    """Somebody's part in the case, with the numbers of the roles that can be read on their own."""

    id = serializers.IntegerField()
    person_id = serializers.IntegerField()
    part = serializers.ChoiceField(choices.PART)
    is_lead = serializers.BooleanField()
    detail = serializers.CharField(allow_blank=True)
    given_names = serializers.CharField()
    first_surname = serializers.CharField(allow_blank=True)
    second_surname = serializers.CharField(allow_blank=True)
    client_id = serializers.IntegerField(allow_null=True)
    minor_id = serializers.IntegerField(allow_null=True)
    sponsor_id = serializers.IntegerField(allow_null=True)


class AssignmentRow(Shape):
    """Who works on the case, and from when until when."""

    id = serializers.IntegerField()
    membership_id = serializers.IntegerField()
    name = serializers.CharField()
    duty = serializers.ChoiceField(choices.DUTY)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class CaseRecord(CaseRow):
    """A case, read on its own."""

    parties = PartyRow(many=True)
    assignments = AssignmentRow(many=True)
    proceedings = ProceedingRow(many=True)


class Cases(InClinic):
    """The cases you see."""

    filterset_class = CaseFilters

    @listed("cases_list", CaseRow, summary="List cases")
    def get(self, request: Request) -> Response:
        """List the cases you see, the newest first."""
        return self.page(known.cases(self.member), what="case")

    @created("cases_create", NewCase, CaseRecord, summary="Open a case at intake")
    def post(self, request: Request) -> Response:
        """Open a case with its lead respondent; it stands as intake until that is finished."""
        sent = self.taken(NewCase)
        facts = sent.pop("respondent")
        return self.made(
            "case",
            lambda: casework.open_intake(by=self.member, **sent, **facts).reference,
            lambda reference: _record(self.member, reference),
        )


class Case(InClinic):
    """One case."""

    @shown("cases_read", CaseRecord, summary="Read a case; audited")
    def get(self, request: Request, reference: str) -> Response:
        """Read one case: who is in it, who works on it, where it is pending."""
        return self.one(_record(self.member, reference))

    @changed("cases_change", CaseChange, CaseRecord, summary="Describe a case")
    def patch(self, request: Request, reference: str) -> Response:
        """Change summary or claim theory; 409 when somebody else did meanwhile."""
        case = targets.case(self.member, reference)
        sent = self.taken(CaseChange, partial=True)
        [version] = self.versions(sent)
        persons.refuse_nothing(sent)
        words = {"summary": case.summary, "claim_theory": case.claim_theory} | sent
        casework.describe(case=case, version=version, by=self.member, **words)
        return self.one(_record(self.member, reference))


class CaseIntake(InClinic):
    """The end of a case's intake."""

    @done("cases_finish_intake", None, CaseRecord, summary="Finish a case's intake")
    def post(self, request: Request, reference: str) -> Response:
        """Open the case for work and set its first deadlines; doing it twice changes nothing."""
        casework.finish_intake(case=targets.case(self.member, reference), by=self.member)
        return self.one(_record(self.member, reference))


class CaseEnd(InClinic):
    """The end of a case."""

    @changed("cases_close", Closing, CaseRecord, summary="Close a case")
    def post(self, request: Request, reference: str) -> Response:
        """Close the case from today; 409 when somebody else changed it meanwhile."""
        case = targets.case(self.member, reference)
        sent = self.taken(Closing)
        [version] = self.versions(sent)
        casework.close(case=case, version=version, by=self.member, **sent)
        return self.one(_record(self.member, reference))


def _record(member: Membership, reference: str) -> Row:
    row = known.case(member, reference)
    audit.read(what="case", by=member, case_id=row["id"], object_id=row["id"])
    return row
