"""Confirming: what the server answered to each message, written down for many rows at once."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cases import mail
from cases.actions.reminders import escalating
from cases.actions.reminders.checking import Check
from cases.mail import phrases
from cases.models import Clinic, Message, Reminder

log = structlog.get_logger(__name__)
TRIES = 6  # refusals of one letter before it is given up; a server out of reach is tried for ever
State = Reminder.State


# Both in one statement: it is sent once for every few letters of a morning.
ANSWERED = """
WITH message AS (
    UPDATE cases_message m SET state = v.state, answer = v.answer, perhaps_twice = v.twice,
        sent_at = CASE WHEN v.state = 'sent' THEN %s ELSE m.sent_at END
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::boolean[]) AS v(id, state, answer, twice) WHERE m.id = v.id
)
UPDATE cases_reminder r SET state = 'sent', sent_at = %s, escalate_at = v.escalate
FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[]) AS v(id, attempts, escalate)
WHERE r.id = v.id AND r.attempts = v.attempts AND r.state = 'claimed'
"""


@dataclass
class Parcel:
    """One message with the reminders that it carries, and what became of it."""

    message: Message
    rows: list[Reminder]
    letter: mail.Letter
    address: str
    answer: str = ""
    problem: mail.NotSent | None = None


def confirm(clinic: Clinic, check: Check, parcels: Sequence[Parcel]) -> None:
    """Write down every answer. A row that another worker took over meanwhile (other attempts) is left to it."""
    if not parcels:
        return
    now = timezone.now()
    answers = [(p.message.pk, _message_state(p), p.answer[:300], _perhaps_twice(p)) for p in parcels]
    sent = [row for parcel in parcels if parcel.problem is None for row in parcel.rows]
    told = [(row.pk, row.attempts, check.escalates_at(row)) for row in sent]
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED, [now, *_columns(answers, 4), now, *_columns(told, 3)])
    for parcel in parcels:
        if isinstance(parcel.problem, mail.Refused):
            _refused(clinic, parcel, parcel.problem, now)
    release([row for p in parcels if isinstance(p.problem, mail.Unreachable) for row in p.rows])


def _message_state(parcel: Parcel) -> str:
    """Still being sent only when its fate is unknown: then the next try is marked as perhaps the second."""
    if parcel.problem is None:
        return Message.State.SENT
    unsure = isinstance(parcel.problem, mail.Unreachable) and parcel.problem.unsure
    return Message.State.SENDING if unsure else Message.State.FAILED


def _perhaps_twice(parcel: Parcel) -> bool:
    unsure = isinstance(parcel.problem, mail.Unreachable) and parcel.problem.unsure
    return parcel.message.perhaps_twice or unsure


def _is_hopeless(rows: Sequence[Reminder], problem: mail.Refused) -> bool:
    return problem.lasting or max(row.refusals for row in rows) + 1 >= TRIES


def _refused(clinic: Clinic, parcel: Parcel, problem: mail.Refused, now: datetime) -> None:
    """The server said no to this letter: later again, or given up and handed to the coordinators."""
    mine = _still_claimed(parcel.rows)
    if not _is_hopeless(parcel.rows, problem):
        for row in mine:
            wait = settings.AMPARO_RETRY_SECONDS * 2**row.refusals * (0.6 + 0.4 * _jitter(row))
            Reminder.objects.filter(pk=row.pk).update(
                state=State.PLANNED, refusals=row.refusals + 1, due_at=now + timedelta(seconds=wait)
            )
        return
    log.warning("reminder_given_up", message_id=parcel.message.pk, answer=parcel.answer)
    give_up(clinic, mine)


def give_up(clinic: Clinic, rows: Sequence[Reminder]) -> None:
    """No further try: the coordinators hear of the dates, also by mail.

    An escalation that cannot be delivered stays failed: the morning's proof fails on it while its date stands.
    """
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.FAILED)
    others = [row for row in rows if row.kind != Reminder.Kind.ESCALATION]
    escalating.hand_up(clinic=clinic, rows=others, because=phrases.UNDELIVERED)


def release(rows: Sequence[Reminder], *, wait: bool = True) -> None:
    """Put claimed rows back: to be tried soon, for the server is out of reach, or (no ``wait``) at once."""
    now, usual = timezone.now(), settings.AMPARO_RETRY_SECONDS if wait else 0
    set_wise(
        "UPDATE cases_reminder r SET state = 'planned', due_at = v.due "
        "FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[]) AS v(id, attempts, due) "
        "WHERE r.id = v.id AND r.attempts = v.attempts AND r.state = 'claimed'",
        [(row.pk, row.attempts, now + timedelta(seconds=usual * (0.4 + 0.4 * _jitter(row)))) for row in rows],
    )


def _jitter(row: Reminder) -> float:
    """A number from 0 to 1 that is the row's and the attempt's own, so that a simulated day repeats itself."""
    return zlib.crc32(f"{row.pk}:{row.attempts}".encode()) / 2**32


def _still_claimed(rows: Sequence[Reminder]) -> list[Reminder]:
    claimed = Reminder.objects.filter(pk__in=[row.pk for row in rows], state=State.CLAIMED)
    attempts = dict(claimed.values_list("pk", "attempts"))
    return [row for row in rows if attempts.get(row.pk) == row.attempts]


def set_wise(statement: str, rows: Sequence[tuple[Any, ...]], *first: Any) -> None:
    """Run one UPDATE over many rows, column by column through unnest."""
    if not rows:
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(statement, [*first, *_columns(rows, len(rows[0]))])


def _columns(rows: Sequence[tuple[Any, ...]], number: int) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(number)]
