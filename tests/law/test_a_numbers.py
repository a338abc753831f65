"""A-numbers are read however people write them, and refused with the rule that they break."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import a_numbers

SHARED = Path(__file__).parents[3] / "shared" / "data" / "a_numbers.json"


def vectors() -> dict[str, Any]:
    if not SHARED.exists():
        pytest.skip(
            "the shared A-number vectors (../shared/data/a_numbers.json) are not beside this checkout"
        )
    found: dict[str, Any] = json.loads(SHARED.read_text())
    return found


def test_every_shared_spelling_is_read() -> None:
    for written, digits in vectors()["accept"]:
        assert a_numbers.parse(written) == digits, written


def test_every_shared_refusal_is_refused() -> None:
    for written in vectors()["reject"]:
        with pytest.raises(a_numbers.NotAnANumber):
            a_numbers.parse(written)


@pytest.mark.parametrize(
    "written",
    [
        "A 079-531-484",
        "a079.531.484",
        "A#079531484",
        "A79531484",
        "79 531 484",
        "A\u2013079\u2011531\u2011484",
        "A\u00a0079\u00a0531\u00a0484",
        "\uff10\uff17\uff19531484",
        "(A) 079/531/484",
        "\tA079-531-484\n",
    ],
)
def test_one_number_in_many_spellings(written: str) -> None:
    assert a_numbers.parse(written) == "079531484"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "Type an A-number"),
        ("   ", "Type an A-number"),
        ("A", "has no digits"),
        ("A-", "has no digits"),
        ("1234567", "has 7 digits"),
        ("1234567890", "has 10 digits"),
        ("12345678a", "contains “a”"),
        ("abcdefghi", "contains “b”"),
        ("AA79531484", "contains “A”"),
        ("B079531484", "contains “B”"),
        ("079531484; drop", "contains “;”"),
        ("\u0660\u0667\u0669531484", "contains “\u0660”"),
        ("07953148½", "contains"),
        ("000000000", "all zeros"),
        ("A00000000", "all zeros"),
    ],
)
def test_a_refusal_says_which_rule(written: str, reason: str) -> None:
    with pytest.raises(a_numbers.NotAnANumber, match=reason) as refusal:
        a_numbers.parse(written)
    assert refusal.value.sentence.endswith(".")


def test_a_refusal_never_repeats_a_page_of_text() -> None:
    with pytest.raises(a_numbers.NotAnANumber) as refusal:
        a_numbers.parse("x" * 5000)
    assert len(refusal.value.sentence) < 150


def test_shown_and_masked() -> None:
    assert a_numbers.shown("079531484") == "A 079-531-484"
    assert a_numbers.masked("079531484") == "A 079 ••• •84"


@given(st.integers(min_value=1, max_value=999_999_999))
def test_what_is_shown_reads_back(number: int) -> None:
    digits = f"{number:09d}"
    assert a_numbers.parse(a_numbers.shown(digits)) == digits


@given(st.text())
def test_any_text_gives_nine_digits_or_a_sentence(text: str) -> None:
    try:
        digits = a_numbers.parse(text)
    except a_numbers.NotAnANumber:
        return
    assert len(digits) == 9 and digits.isascii() and digits.isdigit()
