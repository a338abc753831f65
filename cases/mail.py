"""The only door to e-mail: renders a letter from its three templates and hands it to the mail server."""

import smtplib
from dataclasses import dataclass
from typing import Any

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


def send(letter: Letter, *, to: str, message_id: str = "") -> None:
    """Send to one address. ``message_id``: the Message-ID that was stored before sending, if there is one.

    Raises NotSent with a sentence when the server did not take the letter.
    """
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = message_id
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[to], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except (OSError, smtplib.SMTPException, BadHeaderError) as reason:
        raise NotSent(
            f"The mail server did not take the message ({type(reason).__name__}). "
            "Try again in a few minutes; if it stays so, tell whoever runs this server."
        ) from reason
