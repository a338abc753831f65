"""Screening ranks what to look at: emergencies first, nobody is ruled out, what is not known becomes a question."""

import copy
import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import rules, screening, screening_rows
from cases.law.problems import FactImpossible, RulebookBroken
from cases.law.screening import ASK, NOTHING, POINTS

TODAY = date(2026, 11, 22)
CHILD: dict[str, Any] = {
    "born": date(2009, 5, 4),
    "last_arrival": date(2026, 3, 3),
    "in_us": True,
    "uac": True,
    "detained": False,
    "fear_interview": False,
    "has_order": False,
    "has_hearing": True,
    "hearing": date(2027, 2, 16),
    "fears_return": True,
    "protected_ground": True,
    "married": False,
    "parent_harm": True,
    "best_interest": True,
    "country": "HN",
    "in_proceedings": True,
}


def ids(answers: dict[str, Any], strength: str = POINTS) -> list[str]:
    return [flag.id for flag in screening.screen(answers, today=TODAY).of(strength)]


def test_a_childs_answers_point_to_sij_and_asylum_ages_first() -> None:
    found = ids(CHILD)
    assert set(found[:3]) == {"turning_18", "state_court_age", "turning_21"}
    assert found[2:4] == ["turning_21", "one_year"]
    assert found.index("sij") < found.index("asylum") < found.index("voluntary_departure")
    assert "sij_and_asylum" in found


def test_every_flag_says_why_and_needs_an_attorney() -> None:
    result = screening.screen(CHILD, today=TODAY)
    assert result.edition and result.rulebook_edition == rules.book().edition
    assert {flag.id for flag in result.flags} == {row.id for row in screening_rows.sheet().rows}
    for flag in result.flags:
        assert flag.review == "Needs attorney review."
        assert flag.authority and flag.verification
        assert bool(flag.reasons) or flag.strength != POINTS


def test_emergencies_come_before_everything_the_nearest_date_first() -> None:
    answers = CHILD | {
        "detained": True,
        "has_order": True,
        "removal_order": date(2026, 11, 2),
        "in_absentia": True,
        "hearing": date(2026, 12, 10),
    }
    flags = screening.screen(answers, today=TODAY).of(POINTS)
    assert {flag.id for flag in flags if flag.group == 1} == {
        "detained",
        "order_30",
        "order_90",
        "order_in_absentia_180",
        "hearing_30",
    }
    assert [flag.group for flag in flags] == sorted(flag.group for flag in flags)
    appeal = next(flag for flag in flags if flag.id == "order_30")
    assert appeal.clock is not None and appeal.clock.safe == date(2026, 12, 2)
    assert any("no direct appeal" in said for said in appeal.cautions)


@pytest.mark.parametrize(
    ("kind", "rule", "act_by"),
    [
        ("individual", "EOIR_INDIVIDUAL_30", date(2026, 11, 10)),
        ("master", "EOIR_MASTER_15", date(2026, 11, 25)),
        ("other", "", None),
        (None, "EOIR_INDIVIDUAL_30", date(2026, 11, 10)),
    ],
)
def test_a_hearing_in_30_days_is_counted_by_its_kind(
    kind: str | None, rule: str, act_by: date | None
) -> None:
    """Not known, the stricter day is shown and the kind is asked for."""
    flags = screening.screen(CHILD | {"hearing": date(2026, 12, 10), "hearing_kind": kind}, today=TODAY).of(
        POINTS
    )
    flag = next(each for each in flags if each.id == "hearing_30")
    assert (
        (flag.clock.rule_id, flag.clock.safe) == (rule, act_by)
        if flag.clock
        else (rule, act_by) == ("", None)
    )
    assert [each.answer for each in flag.missing] == ([] if kind else ["hearing_kind"])


def test_an_older_order_is_no_longer_an_emergency_and_is_still_listed() -> None:
    answers = CHILD | {"removal_order": TODAY - timedelta(days=31)}
    assert "order_90" in ids(answers)
    assert "order_30" in ids(answers, NOTHING)


def test_without_answers_everything_is_a_question_and_emergencies_are_asked_first() -> None:
    result = screening.screen({}, today=TODAY)
    assert {flag.strength for flag in result.flags} == {ASK}
    first = [question.answer for question in result.ask_first]
    asked = {"detained", "fear_interview", "fear_negative_on", "removal_order", "in_absentia"}
    assert asked | {"hearing", "hearing_kind"} == set(first)
    assert all(question.ask.endswith("?") for question in result.ask_first)


def test_without_an_order_nobody_asks_how_it_was_made() -> None:
    first = screening.screen({"has_order": False}, today=TODAY).ask_first
    assert not {"in_absentia", "removal_order"} & {question.answer for question in first}


def test_the_states_age_is_told_and_never_counted_with() -> None:
    flags = screening.screen(CHILD | {"state": "CA"}, today=TODAY).flags
    court = next(flag for flag in flags if flag.id == "state_court_age")
    assert court.clock is not None and court.clock.nominal == date(2027, 5, 3)
    assert court.cautions[0].startswith("CA: the juvenile age is listed as")


def test_a_negative_fear_finding_starts_the_judges_seven_days() -> None:
    answers = {"fear_interview": True, "fear_negative_on": date(2026, 11, 18), "detained": True}
    urgent = screening.screen(answers, today=TODAY).of(POINTS)
    assert urgent[0].id == "fear_interview" and urgent[0].clock is not None
    assert urgent[0].clock.nominal == date(2026, 11, 25)


