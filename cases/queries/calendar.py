"""What stands in a member's calendar: hearings on their court's clock, and the days to act by."""

import calendar as almanac
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from cases.access.roles import May
from cases.models import Assignment, Case, Deadline, Hearing, Membership, Party
from cases.queries import casework, clinics, proceedings

SUNDAY = 6  # the week of an American wall calendar begins with it
AHEAD = 30  # days of a list
VIEWS = ("month", "week", "list")


@dataclass(frozen=True)
class Entry:
    """A hearing or a date to act by, as a day of the calendar shows it."""

    noun: str  # "hearing" or "deadline"
    id: int
    reference: str
    who: str
    what: str
    time: str  # "8:30 AM Houston time"; empty for a whole day
    is_control_date: bool
    kind: str  # of a date to act by: duty, eligibility, …
    urgency: str  # "", "soon" or "overdue"


@dataclass(frozen=True)
class Day:
    """A day with what is in it, hearings by the clock first."""

    day: dt.date
    is_within: bool  # of the month that is shown
    is_today: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Span:
    """The days that a page shows, as rows of a week, and where the pages before and after it begin."""

    view: str
    first: dt.date
    weeks: list[list[Day]]
    before: dt.date
    after: dt.date
    undated: int  # scheduled hearings whose day is to be determined

    @property
    def days(self) -> list[Day]:
        """The days that hold something, in order."""
        return [day for week in self.weeks for day in week if day.entries and day.is_within]


def span(*, member: Membership, view: str, on: dt.date, whose: str = "mine") -> Span:
    """Return the month, the week or the 30 days of ``on`` with what stands in them, in a constant number of queries.

    ``whose``: of ``mine`` (cases that I work on now) or of ``all`` that I may see, for those who answer for the clinic.
    """
    first, before, after, days = _bounds(view, on)
    today = clinics.today(member.clinic)
    reached = cases(member, whose)
    found = _found(member, reached, days[0], days[-1], today)
    undated = Hearing.objects.visible_to(member).filter(
        proceeding__case__in=reached, status=Hearing.Status.SCHEDULED, day=None
    )
    cells = [
        Day(day, view != "month" or day.month == first.month, day == today, found.get(day, []))
        for day in days
    ]
    weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    return Span(view, first, weeks, before, after, undated.count())


def cases(member: Membership, whose: str) -> QuerySet[Case]:
    """Return the open cases whose dates are meant: ``mine``, or ``all`` that the member may see."""
    seen: QuerySet[Case] = Case.objects.visible_to(member).exclude(status=Case.Status.CLOSED)
    if whose == "all" and may_see_all(member):
        return seen
    running = Assignment.objects.running().filter(membership=member)
    return seen.filter(pk__in=running.values("case"))


def may_see_all(member: Membership) -> bool:
    """Whether the whole clinic's calendar is this member's to read."""
    return member.may(May.SEE_REPORTS)


def _bounds(view: str, on: dt.date) -> tuple[dt.date, dt.date, dt.date, list[dt.date]]:
    if view == "week":
        first = on - dt.timedelta(days=(on.weekday() - SUNDAY) % 7)
        return first, first - dt.timedelta(days=7), first + dt.timedelta(days=7), _run(first, 7)
    if view == "list":
        return on, on - dt.timedelta(days=AHEAD), on + dt.timedelta(days=AHEAD), _run(on, AHEAD)
    first = on.replace(day=1)
    after = first + dt.timedelta(days=almanac.monthrange(first.year, first.month)[1])
    before = (first - dt.timedelta(days=1)).replace(day=1)
    return first, before, after, list(almanac.Calendar(SUNDAY).itermonthdates(first.year, first.month))


def _run(first: dt.date, days: int) -> list[dt.date]:
    return [first + dt.timedelta(days=number) for number in range(days)]


def _found(
    member: Membership, reached: QuerySet[Case], first: dt.date, last: dt.date, today: dt.date
) -> dict[dt.date | None, list[Entry]]:
    lead = Party.objects.filter(is_lead=True).select_related("person")
    hearings = (
        Hearing.objects.visible_to(member)
        .filter(proceeding__case__in=reached, status=Hearing.Status.SCHEDULED, day__range=(first, last))
        .select_related("proceeding__case")
        .prefetch_related(Prefetch("proceeding__case__parties", lead, to_attr="lead_parties"))
        .order_by("day", "starts_at", "pk")
    )
    dates = (
        Deadline.objects.visible_to(member)
        .filter(case__in=reached, state=Deadline.State.OPEN, act_by__range=(first, last))
        .select_related("case", "person")
        .prefetch_related(Prefetch("case__parties", lead, to_attr="lead_parties"))
        .order_by("act_by", "pk")
    )
    entries: dict[dt.date | None, list[Entry]] = {}
    for hearing in hearings:
        entries.setdefault(hearing.day, []).append(_of_hearing(hearing))
    for deadline in dates:
        entries.setdefault(deadline.act_by, []).append(_of_deadline(deadline, today))
    return entries


def _of_hearing(hearing: Hearing) -> Entry:
    case = hearing.proceeding.case
    clock = proceedings.clock(hearing.time) if hearing.time else ""
    return Entry(
        noun="hearing",
        id=hearing.pk,
        reference=case.reference,
        who=_lead(case.lead_parties),
        what=f"{hearing.get_kind_display()} hearing"
        if hearing.kind != Hearing.Kind.INTERVIEW
        else "USCIS interview",
        time=f"{clock} {proceedings.place(hearing.proceeding)} time" if clock else "",
        is_control_date=hearing.time is None,
        kind="",
        urgency="",
    )


def _of_deadline(deadline: Deadline, today: dt.date) -> Entry:
    binding = deadline.kind in ("duty", "court_set", "information")
    return Entry(
        noun="deadline",
        id=deadline.pk,
        reference=deadline.case.reference,
        who=deadline.person.name if deadline.person else _lead(deadline.case.lead_parties),
        what=deadline.title,
        time="",
        is_control_date=False,
        kind=deadline.kind,
        urgency=casework.urgency(deadline.act_by, today) if binding else "",
    )


def _lead(parties: Iterable[Party]) -> str:
    return next((party.person.name for party in parties), "")


def of_feed(
    *, member: Membership, reach: str, since: dt.date
) -> tuple[QuerySet[Hearing], QuerySet[Deadline]]:
    """Return the hearings and dates that a feed carries from a day on, cancelled and withdrawn ones among them.

    ``mine`` carries both, of the cases that the member works on now; ``clinic`` carries hearings alone, of every open
    case that they may see. A date that was accepted or done is not carried: it leaves the calendar.
    """
    reached = cases(member, "all" if reach == "clinic" else "mine")
    hearings = Hearing.objects.visible_to(member).filter(proceeding__case__in=reached, day__gte=since)
    dates = Deadline.objects.visible_to(member).filter(case__in=reached, act_by__gte=since)
    later = Q(state=Deadline.State.OPEN) | Q(state=Deadline.State.WITHDRAWN)
    return (
        hearings.select_related("proceeding__case").order_by("day", "starts_at", "pk"),
        (dates.filter(later) if reach == "mine" else dates.none())
        .select_related("case", "proceeding")
        .order_by("act_by", "pk"),
    )
