"""Every kind of mistake in a row of the rulebook is refused with a sentence that an attorney understands."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cases.law import rules
from cases.law.problems import RulebookBroken
from tests.law.rows import COUNT, GOOD

DETAINED = {"fact": "detained", "is": True, "by": "none", "say": "No."}
DAY = dt.date(2026, 1, 1)

BAD_LINES: list[tuple[dict[str, Any], str]] = [
    ({"title": None}, "the line 'title' is missing; it must be a sentence in quotes"),
    ({"review_by": None}, "the line 'review_by' is missing; it must be a date without quotes, such as 2027-05-22"),
    ({"example": None}, "the line 'example' is missing"),
    ({"negative": None}, "the line 'negative' is missing"),
    ({"from": "hearing"}, 'from must be a list in square brackets, such as ["hearing"], and it is "hearing"'),
    ({"reads": "detained"}, 'reads must be a list in square brackets, such as ["hearing"], and it is "detained"'),
    ({"warn": "Look."}, "warn must be a list in square brackets"),
    ({"version": 2}, 'version must be a word in quotes, such as "days", and it is 2'),
    ({"review_by": "soon"}, 'review_by must be a date without quotes, such as 2027-05-22, and it is "soon"'),
    ({"court_may_set": "yes"}, 'court_may_set must be true or false, without quotes, and it is "yes"'),
    ({"veriffied_on": DAY}, "the line 'veriffied_on' is not known. Did you mean verified_on?"),
    ({"id": "lower case"}, "must be capitals, digits and underscores, such as BIA_APPEAL_30"),
    ({"do": "file it"}, "do must be a sentence that starts with a capital and ends with a full stop"),
    ({"do": "D" * 200 + "."}, "do has 201 letters; a list has room for 160"),
    ({"exceptions": " "}, "exceptions must be a sentence, and it is empty"),
    ({"from": ["moon"]}, "the fact 'moon' is not in facts.toml; add it there or correct the name"),
    ({"from": ["state"]}, "it cannot count from 'state', which is not a date"),
    ({"prefer": "order"}, "prefer names 'order', which is not among the facts of from"),
    ({"pick": "middle"}, "pick is 'middle'; it must be first, earliest or latest"),
    ({"notes": "rumour"}, "notes is 'rumour'; it must be"),
    ({"count": "three"}, "count must be lines in braces"),
    ({"count": COUNT | {"amount": "3"}}, 'count.amount must be a whole number, such as 30, and it is "3"'),
    ({"count": COUNT | {"amount": -3}}, "count.amount must be a whole number, such as 30, and it is -3"),
    ({"count": COUNT | {"amount": 0}}, "count.amount is missing or 0; say how many days"),
    ({"count": COUNT | {"ammount": 3}}, "the line 'ammount' in count is not known. Did you mean amount?"),
    ({"count": COUNT | {"unit": "weeks"}}, "count.unit is 'weeks'; it must be hours, days, months or years"),
    ({"count": COUNT | {"unit": "hours"}}, "count.unit must be days, months or years, and it is 'hours'"),
    ({"count": COUNT | {"by": "before_birthday"}}, "count.unit must be years, and it is 'days'"),
    ({"count": COUNT | {"by": "before_hearing"}}, "count.direction must be before, and it is 'after'"),
    ({"count": COUNT | {"by": "clock_hours", "unit": "hours"}}, "'hearing', which is not a date and time"),
    ({"count": COUNT | {"amount_fact": "state"}}, "'state' cannot be counted with, because it is not a number"),
    ({"count": COUNT | {"amount_fact": "days"}}, "'days' needs a value in defaults, or a place in requires"),
    ({"count": COUNT | {"not_before": "1997"}}, "count.not_before must be a date without quotes"),
    ({"count": COUNT | {"stricter": {"amount": 5}}}, "the line 'unit' in count.stricter is missing"),
    ({"defaults": {"detained": "no"}}, "defaults: detained: 'no' is neither true nor false"),
    ({"defaults": {"moon": 1}}, "the fact 'moon' is not in facts.toml"),
    ({"when": DETAINED}, "when must be a list of lines in braces"),
    ({"when": [DETAINED]}, "an exception asks for 'detained', which the rule does not read; add it to reads"),
    ({"reads": ["detained"], "when": [DETAINED | {"is": "yes"}]}, "when detained is: detained: 'yes' is neither"),
    ({"reads": ["detained"], "when": [DETAINED | {"by": "after"}]}, "the exception for detained counts, so it needs a from"),
    ({"reads": ["detained"], "when": [DETAINED | {"by": "age_lock"}]}, "make it a rule of its own"),
    ({"reads": ["detained"], "when": [DETAINED | {"also": "NOPE"}]}, "keeps 'NOPE' in view, and no rule has that id"),
    ({"verified_on": DAY}, "it says from memory, so it was not verified: take verified_on away"),
    ({"verification": "verified", "verified_on": dt.date(2027, 5, 1)}, "review_by (2027-01-01) must come after"),
    ({"effective": {"from": DAY}}, "the line 'judged_on' in effective is missing"),
    ({"effective": {"from": "2026-01-01", "judged_on": "hearing"}}, "effective.from must be a date without quotes"),
    ({"effective": {"from": DAY, "to": dt.date(2025, 1, 1), "judged_on": "hearing"}}, "ends (2025-01-01) before it begins"),
    ({"effective": {"from": DAY, "judged_on": "order"}}, "effective needs judged_on, one of the rule's own facts"),
    ({"effective": {"judged_on": "detained"}, "reads": ["detained"]}, "judged on detained, which is not a date"),
    ({"vacated": {"amount": 10}}, "the line 'unit' in vacated is missing"),
    ({"proposed": {"amount": 1, "unit": "hours", "since": DAY, "say": "If so,"}}, "proposed.unit is 'hours'"),
    ({"example": {"given": {}}}, "the line 'say' in example is missing"),
    ({"example": {"say": " "}}, "example must say in words what it shows"),
    ({"example": {"say": "So.", "given": {"moon": 1}}}, "example gives 'moon', which the rule does not read"),
    ({"example": {"say": "So.", "given": {"hearing": "soon"}}}, "example: hearing: 'soon' is not a date"),
    ({"negative": {"say": "So.", "legal": DAY}}, "negative needs both legal and act_by"),
    ({"negative": {"say": "So.", "asks": "order"}}, "negative asks for 'order', which the rule can do without"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), BAD_LINES)
def test_a_bad_line_is_refused_by_file_rule_line_and_remedy(change: dict[str, Any], sentence: str) -> None:
    row = {line: value for line, value in (GOOD | change).items() if value is not None}
    with pytest.raises(RulebookBroken) as caught:
        rules.make_rulebook([("9_x.toml", row)])
    said = caught.value.sentence
    assert sentence in said
    assert str(row["id"]) in said and said.endswith((".", "?"))
    assert "Error" not in said and "__" not in said, "no Python shows through"


def version(name: str, first: dt.date | None, last: dt.date | None) -> dict[str, Any]:
    """The good row as one of several versions."""
    lasting = {"from": first, "to": last, "judged_on": "hearing"}
    return GOOD | {"version": name, "effective": {line: day for line, day in lasting.items() if day}}


BAD_BOOKS: list[tuple[list[dict[str, Any]], str]] = [
    ([GOOD, GOOD], "two blocks are both version 1; a change of law is a new version"),
    ([GOOD, GOOD | {"version": "2"}], "versions 1 and 2 are both in force on the same days"),
    ([version("1", None, DAY), version("2", DAY, None)], "end the earlier one the day before the later begins"),
    ([version("1", None, DAY), version("2", dt.date(2026, 1, 3), None)], "leave a gap from 2026-01-02 to 2026-01-03"),
    ([version("1", None, DAY),
      GOOD | {"version": "2", "reads": ["order"], "effective": {"from": dt.date(2026, 1, 2), "judged_on": "order"}}],
     "are judged on different facts; name the same judged_on in each"),
    ([GOOD, GOOD | {"id": "OTHER", "also_known_as": ["EXAMPLE"]}], "'EXAMPLE' is already a rule of its own"),
    ([GOOD | {"also_known_as": ["OLD"]}, GOOD | {"id": "OTHER", "also_known_as": ["OLD"]}], "already a name of EXAMPLE"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "sentence"), BAD_BOOKS)
def test_versions_and_names_that_contradict_each_other_are_refused(
    rows: list[dict[str, Any]], sentence: str
) -> None:
    with pytest.raises(RulebookBroken) as caught:
        rules.make_rulebook([("9_x.toml", row) for row in rows])
    assert sentence in caught.value.sentence


def test_versions_that_follow_each_other_day_by_day_are_taken() -> None:
    made = rules.make_rulebook(
        [("9_x.toml", version("2", dt.date(2026, 1, 2), None)), ("9_x.toml", version("1", None, DAY))]
    )
    assert [rule.version for rule in made.all_versions("EXAMPLE")] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b'part = "x"\n[[rule]]\nid = "A\n', "line 3"),
        (b'part = "x"\n[[rule]]\nreview_by = 2026-02-30\n', "a date that does not exist"),
        (b'part = "x"\n[[rule]]\nid = "A"\nid = "B"\n', "a line written twice"),
        (b'part = "x"\n[[rules]]\nid = "A"\n', "blocks that begin with [[rule]]; found rules"),
        (b'part = "x"\n[rule]\nid = "A"\n', "blocks that begin with [[rule]]"),
        (b'part = "x"\n', "blocks that begin with [[rule]]"),
        (b"\xff\xfe", "save it as plain text in UTF-8"),
    ],
)
def test_a_file_that_is_no_rulebook_is_refused_by_name(tmp_path: Path, text: bytes, sentence: str) -> None:
    (tmp_path / "9_x.toml").write_bytes(text)
    with pytest.raises(RulebookBroken) as caught:
        rules.read_rows(tmp_path)
    assert sentence in caught.value.sentence and caught.value.sentence.startswith("9_x.toml")
