"""Sending: claim what is due, look again at everything that was true, commit the Message-IDs, send, confirm."""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases import mail
from cases.actions.reminders import escalating, gathering, letters
from cases.actions.reminders.catching_up import newest_only
from cases.actions.reminders.checking import AWAY, Check
from cases.actions.reminders.confirming import Parcel, confirm, give_up, release, set_wise
from cases.mail import phrases
from cases.mail.channels import Channel, channels
from cases.models import Clinic, Membership, Message, Reminder
from cases.queries.reminders import stands

log = structlog.get_logger(__name__)
CHUNK = 50  # messages whose right to be sent is looked at together, right before they go
CONFIRM = 10  # messages whose answers are committed together: as many a killed worker may have sent twice
State = Reminder.State


def claim(*, most: int = 500) -> list[tuple[int, int]]:
    """Take up to ``most`` due reminders for this worker, over all clinics; return (clinic id, reminder id).

    One conditional update through the narrow door, committed by itself. It also takes what a worker claimed and
    never confirmed, once the lease is over; the row then already has its message.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, reminder_id FROM cases_claim_reminders(%s, %s::interval, %s)",
            [timezone.now(), f"{settings.AMPARO_LEASE_SECONDS} seconds", most],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def send(*, clinic: Clinic, ids: Collection[int], line: mail.Line) -> int:
    """Send what this worker claimed in one clinic; return how many messages were taken. Stand outside the fence.

    Checks and Message-IDs are committed before anything is sent; answers every CONFIRM messages, also when the
    worker is being stopped. When the line is down the rest goes back and waits.
    """
    taken = 0
    with clinic.inside():
        rows = gathering.claimed(ids)
        rows += gathering.rest_of_the_digests(rows)
        first = Check(clinic, rows)
        waiting = deque(_chunks(gathering.groups(newest_only(rows), first), CHUNK))
        ready = _next(clinic, waiting, line, first)
    while ready is not None:
        check, parcels = ready
        for few in _chunks(parcels, CONFIRM):
            taken += _send_and_confirm(clinic, check, few, line)
        ready = None
        if waiting:
            with clinic.inside():
                ready = _next(clinic, waiting, line)
    return taken


def _next(
    clinic: Clinic, waiting: deque[Sequence[list[Reminder]]], line: mail.Line, check: Check | None = None
) -> tuple[Check, list[Parcel]] | None:
    """The next chunk, looked at and stored; None when nothing is left that may still be sent.

    ``check``: of rows that were read just now. Any later chunk is read again, for those before it took their time.
    """
    while waiting:
        chunk = waiting.popleft()
        rows = [row for group in chunk for row in group]
        if not line.is_down and not _is_late(rows):
            if check is None:
                chunk = _as_they_are_now(chunk)
                check = Check(clinic, [row for group in chunk for row in group])
            return check, _prepare(clinic, check, chunk)
        release(rows, wait=line.is_down)
    return None


def _as_they_are_now(groups: Sequence[list[Reminder]]) -> list[list[Reminder]]:
    """The groups read anew, less the rows that are this worker's no more."""
    rows = [row for group in groups for row in group]
    now = {(row.pk, row.attempts): row for row in gathering.claimed([row.pk for row in rows])}
    found = (
        [now[row.pk, row.attempts] for row in group if (row.pk, row.attempts) in now] for group in groups
    )
    return [group for group in found if group]


def _is_late(rows: Iterable[Reminder]) -> bool:
    """Say whether a slow server has used up a third of the lease: what is left must not be sent beside its heir."""
    claimed = [row.claimed_at for row in rows if row.claimed_at]
    lease = timedelta(seconds=settings.AMPARO_LEASE_SECONDS)
    return bool(claimed) and timezone.now() - min(claimed) > lease / 3


def _send_and_confirm(clinic: Clinic, check: Check, parcels: Sequence[Parcel], line: mail.Line) -> int:
    """Hand each parcel to its channel; whatever ends this, commit the answers that have come.

    A parcel that was in the worker's hands when it was stopped keeps its claim: nobody knows whether it went.
    """
    ways, answered = channels(line), []
    is_late = _is_late([row for parcel in parcels for row in parcel.rows])
    try:
        for parcel in parcels:
            if line.is_down or is_late:
                parcel.problem = mail.Unreachable("The mail server is out of reach or slow.", unsure=False)
                parcel.answer = parcel.problem.sentence
            else:
                _send_one(ways[parcel.message.channel], parcel)
            answered.append(parcel)
    finally:
        with clinic.inside():
            confirm(clinic, check, answered)
    return len([parcel for parcel in answered if parcel.problem is None])


def _send_one(way: Channel, parcel: Parcel) -> None:
    message = parcel.message
    try:
        parcel.answer = way.send(
            parcel.letter,
            to=parcel.address,
            message_id=message.message_id,
            perhaps_twice=message.perhaps_twice,
        )
    except mail.NotSent as problem:
        parcel.problem, parcel.answer = problem, problem.sentence
    except Exception as reason:  # an address that no server could take must not hold up the others
        log.exception("message_not_sent", message_id=message.pk)
        parcel.problem = mail.Refused(f"It could not be written ({type(reason).__name__}).", lasting=False)
        parcel.answer = parcel.problem.sentence


