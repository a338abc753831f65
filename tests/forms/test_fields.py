"""Days and A-numbers as people type them; refusals keep the text and say what would be right."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError

from cases.forms.fields import ANumberField, DayField, read_day
from cases.forms.proceedings import HearingForm

DAY = dt.date(2026, 12, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "12/28/2026", "12-28-2026", "12.28.2026", "12 28 2026", "2026-12-28", "28 Dec 2026", "28 december 2026",
        "Dec 28, 2026", "December 28 2026", "Mon 28 Dec 2026", "Monday, 28 Dec 2026", " 12/28/2026 ",
    ],
)  # fmt: skip
def test_every_usual_spelling_is_read(typed: str) -> None:
    assert read_day(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2/30/2026", "February 2026 has 28 days"),
        ("28/12/2026", "month 28, and a year has 12"),
        ("12/28/26", "Write all four"),
        ("12/0/2026", "has 31 days"),
        ("tomorrow", "is not a date"),
        ("28 Foo 2026", "is not a date"),
        ("12/28", "is not a date"),
        ("0001-01-01", "two digits"),
    ],
)
def test_a_refusal_names_what_was_typed_and_what_would_be_right(typed: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_day(typed)
    sentence = refused.value.messages[0]
    assert says in sentence
    assert typed.split("/", maxsplit=1)[0] in sentence


def test_what_was_typed_stays_in_the_box() -> None:
    class Asked(forms.Form):
        day = DayField()

    form = Asked({"day": "2/30/2026"})
    assert not form.is_valid()
    assert 'value="2/30/2026"' in str(form["day"])
    assert 'value="12/28/2026"' in str(Asked(initial={"day": DAY})["day"])
    assert not Asked({"day": "28 Dec 2026"}, initial={"day": DAY}).has_changed()


def test_a_numbers_in_every_accepted_spelling_and_no_refused_one(shared: Path) -> None:
    given = json.loads((shared / "data" / "a_numbers.json").read_text(encoding="utf-8"))
    field = ANumberField()
    for typed, _ in given["accept"]:
        assert field.clean(typed)
    for typed in (one for one in given["reject"] if one):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_a_day_always_shows_how_it_is_typed() -> None:
    given = DayField(help_text="Empty: no end.")
    assert given.help_text == "For example 12/28/2026. Empty: no end."
    assert "12/28/2026" in DayField().help_text
    assert DayField(help_text="As printed: 12/28/2025.").help_text == "As printed: 12/28/2025."
    asked = HearingForm(proceedings=[])
    for name in ("day", "filings_due_on"):
        assert "For example 12/28/2026" in asked.fields[name].help_text, name
