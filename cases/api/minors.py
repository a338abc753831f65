"""Minors over the API: their record, what each source says of their status, and who has their care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import people, sponsors
from cases.api import persons
from cases.api.base import InClinic
from cases.api.filters import PersonFilters
from cases.api.shapes import PersonFacts, PersonRow, Shape, Version, changed, created, listed, shown
from cases.api.sponsorships import SponsorshipRow
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import people as known

if TYPE_CHECKING:
    from cases.models import Membership


class MinorFacts(Shape):
    """What is recorded of somebody as a minor."""

    state = serializers.RegexField(
        r"^([A-Z]{2})?$", required=False, allow_blank=True, help_text="State of residence, such as TX."
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class NewMinor(MinorFacts, persons.NewRole):
    """A minor in a case: somebody new, or a person of the case in this further role."""

    part = serializers.ChoiceField(
        choices.PART, required=False, help_text="Somebody new's part; respondent unless said."
    )


class MinorChange(Version, MinorFacts, PersonFacts):
    """What is wrong in the record of a minor; leave out what stays."""


class NewAssertion(Shape):
    """What one source says of a minor's status, with the date that the source gives."""

    kind = serializers.ChoiceField(choices.ASSERTION_KIND)
    asserted_on = serializers.DateField()
    source = serializers.ChoiceField(choices.ASSERTION_SOURCE)  # type: ignore[assignment]  # a column is called so
    detail = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AssertionRow(Shape):
    """One standing assertion; others may contradict it."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices.ASSERTION_KIND)
    asserted_on = serializers.DateField()
    source = serializers.ChoiceField(choices.ASSERTION_SOURCE)  # type: ignore[assignment]
    detail = serializers.CharField(allow_blank=True)


class MinorRow(PersonRow):
    """A minor in a list."""

    state = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class MinorRecord(MinorRow):
    """A minor, read on their own."""

    assertions = AssertionRow(many=True)
    sponsorships = SponsorshipRow(many=True)
    contact_points = persons.ContactPointRow(many=True)


class Minors(InClinic):
    """The minors of the cases you see."""

    filterset_class = PersonFilters

    @listed("minors_list", MinorRow, summary="List minors")
    def get(self, request: Request) -> Response:
        """List the minors of the cases you see, the newest first."""
        return self.page(known.minors(self.member), what="minor")

    @created("minors_create", NewMinor, MinorRecord, summary="Record a minor")
    def post(self, request: Request) -> Response:
        """Record a minor in a case, new or already named there."""
        sent = self.taken(NewMinor)

        def make() -> int:
            part = sent.pop("part", "respondent")
            person, case = persons.person_of(sent, part=part, role="minor", by=self.member)
            return people.record_minor(person=person, case=case, by=self.member, **sent).pk

        return self.made("minor", make, lambda key: _record(self.member, int(key)))


class Minor(InClinic):
    """One minor."""

    @shown("minors_read", MinorRecord, summary="Read a minor; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one minor, with the assertions of their status and their sponsors."""
        return self.one(_record(self.member, pk))

    @changed("minors_change", MinorChange, MinorRecord, summary="Correct a minor")
    def patch(self, request: Request, pk: int) -> Response:
        """Correct what is recorded about a minor; 409 when somebody else did meanwhile."""
        minor, case = targets.minor(self.member, pk)
        sent = self.taken(MinorChange, partial=True)
        version, person_version = self.versions(sent, parts=2)
        facts = persons.facts_in(sent)
        persons.refuse_nothing(facts, sent)
        persons.change_person(minor.person, case, facts, version=person_version, by=self.member)
        if sent:
            people.change_minor(minor=minor, version=version, case=case, by=self.member, **sent)
        return self.one(_record(self.member, pk))


class MinorAssertions(InClinic):
    """What sources say of one minor's status."""

    @created(
        "minors_assert_status",
        NewAssertion,
        AssertionRow,
        summary="Record what a source says of a minor's status",
    )
    def post(self, request: Request, pk: int) -> Response:
        """Record an assertion beside the others; nothing is overwritten."""
        minor, case = targets.minor(self.member, pk)
        sent = self.taken(NewAssertion)
        return self.made(
            f"assertion_of_{pk}",
            lambda: sponsors.assert_status(minor=minor, case=case, by=self.member, **sent).pk,
            lambda key: next(row for row in known.assertions(self.member, pk) if row["id"] == int(key)),
        )


def _record(member: Membership, pk: int) -> Row:
    return persons.read(known.minor(member, pk), what="minor", by=member)
