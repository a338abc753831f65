"""The only door to e-mail: renders a letter from its three templates and hands it to the mail server."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError
from django.template.loader import render_to_string

from cases.errors import Problem


class NotSent(Problem):
    """The mail server could not be reached or refused the letter; nothing left this machine."""


@dataclass(frozen=True)
class Letter:
    """One message, ready to send: a subject on one line, plain text, and the same as a page."""

    subject: str
    text: str
    html: str


def render(template: str, **context: Any) -> Letter:
    """Render ``templates/email/<template>.subject.txt``, ``.txt`` and ``.html``. Never an address or an A-number."""
    subject, text, html = (
        render_to_string(f"email/{template}.{ending}", context) for ending in ("subject.txt", "txt", "html")
    )
    return Letter(subject=" ".join(subject.split()), text=text.strip() + "\n", html=html)


def new_message_id() -> str:
    """Return a Message-ID that can be stored before the letter is sent, so that a second try is the same letter."""
    return make_msgid(domain=_domain())


def message_id_of(what: str) -> str:
    """Return the Message-ID of something that is mailed once, ``report-12-2026-48``: a second try is the same letter."""
    return f"<{what}@{_domain()}>"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def send(letter: Letter, *, to: str, message_id: str = "") -> str:
    """Send to one address; return what is known of the server's answer.

    ``message_id``: the Message-ID that was stored before sending, if there is one. Raises NotSent with a
    sentence when the server did not take the letter.
    """
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = message_id
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[to], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    with refusals_told():
        taken = message.send()
    server = "" if "smtp" not in settings.EMAIL_BACKEND else f" {settings.EMAIL_HOST}"
    return f"Taken by the mail server{server} ({taken} message)"


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn what goes wrong between here and the mail server into NotSent, with a sentence."""
    try:
        yield
    except (OSError, smtplib.SMTPException, BadHeaderError) as reason:
        raise NotSent(
            f"The mail server did not take the message ({type(reason).__name__}). "
            "Try again in a few minutes; if it stays so, tell whoever runs this server."
        ) from reason
