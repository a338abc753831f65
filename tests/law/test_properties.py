"""What must hold of every rule for any day: order of its dates, order of its facts, no time zone, no second answer."""

import random
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.law import calendar, counting, engine, facts, rules
from cases.law.engine import Result
from cases.law.rule import Rule

COUNTED = [
    rule
    for rule in (rules.book().latest(each) for each in rules.book().ids())
    if rule.count.by not in ("none", "age_lock", "title_42")
]
NAMES = [rule.id for rule in COUNTED]
ROLLED = ("after", "anniversary", "frap", "mail_plus_3", "court_set", "before_hearing", "motion_to_reopen")
every_rule = pytest.mark.parametrize("rule", COUNTED, ids=NAMES)
days = st.dates(date(2026, 3, 1), date(2080, 12, 31))  # after the last change of law that the book knows


def from_day(rule: Rule, day: date) -> Result:
    """The rule with its first starting fact on this day, and whatever else it cannot do without as in its example."""
    name = rule.start[0]
    given = {each: value for each, value in rule.example.given.items() if each not in rule.start}
    if rule.id == "EAD_AUTO_EXTENSION_540":
        given["renewal_filed"] = day
    given.pop("ij_order_due", None)
    kind = facts.known()[name].kind
    start: Any = datetime.combine(day, clock_time(13, 30)) if kind == "moment" else day
    return engine.compute(rule.id, given | {name: start})


@every_rule
@settings(max_examples=40, deadline=None)
@given(day=days)
def test_act_by_is_never_after_the_bare_count_and_that_never_after_the_last_lawful_day(
    rule: Rule, day: date
) -> None:
    result = from_day(rule, day)
    assert result.dates is not None
    assert result.dates.safe <= result.dates.nominal <= result.dates.legal
    if rule.count.by in ROLLED and rule.count.stricter is None:  # the stricter of two readings is a bare day
        assert calendar.is_open(result.dates.legal)
        assert calendar.is_open(result.dates.safe) and result.dates.safe not in calendar.closures()
    if rule.kind == "eligibility" or rule.count.by in ("exact", "clock_hours", "government_working_days"):
        assert len({*result.dates}) == 1, "neither moved off a closed day nor drawn nearer"


@every_rule
@settings(max_examples=25, deadline=None)
@given(day=days, later=st.integers(1, 400))
def test_a_later_start_never_gives_an_earlier_date(rule: Rule, day: date, later: int) -> None:
    first, second = from_day(rule, day), from_day(rule, day + timedelta(days=later))
    assert first.dates is not None and second.dates is not None
    assert all(a <= b for a, b in zip(first.dates, second.dates, strict=True))


@every_rule
@settings(max_examples=10, deadline=None)
@given(day=days)
def test_asking_twice_gives_the_same_dates_steps_and_warnings(rule: Rule, day: date) -> None:
    first, second = from_day(rule, day), from_day(rule, day)
    assert (first.dates, first.steps, first.warnings) == (second.dates, second.steps, second.warnings)
    assert first.steps, "every answer says how it came about"


@every_rule
def test_facts_in_any_order_give_the_same_answer(rule: Rule) -> None:
    others = {name: value for name, value in rule.defaults.items() if name not in rule.example.given}
    told = [*{**rule.example.given, **others}.items()]
    expected = engine.compute(rule.id, dict(told))
    for seed in range(6):
        random.Random(seed).shuffle(told)  # noqa: S311 - an order, not a secret
        found = engine.compute(rule.id, dict(told))
        assert (found.dates, found.steps, found.warnings) == (
            expected.dates,
            expected.steps,
            expected.warnings,
        )


@pytest.mark.parametrize(
    "rule", [rule for rule in COUNTED if rule.count.by == "before_hearing"], ids=lambda r: r.id
)
@settings(max_examples=200, deadline=None)
@given(hearing=days)
def test_a_filing_before_a_hearing_moves_toward_it_and_never_past_it(rule: Rule, hearing: date) -> None:
    result = engine.compute(rule.id, {"hearing": hearing, "detained": False})
    assert result.dates is not None
    assert result.dates.nominal == hearing - timedelta(days=rule.count.amount)
    assert result.dates.nominal <= result.dates.legal <= hearing


@pytest.mark.parametrize("by", ["after", "anniversary", "target", "eligibility", "exact"])
@pytest.mark.parametrize("unit", ["days", "months", "years"])
@given(day=days, amount=st.integers(1, 30), more=st.integers(0, 30))
def test_a_longer_period_never_ends_earlier_in_any_unit(
    by: str, unit: str, day: date, amount: int, more: int
) -> None:
    count = counting.STRATEGIES[by]
    shorter, longer = count(day, amount, unit), count(day, amount + more, unit)
    assert all(a <= b for a, b in zip(shorter, longer, strict=True))


@pytest.mark.parametrize("by", ["working_days", "government_working_days", "frap", "mail_plus_3"])
@given(day=days, amount=st.integers(1, 60), more=st.integers(0, 60))
def test_a_longer_period_of_days_never_ends_earlier(by: str, day: date, amount: int, more: int) -> None:
    count = counting.STRATEGIES[by]
    shorter, longer = count(day, amount, "days"), count(day, amount + more, "days")
    assert all(a <= b for a, b in zip(shorter, longer, strict=True))


@pytest.mark.parametrize("by", ["before_hearing", "before_date"])
@given(day=days, amount=st.integers(1, 60), more=st.integers(0, 60))
def test_a_longer_period_before_never_ends_later(by: str, day: date, amount: int, more: int) -> None:
    count = counting.STRATEGIES[by]
    shorter, longer = count(day, amount, "days"), count(day, amount + more, "days")
    assert all(a >= b for a, b in zip(shorter, longer, strict=True))


stops = st.lists(st.tuples(days, st.integers(0, 90)), max_size=5).map(
    lambda found: [[stop, stop + timedelta(days=length)] for stop, length in found]
)


@pytest.mark.parametrize("rule_id", ["EAD_C8_FILE_150", "EAD_C8_ELIGIBLE_180"])
@settings(deadline=None)
@given(received=st.dates(date(2026, 3, 1), date(2027, 3, 1)), others=stops, again=stops)
def test_another_stop_never_makes_the_clock_earlier_and_their_order_changes_nothing(
    rule_id: str, received: date, others: list[list[date]], again: list[list[date]]
) -> None:
    def reached(delays: list[list[date]]) -> date:
        found = engine.compute(rule_id, {"i589_received": received, "delays": delays}).safe
        assert found is not None
        return found

    assert reached(others) <= reached([*others, *again])
    assert reached([*others, *again]) == reached([*again, *others])


@pytest.fixture(params=["America/Los_Angeles", "America/New_York", "Pacific/Kiritimati", "UTC"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's clock in another part of the world."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def test_the_zone_of_the_machine_and_summer_time_move_no_date(elsewhere: str) -> None:
    # 8 Mar and 1 Nov 2026 are the days on which clocks change.
    for start in (date(2026, 2, 20), date(2026, 3, 8), date(2026, 10, 20), date(2026, 11, 1)):
        assert engine.compute("BIA_APPEAL_30", {"oral_decision": start}).nominal == start + timedelta(days=30)
        before = engine.compute("EOIR_INDIVIDUAL_30", {"hearing": start + timedelta(days=30)})
        assert before.nominal == start
    hours = engine.compute("TVPRA_72H", {"uac_determination": "2026-10-30T14:00"})
    assert hours.nominal == date(2026, 11, 2), elsewhere
