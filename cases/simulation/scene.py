"""Where the play stands: the clinic, who works in it, the clock, and how a person's deed is done."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.utils import timezone

from cases.errors import Problem
from cases.law import calendar
from cases.models import Clinic, Membership
from cases.simulation.agenda import Agenda, Deed
from cases.simulation.dates import Dates
from cases.simulation.world import Window, World

SECOND = dt.timedelta(seconds=1)


@dataclass
class Scene:
    """The play as it stands; every random choice comes from ``chance``, so that a seed tells one story."""

    clinic: Clinic
    world: World
    dates: Dates
    agenda: Agenda
    chance: Random
    staff: dict[str, Membership] = field(default_factory=dict)  # by address, in the order of coming
    told: Counter[str] = field(
        default_factory=Counter
    )  # what was done, and what was refused with which sentence
    outage: Callable[[dt.datetime], dt.datetime | None] = lambda _now: None  # the end of one that stands now
    exposed: Callable[[], AbstractContextManager[None]] = nullcontext  # around what a fault may hit
    heed: Deed = lambda: None  # after every deed: new dates make people plan their filings
    notes: list[Deed] = field(default_factory=list)  # what is written down once a deed is committed
    is_doing: bool = False
    touched: list[int] = field(default_factory=list)  # cases whose dates the deed may have moved
    soon: list[dt.datetime] = field(
        default_factory=list
    )  # when something came up that somebody is told of today

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's zone."""
        return self.world.zone

    @property
    def now(self) -> dt.datetime:
        """The instant at which the play stands."""
        return timezone.now()

    @property
    def today(self) -> dt.date:
        """The clinic's own date."""
        return timezone.now().astimezone(self.zone).date()

    def with_role(self, *roles: str) -> list[str]:
        """Return the addresses of those who hold one of these roles now."""
        return [who for who, member in self.staff.items() if member.role in roles]

    def one(self, *roles: str) -> Membership:
        """Return somebody who holds one of these roles now."""
        return self.staff[self.chance.choice(self.with_role(*roles))]

    def office_hour(self, day: dt.date) -> dt.datetime:
        """Return a moment of this day, or of the next working day, when people are at their desks."""
        while not calendar.is_open(day):
            day += dt.timedelta(days=1)
        moment = dt.time(self.chance.randint(9, 16), self.chance.randint(0, 59), self.chance.randint(0, 59))
        return dt.datetime.combine(day, moment, tzinfo=self.zone).astimezone(dt.UTC)

    def in_days(self, first: int, last: int) -> dt.datetime:
        """Return a moment at a desk, so many days from now."""
        return self.office_hour(self.today + dt.timedelta(days=self.chance.randint(first, last)))

    def plan(self, at: dt.datetime, what: str, deed: Deed, *, case: int | None = None) -> None:
        """Write a person's deed down: done inside the clinic's fence, then the dates of its case are looked at."""
        planned = partial(self.agenda.at, at, partial(self._do, what, deed, case))
        if self.is_doing:
            self.notes.append(planned)  # what is undone has no consequences
        else:
            planned()

    def _do(self, what: str, deed: Deed, case: int | None) -> None:
        now = timezone.now()
        up_again = self.outage(now)
        if up_again is not None:  # the pages do not answer: tried again when they do
            later = up_again + self.chance.randint(1, 3600) * SECOND
            self.plan(later, what, deed, case=case)
            return
        self.notes, self.touched = [], [] if case is None else [case]
        try:
            self.is_doing = True
            with self.exposed(), self.clinic.inside():
                deed()
        except Problem as problem:
            self.told[f"{what}: {problem.sentence}"] += 1
            self.notes.clear()
        except DatabaseError:  # the page said "try again", and the person does
            self.told[f"{what}: tried again"] += 1
            self.notes.clear()
            self.is_doing = False
            self.plan(now + self.chance.randint(60, 600) * SECOND, what, deed, case=case)
        else:
            self.told[what] += 1
        finally:
            self.is_doing = False
        for note in self.notes:
            note()
        if self.touched:
            with self.clinic.inside():
                for touched in dict.fromkeys(self.touched):
                    self.dates.look(touched)
            self.heed()

    def begin(self, windows: dict[str, list[Window]], who: str) -> None:
        """Note that something is so of somebody from now on, once the deed is committed."""
        now = timezone.now()

        def note() -> None:
            if not any(window.until is None for window in windows.get(who, [])):
                windows.setdefault(who, []).append(Window(now))

        self.notes.append(note)

    def finish(self, windows: dict[str, list[Window]], who: str) -> None:
        """Note that it is so no more, once the deed is committed."""
        now = timezone.now()

        def note() -> None:
            for window in windows.get(who, []):
                window.until = window.until or now

        self.notes.append(note)
