"""Django's SMTP connection, except that it keeps what the server said and knows when a letter's fate is unknown."""

import re
import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from cases.mail.writing import written

OK, GO_ON = 250, 354
ACCEPTED = (250, 251)
CLOSING = 421  # the server says no and hangs up
FIRST_DOT = re.compile(rb"(?m)^\.")
PLAIN = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)  # an address that nothing has to be taken apart for
Reply = tuple[int, bytes]


class Backend(EmailBackend):
    """Sends one letter in the four steps of SMTP, so that the answer to each is known.

    A letter that was taken has ``smtp_answer``. An exception has ``unsure`` when the text had left this
    machine and no answer came: the server may have taken it.
    """

    def _send(self, email_message: EmailMessage) -> bool:
        line: Any = self.connection
        text = written(email_message)
        try:
            line.ehlo_or_helo_if_needed()
            self._announce(line, str(email_message.from_email), email_message.recipients())
        except (OSError, smtplib.SMTPException) as reason:
            reason.unsure = False  # type: ignore[attr-defined]  # nothing of the letter has left
            raise
        try:
            line.send(_dotted(text) + b".\r\n")
            code, reply = line.getreply()
        except (OSError, smtplib.SMTPException) as reason:
            reason.unsure = True  # type: ignore[attr-defined]
            raise
        if code != OK:
            self._back_off(code)
            raise smtplib.SMTPDataError(code, reply)
        email_message.smtp_answer = f"{code} {reply.decode(errors='replace')}"  # type: ignore[attr-defined]
        return True

    def _announce(self, line: Any, sender: str, to: list[str]) -> None:
        """Say who writes to whom, until the server waits for the text; raise what it refused.

        A server that offers it (RFC 2920) hears all three commands at once. With several addressees each is asked
        by itself: were one refused, the server would wait for a text that is not to be sent to the others alone.
        """
        commands = [
            f"MAIL FROM:{_in_brackets(sender)}",
            *(f"RCPT TO:{_in_brackets(address)}" for address in to),
            "DATA",
        ]
        is_at_once = len(to) == 1 and line.has_extn("pipelining")
        replies = _at_once(line, commands) if is_at_once else _one_by_one(line, commands)
        wrong = next(
            (place for place, (code, _) in enumerate(replies) if not _is_right(code, commands[place])), None
        )
        if wrong is None:
            return
        code, reply = replies[wrong]
        codes = [each for each, _ in replies]
        if (
            codes[-1] == GO_ON and codes[0] == OK
        ):  # it waits for a text that nobody is to get: RFC 2920 section 3.1
            line.send(".\r\n")
            line.getreply()
        self._back_off(CLOSING if CLOSING in codes or (codes[-1] == GO_ON and codes[0] != OK) else code)
        if wrong == 0:
            raise smtplib.SMTPSenderRefused(code, reply, sender)
        if wrong == len(commands) - 1:
            raise smtplib.SMTPDataError(code, reply)
        raise smtplib.SMTPRecipientsRefused({to[wrong - 1]: (code, reply)})

    def _back_off(self, code: int) -> None:
        """Make the connection ready for the next letter; after 421 there is none."""
        line: Any = self.connection
        if code == CLOSING:
            line.close()
            self.connection = None
        else:
            line.rset()


def _in_brackets(address: str) -> str:
    return f"<{address}>" if PLAIN.fullmatch(address) else smtplib.quoteaddr(address)


def _dotted(text: bytes) -> bytes:
    """A dot that begins a line is doubled (RFC 5321 section 4.5.2); most letters have none, and are not searched twice."""
    return FIRST_DOT.sub(b"..", text) if b"\n." in text or text.startswith(b".") else text


def _at_once(line: Any, commands: list[str]) -> list[Reply]:
    if any("\r" in each or "\n" in each for each in commands):
        raise ValueError("An address has a line break in it.")
    line.send("".join(f"{each}\r\n" for each in commands))
    return [line.getreply() for _ in commands]


def _one_by_one(line: Any, commands: list[str]) -> list[Reply]:
    replies: list[Reply] = []
    for each in commands:
        replies.append(line.docmd(each))
        if not _is_right(replies[-1][0], each):
            break
    return replies


def _is_right(code: int, command: str) -> bool:
    if command == "DATA":
        return code == GO_ON
    return code == OK or (command.startswith("RCPT") and code in ACCEPTED)
