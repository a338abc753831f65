"""Which function counts which rule, and the few rules that one line of the book cannot say."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cases.law import calendar, clock, counting, facts, wording
from cases.law.counting import Count
from cases.law.outcome import Trigger
from cases.law.problems import FactImpossible
from cases.law.rules import HowToCount, Rule

Facts = Mapping[str, Any]
Answer = tuple[Count | None, str]

# The ways of counting that go in either direction; the others carry their direction in their name.
SIGNED = {"before": ("eligibility", "exact"), "after": (), "on": ()}

BOARD_APPEAL_DAYS = 30
ADULT_CHILD = 21


def trigger(rule: Rule, read: Facts) -> Trigger | None:
    """The fact that the count starts from: the first given of the rule's facts, or the earliest or latest."""
    given: list[Trigger] = []
    for name in rule.start:
        value = read.get(name)
        if isinstance(value, tuple):  # a list of dates counts by its latest
            value = value[-1] if value else None
        if value is not None:
            given.append((name, value))
    if len(given) < 2 or rule.pick == "first":
        return given[0] if given else None
    if rule.prefer in read:
        return rule.prefer, read[rule.prefer]
    pick = min if rule.pick == "earliest" else max
    return pick(given, key=lambda each: each[1])


def amount_of(rule: Rule, read: Facts) -> int:
    """How much this rule counts: its own amount, or the fact that replaces it, up to the statute's limit."""
    how = rule.count
    if not how.amount_fact:
        return how.amount
    given: int = read[how.amount_fact]
    return min(given, how.amount) if how.by == "after" else given


def start_of(rule: Rule, value: Any) -> Any:
    """The day that the count really begins: a birthday, or a floor below which the rule did not exist."""
    if rule.count.birthday:
        return counting.shift(value, rule.count.birthday, "years")
    if rule.count.not_before is not None:
        return max(value, rule.count.not_before)
    return value


def counter(rule: Rule) -> Callable[[Facts, Trigger], Answer]:
    """Prepare how to count a rule that one line of the book describes: facts and the start in, three dates out."""
    how = rule.count
    sign = -1 if how.by in SIGNED[how.direction] else 1
    usual = counting.prepared(how.by, sign * how.amount, how.unit)
    moves_start = bool(how.birthday or how.not_before)
    is_adjusted = bool(how.extra_days_fact or how.or_before_birthday or how.stricter)
    if not (how.amount_fact or moves_start or is_adjusted):
        return lambda _read, found: (usual(found[1]), "")

    def count(read: Facts, found: Trigger) -> Answer:
        start = start_of(rule, found[1]) if moves_start else found[1]
        if how.amount_fact:
            dates = counting.STRATEGIES[how.by](start, sign * amount_of(rule, read), how.unit)
        else:
            dates = usual(start)
        return (adjusted(how, read, start, dates) if is_adjusted else dates), ""

    return count


def adjusted(how: HowToCount, read: Facts, start: Any, dates: Count) -> Count:
    """What a rule's further lines make of its count: days abroad, a birthday that is first, a stricter reading."""
    if how.extra_days_fact and read[how.extra_days_fact]:
        dates = counting.eligibility(dates.nominal, read[how.extra_days_fact])
    if how.or_before_birthday and "dob" in read:
        birthday = counting.before_birthday(read["dob"], how.or_before_birthday)
        if start < birthday.nominal < dates.nominal:
            dates = birthday
    if how.stricter is not None:
        dates = counting.stricter(dates, counting.shift(start, how.stricter.amount, how.stricter.unit))
    return dates


def asylum_clock(rule: Rule, read: Facts, _found: Trigger) -> Answer:
    """The work-permit clock: counted days after receipt, ended by a denial that comes first."""
    received: date = read["i589_received"]
    stops = read.get("delays", ())
    amount = rule.count.amount
    reached = clock.reaches(received, stops, amount)
    denied: date | None = read.get("ij_denied")
    if denied is not None and denied < received:
        raise FactImpossible(
            f"ij_denied: the judge cannot have denied on {wording.day(denied)} what was received on "
            f"{wording.day(received)}; check both dates."
        )
    if denied is not None and (reached.day is None or denied < reached.day):
        days = clock.days_counted(received, stops, denied)
        return None, (
            f"The judge denied the application on {wording.day(denied)}, day {days} of {amount}: the clock ended. "
            "A remand by the Board or a court can restore it."
        )
    if reached.day is None:
        stopped = reached.stopped_on
        days = clock.days_counted(received, stops, stopped)
        return None, (
            f"The clock has stood still since {wording.day(stopped)}, day {days} of {amount}; "
            "the day it restarts would settle the date."
        )
    left_out = f", {wording.amount(reached.excluded, 'days')} of delay left out" if reached.excluded else ""
    because = f"I-589 received {wording.day(received)} + {amount} counted days{left_out} = {wording.day(reached.day)}."
    return Count(reached.day, reached.day, reached.day), because


