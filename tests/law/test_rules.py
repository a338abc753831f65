"""The rulebook is whole, honest about what was checked, and refuses a bad row with a sentence."""

import datetime as dt
from typing import Any

import pytest

from cases.law import engine, facts, rules
from cases.law.problems import FactImpossible, FactMissing, RuleUnknown
from tests.law.rows import GOOD


def test_every_row_reads_well() -> None:
    for rule_id in rules.book().ids():
        for rule in rules.book().all_versions(rule_id):
            assert rule.do[0].isupper() and rule.do.endswith("."), rule_id
            assert rule.authority, rule_id
            assert rule.verification != "verified" or rule.verified_on, rule_id
            promise = {"guarantee", "safe to", "exempt from"} & set(rule.do.lower().split())
            assert not promise, rule_id


def test_every_fact_is_asked_for_by_some_rule() -> None:
    read = {
        name
        for rule_id in rules.book().ids()
        for rule in rules.book().all_versions(rule_id)
        for name in rule.known_facts
    }
    assert set(facts.known()) == read


def test_the_history_of_the_individual_hearing_is_rows() -> None:
    amounts = [rule.count.amount for rule in rules.book().all_versions("EOIR_INDIVIDUAL_30")]
    assert amounts == [15, 30, 15, 30]


def test_before_the_first_version_there_is_no_date_and_the_steps_say_so() -> None:
    book = rules.make_rulebook(
        [("x.toml", GOOD | {"effective": {"from": dt.date(2026, 1, 1), "judged_on": "hearing"}})]
    )
    result = engine.compute("EXAMPLE", {"hearing": "2025-12-31"}, rulebook=book)
    assert result.safe is None
    assert "in force on Wed 31 Dec 2025" in result.steps[0]


def test_the_edition_changes_with_any_row() -> None:
    one, other = (rules.make_rulebook([("x.toml", GOOD | {"title": title})]) for title in ("A", "B"))
    assert one.edition != other.edition


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        ("BIA_APPEAL_30", {"oral_decision": "2026-02-30"}, "not a day of the calendar"),
        ("BIA_APPEAL_30", {"oral_decision": "20260210"}, "write year-month-day"),
        ("BIA_APPEAL_30", {"oral_decision": 5}, "is not a date"),
        ("EOIR_INDIVIDUAL_30", {"hearing": "2026-12-28", "detained": "no"}, "neither true nor false"),
        ("VD_60", {"ij_order": "2026-12-28", "days": -1}, "whole number"),
        ("VD_60", {"ij_order": "2026-12-28", "days": True}, "whole number"),
        (
            "EAD_C8_FILE_150",
            {"i589_received": "2026-06-01", "delays": [["2026-07-02", "2026-07-01"]]},
            "cannot restart",
        ),
        ("EAD_C8_FILE_150", {"i589_received": "2026-06-01", "delays": "x"}, "list of stops"),
        ("MTR_90", {"ij_order": "2026-06-01", "appeal": "maybe"}, "neither waived nor reserved_not_filed"),
        ("I589_ONE_YEAR", {"last_arrival": "9999-12-31"}, "calendar"),
        ("BIA_APPEAL_30", {"oral_decision": "0001-01-01"}, "check the year"),
    ],
)
def test_an_impossible_fact_is_refused_with_a_sentence(
    rule: str, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(FactImpossible) as caught:
        engine.compute(rule, given)
    assert sentence in caught.value.sentence


def test_a_missing_fact_names_what_would_settle_it() -> None:
    with pytest.raises(FactMissing) as caught:
        engine.compute("EOIR_INDIVIDUAL_30", {"detained": False})
    assert caught.value.fact == "hearing"
    detained = engine.compute("EOIR_INDIVIDUAL_30", {"hearing": "2026-12-28", "detained": True})
    assert detained.needs == ("ij_order_due",)
    assert any("court's order set" in step for step in detained.steps)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(RuleUnknown, match="NO_SUCH"):
        engine.compute("NO_SUCH", {})


def test_what_was_assumed_is_said() -> None:
    result = engine.compute("EOIR_INDIVIDUAL_30", {"hearing": "2026-12-28"})
    assert "Detained (detained) was not given; assumed: no." in result.warnings


def test_facts_in_any_order_and_kind_give_the_same_answer() -> None:
    given = {"detained": False, "hearing": dt.date(2026, 12, 28)}
    other = {"hearing": "2026-12-28", "detained": False}
    first, second = (engine.compute("EOIR_INDIVIDUAL_30", each) for each in (given, other))
    assert (first.dates, first.steps) == (second.dates, second.steps)
