"""The steps of a result, in sentences that a lawyer can check by hand."""

from datetime import date, datetime
from typing import Any

from cases.law import calendar, counting, facts, special, wording
from cases.law.outcome import Outcome
from cases.law.rule import When

Notes = list[str]

ROLL = {
    "before_hearing": "a date before a hearing moves toward the hearing",
    "frap": "FRAP 26(a)(1)(C) runs on to the next open day",
}


def steps(result: Outcome) -> tuple[str, ...]:
    """The way from the facts to the three dates."""
    lines = [result.because] if result.because else []
    if result.dates is None:
        return tuple(lines + _no_date(result))
    if result.exception is not None:
        lines.append(_excepted(result, result.exception, nominal=result.dates.nominal))
    elif result.trigger is not None and not lines:
        lines.append(_arithmetic(result, *result.trigger, nominal=result.dates.nominal))
    return tuple(lines + _rolling(result, result.dates))


def _excepted(result: Outcome, case: When, *, nominal: date) -> str:
    """One line: what an exception counts from, how much, and where it leads."""
    if not case.amount or result.trigger is None:
        return f"{facts.label(case.start)}: {wording.day(nominal)}."
    days = "working day" if case.by.endswith("working_days") else "day"
    counted = f"{case.amount} {days}{'' if case.amount == 1 else 's'}"
    return f"{facts.label(case.start)} {wording.day(result.trigger[1])} + {counted} = {wording.day(nominal)}."


def _no_date(result: Outcome) -> Notes:
    lines = [f"What would settle it: {facts.known()[name].ask}" for name in result.needs]
    if result.also is not None and result.also.dates is not None:
        lines.append(
            f"Protective date: {wording.day(result.also.dates.nominal)} (not a legal deadline); "
            f"act by {wording.day(result.also.dates.safe)}."
        )
    return lines


def _arithmetic(result: Outcome, name: str, value: Any, *, nominal: date) -> str:
    """One line: trigger, amount, nominal date."""
    how = result.rule.count
    start, amount = special.start_of(result.rule, value), special.amount_of(result.rule, result.facts)
    opening = (
        f"{facts.label(name)} {wording.moment(value) if isinstance(value, datetime) else wording.day(value)}"
    )
    if how.by == "court_set":
        return f"{opening}: the date set is the deadline."
    if how.by == "before_birthday":
        birthday = wording.day(counting.shift(value, amount, "years"))
        return f"{opening}: {_ordinal(amount)} birthday {birthday}; the last day is the day before, {wording.day(nominal)}."
    if how.or_before_birthday and nominal != counting.shift(start, how.amount, how.unit):
        return f"{opening}; the day before the {_ordinal(how.or_before_birthday)} birthday is first: {wording.day(nominal)}."
    if how.birthday:
        opening = f"{_ordinal(how.birthday)} birthday {wording.day(start)}"
    elif start != value:
        opening = f"{opening}; counted from {wording.day(start)}, when the rule began"
    if amount == 0:
        return f"{opening}: the day itself, {wording.day(nominal)}."
    sign = "−" if how.direction == "before" else "+"
    return f"{opening} {sign} {_amount(result, amount)} = {wording.day(nominal)}."


def _amount(result: Outcome, amount: int) -> str:
    """``30 days``, ``5 working days``, ``30 days + 3 days for mail``."""
    how = result.rule.count
    counted = wording.amount(amount, how.unit)
    if how.by in ("working_days", "government_working_days"):
        return f"{amount} working day{'' if amount == 1 else 's'}"
    if how.by == "clock_hours":
        return f"{amount} clock hours"
    if how.by == "mail_plus_3":
        return f"{counted} + {counting.MAIL_DAYS} days for mail"
    if how.extra_days_fact and result.facts[how.extra_days_fact]:
        return f"{counted} + {wording.amount(result.facts[how.extra_days_fact], 'days')} abroad"
    return counted


def _rolling(result: Outcome, count: counting.Count) -> Notes:
    """Why the legal and the act-by dates differ from the nominal one."""
    rule, lines = result.rule, Notes()
    by = result.exception.by if result.exception is not None else rule.count.by
    rolled = calendar.next_open(count.nominal) if count.legal != count.nominal else count.nominal
    if rolled != count.nominal and rolled <= count.legal:
        why = ROLL.get(by, "the last day runs on to the next open day")
        closed = f"{wording.day(count.nominal)} is {calendar.why_closed(count.nominal)}"
        lines.append(f"{closed}; {why}: {wording.day(rolled)}.")
    if count.legal != rolled:
        lines.append(f"Unplanned ECAS outage: the last day extends to {wording.day(count.legal)}.")
    if rule.kind == "eligibility":
        lines.append(
            "A date from which something may be done: it never moves, and earlier filings are rejected."
        )
    if count.safe != count.nominal:
        stricter = rule.count.stricter is not None or count.safe < calendar.last_staffed(count.nominal)
        opening = (
            "the stricter reading"
            if stricter
            else f"the last business day on or before {wording.day(count.nominal)}"
        )
        lines.append(f"Act by {opening}: {wording.day(count.safe)}.")
        lines += _closures_between(count)
    return lines


def _closures_between(count: counting.Count) -> Notes:
    return [
        f"{wording.day(day)} is left out: {reason}."
        for day, reason in calendar.closures().items()
        if count.safe < day <= count.nominal and calendar.is_open(day)
    ]


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
