"""Catching up after silence: of several promises about one date that came due meanwhile, whoever holds them, one is spoken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cases.models import Reminder

OLD = timedelta(hours=1)  # past its moment: two promises about one date lie at least a night apart
State = Reminder.State
Key = tuple[int | None, int | None, Any, int | None, str]


def newest_only(rows: Sequence[Reminder]) -> list[Reminder]:
    """Return the claimed rows that are to be sent now: without those that a newer promise about the same date overtook.

    After an outage two workers may hold an older and a newer promise to one person about one date. The newer one is
    sent, wherever it is; the older waits for it, and is then booked as carried by its message. In one worker's hands
    they share a message anyhow. On an ordinary day nothing is asked of the database here.
    """
    now, mine = timezone.now(), {row.pk for row in rows}
    late = [row for row in rows if row.membership_id and not row.message_id and row.planned_for < now - OLD]
    if not late:
        return list(rows)
    others = Reminder.objects.filter(
        Q(planned_for__lte=now) | Q(sent_at__isnull=False),
        case__in={row.case_id for row in late},
        membership__in={row.membership_id for row in late},
    )
    by_date: dict[Key, list[Reminder]] = {}
    for other in others.exclude(pk__in=mine).exclude(state=State.WITHDRAWN):
        by_date.setdefault(_key(other), []).append(other)
    kept = set(mine)
    for row in late:
        if _is_overtaken(row, by_date.get(_key(row), []), now):
            kept.discard(row.pk)
    return [row for row in rows if row.pk in kept]


def _is_overtaken(row: Reminder, others: Sequence[Reminder], now: datetime) -> bool:
    """Book a row on the message that spoke of its date after its moment, or let it wait for a newer promise; say if so."""
    said = [each for each in others if each.message_id and each.sent_at and each.sent_at >= row.planned_for]
    held = Reminder.objects.filter(pk=row.pk, state=State.CLAIMED, attempts=row.attempts)
    if said:
        carrier = max(said, key=lambda each: (each.sent_at, each.pk))
        held.update(
            state=State.ACKNOWLEDGED if carrier.acknowledged_at else State.SENT,
            message=carrier.message_id,
            sent_at=carrier.sent_at,
            acknowledged_at=carrier.acknowledged_at,
            acknowledged_by=carrier.acknowledged_by_id,
        )
        return True
    to_come = [each for each in others if each.state in Reminder.WAITING]
    if not any((each.planned_for, each.pk) > (row.planned_for, row.pk) for each in to_come):
        return False
    held.update(
        state=State.PLANNED,
        due_at=now + timedelta(seconds=settings.AMPARO_SWEEP_SECONDS),
        attempts=row.attempts - 1,
    )
    return True


def _key(row: Reminder) -> Key:
    return row.deadline_id, row.hearing_id, row.about_on, row.membership_id, row.kind
