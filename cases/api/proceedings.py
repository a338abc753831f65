"""Proceedings over the API: recorded in a case and corrected; the case lists them."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, proceedings
from cases.api import persons
from cases.api.base import InClinic
from cases.api.shapes import Shape, Version, changed, created, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import casework as known


class ProceedingRow(Shape):
    """One process before one court or agency."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices.PROCEEDING_KIND)
    status = serializers.ChoiceField(choices.PROCEEDING_STATUS)
    court_code = serializers.CharField(allow_blank=True, help_text="Immigration court, by EOIR's code.")
    court_name = serializers.CharField(allow_blank=True)
    time_zone = serializers.CharField(help_text="The court's own zone, IANA name.")
    judge = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True)
    is_detained = serializers.BooleanField()
    uses_ecas = serializers.BooleanField()
    nta_served_on = serializers.DateField(allow_null=True)
    i589_filed_on = serializers.DateField(allow_null=True)
    brief_due_on = serializers.DateField(allow_null=True, help_text="As printed on the briefing schedule.")
    opened_on = serializers.DateField(allow_null=True)
    version = serializers.CharField()


class DecisionRow(Shape):
    """A decision in a proceeding, with the facts from which appeal times run."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices.DECISION_OUTCOME)
    relief = serializers.ChoiceField(choices.DECISION_RELIEF, allow_blank=True, help_text="What was granted.")
    decided_on = serializers.DateField()
    service = serializers.ChoiceField(choices.DECISION_SERVICE)
    served_on = serializers.DateField()
    appeal_reserved = serializers.BooleanField()
    sends_back_to_id = serializers.IntegerField(
        allow_null=True, help_text="The proceeding that a remand opened again."
    )


class ApplicantRow(Shape):
    """Somebody who is on an I-589 that was received in the proceeding."""

    person_id = serializers.IntegerField()
    principal_id = serializers.IntegerField(allow_null=True, help_text="Whose derivative; null: their own.")
    received_on = serializers.DateField()


class ProceedingRecord(ProceedingRow):
    """A proceeding, read on its own."""

    decisions = DecisionRow(many=True)
    applicants = ApplicantRow(many=True)


class ProceedingFacts(Shape):
    """What can be recorded about a proceeding. An immigration court's time zone follows from its code."""

    court_code = serializers.CharField(
        max_length=3, required=False, allow_blank=True, help_text="Such as HOU."
    )
    court_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    time_zone = serializers.CharField(
        max_length=50, required=False, help_text="Of any other court, IANA name."
    )
    judge = serializers.CharField(max_length=120, required=False, allow_blank=True)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    is_detained = serializers.BooleanField(required=False)
    uses_ecas = serializers.BooleanField(required=False)
    nta_served_on = serializers.DateField(required=False, allow_null=True)
    i589_filed_on = serializers.DateField(required=False, allow_null=True)
    i589_for = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=40,
        required=False,
        help_text="Persons who are on that I-589: it meets the one-year date of these only. Left out in a case of several "
        "respondents, it counts for everybody until somebody says for whom it is.",
    )
    i589_principal = serializers.IntegerField(
        required=False,
        help_text="The principal applicant; the others are derivatives. The first of them unless said.",
    )
    brief_due_on = serializers.DateField(
        required=False, allow_null=True, help_text="As printed on the briefing schedule."
    )
    opened_on = serializers.DateField(required=False, allow_null=True)


class NewProceeding(ProceedingFacts):
    """A proceeding of a case."""

    case = serializers.CharField(max_length=20, help_text="The case's reference.")
    kind = serializers.ChoiceField(choices.PROCEEDING_KIND)


class ProceedingChange(Version, ProceedingFacts):
    """What is wrong in the record of a proceeding; leave out what stays."""


class Proceedings(InClinic):
    """Proceedings of the cases you see; each case lists its own."""

    @created("proceedings_create", NewProceeding, ProceedingRecord, summary="Record a proceeding")
    def post(self, request: Request) -> Response:
        """Record a proceeding; the deadlines that it sets follow at once."""
        sent = self.taken(NewProceeding)
        case = targets.case(self.member, sent.pop("case"))
        return self.made(
            "proceeding",
            lambda: proceedings.add(case=case, by=self.member, **sent).pk,
            lambda key: known.proceeding(self.member, int(key)),
        )


class Proceeding(InClinic):
    """One proceeding."""

    @shown("proceedings_read", ProceedingRecord, summary="Read a proceeding; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one proceeding."""
        return self.one(self._record(pk))

    @changed("proceedings_change", ProceedingChange, ProceedingRecord, summary="Correct a proceeding")
    def patch(self, request: Request, pk: int) -> Response:
        """Correct what is recorded about a proceeding; 409 when somebody else did meanwhile."""
        proceeding = targets.proceeding(self.member, pk)
        sent = self.taken(ProceedingChange, partial=True)
        [version] = self.versions(sent)
        persons.refuse_nothing(sent)
        proceedings.change(proceeding=proceeding, version=version, by=self.member, **sent)
        return self.one(self._record(pk))

    def _record(self, pk: int) -> Row:
        row = known.proceeding(self.member, pk)
        case = targets.proceeding(self.member, pk).case
        audit.read(what="proceeding", by=self.member, case_id=case.pk, object_id=pk)
        return row
