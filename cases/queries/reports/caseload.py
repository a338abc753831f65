"""Who carries how much in the coming months: cases, and hearings weighed by the work that each asks for."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from cases.models import Assignment, Hearing, Membership
from cases.queries.reports.choices import Choices

AHEAD = 90  # days

# What a hearing asks of the one who leads the case. The clinic's own yardstick, shown beside the result: a merits
# hearing with its declarations and packet is the work of many master calendars.
WEIGHTS = {
    Hearing.Kind.INDIVIDUAL: 6,
    Hearing.Kind.JUVENILE: 3,
    Hearing.Kind.INTERVIEW: 3,
    Hearing.Kind.BOND: 2,
    Hearing.Kind.MASTER: 1,
}


@dataclass
class LoadRow:
    """One attorney's share: open cases led, hearings by kind in the next 90 days, and their weight."""

    membership: int | None  # None: cases that nobody leads
    name: str
    cases: int = 0
    hearings: dict[str, int] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many hearings."""
        return sum(self.hearings.values())

    @property
    def weight(self) -> int:
        """The hearings, each by its weight."""
        return sum(WEIGHTS[Hearing.Kind(kind)] * number for kind, number in self.hearings.items())

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(kind of hearing, how many), in the order of WEIGHTS."""
        return [(str(Hearing.Kind(kind).label), self.hearings.get(kind, 0)) for kind in WEIGHTS]


def load(*, member: Membership, choices: Choices, today: dt.date) -> list[LoadRow]:
    """Return every lead attorney's share, the heaviest first, and what nobody leads. Four queries.

    The whole clinic is weighed, whatever was chosen, except that one attorney may be singled out: a share means
    something only beside the others.
    """
    leads = Assignment.objects.running().visible_to(member).filter(duty="lead").exclude(case__status="closed")
    led = leads.values("membership_id", "membership__user__name").annotate(cases=Count("pk"))
    rows: dict[int | None, LoadRow] = {
        each["membership_id"]: LoadRow(each["membership_id"], each["membership__user__name"], each["cases"])
        for each in led
    }
    for kind, lead, number in _hearings(member, today):
        row = rows.setdefault(lead, LoadRow(lead, "Nobody leads"))
        row.hearings[kind] = number
    shown = [row for row in rows.values() if choices.attorney in (None, row.membership)]
    return sorted(shown, key=lambda each: (-each.weight, -each.cases, each.name))


def _hearings(member: Membership, today: dt.date) -> list[tuple[str, int | None, int]]:
    """(kind of hearing, the member who leads its case, how many)."""
    coming = Hearing.objects.visible_to(member).filter(
        status="scheduled", day__range=(today, today + dt.timedelta(days=AHEAD))
    )
    coming = coming.exclude(proceeding__case__status="closed")
    running = Assignment.objects.running().filter(duty="lead")
    led = coming.filter(proceeding__case__assignments__in=running)
    # One lead runs at a time, so a hearing is counted once.
    found = led.values_list("kind", "proceeding__case__assignments__membership").annotate(number=Count("pk"))
    # Not "not in": PostgreSQL goes through the whole list of leads for every hearing once it outgrows its memory.
    nobody = coming.filter(~Exists(running.filter(case=OuterRef("proceeding__case")))).values_list("kind")
    alone = [(kind, None, number) for kind, number in nobody.annotate(number=Count("pk"))]
    return [*found, *alone]
