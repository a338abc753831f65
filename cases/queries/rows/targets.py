"""What a program wants to act on: the object itself and the case in whose file the deed is written."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

from cases.errors import Missing
from cases.models import (
    Case,
    Client,
    ContactPoint,
    Deadline,
    Filing,
    Hearing,
    Membership,
    Minor,
    Packet,
    Person,
    Proceeding,
    Sponsor,
    Sponsorship,
)

M = TypeVar("M", bound=models.Model)


def case(member: Membership, reference: str) -> Case:
    """Return the case with this reference; raise Missing outside the member's sight."""
    found = Case.objects.visible_to(member).filter(reference=reference).first()
    if found is None:
        raise Missing(f"There is no case {reference[:20]} here, or not for you.", field="case")
    return found


def person(member: Membership, pk: int) -> tuple[Person, Case]:
    """Return a person and a case through which the member sees them."""
    found = _one(Person.objects.visible_to(member), pk, "person")
    return found, _case_of(member, found.pk)


def client(member: Membership, pk: int) -> tuple[Client, Case]:
    """Return a client, person at hand, and the case."""
    found = _one(Client.objects.visible_to(member).select_related("person"), pk, "client")
    return found, _case_of(member, found.person_id)


def minor(member: Membership, pk: int) -> tuple[Minor, Case]:
    """Return a minor, person at hand, and the case."""
    found = _one(Minor.objects.visible_to(member).select_related("person"), pk, "minor")
    return found, _case_of(member, found.person_id)


def sponsor(member: Membership, pk: int) -> tuple[Sponsor, Case]:
    """Return a sponsor, person at hand, and the case."""
    found = _one(Sponsor.objects.visible_to(member).select_related("person"), pk, "sponsor")
    return found, _case_of(member, found.person_id)


def sponsorship(member: Membership, pk: int) -> tuple[Sponsorship, Case]:
    """Return a sponsorship and the minor's case."""
    found = _one(Sponsorship.objects.visible_to(member).select_related("minor"), pk, "sponsorship")
    return found, _case_of(member, found.minor.person_id)


def contact_point(member: Membership, pk: int) -> tuple[ContactPoint, Case]:
    """Return a way to reach a person, person at hand, and the case."""
    found = _one(ContactPoint.objects.visible_to(member).select_related("person"), pk, "contact point")
    return found, _case_of(member, found.person_id)


def proceeding(member: Membership, pk: int) -> Proceeding:
    """Return a proceeding with its case at hand."""
    return _one(Proceeding.objects.visible_to(member).select_related("case__clinic"), pk, "proceeding")


def hearing(member: Membership, pk: int) -> Hearing:
    """Return a hearing with its proceeding and case at hand."""
    return _one(Hearing.objects.visible_to(member).select_related("proceeding__case__clinic"), pk, "hearing")


def deadline(member: Membership, pk: int) -> Deadline:
    """Return a deadline with what a filing for it looks at."""
    return _one(Deadline.objects.visible_to(member).select_related("proceeding", "decision"), pk, "deadline")


def packet(member: Membership, pk: int) -> Packet:
    """Return a packet."""
    return _one(Packet.objects.visible_to(member), pk, "packet")


def filing(member: Membership, pk: int) -> Filing:
    """Return a filing with its case at hand."""
    return _one(Filing.objects.visible_to(member).select_related("case__clinic"), pk, "filing")


def _one(rows: QuerySet[M, Any], pk: int, what: str) -> M:
    found: M | None = rows.filter(pk=pk).first()
    if found is None:
        raise Missing(
            f"There is no {what} with the number {pk} here, or not for you.", field=what.replace(" ", "_")
        )
    return found


def _case_of(member: Membership, person_id: int) -> Case:
    mine = Case.objects.visible_to(member).filter(parties__person_id=person_id).order_by("pk").distinct()
    return mine[0]
