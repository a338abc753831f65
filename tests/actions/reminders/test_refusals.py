"""A mail server that says no, or nothing: tried again with patience, given up loudly, and never lost in silence."""

import datetime as dt
import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cases.models import Hearing
from tests.actions.reminding import NOW, first, letters, of_date, sweep
from tests.make import Cast


def test_a_server_out_of_reach_is_tried_again_soon_and_for_ever(
    inside: Cast, hearing: Hearing, settings: Any, time_machine: Any
) -> None:
    settings.EMAIL_BACKEND = "cases.mail.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # the discard port: nobody listens
    due, now = first(hearing, inside.attorney), NOW
    for _ in range(30):
        time_machine.move_to(now, tick=False)
        sweep(inside)
        due.refresh_from_db()
        assert due.state == "planned" and dt.timedelta() < due.due_at - now <= dt.timedelta(minutes=5)
        now = max(row.due_at for row in of_date(hearing).filter(attempts__gt=0))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.move_to(now, tick=False)
    sweep(inside)
    due.refresh_from_db()
    assert due.state == "sent" and due.message is not None and not due.message.perhaps_twice


class Refuses(EmailBackend):
    """Says no to every letter, with a code of the test's choosing."""

    code = 550

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (self.code, b"5.1.1 No such user")})


class RefusesForNow(Refuses):
    """Says "not now"."""

    code = 451


def test_a_refusal_for_good_is_given_up_loudly(inside: Cast, hearing: Hearing, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    due = first(hearing, inside.attorney)
    sweep(inside)
    due.refresh_from_db()
    assert (due.state, due.escalated_because) == ("escalated", "the message could not be delivered")
    assert due.message is not None and "550" in due.message.answer and due.message.state == "failed"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sweep(inside)
    [letter] = letters(inside.coordinator)
    assert f"/deadlines/{due.deadline_id}/" in letter.body and "could not be delivered" in letter.body


def test_a_refusal_for_now_is_tried_six_times(
    inside: Cast, hearing: Hearing, settings: Any, time_machine: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusesForNow"
    due, waits = first(hearing, inside.attorney), []
    for _ in range(6):
        sweep(inside)
        due.refresh_from_db()
        waits.append(due.due_at - timezone.now())
        time_machine.move_to(max(row.due_at for row in of_date(hearing).filter(attempts__gt=0)), tick=False)
    assert waits[0] <= dt.timedelta(minutes=5) < waits[2] < waits[4]
    assert due.state == "escalated"
