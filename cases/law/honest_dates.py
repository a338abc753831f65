"""Dates as honestly as somebody knows them: a day, a month, a season, a year, an age, before or after something else.

A stated date means spans of days. Two stated dates agree, contradict, or leave it open; nothing is ever guessed: what can
be read in several ways contradicts only where no reading leaves them a common day.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cases.errors import Problem
from cases.law import seasons, wording

EARLIEST, LATEST = 1900, 2100
OLDEST = 110  # years of age
# How far "about" reaches on either side, in days: said of a day, of a month or season, of a year or an age.
ABOUT = {"day": 31, "month": 92, "season": 92, "year": 366, "age": 366}
UNSURE_BIRTH = 366  # days on either side where the birth date is approximate


class How(StrEnum):
    """How exactly somebody knows when it was."""

    UNKNOWN = ""
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    AGE = "age"
    BEFORE = "before"
    AFTER = "after"


class Verdict(StrEnum):
    """What the comparison of two statements gives."""

    AGREE = "agree"
    CANNOT_TELL = "cannot tell"
    CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as it was said. ``other`` names another event for before and after; ``words`` are kept as they were said."""

    how: str = How.UNKNOWN
    year: int = 0
    month: int = 0
    day: int = 0
    season: str = ""
    age: int = 0
    other: str = ""
    is_about: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What ages and seasons are read by: the birth date with its certainty, and the country (ISO 3166, two letters)."""

    born: date | None = None
    birth_certainty: str = "exact"
    country: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both of them in it."""

    first: date
    last: date

    def meets(self, other: "Span") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def lies_in(self, other: "Span") -> bool:
        """Whether every day of it is a day of the other."""
        return other.first <= self.first and self.last <= other.last


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days that a stated date can mean: by its usual reading, and those that another reading adds.

    ``by`` says what the reading rests on; ``because`` says why it cannot be placed in time at all.
    """

    spans: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()
    by: str = ""
    because: str = ""

    @property
    def all(self) -> tuple[Span, ...]:
        """Every span that any reading gives."""
        return self.spans + self.also


Resolve = Callable[[str], Meaning]


def _nothing_known(_other: str) -> Meaning:
    return Meaning(because="The other event has no date.")


def check(stated: Stated) -> Stated:
    """Return the statement with only the parts that its kind has. Raises Problem that names the box and the remedy."""
    if stated.how not in list(How):
        raise Problem("Choose from the list how exactly it is known.", field="how")
    kept = Stated(stated.how, is_about=stated.is_about and stated.how in ABOUT, words=stated.words)
    if stated.how == How.AGE:
        if not 0 <= stated.age <= OLDEST:
            raise Problem(f"Type the age in years, from 0 to {OLDEST}, such as 12.", field="age")
        return replace(kept, age=stated.age)
    if stated.how in (How.BEFORE, How.AFTER):
        if not stated.other:
            raise Problem(f"Choose which event it was {stated.how}.", field="other")
        return replace(kept, other=stated.other)
    return kept if stated.how == How.UNKNOWN else _in_calendar(stated, kept)


def _in_calendar(stated: Stated, kept: Stated) -> Stated:
    """The year of a statement that has one, with its season, its month or its day."""
    if not EARLIEST <= stated.year <= LATEST:
        raise Problem("Type the year with four digits, such as 2019.", field="year")
    kept = replace(kept, year=stated.year)
    if stated.how == How.YEAR:
        return kept
    if stated.how == How.SEASON:
        if stated.season not in seasons.NAMES:
            raise Problem("Choose the season.", field="season")
        return replace(kept, season=stated.season)
    if not 1 <= stated.month <= 12:
        raise Problem("Choose the month. If it is not known, choose “the year”.", field="month")
    kept = replace(kept, month=stated.month)
    if stated.how == How.MONTH:
        return kept
    try:
        date(stated.year, stated.month, stated.day)
    except ValueError:
        raise Problem(
            f"{stated.day} is no day of that month. If the day is not known, choose “the month”.", field="day"
        ) from None
    return replace(kept, day=stated.day)


def of_day(day: date, words: str = "") -> Stated:
    """Return the statement of one exact day."""
    return Stated(How.DAY, day.year, day.month, day.day, words=words)


def write(stated: Stated) -> str:
    """Return the statement as one line of text that ``read_back`` understands; an unknown without words is empty."""
    given = {name: value for name, value in asdict(stated).items() if value}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if given else ""


def read_back(text: str) -> Stated:
    """Return the statement that ``write`` wrote."""
    return Stated(**json.loads(text)) if text else Stated()


def meaning(stated: Stated, life: Life, resolve: Resolve = _nothing_known) -> Meaning:
    """Return the days that a statement can mean in this life; ``resolve`` gives those of another event by its name."""
    if stated.how == How.UNKNOWN:
        return Meaning(because="When it was is not known.")
    if stated.how in (How.BEFORE, How.AFTER):
        return _beside(stated, resolve(stated.other))
    if stated.how == How.AGE:
        found = _at_age(stated.age, life)
    elif stated.how == How.SEASON:
        usual, other, by = seasons.spans(stated.season, stated.year, life.country)
        found = Meaning(_spans(usual), _spans(other), by)
    else:
        found = Meaning((_calendar(stated),))
    if not stated.is_about or not found.all:
        return found
    wide = tuple(_wider(span, ABOUT[stated.how]) for span in found.all)
    by = f"{found.by} Said as “about”: up to {ABOUT[stated.how]} days either way."
    return replace(found, also=wide, by=by.strip())


def compare(a: Meaning, b: Meaning) -> tuple[Verdict, str]:
    """Return whether two meanings agree, and why not where they do not. The order of the two changes nothing."""
    if not a.all or not b.all:
        because = " ".join(sorted({each.because for each in (a, b) if each.because}))
        return Verdict.CANNOT_TELL, because or "One of them cannot be placed in time."
    if not any(x.meets(y) for x in a.all for y in b.all):
        return Verdict.CONTRADICT, "They have no day in common."
    if _covers(a.spans, b.spans) or _covers(b.spans, a.spans):
        return Verdict.AGREE, ""
    said = " ".join(sorted({each.by for each in (a, b) if each.by}))
    return Verdict.CANNOT_TELL, said or "They overlap, and neither lies within the other."


def earlier(a: Meaning, b: Meaning) -> bool:
    """Say whether every day of the first lies before every day of the second, in every reading."""
    return bool(a.all and b.all) and max(s.last for s in a.all) < min(s.first for s in b.all)


def ages(of: Meaning, born: date | None) -> str:
    """Return how old somebody was then, as in ``12``, ``11 or 12``, ``about 10 to 13``; empty where it cannot be said."""
    if born is None or not of.spans:
        return ""
    first, last = min(s.first for s in of.spans), max(s.last for s in of.spans)
    if first < born or last == date.max:
        return ""
    low, high = age_on(born, first), age_on(born, last)
    if low == high:
        return str(low)
    return f"{low} or {high}" if high == low + 1 else f"{low} to {high}"


def age_on(born: date, day: date) -> int:
    """Return the full years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def in_words(of: Meaning) -> str:
    """Return the days that a meaning covers in words, its usual reading; empty where it cannot be placed."""
    return "; or ".join(_in_words(span) for span in sorted(of.spans or of.also))


