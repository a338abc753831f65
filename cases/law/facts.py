"""The facts that rules read: their names, kinds and words, and how a value is checked before anything is counted."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from cases.law.problems import FactImpossible, RulebookBroken

SOURCE = Path(__file__).with_name("facts.toml")
EARLIEST, LATEST = date(1900, 1, 1), date(2149, 12, 31)  # outside these a date is a typing error
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
LONGEST_COUNT = 5000  # days, months or years: beyond this a number is a typing error

Interval = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: ``label`` opens a sentence, ``ask`` is the question that would settle it.

    ``choices`` are the words that a page offers; the machine contract takes any text.
    """

    name: str
    kind: str
    label: str
    ask: str
    choices: tuple[str, ...] = ()


def a_date(name: str, value: object) -> date:
    """A calendar day, from a date or from ``YYYY-MM-DD``."""
    if type(value) is date:
        return value
    if isinstance(value, str) and ISO_DAY.match(value):
        try:
            return _in_range(name, date.fromisoformat(value))
        except ValueError:
            raise FactImpossible(
                f"{name}: {value} is not a day of the calendar; check day and month."
            ) from None
    raise FactImpossible(f"{name}: {value!r} is not a date; write year-month-day, for example 2026-12-28.")


def _in_range(name: str, day: date) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise FactImpossible(
        f"{name}: {day} is before {EARLIEST.year} or after {LATEST.year} in the calendar; check the year."
    )


def a_moment(name: str, value: object) -> datetime:
    """A day and a time of day; a day alone means its first minute."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and "T" in value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise FactImpossible(
                f"{name}: {value} is not a day and time; write for example 2026-11-25T14:00."
            ) from None
        _in_range(name, moment.date())
        return moment
    day = a_date(name, value)
    return datetime.combine(day, time.min)


def dates(name: str, value: object) -> tuple[date, ...]:
    """A list of calendar days, earliest first."""
    if not isinstance(value, list | tuple):
        raise FactImpossible(f'{name}: {value!r} is not a list of dates; write for example ["2026-11-18"].')
    return tuple(sorted(a_date(name, item) for item in value))


def intervals(name: str, value: object) -> tuple[Interval, ...]:
    """Clock stops as (stop, restart); restart is None while the clock still stands. A reason may follow."""
    if not isinstance(value, list | tuple):
        raise FactImpossible(
            f"{name}: {value!r} is not a list of stops; write for example "
            '[["2026-03-02", "2026-04-13", "respondent continuance"]].'
        )
    found: list[Interval] = []
    for item in value:
        if not isinstance(item, list | tuple) or not 1 <= len(item) <= 3:
            raise FactImpossible(f"{name}: {item!r} is not a stop; write [stop, restart, reason].")
        stop = a_date(name, item[0])
        restart = a_date(name, item[1]) if len(item) > 1 and item[1] is not None else None
        if restart is not None and restart < stop:
            raise FactImpossible(
                f"{name}: the clock cannot restart on {restart} before it stopped on {stop}."
            )
        found.append((stop, restart))
    return tuple(found)


def a_yes_or_no(name: str, value: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if isinstance(value, bool):
        return value
    raise FactImpossible(f"{name}: {value!r} is neither true nor false.")


def a_number(name: str, value: object) -> int:
    """A whole number, zero or more."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_COUNT:
        return value
    raise FactImpossible(f"{name}: {value!r} is not a whole number between 0 and {LONGEST_COUNT}.")


def a_text(name: str, value: object) -> str:
    """A word or a phrase."""
    if isinstance(value, str):
        return value
    raise FactImpossible(f"{name}: {value!r} is not text.")


READERS: dict[str, Callable[[str, object], Any]] = {
    "date": a_date,
    "moment": a_moment,
    "dates": dates,
    "intervals": intervals,
    "yes-no": a_yes_or_no,
    "number": a_number,
    "text": a_text,
}


@cache
def known() -> Mapping[str, Fact]:
    """Every fact of ``facts.toml`` by its name."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["facts"]
    for name, row in rows.items():
        if len(row) not in (3, 4) or row[0] not in READERS:
            raise RulebookBroken(
                f"facts.toml: {name} needs a kind ({', '.join(READERS)}), a label and a question; "
                "a text may have its choices."
            )
    return {name: Fact(name, row[0], row[1], row[2], tuple(*row[3:])) for name, row in rows.items()}


@cache
def reader(name: str) -> Callable[[str, object], Any]:
    """The function that checks this fact's value."""
    return READERS[known()[name].kind]


def needs_no_reading(name: str) -> type | None:
    """The Python type of a value that this fact's reader would hand back as it is."""
    return {"date": date, "yes-no": bool, "text": str}.get(known()[name].kind)


def label(name: str) -> str:
    """What to call the fact at the start of a sentence."""
    return known()[name].label
