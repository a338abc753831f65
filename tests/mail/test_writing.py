"""Letters are written out byte for byte as Django does it, most of them without its objects."""

import itertools
import re
from typing import Any

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives

from cases.mail.writing import written

PAGES = ("", "<p>hello</p>", "<p>\n¿Qué?\n</p>\n")
SENDERS = ("amparo@example.org", "La Clínica <amparo@example.org>")


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    """Stop the clock: both write the same second."""
    time_machine.move_to("2026-11-22T18:00:00+00:00", tick=False)


@pytest.mark.parametrize(
    "subject",
    ["CL-26-1: a hearing, in 7 days", "audiencia en 7 días " * 8, "x" * 200, " kept ", "a, b " * 30],
)
@pytest.mark.parametrize(
    "text", ["One line\n.\nFrom here\n", "mañana", "y" * 1200, "a\r\n\rb\n", "ñ" * 700 + "\n"]
)
def test_a_letter_travels_as_django_would_have_written_it(subject: str, text: str) -> None:
    for html, sender in itertools.product(PAGES, SENDERS):
        letter = EmailMultiAlternatives(
            subject,
            text,
            sender,
            to=["a@example.org"],
            headers={"X-Kind": "x", "Message-ID": "<1@example.org>"},
        )
        if html:
            letter.attach_alternative(html, "text/html")
        djangos: Any = letter.message()
        ours = written(letter)
        if found := re.search(rb'boundary="([^"]+)"', ours):  # each chooses its own
            djangos.set_boundary(found[1].decode())
        assert ours == djangos.as_bytes(linesep="\r\n")


@pytest.mark.parametrize(
    "changed",
    [
        {"cc": ["b@example.org"]},
        {"reply_to": ["b@example.org"]},
        {"attachments": [("a.txt", "hello", "text/plain")]},
        {"headers": {"Message-ID": "<1@example.org>", "From": "c@example.org"}},
        {"headers": {"Message-ID": "<1@example.org>", "Date": "Mon, 23 Nov 2026 08:00:00 -0000"}},
        {"subject": ""},
        {"body": ""},
    ],
)
def test_a_letter_that_is_not_so_simple_is_written_by_django(changed: dict[str, Any]) -> None:
    given: dict[str, Any] = {
        "subject": "x", "body": "y", "to": ["a@example.org"], "headers": {"Message-ID": "<1@example.org>"},
    }  # fmt: skip
    letter = EmailMultiAlternatives(**given | changed)
    djangos: Any = letter.message()
    unlike = re.compile(rb"=====+\d+==")
    assert unlike.sub(b"", written(letter)) == unlike.sub(b"", djangos.as_bytes(linesep="\r\n"))


def test_a_line_break_in_a_header_is_refused() -> None:
    letter = EmailMultiAlternatives(
        "x\nBcc: b@example.org", "y", to=["a@example.org"], headers={"Message-ID": "<1@x>"}
    )
    with pytest.raises(BadHeaderError):
        written(letter)
