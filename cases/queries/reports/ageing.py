"""Children who reach an age this quarter that ends something: 18, 21, and the age of their state's juvenile court."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateField, F, Func, Prefetch, Q, QuerySet, Value, When

from cases.law import counting, wording
from cases.models import Assignment, Deadline, Membership, Party, Person, Proceeding
from cases.queries.reports.choices import Choices

AGES = (18, 21)  # ORR custody and the juvenile court; SIJ and the child of a parent's claim
NEXT_DAY = dt.timedelta(days=1)
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


class Birthday(Func):
    """The day on which somebody turns an age; 29 February becomes the 28th, as ``counting.shift`` has it."""

    template = "(%(expressions)s + make_interval(years => %(age)s))::date"
    output_field = DateField()


def quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the calendar quarter that holds a day."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return first, (first + dt.timedelta(days=95)).replace(day=1) - dt.timedelta(days=1)


def children(
    *, member: Membership, choices: Choices, today: dt.date, most: int
) -> tuple[list[ChildRow], int]:
    """Return respondents of open cases who reach an age this quarter, soonest first, and how many there are in all.

    Those behind us are marked. At most six queries. A birth date that nobody recorded cannot be counted: see ``undated``.
    """
    turning, by_state = _turning(member, choices, today), _by_state(member, choices, today)
    running: Any = Assignment.objects.running().filter(duty="lead").select_related("membership__user")
    lead = Prefetch("case__assignments", running.order_by("starts_at", "pk"), to_attr="lead_assignments")
    rows = [
        _row(party.person, party.case, party.on, f"turns {party.age}", today)
        for party in turning.select_related("person", "case")
        .prefetch_related(lead)
        .order_by("on", "pk")[:most]
    ]
    rows += [
        _row(
            each.person,
            each.case,
            each.legal_on + NEXT_DAY,
            f"turns {each.facts['state_age']}, the state's age",
            today,
        )
        for each in by_state.select_related("person", "case")
        .prefetch_related(lead)
        .order_by("legal_on", "pk")[:most]
    ]
    rows.sort(key=lambda each: (each.day, each.reference, each.who))
    return rows[:most], turning.count() + by_state.count()


def _turning(member: Membership, choices: Choices, today: dt.date) -> QuerySet[Any]:
    """The parties who turn one of AGES this quarter, with ``age`` and the day ``on``."""
    first, last = quarter(today)
    born = Q()
    for age in AGES:
        # A day too wide for 29 February; the exact day is judged below.
        until = counting.shift(last, -age, "years") + dt.timedelta(days=1)
        born |= Q(person__birth_date__range=(counting.shift(first, -age, "years"), until))
    younger = [
        When(person__birth_date__gt=counting.shift(last, -21, "years") + dt.timedelta(days=1), then=Value(18))
    ]
    found = _respondents(member, choices).filter(born).annotate(age=Case(*younger, default=Value(21)))
    birthday = Case(
        When(age=18, then=Birthday(F("person__birth_date"), age=18)),
        default=Birthday(F("person__birth_date"), age=21),
    )
    turning: QuerySet[Any] = found.annotate(on=birthday).filter(on__range=(first, last))
    return turning


def _by_state(member: Membership, choices: Choices, today: dt.date) -> QuerySet[Any]:
    """The dates of those whose state's court goes by an age other than 18: their deadline knows it.

    The limit is the day before the birthday, and never moves to a later one; the report shows the birthday.
    """
    first, last = quarter(today)
    found: QuerySet[Any] = Deadline.objects.visible_to(member).filter(
        state="open",
        rule=STATE_AGE,
        legal_on__range=(first - NEXT_DAY, last - NEXT_DAY),
        facts__has_key="state_age",
    )
    people = _respondents(member, choices).values("person")
    return found.exclude(facts__state_age=18).filter(person__in=people)


def undated(*, member: Membership, choices: Choices) -> int:
    """Return how many minors of open cases have no recorded date of birth. One query."""
    minors = _respondents(member, choices).filter(person__minor_role__isnull=False)
    return int(minors.filter(person__birth_date=None).count())


def _respondents(member: Membership, choices: Choices) -> QuerySet[Party]:
    found: QuerySet[Party] = Party.objects.visible_to(member).filter(part=Party.Part.RESPONDENT)
    found = found.exclude(case__status="closed")
    if choices.court:
        found = found.filter(case__in=Proceeding.objects.filter(court_code=choices.court).values("case"))
    if choices.attorney:
        leads = Assignment.objects.running().filter(duty="lead", membership_id=choices.attorney)
        found = found.filter(case__in=leads.values("case"))
    return found


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
