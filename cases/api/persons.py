"""What clients, minors and sponsors have in common over the API: the person behind the role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, contacts, people
from cases.api.base import InClinic
from cases.api.shapes import PersonFacts, Shape, created, done
from cases.errors import Missing, Problem
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import people as known

if TYPE_CHECKING:
    from cases.models import Case, Membership, Person


class NewRole(PersonFacts):
    """Somebody new in a case, or (with `person`) a further role of somebody whom the case already names."""

    case = serializers.CharField(max_length=20, help_text="The case's reference.")
    person = serializers.IntegerField(
        required=False, help_text="A person_id of this case, instead of the facts."
    )
    given_names = serializers.CharField(max_length=120, required=False, help_text="Needed without person.")
    detail = serializers.CharField(
        max_length=120,
        required=False,
        allow_blank=True,
        help_text="Their place in the case: twin brother, aunt.",
    )


class ContactPointRow(Shape):
    """A way to reach a person and the rule for using it; the number or address itself is revealed on its own."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices.CONTACT_KIND)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a column is called so
    safety = serializers.ChoiceField(choices.CONTACT_SAFETY)
    rule = serializers.CharField(allow_blank=True)
    is_current = serializers.BooleanField()


class NewContactPoint(Shape):
    """A way to reach somebody. `as_agreed` needs its rule."""

    kind = serializers.ChoiceField(choices.CONTACT_KIND)
    value = serializers.CharField(max_length=500)
    label = serializers.CharField(max_length=60, required=False, allow_blank=True)  # type: ignore[assignment]
    safety = serializers.ChoiceField(choices.CONTACT_SAFETY, required=False)
    rule = serializers.CharField(max_length=300, required=False, allow_blank=True)


class Revealed(Shape):
    """What was hidden. Who asked for it is now in the audit trail."""

    value = serializers.CharField(allow_blank=True, help_text="Empty when nothing is recorded.")


def facts_in(sent: dict[str, Any]) -> dict[str, Any]:
    """Take what is about the person out of what was sent."""
    return {name: sent.pop(name) for name in list(sent) if name in _FACTS}


def person_of(sent: dict[str, Any], *, part: str, role: str, by: Membership) -> tuple[Person, Case]:
    """Return the person that a new role is for, recorded now or already in the case.

    Raises Missing for a case or person out of sight and Problem when they already have the role.
    """
    case = targets.case(by, sent.pop("case"))
    facts, detail, named = facts_in(sent), sent.pop("detail", ""), sent.pop("person", None)
    if named is None:
        return people.record_person(case=case, part=part, detail=detail, by=by, **facts), case
    if facts:
        raise Problem("Send either person or the facts about somebody new, not both.", field="person")
    person, _ = targets.person(by, named)
    if case.pk not in known.case_ids(by, person.pk):
        raise Missing(f"Case {case.reference} names no person with the number {named}.", field="person")
    existing = known.role_of(by, person.pk, role) if role else None  # one sponsor may take in several minors
    if existing is not None:
        raise Problem(
            f"This person is already recorded as {role} {existing}: change that one.", field="person"
        )
    return person, case


def read(row: Row, *, what: str, by: Membership) -> Row:
    """Note the reading in every case whose file it touches, and add how the person may be reached."""
    for case_id in known.case_ids(by, row["person_id"]):
        audit.read(what=what, by=by, case_id=case_id, object_id=row["id"])
    return row | {"contact_points": known.contact_points(by, row["person_id"])}


def change_person(person: Person, case: Case, facts: dict[str, Any], *, version: int, by: Membership) -> None:
    """Correct the person behind a role, when something about them was sent."""
    if facts:
        people.change_person(person=person, version=version, case=case, by=by, **facts)


def refuse_nothing(*sent: dict[str, Any]) -> None:
    """Raise Problem when a change changes nothing: the sender surely meant something."""
    if not any(sent):
        raise Problem("Nothing was sent to change: name at least one field besides version.")


class PersonANumber(InClinic):
    """A person's A-number, in full."""

    @done("people_reveal_a_number", None, Revealed, summary="Reveal a person's A-number; audited")
    def post(self, request: Request, pk: int) -> Response:
        """Give the A-number as "A 079-531-484", to roles that may, and write down who asked."""
        person, case = targets.person(self.member, pk)
        return self.one({"value": people.reveal_a_number(person=person, case=case, by=self.member)})


class PersonContacts(InClinic):
    """Ways to reach a person."""

    @created(
        "people_add_contact_point", NewContactPoint, ContactPointRow, summary="Add a way to reach a person"
    )
    def post(self, request: Request, pk: int) -> Response:
        """Record a number or address with its rule; it is sealed at once."""
        person, case = targets.person(self.member, pk)
        sent = self.taken(NewContactPoint)
        return self.made(
            f"contact_of_{pk}",
            lambda: contacts.add(person=person, case=case, by=self.member, **sent).pk,
            lambda key: next(row for row in known.contact_points(self.member, pk) if row["id"] == int(key)),
        )


class ContactPointValue(InClinic):
    """One number or address, in full."""

    @done("contact_points_reveal", None, Revealed, summary="Reveal a number or an address; audited")
    def post(self, request: Request, pk: int) -> Response:
        """Give the number or address; an adverse sponsor's only to those who answer for the case."""
        point, case = targets.contact_point(self.member, pk)
        return self.one({"value": contacts.reveal(point=point, case=case, by=self.member)})


_FACTS = frozenset(PersonFacts().fields)
