"""Clients over the API: listed, read, recorded and corrected, as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import people
from cases.api import persons
from cases.api.base import InClinic
from cases.api.filters import PersonFilters
from cases.api.shapes import PersonFacts, PersonRow, Shape, Version, changed, created, listed, shown
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import people as known

if TYPE_CHECKING:
    from cases.models import Membership


class Arrival(Shape):
    """A client's last arrival, from which the one-year limit runs (INA 208(a)(2)(B))."""

    last_arrival_on = serializers.DateField(required=False, allow_null=True)
    last_arrival_certainty = serializers.ChoiceField(choices.CERTAINTY, required=False)
    manner_of_entry = serializers.ChoiceField(choices.ENTRY, required=False)
    place_of_entry = serializers.CharField(max_length=120, required=False, allow_blank=True)


class NewClient(Arrival, persons.NewRole):
    """A further respondent of a case. A new case with its first client is made by POST /cases/."""


class ClientChange(Version, Arrival, PersonFacts):
    """What is wrong in the record of a client; leave out what stays."""


class ClientRow(PersonRow):
    """A client in a list."""

    last_arrival_on = serializers.DateField(allow_null=True)
    last_arrival_certainty = serializers.ChoiceField(choices.CERTAINTY)
    manner_of_entry = serializers.ChoiceField(choices.ENTRY)
    place_of_entry = serializers.CharField(allow_blank=True)


class ClientRecord(ClientRow):
    """A client, read on their own."""

    contact_points = persons.ContactPointRow(many=True)


class Clients(InClinic):
    """The clients of the cases you see."""

    filterset_class = PersonFilters

    @listed("clients_list", ClientRow, summary="List clients")
    def get(self, request: Request) -> Response:
        """List the clients of the cases you see, the newest first."""
        return self.page(known.clients(self.member), what="client")

    @created("clients_create", NewClient, ClientRecord, summary="Record a client")
    def post(self, request: Request) -> Response:
        """Record a further client in a case, new or already named there."""
        sent = self.taken(NewClient)

        def make() -> int:
            person, case = persons.person_of(sent, part="respondent", role="client", by=self.member)
            return people.record_client(person=person, case=case, by=self.member, **sent).pk

        return self.made("client", make, lambda key: _record(self.member, int(key)))


class Client(InClinic):
    """One client."""

    @shown("clients_read", ClientRecord, summary="Read a client; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one client."""
        return self.one(_record(self.member, pk))

    @changed("clients_change", ClientChange, ClientRecord, summary="Correct a client")
    def patch(self, request: Request, pk: int) -> Response:
        """Correct what is recorded about a client; 409 when somebody else did meanwhile."""
        client, case = targets.client(self.member, pk)
        sent = self.taken(ClientChange, partial=True)
        version, person_version = self.versions(sent, parts=2)
        facts = persons.facts_in(sent)
        persons.refuse_nothing(facts, sent)
        persons.change_person(client.person, case, facts, version=person_version, by=self.member)
        if sent:
            people.change_client(client=client, version=version, case=case, by=self.member, **sent)
        return self.one(_record(self.member, pk))


def _record(member: Membership, pk: int) -> Row:
    return persons.read(known.client(member, pk), what="client", by=member)