def _prepare(clinic: Clinic, check: Check, groups: Sequence[list[Reminder]]) -> list[Parcel]:
    """Withdraw what must not be sent now, put off what falls into quiet hours, and store the messages of the rest."""
    gone: list[tuple[Reminder, str]] = []
    parcels: list[Parcel] = []
    for group in groups:
        kept = []
        for row in group:
            if why_not := check.why_not(row):
                gone.append((row, why_not))
            elif later := check.quiet_until(row):
                _put_off(row, later)
            else:
                kept.append(row)
        for number, part in enumerate(check.by_reader(kept)):
            if number:
                for row in part:
                    row.message = None  # a letter of its own: the first part goes on under the one there was
            parcels += _written(clinic, check, part)
    _withdraw(clinic, gone)
    _store(parcels)
    return parcels


def _written(clinic: Clinic, check: Check, rows: list[Reminder]) -> list[Parcel]:
    """The parcel of a group; a letter that cannot be written is given up loudly and holds up nobody else's."""
    try:
        return [_parcel(clinic, check, rows)]
    except Exception:
        log.exception("reminder_not_written", reminder_ids=[row.pk for row in rows])
        give_up(clinic, rows)
        return []


def _parcel(clinic: Clinic, check: Check, rows: list[Reminder]) -> Parcel:
    first = rows[0]
    message = first.message
    # A message that was being sent and never confirmed may have arrived: it goes again, as the same message.
    again = message is not None and message.state == Message.State.SENDING and message.attempts > 0
    key = hashlib.sha256(":".join(str(row.pk) for row in rows).encode()).hexdigest()[:24]
    message_id = (
        message.message_id if message else mail.message_id_of(f"reminder-{clinic.pk}-{first.pk}-{key}")
    )
    to: Membership | None = None
    if first.contact is not None and first.hearing is not None:
        letter = letters.to_client(clinic, first.hearing, check.language_of(first))
        address = first.contact.value.reveal()
    else:
        to = check.reader_of(first)
        address = to.user.email
        away = {
            check.who.members[row.membership_id or 0].user.name for row in rows if row.membership_id != to.pk
        }
        letter = letters.to_staff(
            clinic, check.policy, rows, to=to, away=away, message_id=message_id, today=check.today
        )
    message = message or Message(clinic_id=clinic.pk, message_id=message_id)
    message.case_id = first.case_id if len({row.case_id for row in rows}) == 1 else None
    message.to, message.contact_id, message.channel = to, first.contact_id, first.channel
    message.subject, message.text, message.state = letter.subject[:200], letter.text, Message.State.SENDING
    message.attempts, message.perhaps_twice = (
        max(row.attempts for row in rows),
        message.perhaps_twice or again,
    )
    return Parcel(message, rows, letter, address)


def _store(parcels: Sequence[Parcel]) -> None:
    """Commit the messages, old and new, and let their rows point at them."""
    new = [parcel.message for parcel in parcels if not parcel.message.pk]
    Message.objects.bulk_create(new)
    fresh = {message.pk for message in new}
    Message.objects.bulk_update(
        [parcel.message for parcel in parcels if parcel.message.pk not in fresh],
        ["case", "to", "contact", "subject", "text", "state", "attempts", "perhaps_twice"],
    )
    pairs = [(row.pk, parcel.message.pk) for parcel in parcels for row in parcel.rows]
    set_wise(
        "UPDATE cases_reminder r SET message_id = v.message FROM unnest(%s::bigint[], %s::bigint[]) AS v(id, message) "
        "WHERE r.id = v.id AND r.message_id IS DISTINCT FROM v.message",
        pairs,
    )


def _put_off(row: Reminder, until: datetime) -> None:
    """Quiet hours move the promise itself. The look at it does not count as a try."""
    Reminder.objects.filter(pk=row.pk, state=State.CLAIMED, attempts=row.attempts).update(
        state=State.PLANNED, planned_for=until, due_at=until, attempts=row.attempts - 1
    )


def _withdraw(clinic: Clinic, gone: Sequence[tuple[Reminder, str]]) -> None:
    """Write down why; where nobody is left to hear of a date, the coordinators do."""
    if not gone:
        return
    for because in {why for _, why in gone}:
        rows = [row for row, why in gone if why == because]
        Reminder.objects.filter(pk__in=[row.pk for row in rows], state=State.CLAIMED).update(
            state=State.WITHDRAWN, withdrawn_because=because[:200]
        )
    messages = {row.message_id for row, _ in gone if row.message_id}
    kept = Reminder.objects.filter(message__in=messages).exclude(state=State.WITHDRAWN)
    Message.objects.filter(pk__in=messages, state=Message.State.SENDING).exclude(
        pk__in=kept.values("message")
    ).update(
        state=Message.State.WITHHELD, answer="nothing it said still stands, or its reader may not see it"
    )
    live = [(row, why) for row, why in gone if stands(row)]
    escalating.hand_up(clinic=clinic, rows=[row for row, why in live if why == AWAY], because=phrases.AWAY)
    escalating.unheard(clinic=clinic, rows=[row for row, why in live if why != AWAY])


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
