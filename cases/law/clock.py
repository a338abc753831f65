"""The asylum work-permit clock: counted days from receipt, with the applicant's own delays left out.

8 CFR 208.7(a)(2): days of delay that the applicant requested or caused do not count. A stop runs from the day the
clock stopped to the day it restarts; overlapping stops count once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cases.law.facts import Interval


def union(stops: Iterable[Interval], start: date) -> list[Interval]:
    """The stops from ``start`` on, in order, overlaps merged; the last may still be open (restart None)."""
    merged: list[Interval] = []
    for stop, restart in sorted(stops, key=lambda each: each[0]):
        if restart is not None and restart <= start:
            continue
        begins = max(stop, start)
        last_stop, last_restart = merged[-1] if merged else (date.min, date.min)
        if last_restart is None:
            break  # the clock already stands still for good
        if begins <= last_restart:
            merged[-1] = (last_stop, None if restart is None else max(last_restart, restart))
        else:
            merged.append((begins, restart))
    return merged


def days_counted(received: date, stops: Iterable[Interval], today: date) -> int:
    """Days elapsed on the clock on ``today``, the day of receipt being day 0."""
    counted = max((today - received).days, 0)
    for stop, restart in union(stops, received):
        if stop < today:
            counted -= (min(restart or today, today) - stop).days
    return counted


@dataclass(frozen=True, slots=True)
class Reached:
    """When the clock shows a number of days; ``day`` is None while it stands still before that."""

    day: date | None
    excluded: int  # days left out before then
    stopped_on: date = date.max  # the day of an open stop that keeps the clock from getting there


def reaches(received: date, stops: Iterable[Interval], amount: int) -> Reached:
    """The day on which the clock shows ``amount`` days.

    A stop that begins on that very day still delays it: an application filed too early is rejected.
    """
    day = received + timedelta(days=amount)
    excluded = 0
    for stop, restart in union(stops, received):
        if stop > day:
            break
        if restart is None:
            return Reached(None, excluded, stop)
        day += restart - stop
        excluded += (restart - stop).days
    return Reached(day, excluded)
