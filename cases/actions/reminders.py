"""What is done to reminders: planned, claimed, sent, acknowledged, withdrawn; each step is a row that proves it."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases import mail
from cases.access.roles import Role
from cases.actions import audit, bell
from cases.errors import NotPermitted, Problem
from cases.law import wording
from cases.models import Assignment, Case, Clinic, Deadline, Membership, Message, Reminder
from cases.queries.reminders import LEASE

OFFSETS = (90, 14, 7, 3, 1)  # days before the act-by date, besides the first word when a date is set
FIRST_WORD = 90  # days: a date further off is not worth a letter today; its first one goes 90 days before
DUTIES = ("lead", "co_counsel", "paralegal", "student")  # who hears of a case's dates
TRIES = 5
WAIT = dt.timedelta(minutes=5)  # after the first failed try; doubled each time


def plan_for_case(*, case: Case) -> int:
    """Plan what is missing: for each open deadline with a date, each person who works on it. Return how many.

    One row per (deadline, person, channel, offset), so planning twice changes nothing. Whoever has had no word
    of a near date gets one now; reminders whose moment has passed are not made up afterwards.
    """
    deadlines = list(
        Deadline.objects.filter(case=case, state="open", act_by__isnull=False).select_related("owner")
    )
    if not deadlines:
        return 0
    clinic = Clinic.objects.get(pk=case.clinic_id)
    told = set(Reminder.objects.filter(deadline__in=deadlines).values_list("deadline_id", "membership_id"))
    team = _team(case)
    rows = [
        row
        for deadline in deadlines
        for member_id in {*team, *([deadline.owner_id] if deadline.owner_id else [])}
        for row in _rows(clinic, deadline, member_id, is_new=(deadline.pk, member_id) not in told)
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    bell.ring("cases.tasks.sweep_reminders")
    return len(rows)


def _team(case: Case) -> set[int]:
    """Those who work on the case now; with nobody there, the clinic's coordinators, so that no date is unheard."""
    now = timezone.now()
    running = Assignment.objects.filter(case=case, duty__in=DUTIES, starts_at__lte=now)
    members = set(
        running.filter(Q(ends_at=None) | Q(ends_at__gt=now)).values_list("membership_id", flat=True)
    )
    if members:
        return members
    coordinators = Membership.objects.filter(clinic_id=case.clinic_id, role=Role.COORDINATOR, left_at=None)
    return set(coordinators.values_list("pk", flat=True))


def _rows(clinic: Clinic, deadline: Deadline, member_id: int, *, is_new: bool) -> list[Reminder]:
    now, zone = timezone.now(), ZoneInfo(clinic.time_zone)
    if deadline.act_by is None:
        return []
    days_left = (deadline.act_by - now.astimezone(zone).date()).days
    times = {
        offset: dt.datetime.combine(deadline.act_by - dt.timedelta(days=offset), clinic.morning, tzinfo=zone)
        for offset in OFFSETS
        if offset < days_left
    }
    if is_new and days_left <= FIRST_WORD:
        times[days_left] = now
    return [
        Reminder(
            clinic_id=clinic.pk,
            case_id=deadline.case_id,
            deadline=deadline,
            membership_id=member_id,
            offset_days=max(min(offset, 32000), -32000),
            about_on=deadline.act_by,
            planned_for=due_at,
            due_at=due_at,
        )
        for offset, due_at in times.items()
    ]


def withdraw(*, deadline_id: int, because: str) -> None:
    """Take back what has not gone out about a deadline; runs in the caller's transaction."""
    waiting = Reminder.objects.filter(deadline_id=deadline_id, state__in=("planned", "claimed"))
    waiting.update(state=Reminder.State.WITHDRAWN, withdrawn_because=because)


def hand_over(*, earlier_id: int, later_id: int) -> None:
    """Let what has not gone out speak of the row that now holds the same date; in the caller's transaction."""
    waiting = Reminder.objects.filter(deadline_id=earlier_id, state__in=("planned", "claimed"))
    waiting.update(deadline_id=later_id)


@transaction.atomic
def claim(*, reminder_id: int) -> Reminder | None:
    """Take a due reminder for this worker, and store its message with its Message-ID before anything is sent.

    None when somebody else has it, or it no longer waits. A reminder claimed by a worker that died is taken over
    with the *same* message, so a second delivery is the same e-mail to the reader's mail program.
    """
    now = timezone.now()
    free = Q(state="planned", due_at__lte=now) | Q(state="claimed", claimed_at__lt=now - LEASE)
    found: Reminder | None = (
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(free, pk=reminder_id)
        .first()
    )
    if found is None:
        return None
    if found.message_id is None:
        found.message = _message(found)
    found.state, found.claimed_at, found.attempts = Reminder.State.CLAIMED, now, found.attempts + 1
    found.save(update_fields=["state", "claimed_at", "attempts", "message"])
    return found