def test_every_question_is_asked_in_two_languages_and_by_some_row() -> None:
    sheet = screening_rows.sheet()
    read = {"has_hearing", "has_order"} | {each.only_if for each in sheet.answers.values()}
    for row in sheet.rows:
        read |= {each.answer for each in (*row.asks, *row.cautions)} | set(row.clock_facts.values())
        read |= {row.clock_answer}
    read |= {screening_rows.DERIVED[name] for name in read if name in screening_rows.DERIVED}
    assert set(sheet.answers) <= read, "an answer that no row reads is not asked of anybody"
    for asked in sheet.answers.values():
        assert asked.ask.endswith("?") and asked.ask_in_spanish.endswith("?"), asked.name
        assert "¿" in asked.ask_in_spanish, asked.name
    grouped = [asked.name for group in sheet.groups for asked in group.asked]
    assert sorted(grouped) == sorted(sheet.answers)
    assert all(group.asked for group in sheet.groups)


def test_a_question_opens_after_the_one_it_hangs_on() -> None:
    order = [asked.name for group in screening_rows.sheet().groups for asked in group.asked]
    for asked in screening_rows.sheet().answers.values():
        if asked.only_if:
            assert order.index(asked.only_if) < order.index(asked.name)


def test_unknown_is_not_no() -> None:
    answers = {key: value for key, value in CHILD.items() if key != "married"}
    assert "sij" in ids(answers, ASK)
    assert "sij" in ids(answers | {"married": None}, ASK)
    assert "sij" in ids(answers | {"married": True}, NOTHING)


def test_a_missing_date_of_a_clock_is_asked_for() -> None:
    abused = {"abused_by_us_family": True, "lived_together": True}
    vawa = next(flag for flag in screening.screen(abused, today=TODAY).flags if flag.id == "vawa")
    assert vawa.strength == POINTS and vawa.clock is None
    assert [question.answer for question in vawa.missing] == ["spouse_ended"]
    lasting = abused | {"marriage_ended": False}
    vawa = next(flag for flag in screening.screen(lasting, today=TODAY).flags if flag.id == "vawa")
    assert not vawa.missing, "a marriage that did not end has no date to ask for"


def test_an_exemption_keeps_the_protective_date_in_view() -> None:
    flags = screening.screen(CHILD, today=TODAY).flags
    one_year = next(flag for flag in flags if flag.id == "one_year")
    assert one_year.clock is not None and one_year.clock.safe is None
    assert "Protective date" in " ".join(one_year.clock.steps)
    assert any("Exemption claimed" in said for said in one_year.cautions)


def test_tps_says_what_was_known_of_the_country() -> None:
    tps = next(flag for flag in screening.screen(CHILD, today=TODAY).flags if flag.id == "tps")
    assert tps.strength == POINTS and tps.cautions[0].startswith("Honduras: residence")
    assert "tps" in ids(CHILD | {"country": "GT"}, NOTHING)
    assert "tps" in ids(CHILD | {"country": "BR"}, ASK), "a country that nobody looked up is a question"
    assert any("later than the day from which residence" in said for said in tps.cautions)
    syria = next(flag for flag in screening.screen({"country": "SY"}, today=TODAY).flags if flag.id == "tps")
    assert syria.strength == POINTS and "was not looked up" in syria.cautions[0]


def test_nobody_is_called_ineligible() -> None:
    text = screening_rows.SOURCE.read_text(encoding="utf-8").split("[answers]")[1].lower()
    assert "ineligible" not in text
    assert "not eligible" not in text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"born": date(2027, 1, 1)}, "in the future"),
        ({"shoe_size": 38}, "does not ask for this"),
        ({"detained": "maybe"}, "neither true nor false"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_sentence(answers: dict[str, Any], said: str) -> None:
    with pytest.raises(FactImpossible, match=said):
        screening.screen(answers, today=TODAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"asks": [{"answer": "nobody_asks", "is": True, "say": "x"}]}, "not among the answers"),
        ({"then": "Tell them that they are ineligible."}, "nobody is called ineligible"),
        ({"group": 9}, "group from 1 to 7"),
        ({"colour": "red"}, "compare it with the row above"),
        ({"clock": {"rule": "BIA_APPEAL_30", "shoe": "born"}}, "does not read shoe"),
    ],
)
def test_a_bad_row_is_refused_with_a_sentence(change: dict[str, Any], said: str) -> None:
    data = copy.deepcopy(tomllib.loads(screening_rows.SOURCE.read_text(encoding="utf-8")))
    data["row"][0] |= change
    with pytest.raises(RulebookBroken, match=said):
        screening_rows.make_sheet(data, "test")


yes_no = [name for name, asked in screening_rows.sheet().answers.items() if asked.kind == "yes-no"]


@given(
    st.dictionaries(st.sampled_from(yes_no), st.sampled_from([True, False, None])), st.sampled_from(yes_no)
)
def test_one_more_answer_never_makes_a_listed_thing_vanish(answers: dict[str, Any], more: str) -> None:
    before = screening.screen(answers, today=TODAY)
    after = screening.screen(answers | {more: True}, today=TODAY)
    assert {flag.id for flag in before.flags} == {flag.id for flag in after.flags}
    for flag in after.of(POINTS):
        assert flag.reasons, flag.id


def test_dates_that_cannot_be_counted_leave_the_flag_without_a_clock() -> None:
    flags = screening.screen(
        CHILD | {"born": date(1900, 1, 1), "removal_order": date(1901, 1, 1)}, today=TODAY
    ).flags
    assert {flag.id for flag in flags} == {row.id for row in screening_rows.sheet().rows}
