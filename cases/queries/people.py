"""What is asked about the people of a case: who they are to it, how to reach them, what sources say of them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from cases.errors import Missing
from cases.law import a_numbers, countries, languages, reference
from cases.models import (
    Case,
    Client,
    ContactPoint,
    Membership,
    Minor,
    Party,
    Person,
    Sponsor,
    Sponsorship,
    StatusAssertion,
)


@dataclass(frozen=True)
class InCase:
    """A person as a case knows them, ready to be shown; nothing secret is opened."""

    party: Party
    person: Person
    client: Client | None
    minor: Minor | None
    sponsor: Sponsor | None
    contacts: list[ContactPoint]
    assertions: list[StatusAssertion]
    placements: list[Sponsorship]  # whom this minor was released to
    cares_for: list[Sponsorship]  # whom this sponsor took in
    languages: list[str]
    country: str
    masked: str  # the A-number, masked; "" when unknown

    @property
    def is_adverse(self) -> bool:
        """Whether this sponsor is recorded as adverse to a child they took in."""
        return any(one.standing == Sponsorship.Standing.ADVERSE for one in self.cares_for)

    @property
    def lives_with(self) -> Sponsorship | None:
        """The placement that has not ended, if any."""
        return next((one for one in self.placements if one.ended_on is None), None)

    @property
    def is_uncertain(self) -> bool:
        """Whether somebody disputes the birth date or its exactness."""
        return self.person.birth_date_certainty in ("approximate", "disputed")

    @property
    def rule(self) -> str:
        """The rule for calling, in one line: "as agreed" first, a prohibition when nothing else is left."""
        agreed = [one for one in self.contacts if one.safety == ContactPoint.Safety.AS_AGREED]
        if agreed:
            return agreed[0].rule
        if any(one.safety == ContactPoint.Safety.DO_NOT_USE for one in self.contacts):
            return "Do not use what is recorded. Ask the case's attorney."
        return "Not asked yet." if self.contacts else "No way to reach them is recorded."


def everyone(*, case: Case) -> list[InCase]:
    """Return the people of a case: lead respondent, other respondents, then family and others.

    Seven queries, however many people.
    """
    parties = (
        Party.objects.filter(case=case)
        .select_related("person__client_role", "person__minor_role", "person__sponsor_role")
        .prefetch_related(
            Prefetch("person__contact_points", _newest(ContactPoint.objects.all(), "-is_current")),
            Prefetch(
                "person__minor_role__assertions",
                StatusAssertion.objects.select_related("recorded_by__user").order_by("asserted_on", "pk"),
            ),
            Prefetch("person__minor_role__sponsorships", _placements("sponsor__person")),
            Prefetch("person__sponsor_role__sponsorships", _placements("minor__person")),
        )
    )
    order = list(Party.Part.values)
    return [
        _shown(party)
        for party in sorted(parties, key=lambda one: (not one.is_lead, order.index(one.part), one.pk))
    ]


def in_case(*, case: Case, pk: int) -> InCase:
    """Return one person of this case, or raise Missing."""
    for one in everyone(case=case):
        if one.person.pk == pk:
            return one
    raise Missing("There is no such person in this case.")


def contact(*, case: Case, pk: int) -> ContactPoint:
    """Return a way to reach somebody of this case, or raise Missing."""
    found = ContactPoint.objects.select_related("person").filter(person__parties__case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such contact in this case.")
    return found


def sponsorship(*, case: Case, pk: int) -> Sponsorship:
    """Return a placement of a minor of this case, or raise Missing."""
    found = _placements("minor__person", "sponsor__person").filter(minor__person__parties__case=case, pk=pk)
    one = found.first()
    if one is None:
        raise Missing("There is no such placement in this case.")
    return one


def assertion(*, case: Case, pk: int) -> StatusAssertion:
    """Return what a source said of a minor of this case, or raise Missing."""
    found = (
        StatusAssertion.objects.select_related("minor__person")
        .filter(minor__person__parties__case=case, pk=pk)
        .first()
    )
    if found is None:
        raise Missing("There is no such status in this case.")
    return found


def clients(*, member: Membership) -> QuerySet[Client]:
    """Return the clients that this member sees."""
    return Client.objects.visible_to(member).select_related("person").order_by("pk")


def birthdays(person: Person) -> list[tuple[int, dt.date]]:
    """Return the coming 18th and 21st birthdays; somebody born on 29 Feb comes of age on 1 Mar."""
    born, today = person.birth_date, timezone.localdate()
    if born is None:
        return []
    coming = [(years, _anniversary(born, years)) for years in (18, 21)]
    return [(years, day) for years, day in coming if day >= today]


def _anniversary(born: dt.date, years: int) -> dt.date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(born.year + years, 3, 1)


def _newest(rows: "QuerySet[ContactPoint]", *first: str) -> "QuerySet[ContactPoint]":
    return rows.order_by(*first, "-pk")


def _placements(*related: str) -> "QuerySet[Sponsorship]":
    return Sponsorship.objects.select_related(*related).order_by("-released_on", "-pk")


def _shown(party: Party) -> InCase:
    person = party.person
    minor, sponsor = getattr(person, "minor_role", None), getattr(person, "sponsor_role", None)
    return InCase(
        party=party,
        person=person,
        client=getattr(person, "client_role", None),
        minor=minor,
        sponsor=sponsor,
        contacts=list(person.contact_points.all()),
        assertions=list(minor.assertions.all()) if minor else [],
        placements=list(minor.sponsorships.all()) if minor else [],
        cares_for=list(sponsor.sponsorships.all()) if sponsor else [],
        languages=[language_name(code) for code in person.languages],
        country=country_name(person.nationality),
        masked=a_numbers.masked(person.a_number.reveal()) if person.a_number else "",
    )


def language_name(code: str) -> str:
    """The language's name, or its code when the list does not know it."""
    try:
        return languages.language(code).name()
    except reference.UnknownCode:
        return code


def country_name(code: str) -> str:
    """The country's name, "" for none, or its code when the list does not know it."""
    try:
        return countries.country(code).name() if code else ""
    except reference.UnknownCode:
        return code
