"""The warnings of a result: what was assumed, what the law leaves open, what these facts bring up."""

from datetime import date
from typing import Any

from cases.law import calendar, clock, counting, facts, special, wording
from cases.law.outcome import Outcome
from cases.law.remarks import NOTES, Notes
from cases.law.rule import OtherLaw

FRIDAY = 4


def warnings(result: Outcome) -> tuple[str, ...]:
    """Assumptions first, then what the law leaves open, then what these facts bring up."""
    rule = result.rule
    lines = [_assumption(name, result.facts[name]) for name in result.assumed]
    if rule.without and result.trigger is None and result.dates is None and result.exception is None:
        lines += [_not_given(name, "none") for name in rule.start]
    lines += rule.warn
    lines += _other_laws(result)
    if rule.verification == "from memory":
        lines.append(
            "This rule was written from memory and not checked against its source: verify before relying on it."
        )
    elif rule.verification == "contested" and not any(line.lower().startswith("contested") for line in lines):
        lines.append("Contested: this rule changed recently or is in dispute; an attorney must check it.")
    if result.dates is not None and result.trigger is not None and result.exception is None:
        lines += [*_capped(result), *_leap_day(result), *_observed_friday(result), *_older_than_rule(result)]
    if rule.notes:
        lines += NOTES[rule.notes](result)
    return tuple(lines)


def _assumption(name: str, value: Any) -> str:
    shown = (
        {True: "yes", False: "no", (): "none"}.get(value, value) if isinstance(value, bool | tuple) else value
    )
    return _not_given(name, shown)


def _not_given(name: str, shown: object) -> str:
    """The fact as an attorney says it, and its name for the program that left it out."""
    return f"{facts.known()[name].label} ({name}) was not given; assumed: {shown}."


def _other_laws(result: Outcome) -> Notes:
    """Both dates, where a rule was vacated or another one is proposed."""
    if result.trigger is None or result.exception is not None:
        return []
    lines, started = Notes(), result.trigger[1]
    vacated, proposed = result.rule.vacated, result.rule.proposed
    if vacated is not None and started >= vacated.since:
        other = counting.shift(started, vacated.amount, vacated.unit)
        lines.append(f"{vacated.say} {wording.day(calendar.next_open(other))}.")
    if proposed is not None and result.nominal is not None and result.nominal >= proposed.since:
        lines += [f"{proposed.say} {wording.day(day)}." for day in _under(result, proposed, started)]
    return lines


def _under(result: Outcome, law: OtherLaw, started: date) -> list[date]:
    """The date under another law; none where the asylum clock stands still before it."""
    if result.rule.count.by == "asylum_clock":
        day = clock.reaches(started, result.facts.get("delays", ()), law.amount).day
        return [day] if day else []
    return [counting.shift(started, law.amount, law.unit)]


def _capped(result: Outcome) -> Notes:
    """An order cannot grant more than the statute allows."""
    how = result.rule.count
    granted = result.facts[how.amount_fact] if how.amount_fact else 0
    if how.by != "after" or granted <= how.amount:
        return []
    most = wording.amount(how.amount, how.unit)
    return [
        (
            f"The order grants {wording.amount(granted, how.unit)} and the law allows at most {most}: {most} are counted. "
            "An attorney must read the order."
        )
    ]


def _leap_day(result: Outcome) -> Notes:
    """29 February has no anniversary in most years; which day stands in for it is a choice, and it is told."""
    how, started = result.rule.count, result.trigger[1] if result.trigger else None
    if started is None or (started.month, started.day) != (2, 29):
        return []
    amount, unit = (
        (how.birthday, "years") if how.birthday else (special.amount_of(result.rule, result.facts), how.unit)
    )
    if unit in {"days", "hours"}:
        return []
    other = counting.shift(started, -amount if how.by == "before_date" else amount, unit)
    if other.day != counting.SHORTEST_MONTH or other.month != started.month:
        return []
    if how.birthday or how.by == "before_birthday":
        return [
            f"Born on 29 February: treated as turning {amount} on {wording.day(other)}, the careful reading."
        ]
    if how.by == "eligibility":
        return [f"29 February has no anniversary in {other.year}; to be careful, wait until 1 March."]
    return [
        (
            f"29 February has no anniversary in {other.year}: 28 February is taken. 1 March would be arguable; never rely "
            "on it."
        )
    ]


def _observed_friday(result: Outcome) -> Notes:
    """Whether the Friday before a Saturday holiday is a legal holiday is arguable (5 USC 6103(b)(1))."""
    nominal = result.nominal
    if nominal is None or nominal == result.legal or nominal.weekday() != FRIDAY:
        return []
    name = calendar.federal_holidays(nominal.year).get(nominal, "")
    if "observed" not in name:
        return []
    return [
        (
            f"{wording.day(nominal)} is a holiday only because the day itself is a Saturday; that it extends the limit is "
            "arguable. Act by the earlier date."
        )
    ]


def _older_than_rule(result: Outcome) -> Notes:
    """A hearing soon after a change of law sets a date from before the change."""
    begun, legal = result.rule.effective_from, result.legal
    if begun is None or legal is None or legal >= begun or result.rule.count.direction != "before":
        return []
    return [
        (
            f"This date lies before {wording.day(begun)}, when this version of the rule began; the version before it may "
            "govern: an attorney must look."
        )
    ]
