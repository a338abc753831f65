"""Django's SMTP connection, except that it keeps what the server said and knows when a letter's fate is unknown."""

import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

OK = 250
ACCEPTED = (250, 251)
CLOSING = 421  # the server says no and hangs up


class Backend(EmailBackend):
    """Sends one letter in the four steps of SMTP, so that the answer to each is known.

    A letter that was taken has ``smtp_answer``. An exception has ``unsure`` when the text had left this
    machine and no answer came: the server may have taken it.
    """

    def _send(self, email_message: EmailMessage) -> bool:
        line: Any = self.connection
        sender, to = email_message.from_email, email_message.recipients()
        written: Any = email_message.message()
        text = written.as_bytes(linesep="\r\n")
        line.ehlo_or_helo_if_needed()
        code, reply = line.mail(sender)
        if code != OK:
            self._back_off(code)
            raise smtplib.SMTPSenderRefused(code, reply, sender)
        for address in to:
            code, reply = line.rcpt(address)
            if code not in ACCEPTED:
                self._back_off(code)
                raise smtplib.SMTPRecipientsRefused({address: (code, reply)})
        try:
            code, reply = line.data(text)
        except smtplib.SMTPDataError:
            self._back_off(0)
            raise
        except (OSError, smtplib.SMTPException) as reason:
            reason.unsure = True  # type: ignore[attr-defined]
            raise
        if code != OK:
            self._back_off(code)
            raise smtplib.SMTPDataError(code, reply)
        email_message.smtp_answer = f"{code} {reply.decode(errors='replace')}"  # type: ignore[attr-defined]
        return True

    def _back_off(self, code: int) -> None:
        """Make the connection ready for the next letter; after 421 there is none."""
        line: Any = self.connection
        if code == CLOSING:
            line.close()
            self.connection = None
        else:
            line.rset()
