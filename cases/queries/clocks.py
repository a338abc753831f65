"""The work-permit clocks of a case: one for each I-589, with its stops, its questions and its picture."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from cases.errors import Missing
from cases.law import applications, wording
from cases.law.applications import Application
from cases.law.clock_codes import OPEN, RUNS
from cases.law.ead_clock import State, Stop
from cases.models import Case, ClockRuling, ClockStop, Hearing, Membership
from cases.queries import casefacts, clock_pictures
from cases.queries.clock_pictures import Picture

FILE, ELIGIBLE = 150, 180  # counted days: 8 CFR 208.7(a)(1)


@dataclass(frozen=True)
class StopRow:
    """A stop or an adjournment in the clock's table, with what may be done about it."""

    letter: str  # as in the picture; empty for what does not stop the clock
    stop: Stop
    left_out: int | None  # days; None while it stands
    source: str
    who: str
    said: str  # an attorney's reason
    hearing_id: int | None = None
    stop_id: int | None = None
    ruling_id: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether an attorney must still decide."""
        return self.stop.effect == OPEN


@dataclass(frozen=True)
class WorkClock:
    """The work-permit clock of one I-589, ready to be shown."""

    application: Application
    state: State
    where: str  # whose receipt started it
    rows: list[StopRow]
    taken_back: list[ClockStop]
    picture: Picture
    choices: list[tuple[int, str]]  # proceedings in which a stop can be entered

    @property
    def has_two_readings(self) -> bool:
        """Whether an open question leaves two dates possible."""
        return self.state.file.safe != self.state.file_at_best.safe

    @property
    def questions(self) -> list[StopRow]:
        """What an attorney must decide, while it can still change a day: not once 180 are counted without it."""
        return [row for row in self.rows if row.is_question] if self.state.days < ELIGIBLE else []

    @property
    def goal(self) -> int:
        """The counted day that comes next: 150, then 180."""
        return FILE if self.state.days < FILE else ELIGIBLE

    @property
    def standing(self) -> Stop | None:
        """The stop because of which the clock stands today, if one does."""
        since = self.state.stands_since
        today = self.state.today
        running = (
            stop
            for stop in self.state.stops
            if stop.effect != RUNS and stop.begin <= today and (stop.end is None or stop.end > today)
        )
        return next(running, None) if since else None

    @property
    def says(self) -> str:
        """``day 62 of 150``, ``stands at day 62 of 150`` or ``180 days have been counted``."""
        days = self.state.days
        if days >= ELIGIBLE:
            return f"{ELIGIBLE} days counted"
        return f"{'stands at day' if self.state.stands_since else 'day'} {days} of {self.goal}"


def work_clocks(*, case: Case, member: Membership) -> list[WorkClock]:
    """Return the work-permit clock of each of a case's asylum applications: thirteen queries, however many."""
    facts = casefacts.of_case(case)
    found = list(applications.of_case(facts))
    return _work_clocks(case, found, facts.today, member) if found else []


def _work_clocks(case: Case, found: list[Application], today: dt.date, member: Membership) -> list[WorkClock]:
    entered = ClockStop.objects.visible_to(member).filter(proceeding__case=case)
    stops = {each.pk: each for each in entered.select_related("recorded_by__user", "taken_back_by__user")}
    standing = ClockRuling.objects.visible_to(member).filter(
        hearing__proceeding__case=case, taken_back_at=None
    )
    rulings = {each.hearing_id: each for each in standing.select_related("decided_by__user")}
    clocks = []
    for each in found:
        state = each.state(today)
        ours = {one.id for one in each.proceedings}
        clocks.append(
            WorkClock(
                application=each,
                state=state,
                where=_where(each),
                rows=_rows(state, stops, rulings),
                taken_back=[
                    stop for stop in stops.values() if stop.taken_back_at and stop.proceeding_id in ours
                ],
                picture=clock_pictures.picture(state),
                choices=[(one.id, _OFFICE.get(one.kind, "")) for one in each.proceedings],
            )
        )
    return clocks


_OFFICE = {"uscis_asylum": "with USCIS", "eoir_removal": "in court"}


def _where(application: Application) -> str:
    """Whose receipt counts: USCIS's own, or the court's, where lodging at the window is enough for this clock."""
    kinds = {each.kind for each in application.proceedings}
    day = wording.day(application.received)
    if kinds == {"uscis_asylum"}:
        return f"I-589 received by USCIS on {day}"
    if "uscis_asylum" in kinds:
        return f"I-589 received by USCIS on {day} and referred to the court, which keeps that date"
    return f"I-589 filed or lodged with the court on {day}"


def _rows(state: State, stops: Mapping[int, ClockStop], rulings: Mapping[int, ClockRuling]) -> list[StopRow]:
    letters = clock_pictures.letters(state)
    return [_row(stop, letters.get(number, ""), stops, rulings) for number, stop in enumerate(state.stops)]


def _row(
    stop: Stop, letter: str, stops: Mapping[int, ClockStop], rulings: Mapping[int, ClockRuling]
) -> StopRow:
    kind, _, number = stop.ref.partition(":")
    left_out = 0 if stop.effect == RUNS else None if stop.end is None else (stop.end - stop.begin).days
    if kind == "stop":
        entered = stops[int(number)]
        source, who = entered.get_source_display(), str(entered.recorded_by.user)
        return StopRow(letter, stop, left_out, source, who, "", stop_id=entered.pk)
    ruling = rulings.get(int(number))
    if ruling is None or stop.verification != "decided by an attorney":
        return StopRow(letter, stop, left_out, "EOIR's adjournment code", "", "", hearing_id=int(number))
    return StopRow(
        letter,
        stop,
        left_out,
        "EOIR's adjournment code",
        str(ruling.decided_by.user),
        ruling.reason,
        hearing_id=int(number),
        ruling_id=ruling.pk,
    )


def stop(*, case: Case, pk: int, member: Membership) -> ClockStop:
    """Return a stop of the case's clocks that stands, or raise Missing."""
    found: QuerySet[ClockStop] = ClockStop.objects.visible_to(member).filter(
        proceeding__case=case, taken_back_at=None, pk=pk
    )
    one = found.select_related("proceeding__case").first()
    if one is None:
        raise Missing("There is no such stop on this case's clocks.")
    return one


def ruling(*, case: Case, pk: int, member: Membership) -> ClockRuling:
    """Return an attorney's standing answer about an adjournment of the case, or raise Missing."""
    found = ClockRuling.objects.visible_to(member).filter(
        hearing__proceeding__case=case, taken_back_at=None, pk=pk
    )
    one: ClockRuling | None = found.select_related("hearing__proceeding__case").first()
    if one is None:
        raise Missing("There is no such answer on this case's clocks.")
    return one


def adjourned(*, case: Case, pk: int, member: Membership) -> tuple[Hearing, Stop]:
    """Return an adjourned hearing that bears on a clock of the case, and what its code does; or raise Missing."""
    for each in applications.of_case(casefacts.of_case(case)):
        for found in each.stops():
            if found.ref == f"hearing:{pk}":
                hearings = Hearing.objects.visible_to(member).select_related("proceeding__case")
                return hearings.get(pk=pk), found
    raise Missing("No clock of this case depends on that hearing.")
