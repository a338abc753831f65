"""Children who reach an age this quarter that ends something: 18, 21, and the age of their state's juvenile court."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cases.law import counting, wording
from cases.models import Assignment, Deadline, Membership, Party, Person
from cases.queries.reports.choices import Choices

AGES = (18, 21)  # ORR custody and the juvenile court; SIJ and the child of a parent's claim
STATE_AGE = "SIJ_PREDICATE_ORDER_STATE_AGE"  # where a state's court goes by another age


@dataclass(frozen=True)
class ChildRow:
    """A child and the day on which an age is reached."""

    person: int
    day: dt.date
    what: str  # turns 18
    reference: str
    who: str
    attorney: str
    is_past: bool

    @property
    def on(self) -> str:
        """``Mon 28 Dec 2026``."""
        return wording.day(self.day)


def quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the calendar quarter that holds a day."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return first, (first + dt.timedelta(days=95)).replace(day=1) - dt.timedelta(days=1)


def children(*, member: Membership, choices: Choices, today: dt.date) -> list[ChildRow]:
    """Return the respondents of open cases who reach an age this quarter, soonest first, those behind us marked.

    Three queries. A date of birth that nobody recorded cannot be counted: ``undated`` says how many there are.
    """
    first, last = quarter(today)
    born = Q()
    for age in AGES:
        wide = (
            counting.shift(first, -age, "years"),
            counting.shift(last, -age, "years") + dt.timedelta(days=1),
        )
        born |= Q(
            person__birth_date__range=wide
        )  # a day too wide for 29 February: the exact day is judged below
    parties = _respondents(member, choices).filter(born)
    running = Assignment.objects.running().filter(duty="lead").select_related("membership__user")
    parties = parties.select_related("person", "case").prefetch_related(
        Prefetch("case__assignments", running.order_by("starts_at", "pk"), to_attr="lead_assignments")
    )
    found = [row for party in parties for row in _reached(party, first, last, today)]
    found += _by_state(member, choices, first, last, today)
    return sorted(found, key=lambda each: (each.day, each.reference, each.who))


def undated(*, member: Membership, choices: Choices) -> int:
    """Return how many minors of open cases have no recorded date of birth. One query."""
    minors = _respondents(member, choices).filter(person__minor_role__isnull=False)
    return int(minors.filter(person__birth_date=None).count())


def _respondents(member: Membership, choices: Choices) -> QuerySet[Party]:
    found: QuerySet[Party] = (
        Party.objects.visible_to(member).filter(part=Party.Part.RESPONDENT).exclude(case__status="closed")
    )
    if choices.court:
        found = found.filter(case__proceedings__court_code=choices.court).distinct()
    if choices.attorney:
        leads = Assignment.objects.running().filter(duty="lead", membership_id=choices.attorney)
        found = found.filter(case__in=leads.values("case"))
    return found


def _reached(party: Party, first: dt.date, last: dt.date, today: dt.date) -> Iterable[ChildRow]:
    for age in AGES:
        birthday = counting.shift(party.person.birth_date, age, "years") if party.person.birth_date else None
        if birthday is not None and first <= birthday <= last:
            yield _row(party.person, party.case, birthday, f"turns {age}", today)


def _by_state(
    member: Membership, choices: Choices, first: dt.date, last: dt.date, today: dt.date
) -> list[ChildRow]:
    """Those whose state's court goes by an age other than 18: their deadline knows it."""
    running = Assignment.objects.running().filter(duty="lead").select_related("membership__user")
    found = Deadline.objects.visible_to(member).filter(
        state="open", rule=STATE_AGE, legal_on__range=(first, last)
    )
    found = found.filter(person__parties__in=_respondents(member, choices)).distinct()
    found = found.select_related("person", "case").prefetch_related(
        Prefetch("case__assignments", running.order_by("starts_at", "pk"), to_attr="lead_assignments")
    )
    return [
        _row(each.person, each.case, each.legal_on or last, "last day of the state's juvenile age", today)
        for each in found
        if each.facts.get("state_age", 18) != 18
    ]


def _row(person: Person, case: Any, day: dt.date, what: str, today: dt.date) -> ChildRow:
    return ChildRow(
        person=person.pk,
        day=day,
        what=what,
        reference=case.reference,
        who=person.name,
        attorney=next((str(each.membership.user) for each in case.lead_assignments), ""),
        is_past=day < today,
    )
