"""Sponsors over the API: who took a child in; where they live is revealed on its own, and audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import sponsors
from cases.api import persons
from cases.api.base import InClinic
from cases.api.filters import PersonFilters
from cases.api.shapes import PersonFacts, PersonRow, Version, changed, created, listed, shown
from cases.api.sponsorships import SponsorshipRow
from cases.errors import Missing
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import people as known

if TYPE_CHECKING:
    from cases.models import Membership


class NewSponsor(persons.NewRole):
    """The person to whom ORR released a minor of this case."""

    minor = serializers.IntegerField(help_text="The minor's number.")
    relationship = serializers.CharField(max_length=80, required=False, allow_blank=True)
    category = serializers.ChoiceField(choices.ORR_CATEGORY, required=False)
    released_on = serializers.DateField(required=False, allow_null=True)
    standing = serializers.ChoiceField(choices.SPONSOR_STANDING, required=False)


class SponsorChange(Version, PersonFacts):
    """What is wrong in the record of a sponsor; their care is changed at /sponsorships/."""


class SponsorRow(PersonRow):
    """A sponsor in a list."""


class SponsorRecord(SponsorRow):
    """A sponsor, read on their own."""

    sponsorships = SponsorshipRow(many=True)
    contact_points = persons.ContactPointRow(many=True)


class Sponsors(InClinic):
    """The sponsors in the cases you see."""

    filterset_class = PersonFilters

    @listed("sponsors_list", SponsorRow, summary="List sponsors")
    def get(self, request: Request) -> Response:
        """List the sponsors in the cases you see, the newest first."""
        return self.page(known.sponsors(self.member), what="sponsor")

    @created("sponsors_create", NewSponsor, SponsorRecord, summary="Record a sponsor")
    def post(self, request: Request) -> Response:
        """Record that a minor was released to somebody, new or already named in the case."""
        sent = self.taken(NewSponsor)
        return self.made("sponsor", lambda: self._place(sent), lambda key: _record(self.member, int(key)))

    def _place(self, sent: Row) -> int:
        minor, _ = targets.minor(self.member, sent.pop("minor"))
        reference = sent["case"]
        if reference not in known.minor(self.member, minor.pk)["cases"]:
            raise Missing(f"Case {reference} names no minor with the number {minor.pk}.", field="minor")
        person, case = persons.person_of(sent, part="sponsor", role="", by=self.member)
        return sponsors.place(minor=minor, person=person, case=case, by=self.member, **sent).sponsor_id


class Sponsor(InClinic):
    """One sponsor."""

    @shown("sponsors_read", SponsorRecord, summary="Read a sponsor; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one sponsor, with whose care they had and the rules for reaching them."""
        return self.one(_record(self.member, pk))

    @changed("sponsors_change", SponsorChange, SponsorRecord, summary="Correct a sponsor")
    def patch(self, request: Request, pk: int) -> Response:
        """Correct what is recorded about a sponsor; 409 when somebody else did meanwhile."""
        sponsor, case = targets.sponsor(self.member, pk)
        sent = self.taken(SponsorChange, partial=True)
        _, person_version = self.versions(sent, parts=2)
        facts = persons.facts_in(sent)
        persons.refuse_nothing(facts)
        persons.change_person(sponsor.person, case, facts, version=person_version, by=self.member)
        return self.one(_record(self.member, pk))


def _record(member: Membership, pk: int) -> Row:
    return persons.read(known.sponsor(member, pk), what="sponsor", by=member)
