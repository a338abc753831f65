"""Which days count as closed: weekends, federal holidays, and one-off closures that move only the act-by date."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from cases.law import wording
from cases.law.problems import FactImpossible, RulebookBroken

CLOSURES = Path(__file__).with_name("closures.toml")
FIRST_YEAR, LAST_YEAR = 1950, 2150  # outside these a date is a typing error, not a deadline
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def federal_holidays(year: int) -> dict[date, str]:
    """Federal holidays of a year as observed (5 USC 6103; EO 11582), each with its name.

    Inauguration Day closes only offices around Washington (5 USC 6103(c)) and is not among them.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FactImpossible(
            f"The calendar covers {FIRST_YEAR} to {LAST_YEAR}, and this date falls in {year}: check the year."
        )
    found = holidays.country_holidays("US", years=year, language="en_US")
    return {day: name for day, name in found.items() if day.year == year}


@cache
def closures() -> dict[date, str]:
    """One-off closures of the federal government, from ``closures.toml``, each with its reason."""
    rows = tomllib.loads(CLOSURES.read_text(encoding="utf-8")).get("closure", [])
    listed: dict[date, str] = {}
    for row in rows:
        day, reason = row.get("day"), row.get("reason")
        if type(day) is not date or not isinstance(reason, str) or not reason:
            raise RulebookBroken(
                f"closures.toml: each closure needs a day (2025-12-24) and a reason; found {row}."
            )
        listed[day] = reason
    return listed


def is_open(day: date) -> bool:
    """Whether this is neither a Saturday, a Sunday nor a federal holiday (8 CFR 1.2, 1001.1(h))."""
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year)


def why_closed(day: date) -> str:
    """In words, why a deadline does not fall on this day."""
    holiday = federal_holidays(day.year).get(day)
    if day.weekday() >= SATURDAY:
        weekday = wording.WEEKDAYS_IN_FULL[day.weekday()]
        return f"a {weekday} and {holiday}" if holiday else f"a {weekday}"
    return holiday or closures().get(day, "an open day")


def next_open(day: date) -> date:
    """This day if it is open, otherwise the first open day after it."""
    while not is_open(day):
        day += ONE_DAY
    return day


def last_staffed(day: date) -> date:
    """The last business day on or before this one, one-off closures left out: what staff work to."""
    closed = closures()
    while day in closed or not is_open(day):
        day -= ONE_DAY
    return day


def add_working_days(day: date, amount: int) -> date:
    """The ``amount``-th open day after this one; one-off closures still count (they extend nothing)."""
    while amount:
        day += ONE_DAY
        amount -= is_open(day)
    return day
