"""How letters are written and travel; what they never say is in test_canaries.py."""

from cases.mail import phrases
from tests.actions.reminding import a_hearing, letters, sweep
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
