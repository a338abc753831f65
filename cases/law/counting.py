"""The ways of counting, one named function each: days in, the nominal, legal and safe dates out.

``nominal`` is the bare arithmetic, ``legal`` the last lawful day, ``safe`` the day that staff work to. Authority
for each is in its docstring; none of these functions knows which rule called it.
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from cases.law import calendar

MAIL_DAYS = 3
SHORTEST_MONTH = 28  # days: up to here every month has the day


class Count(NamedTuple):
    """The three dates of one deadline."""

    nominal: date
    legal: date
    safe: date


@cache
def _days(amount: int) -> timedelta:
    return timedelta(days=amount)


def shift(day: date, amount: int, unit: str) -> date:
    """Move a date by whole days, months or years; a day that the month lacks becomes its last (29 Feb -> 28 Feb).

    The clamp is the conservative reading; 1 March is arguable and never relied on.
    """
    if unit == "days":
        return day + _days(amount)
    if unit == "years" and day.day <= SHORTEST_MONTH:
        return day.replace(year=day.year + amount)
    months = day.month - 1 + (amount * 12 if unit == "years" else amount)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class _Rolled(dict[date, Count]):
    """Every day's roll, worked out when first asked for: nearly all deadlines end on the same few thousand days."""

    def __missing__(self, nominal: date) -> Count:
        rolled = Count(nominal, calendar.next_open(nominal), calendar.last_staffed(nominal))
        self[nominal] = rolled
        return rolled


_ROLLED = _Rolled()


def rolled(nominal: date) -> Count:
    """Roll a nominal date forward off closed days for the law, and backward for safety."""
    return _ROLLED[nominal]


def after(day: date, amount: int, unit: str = "days") -> Count:
    """So much after an event: the day itself is day 0, every day counts, a closed last day runs on.

    8 CFR 1.2 (DHS) and 1001.1(h) (EOIR).
    """
    return rolled(shift(day, amount, unit))


def before_hearing(hearing: date, amount: int, unit: str = "days") -> Count:
    """So much before a hearing: a closed day moves *toward* the hearing, never past it.

    EOIR Policy Manual, Part II, 3.1(c).
    """
    count = rolled(shift(hearing, -amount, unit))
    return count if count.legal <= hearing else count._replace(legal=hearing)


def court_set(day: date) -> Count:
    """A date that the court wrote down; a closed day moves to the next open one (Policy Manual II 3.1(c))."""
    return rolled(day)


def working_days(day: date, amount: int) -> Count:
    """So many working days after an event, the event's day left out (e.g. 8 CFR 1003.38(e), 5 USC 552(a)(6))."""
    nominal = calendar.add_working_days(day, amount)
    return Count(nominal, nominal, calendar.last_staffed(nominal))


def government_working_days(day: date, amount: int) -> Count:
    """Working days that the government has (5 USC 552(a)(6)): nobody here acts early, so no closure moves it."""
    nominal = calendar.add_working_days(day, amount)
    return Count(nominal, nominal, nominal)


def anniversary(day: date, amount: int, unit: str = "years") -> Count:
    """The same calendar date so many months or years later, clamped to the month's end, then rolled forward."""
    return rolled(shift(day, amount, unit))


def eligibility(day: date, amount: int, unit: str = "days") -> Count:
    """The first day on which something may be done; it never moves in either direction."""
    nominal = shift(day, amount, unit)
    return Count(nominal, nominal, nominal)


def exact(day: date, amount: int, unit: str = "days") -> Count:
    """An expiry, or a duty of the government: no closed day moves it, and nobody here acts on it early."""
    nominal = shift(day, amount, unit)
    return Count(nominal, nominal, nominal)


def before_date(day: date, amount: int, unit: str = "days") -> Count:
    """So much before a fixed date: the limit never moves, staff work to the business day on or before it."""
    nominal = shift(day, -amount, unit)
    return Count(nominal, nominal, calendar.last_staffed(nominal))


def target(day: date, amount: int, unit: str = "days") -> Count:
    """A working target after an event where the law says only "a reasonable period"; it never runs on."""
    nominal = shift(day, amount, unit)
    return Count(nominal, nominal, calendar.last_staffed(nominal))


def before_birthday(born: date, age: int) -> Count:
    """Before a birthday: the last day is the day before it, and it never rolls forward (8 CFR 204.11(b)(1)).

    Somebody born on 29 February is treated as turning the age on 28 February in ordinary years.
    """
    nominal = shift(born, age, "years") - calendar.ONE_DAY
    return Count(nominal, nominal, calendar.last_staffed(nominal))


def frap(day: date, amount: int) -> Count:
    """A court of appeals: FRAP 26(a)(1). State holidays under 26(a)(6)(C) might add a day and are not counted."""
    return rolled(day + timedelta(days=amount))


def mail_plus_3(mailed: date, amount: int) -> Count:
    """A DHS notice served by mail: three calendar days more, service complete on mailing (8 CFR 103.8(b)).

    Never for EOIR deadlines, BIA appeals or petitions for review.
    """
    return rolled(mailed + timedelta(days=amount + MAIL_DAYS))


def clock_hours(start: datetime, hours: int) -> Count:
    """So many clock hours, weekends and holidays included (8 USC 1232(b)); the answer gives the date only."""
    nominal = (start + timedelta(hours=hours)).date()
    return Count(nominal, nominal, nominal)


def stricter(count: Count, other: date) -> Count:
    """Keep the legal date and let staff work to another, earlier reading of the same rule."""
    return count._replace(safe=min(count.safe, calendar.last_staffed(other)))


def extended_by_outage(count: Count, outage: Collection[date]) -> Count:
    """An unplanned ECAS outage on the last day extends it to the first open day on which ECAS works.

    8 CFR 1003.3(g)(2), 1003.31(b). A planned outage does not. Nominal and safe ignore it: nobody plans on one.
    """
    legal = count.legal
    while legal in outage:
        legal = calendar.next_open(legal + calendar.ONE_DAY)
    return count._replace(legal=legal)


# By the name that the rulebook uses. Each takes the start, the amount and the unit; a start is a date, or a date and
# time for clock hours, and the rulebook's own check keeps the two apart.
STRATEGIES: Mapping[str, Callable[[Any, int, str], Count]] = {
    "after": after,
    "before_hearing": before_hearing,
    "court_set": lambda day, _amount, _unit: court_set(day),
    "working_days": lambda day, amount, _unit: working_days(day, amount),
    "government_working_days": lambda day, amount, _unit: government_working_days(day, amount),
    "anniversary": anniversary,
    "eligibility": eligibility,
    "exact": exact,
    "before_date": before_date,
    "target": target,
    "before_birthday": lambda born, age, _unit: before_birthday(born, age),
    "frap": lambda day, amount, _unit: frap(day, amount),
    "mail_plus_3": lambda day, amount, _unit: mail_plus_3(day, amount),
    "clock_hours": lambda moment, hours, _unit: clock_hours(moment, hours),
}

# Ways that are nothing but "so many days later, then roll"; each with the days it adds to the amount by itself.
_DAYS_THEN_ROLL = {"after": 0, "anniversary": 0, "frap": 0, "mail_plus_3": MAIL_DAYS}


def prepared(by: str, amount: int, unit: str) -> Callable[[Any], Count]:
    """A way of counting with its amount settled beforehand: a start in, three dates out."""
    strategy = STRATEGIES[by]
    if unit != "days" or by not in _DAYS_THEN_ROLL:
        return lambda start: strategy(start, amount, unit)
    days = timedelta(days=amount + _DAYS_THEN_ROLL[by])
    return lambda start: _ROLLED[start + days]
