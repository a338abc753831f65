"""Acknowledging: the person who was reminded, or their stand-in, says that they read it. It closes no date."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.actions import audit
from cases.errors import NotPermitted, Problem
from cases.models import Membership, Message, Reminder
from cases.queries.reminders import ANSWERABLE


@transaction.atomic
def acknowledge(*, reminder: Reminder, by: Membership) -> Reminder:
    """Record that the person it was sent to has read it. Acknowledged is not done: the date stays open.

    Whatever else was sent to that person about the same date is acknowledged with it. Twice does no harm.
    Raises NotPermitted for anybody else's reminder, Problem for one that was never sent.
    """
    fresh: Reminder = (
        Reminder.objects.select_for_update(of=("self",), no_key=True)
        .select_related("message")
        .get(pk=reminder.pk)
    )
    if by.pk not in _addressees(fresh):
        raise NotPermitted(
            "Only the person who was reminded can acknowledge it. Ask them, or give the date to yourself."
        )
    if fresh.state == Reminder.State.ACKNOWLEDGED:
        return fresh
    if fresh.state not in ANSWERABLE:
        raise Problem(
            f"This reminder has not been sent ({fresh.get_state_display().lower()}), so there is nothing to acknowledge."
        )
    _answer([fresh], by)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def acknowledge_message(*, message: Message, by: Membership) -> int:
    """Record that everything which this message said was read; return how many dates it spoke of."""
    rows = list(
        Reminder.objects.select_for_update(of=("self",), no_key=True)
        .filter(message=message, state__in=ANSWERABLE)
        .select_related("message")
    )
    if message.to_id != by.pk:
        raise NotPermitted("Only the person to whom this message was sent can acknowledge it.")
    return _answer(rows, by)


def _addressees(reminder: Reminder) -> set[int | None]:
    """The person reminded, and the stand-in who had the message in their place."""
    return {reminder.membership_id, reminder.message.to_id if reminder.message else None} - {None}


def _answer(rows: Iterable[Reminder], by: Membership) -> int:
    """Acknowledge the rows and what the same person had about the same dates; nobody escalates these any more."""
    dates = {(row.deadline_id, row.hearing_id, row.about_on, row.membership_id): row for row in rows}
    if not dates:
        return 0
    same = Q()
    for deadline_id, hearing_id, on, member_id in dates:
        same |= Q(deadline=deadline_id, hearing=hearing_id, about_on=on, membership=member_id)
    Reminder.objects.filter(same, state__in=ANSWERABLE).update(
        state=Reminder.State.ACKNOWLEDGED,
        acknowledged_at=timezone.now(),
        acknowledged_by=by,
        escalate_at=None,
    )
    audit.write_each(
        verb="reminder.acknowledge", by=by, about=[(row.case_id, row.pk) for row in dates.values()]
    )
    return len(dates)
