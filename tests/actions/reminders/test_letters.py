"""How letters are written and travel; what they never say is in test_canaries.py."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import proceedings
from cases.actions.reminders.letters import to_client
from cases.errors import Problem
from cases.mail import phrases
from tests.actions.reminding import DAY, a_hearing, letters, sweep
from tests.make import Cast


def test_a_letter_is_text_and_page(inside: Cast) -> None:
    a_hearing(inside)
    sweep(inside)
    [letter] = letters(inside.attorney)
    written = letter.message()
    assert [part.get_content_type() for part in written.get_payload()] == ["text/plain", "text/html"]


def test_words_for_every_kind_of_date_exist_in_both_languages() -> None:
    assert phrases.WHAT["en"].keys() == phrases.WHAT["es"].keys()
    assert phrases.days_left(-2, "es") == "hace 2 días" and phrases.days_left(1, "en") == "tomorrow"


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({}, "9:00 AM, Houston time. In Houston, TX. The address is on your notice."),
        ({"courtroom": "Courtroom 12B"}, "In Houston, TX. Room 12B. The address is on your notice."),
        ({"courtroom": "Judge Mirlo's, past the flag"}, "In Houston, TX. The address is on your notice."),
        (
            {"place": "1400 Invented Street, 5th floor,  Houston"},
            "At 1400 Invented Street, 5th floor, Houston.",
        ),
        (
            {"place": "1400 Invented Street, Houston", "courtroom": "# 7"},
            "At 1400 Invented Street, Houston, room 7.",
        ),
        ({"medium": "webex", "place": "1400 Invented Street"}, "Houston time. By video."),
        ({"medium": "telephone"}, "Houston time. By telephone."),
    ],
)
def test_a_client_is_told_the_place_that_is_recorded_and_how_to_appear(
    inside: Cast, recorded: dict[str, Any], said: str
) -> None:
    letter = to_client(inside.bay, a_hearing(inside, **recorded), "eng")
    assert said in letter.text
    for part in (letter.subject, letter.text, letter.html):
        assert not [each for each in ("ourt", "Judge", "flag", "hearing") if each in part]


def test_a_place_that_says_what_it_is_is_refused(inside: Cast) -> None:
    """It would stand on a locked screen; the street itself may be called anything else."""
    for place in ("Houston Immigration Court, 1400 Invented Street", "USCIS, floor 2", "Corte, calle 3"):
        with pytest.raises(Problem, match="locked screen"):
            a_hearing(inside, place=place)
    hearing = a_hearing(inside, place="26 Federal Plaza")
    moved = proceedings.move_hearing(
        hearing=hearing, version=1, by=inside.paralegal, day=DAY + dt.timedelta(days=7), time=dt.time(9)
    )
    assert moved.place == "26 Federal Plaza", "a move that says nothing of it leaves it"
