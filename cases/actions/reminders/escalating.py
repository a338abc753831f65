"""Escalating: when nobody acknowledged, nothing could be delivered, or nobody may be told, the coordinators hear of it."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.utils import timezone

from cases.mail import phrases
from cases.models import Clinic, Reminder
from cases.queries import clinics, promises
from cases.queries.reminders import stands

_Key = tuple[int | None, int | None, dt.date]
UNREACHABLE = "nobody in the clinic may be told"


def unanswered(*, most: int = 500) -> list[tuple[int, int]]:
    """Return (clinic id, reminder id) of what nobody acknowledged in time, through the narrow door."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, reminder_id FROM cases_unanswered_reminders(%s, %s)", [timezone.now(), most]
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


@transaction.atomic
def escalate(*, clinic: Clinic, ids: Collection[int]) -> int:
    """Tell the coordinators of these reminders, unless somebody has acknowledged since; return how many were looked at."""
    rows = list(
        Reminder.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(pk__in=ids, state=Reminder.State.SENT, escalate_at__lte=timezone.now())
        .select_related("deadline", "hearing", "case")
        .defer("deadline__facts", "deadline__steps", "deadline__warnings")
    )
    answered = _answered(rows)
    late = [row for row in rows if stands(row) and row.pk not in answered]
    quiet = [row.pk for row in rows if row not in late]
    Reminder.objects.filter(pk__in=quiet).update(escalate_at=None)
    hand_up(clinic=clinic, rows=late, because=phrases.UNANSWERED)
    return len(rows)


def hand_up(*, clinic: Clinic, rows: Iterable[Reminder], because: str) -> None:
    """Mark the rows escalated and plan a message to each coordinator who may see the case; in the caller's transaction.

    A row that was withdrawn stays so, with its reason. Where nobody may be told, that is recorded as a row.
    """
    rows = list(rows)
    if not rows:
        return
    now, today = timezone.now(), clinics.today(clinic)
    policy = promises.policy_of(clinic)
    who = promises.people(clinic, {row.case_id for row in rows})
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).exclude(state=Reminder.State.WITHDRAWN).update(
        state=Reminder.State.ESCALATED, escalated_at=now, escalated_because=because, escalate_at=None
    )
    made: list[Reminder] = []
    nobody: list[int | None] = [None]
    for date in {_date(row): row for row in rows}.values():
        days = (date.about_on - today).days
        told = {row.membership_id for row in rows if _date(row) == _date(date)} - {None}
        is_urgent = 0 <= days <= policy.urgent_days
        at = now if is_urgent else promises.out_of_quiet(clinic, policy, now)
        members = who.responsible(date.case_id, besides=[pk for pk in told if pk])
        made += [
            Reminder(
                clinic_id=clinic.pk,
                case_id=date.case_id,
                deadline_id=date.deadline_id,
                hearing_id=date.hearing_id,
                about_on=date.about_on,
                membership_id=member,
                kind=Reminder.Kind.ESCALATION,
                offset_days=max(min(days, 32000), -32000),
                planned_for=at,
                due_at=at,
                state=Reminder.State.PLANNED if member else Reminder.State.WITHDRAWN,
                withdrawn_because="" if member else f"{UNREACHABLE}: {because}",
                escalated_because=because,
            )
            for member in sorted(members) or nobody
        ]
    Reminder.objects.bulk_create(made, ignore_conflicts=True)


def unheard(*, clinic: Clinic, rows: Iterable[Reminder], because: str = phrases.UNHEARD) -> None:
    """Escalate the dates of rows that were just withdrawn, where nobody else hears of them on the same day."""
    rows = [row for row in rows if row.kind == Reminder.Kind.REMINDER]
    if not rows:
        return
    others = Reminder.objects.filter(
        case__in={row.case_id for row in rows}, kind=Reminder.Kind.REMINDER, membership__isnull=False
    ).exclude(state=Reminder.State.WITHDRAWN)
    heard = set(others.values_list("deadline_id", "hearing_id", "about_on", "offset_days"))
    hand_up(
        clinic=clinic,
        rows=[row for row in rows if (*_date(row), row.offset_days) not in heard],
        because=because,
    )


def _date(row: Reminder) -> _Key:
    return row.deadline_id, row.hearing_id, row.about_on


def _answered(rows: Iterable[Reminder]) -> set[int]:
    """Which of these rows speak of a date of which somebody else has acknowledged as late a reminder."""
    rows = list(rows)
    known = Reminder.objects.filter(
        case__in={row.case_id for row in rows}, state=Reminder.State.ACKNOWLEDGED
    ).values_list("deadline_id", "hearing_id", "about_on", "planned_for", "acknowledged_at")
    last: dict[_Key, dt.datetime] = {}
    for deadline_id, hearing_id, on, planned_for, acknowledged_at in known:
        key: _Key = (deadline_id, hearing_id, on)
        last[key] = max(last.get(key, planned_for), planned_for, acknowledged_at or planned_for)
    return {row.pk for row in rows if _date(row) in last and last[_date(row)] >= row.planned_for}