def _in_words(span: Span) -> str:
    if span.first == span.last:
        return wording.day(span.first)
    if span.first == date.min:
        return f"no later than {wording.day(span.last)}"
    if span.last == date.max:
        return f"no earlier than {wording.day(span.first)}"
    return f"{wording.day(span.first)} to {wording.day(span.last)}"


def _covers(outer: Iterable[Span], inner: Iterable[Span]) -> bool:
    outside, within = list(outer), list(inner)
    return bool(outside and within) and all(any(x.lies_in(y) for y in outside) for x in within)


def _spans(pairs: Iterable[tuple[date, date]]) -> tuple[Span, ...]:
    return tuple(Span(first, last) for first, last in pairs)


def _calendar(stated: Stated) -> Span:
    """The one span of a day, a month or a year."""
    if stated.how == How.DAY:
        day = date(stated.year, stated.month, stated.day)
        return Span(day, day)
    first = date(stated.year, stated.month or 1, 1)
    after = date(stated.year + 1, 1, 1)
    if stated.how == How.MONTH and stated.month < 12:
        after = date(stated.year, stated.month + 1, 1)
    return Span(first, after - timedelta(days=1))


def _beside(stated: Stated, other: Meaning) -> Meaning:
    """Before or after: surely outside every day of the other event, perhaps among them."""
    if not other.all:
        return Meaning(because=other.because or "The other event has no date.")
    first, last = min(s.first for s in other.all), max(s.last for s in other.all)
    if stated.how == How.BEFORE:
        return Meaning(
            (Span(date.min, first),), (Span(date.min, last),), "Counted from the other event's date."
        )
    return Meaning((Span(last, date.max),), (Span(first, date.max),), "Counted from the other event's date.")


def _at_age(age: int, life: Life) -> Meaning:
    if life.born is None:
        return Meaning(because="An age means no date while no birth date is recorded.")
    if life.birth_certainty not in ("exact", "approximate"):
        return Meaning(because="An age means no date while the birth date is unknown or disputed.")
    span = Span(_birthday(life.born, age), _birthday(life.born, age + 1) - timedelta(days=1))
    if life.birth_certainty == "exact":
        return Meaning((span,))
    return Meaning(
        (span,), (_wider(span, UNSURE_BIRTH),), "The birth date is approximate: up to a year either way."
    )


def _birthday(born: date, age: int) -> date:
    year = min(born.year + age, date.max.year - 2)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _wider(span: Span, days: int) -> Span:
    first = span.first.toordinal() - days
    last = span.last.toordinal() + days
    return Span(date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal())))
