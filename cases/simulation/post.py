"""The mail door of the simulation: keeps what reached it, and fails as it is told to."""

import datetime as dt
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class Killed(BaseException):
    """The worker's process ended at this line: nothing of it runs any more, not even its error handling."""


@dataclass
class Came:
    """One message that reached the server: when, for whom, and its plain text."""

    at: dt.datetime
    to: str
    message_id: str
    subject: str
    text: str


@dataclass
class Office:
    """The mail server of the simulated world."""

    came: list[Came] = field(default_factory=list)
    # Asked before a connection, and before and after a message is kept; each may raise what goes wrong there.
    on_connect: Callable[[], None] | None = None
    before: Callable[[EmailMessage], None] | None = None
    after: Callable[[EmailMessage, Came], None] | None = None

    def take(self, message: EmailMessage) -> None:
        """Keep one message, or fail."""
        if self.before is not None:
            self.before(message)
        kept = Came(
            at=timezone.now(),
            to=message.to[0],
            message_id=str(message.extra_headers.get("Message-ID", "")),
            subject=str(message.subject),
            text=str(message.body),
        )
        self.came.append(kept)
        if self.after is not None:
            self.after(message, kept)


office = Office()  # Django makes a backend for every connection; they all lead here


class Door(BaseEmailBackend):
    """An e-mail backend whose server is the simulated one."""

    is_open = False

    def open(self) -> bool:
        """Connect, once."""
        if not self.is_open and office.on_connect is not None:
            office.on_connect()
        self.is_open = True
        return True

    def close(self) -> None:
        """Hang up."""
        self.is_open = False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand over each message; what goes wrong is raised as smtplib raises it."""
        for message in email_messages:
            self.open()
            try:
                office.take(message)
            except (OSError, smtplib.SMTPException) as problem:
                self.is_open = isinstance(problem, smtplib.SMTPResponseException)
                raise
        return len(email_messages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Django makes it; an address of a real server means nothing here."""
        super().__init__(fail_silently=False)
