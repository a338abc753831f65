"""The questions of the I-589 are those of the published form, in its numbering."""

import json
import re
from pathlib import Path

from cases.law import i589_form, told_facts

FIELDS = "forms/fields/USCIS_I-589_2025-01-20_as-published-encrypted.fields.json"


def test_every_number_stands_on_the_published_form(shared: Path) -> None:
    """Read the item numbers of Part A.I from the PDF's own fields."""
    told = [str(row.get("tooltip")) for row in json.loads((shared / FIELDS).read_text(encoding="utf-8"))]
    own = {int(hit[1]) for each in told if (hit := re.match(r"Part\. A\. 1\. .*?You\. +(\d+)\.", each))}
    here = {
        int(hit[1]) for each in i589_form.form().questions if (hit := re.match(r"A\.I\.(\d+)", each.number))
    }
    assert here == own - {1, 2, 3}  # the A-number, the Social Security number and the online account
    sentences = {
        20: "issued your last passport",
        23: "native language",
        12: "Date of Birth",
        16: "Race, Ethnic",
    }
    for number, words in sentences.items():
        assert any(
            re.match(rf"Part\. A\. 1\. .*?You\. +{number}\. ", each) and words in each for each in told
        )


def test_every_part_has_questions_and_every_fact_one_at_most() -> None:
    form = i589_form.form()
    assert {each.section for each in form.questions} == {each.key for each in form.sections}
    assert {number.split(".")[0] for number in (each.number for each in form.questions)} == {"A", "B", "C"}
    stated = [each.fact for each in form.questions if each.fact]
    assert len(stated) == len(set(stated))
    assert {"entry_date", "entry_place", "entry_manner", "birth_date", "mother"} <= set(stated)


def test_the_choices_of_a_fact_are_those_of_its_question() -> None:
    form = i589_form.form()
    for each in form.questions:
        if each.fact and each.kind == "choice":
            assert set(each.choices) == set(told_facts.fact(each.fact).choices)