def _message(reminder: Reminder) -> Message:
    letter = _letter(reminder)
    return Message.objects.create(
        clinic_id=reminder.clinic_id,
        case_id=reminder.case_id,
        to_id=reminder.membership_id,
        message_id=mail.new_message_id(),
        subject=letter.subject[:200],
        text=letter.text,
    )


def _letter(reminder: Reminder) -> mail.Letter:
    """The case's reference, the day, the days left and a link: never a name, nor what is to be done."""
    deadline = reminder.deadline
    if deadline is None or deadline.act_by is None:
        raise Problem("A reminder without a date cannot be written.")
    today = timezone.localdate(timezone=ZoneInfo(reminder.clinic.time_zone))
    path = reverse(
        "deadline_why",
        kwargs={
            "clinic": reminder.clinic.slug,
            "reference": reminder.case.reference,
            "deadline": deadline.pk,
        },
    )
    return mail.render(
        "reminder",
        reference=reminder.case.reference,
        act_by=wording.day(deadline.act_by),
        days_left=_days_left((deadline.act_by - today).days),
        link=settings.AMPARO_URL.rstrip("/") + path,
    )


def _days_left(days: int) -> str:
    if days < 0:
        return f"{-days} {'day' if days == -1 else 'days'} past"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


@transaction.atomic
def deliver(*, reminder_id: int) -> Reminder | None:
    """Send a claimed reminder, once everything that was true when it was planned has been looked at again.

    The row stays locked while the mail server answers, so nobody sends it twice. Failure is tried again later,
    at most TRIES times. None when it is no longer this worker's to send.
    """
    found: Reminder | None = (
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("message", "membership__user", "deadline", "case", "clinic")
        .filter(pk=reminder_id, state="claimed")
        .first()
    )
    if found is None or found.message is None:
        return None
    if why_not := _why_not(found):
        found.state, found.withdrawn_because = Reminder.State.WITHDRAWN, why_not
        found.message.state, found.message.answer = Message.State.WITHHELD, why_not
    else:
        _send(found, found.message)
    found.save(update_fields=["state", "withdrawn_because", "due_at", "sent_at"])
    found.message.save(update_fields=["state", "answer", "attempts", "sent_at", "subject", "text"])
    return found


def _why_not(reminder: Reminder) -> str:
    """Why this must not be sent now; empty when it may."""
    member, deadline = reminder.membership, reminder.deadline
    if member is None:
        return "it is addressed to nobody"
    if member.left_at is not None or not member.user.is_active:
        return "this person no longer works in the clinic"
    if not Case.objects.visible_to(member).filter(pk=reminder.case_id).exists():
        return "this person may no longer see the case"
    if deadline is None or deadline.state != Deadline.State.OPEN:
        return "the date no longer stands"
    if reminder.case.status == Case.Status.CLOSED:
        return "the case is closed"
    return ""


def _send(reminder: Reminder, message: Message) -> None:
    now = timezone.now()
    letter = _letter(reminder)  # written again: the days left are those of today
    message.subject, message.text, message.attempts = letter.subject[:200], letter.text, reminder.attempts
    try:
        answer = mail.send(letter, to=reminder.membership.user.email if reminder.membership else "", message_id=message.message_id)
    except mail.NotSent as problem:
        message.answer = problem.sentence[:300]
        if reminder.attempts >= TRIES:
            reminder.state = Reminder.State.FAILED
            message.state = Message.State.FAILED
        else:
            reminder.state = Reminder.State.PLANNED
            reminder.due_at = now + WAIT * 2 ** (reminder.attempts - 1)
        return
    reminder.state, reminder.sent_at = Reminder.State.SENT, now
    message.state, message.sent_at, message.answer = Message.State.SENT, now, answer[:300]


@transaction.atomic
def acknowledge(*, reminder: Reminder, by: Membership) -> Reminder:
    """Record that the person it was sent to has read it. Acknowledged is not done: the date stays open.

    Twice does no harm. Raises NotPermitted for anybody else's reminder, Problem for one that was never sent.
    """
    fresh: Reminder = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if fresh.membership_id != by.pk:
        raise NotPermitted(
            "Only the person who was reminded can acknowledge it. Ask them, or give the date to yourself."
        )
    if fresh.state == Reminder.State.ACKNOWLEDGED:
        return fresh
    if fresh.state != Reminder.State.SENT:
        raise Problem(
            f"This reminder has not been sent ({fresh.get_state_display().lower()}), so there is nothing to acknowledge."
        )
    fresh.state, fresh.acknowledged_at, fresh.acknowledged_by = (
        Reminder.State.ACKNOWLEDGED,
        timezone.now(),
        by,
    )
    fresh.save(update_fields=["state", "acknowledged_at", "acknowledged_by"])
    audit.write(verb="reminder.acknowledge", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh
