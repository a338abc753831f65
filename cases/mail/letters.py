"""Letters: rendered from three templates, in the reader's language where there is one, under a Message-ID."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import escape

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es")  # of the people who work in a clinic; clients have their own letter


def language_of(code: str) -> str:
    """Return the language in which somebody who works here is written to: their own, or English."""
    return code if code in LANGUAGES else ENGLISH


@dataclass(frozen=True)
class Letter:
    """One message, ready to send: a subject on one line, plain text, and the same as a page."""

    subject: str
    text: str
    html: str


def render(template: str, *, language: str = ENGLISH, **context: Any) -> Letter:
    """Render ``templates/email/<template>.subject.txt``, ``.txt`` and ``.html``. Never an address or an A-number.

    Another language lies in a folder of its name, as in ``templates/email/es/reminder.txt``.
    """
    folder = "email" if language == ENGLISH else f"email/{language}"
    context["language"] = language
    subject, text, html = (
        _template(f"{folder}/{template}.{ending}").render(context)
        for ending in ("subject.txt", "txt", "html")
    )
    return Letter(subject=" ".join(subject.split()), text=text.strip() + "\n", html=html)


OPEN, CLOSE = "\ue000", "\ue001"  # around a gap's name: characters that no language writes with
GAP = re.compile(f"{OPEN}(.+?){CLOSE}")


def gap(name: str) -> str:
    """Return what stands for a value while a form is rendered."""
    return f"{OPEN}{name}{CLOSE}"


class Form:
    """A letter rendered once with gaps in it, to be filled for everybody who gets the same but for a few words.

    It is what ``render`` returns for the values themselves, as long as the templates only ask of a value whether there
    is one.
    """

    def __init__(self, letter: Letter) -> None:
        self._parts = [GAP.split(each) for each in (letter.subject, letter.text, letter.html)]

    def filled(self, values: Mapping[str, str]) -> Letter:
        """Return the letter with its gaps filled; as a page, with what HTML would read as its own escaped."""
        escaped = {name: escape(value) for name, value in values.items()}
        subject, text, html = (
            _filled(parts, given) for parts, given in zip(self._parts, (values, values, escaped), strict=True)
        )
        return Letter(" ".join(subject.split()), text, html)


def _filled(parts: list[str], values: Mapping[str, str]) -> str:
    """``parts``: fixed words, a gap's name, fixed words, and so on."""
    words = parts.copy()
    words[1::2] = [values[name] for name in parts[1::2]]
    return "".join(words)


@lru_cache
def _template(name: str) -> Any:
    return get_template(name)


def new_message_id() -> str:
    """Return a Message-ID that can be stored before the letter is sent, so that a second try is the same letter."""
    return make_msgid(domain=_domain())


def message_id_of(what: str) -> str:
    """Return the Message-ID of something that is mailed once, ``report-12-2026-48``: a second try is the same letter."""
    return f"<{what}@{_domain()}>"


def _domain() -> str:
    return _domain_of(settings.DEFAULT_FROM_EMAIL)


@lru_cache
def _domain_of(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2] or "localhost"
