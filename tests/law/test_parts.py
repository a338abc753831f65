"""The book's table of contents is whole, and every rule can be told in plain English."""

import datetime as dt
import re
from pathlib import Path

import pytest

from cases.law import facts, parts, plain, rules
from cases.law.problems import RulebookBroken


def test_every_rule_stands_in_one_part() -> None:
    listed = [rule.id for part in parts.all_parts() for rule in part.rules]
    assert sorted(listed) == sorted(rules.book().ids())
    assert all(parts.part_of(rules.book().latest(rule_id)) for rule_id in listed)


def test_search_wants_every_word_wherever_it_stands() -> None:
    found = [rule.id for part in parts.search("APPEAL 1003.38") for rule in part.rules]
    assert "BIA_APPEAL_30" in found
    assert parts.search("appeal zebra") == ()
    assert parts.search("  ") == parts.all_parts()


def test_every_version_can_be_told_in_plain_english() -> None:
    for rule_id in rules.book().ids():
        for rule in rules.book().all_versions(rule_id):
            assert plain.amount(rule)
            assert plain.rolling(rule)
            assert plain.HEADLINES[rule.kind]
            assert set(plain.facts_in_order(rule)) == rule.known_facts, rule_id


@pytest.mark.parametrize(
    ("rule_id", "said"),
    [
        ("EOIR_INDIVIDUAL_30", "30 days before"),
        ("I589_ONE_YEAR", "1 year after"),
        ("SIJ_I360_BEFORE_21", "before turning 21"),
        ("SIJ_PREDICATE_ORDER_STATE_AGE", "before turning 18, or the age that was recorded"),
        ("EOIR_CALLUP", "the date set by the court"),
        ("VD_60", "up to 60 days after"),
        ("BIOMETRICS", "on the day itself"),
        ("EOIR33_5WD", "5 working days after"),
        ("ALIEN_REG_14TH_BDAY_30", "30 days after turning 14"),
    ],
)
def test_amounts_in_words(rule_id: str, said: str) -> None:
    assert plain.amount(rules.book().latest(rule_id)) == said


def test_when_a_version_was_in_force_and_who_says_so() -> None:
    oldest = rules.book().all_versions("EOIR_INDIVIDUAL_30")[0]
    assert plain.in_force(oldest) == "from Tue 1 Jul 2008 to Tue 22 Dec 2020, judged on: Hearing"
    assert plain.in_force(rules.book().latest("BIA_APPEAL_30")) == ""
    assert plain.which(rules.book().latest("PFR_30")) == "the earliest of"
    appeal = rules.book().latest("BIA_APPEAL_30")
    assert plain.which(appeal) == "Oral decision; without one, the earliest of"
    assert plain.starts_from(appeal) == ("Written decision mailed", "Written decision e-served")


def test_a_rule_not_looked_at_in_time_is_told() -> None:
    rule = rules.book().latest("BIA_APPEAL_30")
    assert not plain.review_is_due(rule, rule.review_by)
    assert plain.review_is_due(rule, rule.review_by + dt.timedelta(days=1))


def test_choices_are_offered_only_for_texts() -> None:
    assert all(fact.kind == "text" for fact in facts.known().values() if fact.choices)


def test_what_is_no_row_says_where_it_went_and_why() -> None:
    assert len(parts.elsewhere()) >= 15
    for each in parts.elsewhere():
        assert each.why.endswith("."), each.topic
        named = set(re.findall(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+", each.where))
        assert named <= {*rules.book().ids()}, each.topic


def test_every_other_name_leads_to_rules_of_the_book() -> None:
    assert {rule_id for found in parts.called().values() for rule_id in found} <= {*rules.book().ids()}


def test_a_block_that_is_not_whole_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere.toml").write_text('[[elsewhere]]\ntopic = "Fees"\n', encoding="utf-8")
    monkeypatch.setattr(parts, "ELSEWHERE", tmp_path / "elsewhere.toml")
    parts.elsewhere.cache_clear()
    try:
        with pytest.raises(RulebookBroken, match="needs a topic, a where and a why"):
            parts.elsewhere()
    finally:
        parts.elsewhere.cache_clear()


def test_every_rule_of_the_reference_is_in_the_book_or_listed(shared: Path) -> None:
    text = (shared / "law" / "rules.md").read_text(encoding="utf-8")
    tables = text[text.index("### A.1 ") : text.index("## B. ")]
    first = [found.strip("* ") for found in re.findall(r"^\| (.+?) \|", tables, re.MULTILINE)]
    names = {re.sub(r"\*\*? \(.*\)$", "", name) for name in first} - {"ID"}
    names = {re.sub(r" \(government\)$", "", name) for name in names}
    assert len(names) > 70
    assert names <= {*rules.book().ids(), *parts.called()}


def test_examples_are_told_with_what_comes_out() -> None:
    appeal, one_year, stay = (
        rules.book().latest(each) for each in ("BIA_APPEAL_30", "I589_ONE_YEAR", "STAY")
    )
    assert plain.shown(appeal, appeal.example) == (
        "Oral decision 27 Oct 2026: day 30 is Thanksgiving. Act by: Wed 25 Nov 2026; the last lawful day is "
        "Fri 27 Nov 2026."
    )
    assert plain.shown(one_year, one_year.negative).endswith("a protective date is kept in view. No date.")
    assert plain.shown(stay, stay.example) == stay.example.say
    window = rules.book().latest("EAD_RENEWAL_WINDOW_OPEN")
    assert "Not before: Sat 5 Dec 2026." in plain.shown(window, window.example)
    assert "It asks: On which date does the EAD expire?" in plain.shown(window, window.negative)
