"""What is asked of reminders: what waits, what was sent to whom about a case, and the outbox."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from cases.access.roles import May
from cases.errors import Missing
from cases.law import wording
from cases.models import Case, Deadline, Membership, Message, Reminder

LEASE = dt.timedelta(minutes=10)  # a claim older than this belonged to a worker that died
PAGE = 50  # messages


@dataclass(frozen=True)
class CaseReminders:
    """A case's reminders for its page."""

    sent: list[Reminder]
    planned: list[Reminder]
    mine: list[Reminder]  # sent to this member and not acknowledged yet


def waiting(*, most: int = 200) -> list[tuple[int, int]]:
    """Return (clinic id, reminder id) of what is due, through the narrow door: outside every fence, nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, reminder_id FROM cases_due_reminders(%s, %s::interval, %s)",
            [timezone.now(), f"{LEASE.total_seconds()} seconds", most],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def reminder(*, case: Case, pk: int, member: Membership) -> Reminder:
    """Return one reminder of a case, or raise Missing."""
    found: Reminder | None = Reminder.objects.visible_to(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such reminder in this case.")
    return found


def to_acknowledge(*, deadline_id: int, member: Membership) -> list[Reminder]:
    """Return this member's reminders of a deadline that were sent and not acknowledged."""
    rows = Reminder.objects.visible_to(member).filter(
        deadline_id=deadline_id, membership=member, state="sent"
    )
    return list(rows.select_related("case").order_by("-sent_at"))


def unread(*, member: Membership) -> int:
    """Return how many reminders were sent to this member and not acknowledged: the number at the bell.

    A date that was replaced asks nothing of anybody any more: the reminders of the new one do.
    """
    sent = Reminder.objects.visible_to(member).filter(membership=member, state="sent")
    return sent.exclude(deadline__state=Deadline.State.SUPERSEDED).count()


def what_now(reminder: Reminder) -> str:
    """Return how the date of a reminder stands, for the person who has just read it; a sentence."""
    deadline = reminder.deadline
    if deadline is None or deadline.state == Deadline.State.OPEN:
        return "The date stays open until its filing is accepted."
    if deadline.state != Deadline.State.SUPERSEDED:
        return f"This date is over: {deadline.get_state_display().lower()}."
    last = deadline
    while last.superseded_by is not None:  # rows are superseded by later ones only, so this ends
        last = last.superseded_by
    if last.state in (Deadline.State.DONE, Deadline.State.WITHDRAWN):
        return f"This date was replaced by one that is over: {last.get_state_display().lower()}."
    if last is deadline or last.act_by is None:
        return "This date was replaced, and no act-by date stands instead yet."
    return f"This date was replaced: act by {wording.day(last.act_by)} instead."


def for_case_page(*, case: Case, member: Membership) -> CaseReminders:
    """Return what was sent and what is planned about a case, the latest and the next first."""
    rows = Reminder.objects.visible_to(member).filter(case=case)
    rows = rows.select_related("membership__user", "deadline", "message")
    sent = list(rows.filter(state__in=("sent", "acknowledged", "failed")).order_by("-due_at", "-pk")[:20])
    return CaseReminders(
        sent=sent,
        planned=list(rows.filter(state__in=("planned", "claimed")).order_by("due_at", "pk")[:20]),
        mine=[each for each in sent if each.state == "sent" and each.membership_id == member.pk],
    )


def outbox(*, member: Membership, whose: str = "mine", number: str | int = 1) -> Page[Message]:
    """Return messages that Amparo wrote, newest first: the member's own, or ``all`` for those who see reports."""
    rows: QuerySet[Message] = Message.objects.visible_to(member)
    if whose != "all" or not member.may(May.SEE_REPORTS):
        rows = rows.filter(to=member)
    rows = (
        rows.select_related("to__user", "case").prefetch_related("reminders").order_by("-created_at", "-pk")
    )
    return Paginator(rows, PAGE).get_page(number)
