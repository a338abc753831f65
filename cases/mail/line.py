"""One line to the mail server for a whole batch of letters, and what went wrong on it, in words."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import BadHeaderError

from cases.errors import Problem
from cases.mail.letters import Letter

PATIENCE = 3  # letters that may break a line before the batch waits for better days
LASTING = 500  # SMTP codes from here on mean "never", those of 400 "not now"


class NotSent(Problem):
    """The mail server could not be reached or refused the letter; nothing is known to have left."""


class Refused(NotSent):
    """The server answered with no to this letter; others may pass. ``lasting``: it would say no again."""

    def __init__(self, sentence: str, *, lasting: bool) -> None:
        super().__init__(sentence)
        self.lasting = lasting


class Unreachable(NotSent):
    """The server did not answer. ``unsure``: the letter had left, so it may have been taken."""

    def __init__(self, sentence: str, *, unsure: bool) -> None:
        super().__init__(sentence)
        self.unsure = unsure


class Line:
    """A connection that is opened with the first letter and closed at the end; ``is_down`` once it is given up."""

    def __init__(self) -> None:
        self.is_down = False
        self._connection: Any = None
        self._breaks = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, letter: Letter, *, to: str, message_id: str = "", perhaps_twice: bool = False) -> str:
        """Send to one address; return the server's own words. Raises Refused or Unreachable with a sentence."""
        message = _message(letter, to=to, message_id=message_id, perhaps_twice=perhaps_twice)
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            self._connection.send_messages([message])
        except (OSError, smtplib.SMTPException, BadHeaderError) as reason:
            problem = _why(reason)
            if isinstance(problem, Unreachable):
                self._broke(reason)
            raise problem from reason
        answer = (
            getattr(message, "smtp_answer", "") or f"Taken by {settings.EMAIL_BACKEND.rpartition('.')[0]}"
        )
        return str(answer)

    def _broke(self, reason: Exception) -> None:
        self._breaks += 1
        never_stood = isinstance(
            reason, smtplib.SMTPConnectError | smtplib.SMTPAuthenticationError | ConnectionRefusedError
        )
        self.is_down = never_stood or self._breaks >= PATIENCE
        self._hang_up()

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):  # it is gone already, which is all that was wanted
                connection.close()


def send(letter: Letter, *, to: str, message_id: str = "") -> str:
    """Send one letter on a line of its own; return the server's answer. Raises NotSent with a sentence."""
    with Line() as line:
        return line.send(letter, to=to, message_id=message_id)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn what goes wrong between here and the mail server into NotSent, with a sentence."""
    try:
        yield
    except (OSError, smtplib.SMTPException, BadHeaderError) as reason:
        raise _why(reason) from reason


def _message(letter: Letter, *, to: str, message_id: str, perhaps_twice: bool) -> EmailMultiAlternatives:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = message_id
    if perhaps_twice:
        headers["X-Amparo-Perhaps-Twice"] = "yes"
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _why(reason: Exception) -> NotSent:
    code, said = _answer(reason)
    if code and code != 421:  # 421: the server closes the line, whatever the letter
        return Refused(
            f"The mail server refused the message ({code} {said})"[:280] + ".", lasting=code >= LASTING
        )
    if isinstance(reason, BadHeaderError):
        return Refused("The message has a line break in its subject or address.", lasting=True)
    unsure = getattr(reason, "unsure", isinstance(reason, smtplib.SMTPServerDisconnected | TimeoutError))
    return Unreachable(
        f"The mail server did not take the message ({type(reason).__name__}). "
        "Try again in a few minutes; if it stays so, tell whoever runs this server.",
        unsure=bool(unsure),
    )


def _answer(reason: Exception) -> tuple[int, str]:
    """The server's code and words about this letter; 0 when there are none."""
    code: int
    said: Any
    if isinstance(reason, smtplib.SMTPRecipientsRefused) and reason.recipients:
        code, said = next(iter(reason.recipients.values()))
    elif isinstance(
        reason, smtplib.SMTPConnectError | smtplib.SMTPHeloError | smtplib.SMTPAuthenticationError
    ):
        return 0, ""
    elif isinstance(reason, smtplib.SMTPResponseException):
        code, said = reason.smtp_code, reason.smtp_error
    else:
        return 0, ""
    return code, said.decode(errors="replace") if isinstance(said, bytes) else str(said)
