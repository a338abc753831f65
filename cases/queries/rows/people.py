"""Clients, minors and sponsors as plain rows, with the cases through which the member sees them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q

from cases.models import (
    Case,
    Client,
    ContactPoint,
    Membership,
    Minor,
    Party,
    Sponsor,
    Sponsorship,
    StatusAssertion,
)
from cases.queries.rows import Row, Rows, only

# What every role of a person tells about the person. The A-number is told by being there, never by itself.
PERSON = {
    "given_names": F("person__given_names"),
    "first_surname": F("person__first_surname"),
    "second_surname": F("person__second_surname"),
    "preferred_name": F("person__preferred_name"),
    "birth_date": F("person__birth_date"),
    "birth_date_certainty": F("person__birth_date_certainty"),
    "gender": F("person__gender"),
    "nationality": F("person__nationality"),
    "birthplace": F("person__birthplace"),
    "languages": F("person__languages"),
    "person_version": F("person__version"),
    "has_a_number": Q(person__a_number_hash__isnull=False),
}


def clients(member: Membership) -> Rows:
    """Return the clients that this member may see, as rows."""
    return Client.objects.visible_to(member).values(
        "id", "person_id", "last_arrival_on", "last_arrival_certainty", "manner_of_entry", "place_of_entry",
        "version", **PERSON, cases=_cases(member),
    )  # fmt: skip


def minors(member: Membership) -> Rows:
    """Return the minors that this member may see, as rows."""
    return Minor.objects.visible_to(member).values(
        "id", "person_id", "state", "note", "version", **PERSON, cases=_cases(member)
    )


def sponsors(member: Membership) -> Rows:
    """Return the sponsors that this member may see, as rows; how to reach them is not in here."""
    return Sponsor.objects.visible_to(member).values(
        "id", "person_id", "version", **PERSON, cases=_cases(member)
    )


def client(member: Membership, pk: int) -> Row:
    """Return one client; raise Missing outside the member's sight."""
    return _one(clients(member), pk, "client")


def minor(member: Membership, pk: int) -> Row:
    """Return one minor with every standing assertion of their status, oldest first, and their sponsorships."""
    row = _one(minors(member), pk, "minor")
    row["assertions"] = assertions(member, pk)
    row["sponsorships"] = sponsorships(member, minor_id=pk)
    return row


def sponsor(member: Membership, pk: int) -> Row:
    """Return one sponsor with whose care they had and have."""
    row = _one(sponsors(member), pk, "sponsor")
    row["sponsorships"] = sponsorships(member, sponsor_id=pk)
    return row


def sponsorship(member: Membership, pk: int) -> Row:
    """Return one sponsorship; raise Missing outside the member's sight."""
    return _one(_sponsorships(member), pk, "sponsorship")


def assertions(member: Membership, minor_id: int) -> list[Row]:
    """Return the standing assertions of a minor's status, by the date that each source gives."""
    rows: Rows = (
        StatusAssertion.objects.visible_to(member)
        .filter(minor_id=minor_id, withdrawn_at=None)
        .order_by("asserted_on", "pk")
        .values("id", "kind", "asserted_on", "source", "detail")
    )
    return list(rows)


def contact_points(member: Membership, person_id: int) -> list[Row]:
    """Return how a person may be reached, by kind and rule; the number or address itself stays sealed."""
    rows: Rows = (
        ContactPoint.objects.visible_to(member)
        .filter(person_id=person_id)
        .order_by("-is_current", "pk")
        .values("id", "kind", "label", "safety", "rule", "is_current")
    )
    return list(rows)


def case_ids(member: Membership, person_id: int) -> list[int]:
    """Return the cases through which this member sees the person: whose files a reading touches."""
    mine = Case.objects.visible_to(member).filter(parties__person_id=person_id)
    return list(mine.order_by("pk").values_list("pk", flat=True).distinct())


def sponsorships(member: Membership, **of: int) -> list[Row]:
    """Return the sponsorships of one minor (``minor_id``) or one sponsor (``sponsor_id``), by release."""
    return [row | {"version": str(row["version"])} for row in _sponsorships(member).filter(**of)]


def _sponsorships(member: Membership) -> Rows:
    rows = Sponsorship.objects.visible_to(member).order_by(F("released_on").asc(nulls_last=True), "pk")
    return rows.values(
        "id", "minor_id", "sponsor_id", "relationship", "category", "released_on", "ended_on", "standing",
        "adverse_since", "version",
    )  # fmt: skip


def _cases(member: Membership) -> ArraySubquery:
    mine = Case.objects.visible_to(member).filter(parties__person=OuterRef("person_id"))
    return ArraySubquery(mine.order_by("reference").values("reference").distinct())


def _one(rows: Rows, pk: int, what: str) -> Row:
    return only(rows.filter(pk=pk), f"There is no {what} with the number {pk} here, or not for you.")


def in_case(found: Rows, member: Membership, reference: str) -> Rows:
    """Keep the people of one case. Through the visible cases only: a hidden case must not answer yes or no."""
    mine = Case.objects.visible_to(member).filter(reference=reference)
    return found.filter(person__in=Party.objects.filter(case__in=mine.values("pk")).values("person_id"))


def named(found: Rows, text: str) -> Rows:
    """Keep the people of whom every word is part of a name, whatever the capitals."""
    for word in text.split()[:8]:
        found = found.filter(
            Q(person__given_names__icontains=word)
            | Q(person__first_surname__icontains=word)
            | Q(person__second_surname__icontains=word)
            | Q(person__preferred_name__icontains=word)
        )
    return found


def role_of(member: Membership, person_id: int, role: str) -> int | None:
    """Return the number of a person's role ("client", "minor", "sponsor"), or None when they do not have it."""
    table = {"client": clients, "minor": minors, "sponsor": sponsors}[role]
    found: int | None = table(member).filter(person_id=person_id).values_list("pk", flat=True).first()
    return found