def auto_extension(rule: Rule, read: Facts, found: Trigger) -> Answer:
    """540 days after the card's expiry, where the renewal was filed in time; otherwise the expiry itself."""
    expires, filed = found[1], read["renewal_filed"]
    if filed <= expires:
        dates = counting.exact(expires, rule.count.amount)
        return dates, (
            f"{facts.label(found[0])} {wording.day(expires)} + {rule.count.amount} days = {wording.day(dates.nominal)}."
        )
    return counting.exact(expires, 0), (
        f"The renewal was filed on {wording.day(filed)}, after the card had expired on {wording.day(expires)}: "
        "it was not timely and extends nothing."
    )


def motion_to_reopen(rule: Rule, read: Facts, found: Trigger) -> Answer:
    """90 days after the final order; safe from the judge's order where appeal was reserved and not taken."""
    amount = rule.count.amount
    name, ordered = found
    appeal = read["appeal"].strip().lower().replace(" ", "_")
    if name == "bia_order" or appeal == "waived":
        dates = counting.after(ordered, amount)
        return (
            dates,
            f"{facts.label(name)} {wording.day(ordered)} + {amount} days = {wording.day(dates.nominal)}.",
        )
    if not appeal.startswith("reserved"):
        raise FactImpossible(
            f"appeal: {read['appeal']!r} is neither waived nor reserved_not_filed; after an appeal give bia_order."
        )
    if read.get("final", ordered) < ordered:
        raise FactImpossible(
            f"final: the order cannot have become final on {wording.day(read['final'])}, before it was made on "
            f"{wording.day(ordered)}; check both dates."
        )
    final: date = read.get("final") or counting.after(ordered, BOARD_APPEAL_DAYS).legal
    dates = counting.stricter(counting.after(final, amount), counting.shift(ordered, amount, "days"))
    return dates, (
        f"Appeal reserved and not taken: the order became final on {wording.day(final)} (8 CFR 1241.1(c)); "
        f"+ {amount} days = {wording.day(dates.nominal)}. To be careful, act by {amount} days after the judge's own "
        f"order of {wording.day(ordered)}."
    )


def age_lock(_rule: Rule, read: Facts, _found: Trigger) -> Answer:
    """Whether a child was under 21 when the parent's I-589 was filed: INA 208(b)(3)(B)."""
    born, filed = read["child_dob"], read["principal_i589_filed"]
    birthday = counting.shift(born, ADULT_CHILD, "years")
    if filed < birthday:
        return None, (
            f"Protected: the child turned or turns 21 on {wording.day(birthday)}, after the parent filed on "
            f"{wording.day(filed)}, and stays a child while the claim is pending and the child is unmarried."
        )
    return None, (
        f"Not protected: the child turned 21 on {wording.day(birthday)}, and the parent filed on {wording.day(filed)}."
    )


TITLE_42 = (
    (date(2020, 3, 20), "not yet in force", "before the order of 20 Mar 2020"),
    (
        date(2020, 11, 18),
        "subject to expulsion",
        "the CDC order of 20 Mar 2020 was applied to unaccompanied children",
    ),
    (date(2021, 1, 30), "expulsion enjoined", "P.J.E.S. v. Wolf enjoined it from 18 Nov 2020 to 29 Jan 2021"),
    (date(2022, 3, 4), "excepted by CDC", "CDC excepted unaccompanied children from about 30 Jan 2021"),
    (date(2022, 3, 11), "exception enjoined", "a Texas court enjoined the exception from 4 Mar 2022"),
    (
        date(2023, 5, 12),
        "ended for unaccompanied children",
        "CDC ended it for unaccompanied children on 11 Mar 2022",
    ),
)


def title_42(_rule: Rule, read: Facts, _found: Trigger) -> Answer:
    """Which Title 42 order stood on the day of apprehension, for unaccompanied children (42 USC 265)."""
    day = read["apprehended"]
    if read["class"].strip().upper() not in ("UC", "UAC"):
        return (
            None,
            f"Class {read['class']}: this table covers unaccompanied children only; an attorney must look.",
        )
    for before, status, why in TITLE_42:
        if day < before:
            return None, f"{wording.day(day)}: {status}; {why}."
    return None, f"{wording.day(day)}: Title 42 was over (it ended on 11 May 2023)."


WHOLE_RULES: dict[str, Callable[[Rule, Facts, Trigger], Answer]] = {
    "asylum_clock": asylum_clock,
    "auto_extension": auto_extension,
    "motion_to_reopen": motion_to_reopen,
    "age_lock": age_lock,
    "title_42": title_42,
}


def paper_policy_day(last_day: date) -> date:
    """The day until which USCIS policy treats a paper filing as timely (receipts on or after 29 Mar 2023)."""
    return calendar.next_open(last_day)
