"""Letters: rendered from three templates, in the reader's language where there is one, under a Message-ID."""

from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es")  # of the people who work in a clinic; clients have their own letter


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
