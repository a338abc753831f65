"""Every rule of the book carries an example and a negative one, and the engine makes of them what they say."""

from typing import Any

import pytest

from cases.law import engine, rules
from cases.law.problems import FactMissing
from cases.law.rule import Example, Rule

EVERY = [rule for each in rules.book().ids() for rule in rules.book().all_versions(each)]
NAMES = [f"{rule.id} {rule.version}" for rule in EVERY]


def makes_of(rule: Rule, example: Example) -> Any:
    """The two dates, or the facts that are asked for."""
    try:
        result = engine.compute(rule.id, example.given)
    except FactMissing as missing:
        return missing.fact
    return (result.legal, result.safe)


@pytest.mark.parametrize("rule", EVERY, ids=NAMES)
def test_the_example_comes_out_as_it_says_under_this_very_version(rule: Rule) -> None:
    assert makes_of(rule, rule.example) == (rule.example.legal, rule.example.act_by)
    assert engine.compute(rule.id, rule.example.given).rule_version == rule.version


@pytest.mark.parametrize("rule", EVERY, ids=NAMES)
def test_the_negative_example_comes_out_as_it_says(rule: Rule) -> None:
    expected = rule.negative.asks or (rule.negative.legal, rule.negative.act_by)
    assert makes_of(rule, rule.negative) == expected


@pytest.mark.parametrize("rule", EVERY, ids=NAMES)
def test_the_negative_example_differs_from_the_example(rule: Rule) -> None:
    assert rule.example.say != rule.negative.say
    if rule.start:
        assert (rule.example.given, rule.example.asks) != (rule.negative.given, rule.negative.asks)


@pytest.mark.parametrize("rule", EVERY, ids=NAMES)
def test_a_rule_that_counts_shows_a_date(rule: Rule) -> None:
    assert (rule.example.legal is None) == (
        rule.count.by in ("age_lock", "title_42", "none") and not rule.when
    )
