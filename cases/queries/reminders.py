"""What is asked of reminders: whether their date stands, what was sent to whom about a case, and the outbox."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from cases.access.roles import May
from cases.errors import Missing
from cases.law import wording
from cases.models import Case, Deadline, Hearing, Membership, Message, Party, Reminder, ReminderConsent, ToDo
from cases.queries import consents, todos

PAGE = 50  # messages
LINK_DAYS = 30  # days for which the link in a message opens its page
SALT = "cases.reminders.read"

# A date that still binds: reminders of any other ask nothing of anybody.
STANDS = Q(deadline__state=Deadline.State.OPEN, deadline__act_by=F("about_on")) | Q(
    hearing__status=Hearing.Status.SCHEDULED, hearing__day=F("about_on")
)
HEAVY = ("deadline__facts", "deadline__steps", "deadline__warnings")  # an engine's pages of text
ANSWERABLE = (Reminder.State.SENT, Reminder.State.ESCALATED)
UNREAD = Q(state__in=ANSWERABLE)


@dataclass(frozen=True)
class CaseReminders:
    """A case's reminders for its page."""

    sent: list[Reminder]
    planned: list[Reminder]
    mine: list[Reminder]  # sent to this member and not acknowledged yet, about dates that stand
    consents: list[ReminderConsent]  # of clients and sponsors to hearing reminders, the standing ones first
    todos: list[ToDo]


def next_moment() -> dt.datetime | None:
    """Return the earliest moment at which a sweep has anything to do, over all clinics; None when never."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_next_reminder()")
        row = cursor.fetchone()
        return row[0] if row else None


def stands(reminder: Reminder) -> bool:
    """Say whether the date that a reminder speaks of still binds, and is still that day."""
    if reminder.case.status == Case.Status.CLOSED:
        return False
    if reminder.deadline is not None:
        deadline = reminder.deadline
        return bool(deadline.state == Deadline.State.OPEN and deadline.act_by == reminder.about_on)
    hearing = reminder.hearing
    return (
        hearing is not None
        and hearing.status == Hearing.Status.SCHEDULED
        and hearing.day == reminder.about_on
    )


def reminder(*, case: Case, pk: int, member: Membership) -> Reminder:
    """Return one reminder of a case, or raise Missing."""
    found: Reminder | None = Reminder.objects.visible_to(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such reminder in this case.")
    return found


def to_acknowledge(*, deadline_id: int, member: Membership) -> list[Reminder]:
    """Return this member's reminders of a deadline that were sent and not acknowledged, the latest first.

    One row stands for all: acknowledging it acknowledges whatever else the member had about the date.
    """
    rows = _mine(member).filter(UNREAD & STANDS, deadline_id=deadline_id)
    return list(rows.select_related("case").order_by("-sent_at", "-pk")[:1])


def unread(*, member: Membership) -> int:
    """Return how many dates this member was reminded of and did not acknowledge: the number at the bell.

    A date that was replaced or is over asks nothing of anybody any more.
    """
    rows = _mine(member).filter(UNREAD & STANDS).exclude(case__status=Case.Status.CLOSED)
    return rows.values("deadline_id", "hearing_id").distinct().count()


def _mine(member: Membership) -> QuerySet[Reminder]:
    """Those sent to this member: their own, and those of colleagues for whom they stand in."""
    rows: QuerySet[Reminder] = Reminder.objects.visible_to(member)
    return rows.filter(Q(membership=member) | Q(message__to=member))


def what_now(reminder: Reminder) -> str:
    """Return how the date of a reminder stands, for the person who has just read it; a sentence."""
    deadline = reminder.deadline
    if deadline is None:
        return _hearing_now(reminder)
    if deadline.state == Deadline.State.OPEN:
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


def _hearing_now(reminder: Reminder) -> str:
    hearing = reminder.hearing
    if hearing is None or hearing.status != Hearing.Status.SCHEDULED:
        return "This hearing is over."
    if hearing.day is None:
        return "This hearing was moved, and its new day is not known yet."
    if hearing.day != reminder.about_on:
        return f"This hearing was moved to {wording.day(hearing.day)}."
    return f"The hearing stands for {wording.day(hearing.day)}."


def for_case_page(*, case: Case, member: Membership) -> CaseReminders:
    """Return what was sent and what is planned about a case, the latest and the next first."""
    rows = Reminder.objects.visible_to(member).filter(case=case)
    rows = rows.select_related("membership__user", "contact__person", "deadline", "hearing", "message")
    said = ("sent", "acknowledged", "escalated", "failed")
    sent = list(rows.filter(state__in=said).order_by("-planned_for", "-pk")[:20])
    mine = _mine(member).filter(UNREAD & STANDS, case=case).select_related("deadline", "hearing")
    once = {(each.deadline_id, each.hearing_id): each for each in mine.order_by("planned_for", "pk")}
    return CaseReminders(
        sent=sent,
        planned=list(rows.filter(state__in=("planned", "claimed")).order_by("due_at", "pk")[:20]),
        mine=[] if case.status == Case.Status.CLOSED else list(once.values()),
        consents=consents.for_case_page(case=case, member=member),
        todos=todos.waiting(member=member, case=case),
    )


def outbox(*, member: Membership, whose: str = "mine", number: str | int = 1) -> Page[Message]:
    """Return messages that Amparo wrote, newest first: the member's own, or ``all`` for those who see reports."""
    rows: QuerySet[Message] = Message.objects.visible_to(member)
    if whose != "all" or not member.may(May.SEE_REPORTS):
        rows = rows.filter(to=member)
    live = Prefetch(
        "reminders", Reminder.objects.filter(UNREAD & STANDS).select_related("case"), to_attr="unread"
    )
    told: Any = Reminder.objects.select_related("case", "deadline__person", "hearing")
    said = Prefetch(
        "reminders", told.prefetch_related(leads("case")).defer(*HEAVY).order_by("about_on", "pk")
    )
    found: Any = rows.select_related("to__user", "case").prefetch_related(said, leads("case"), live)
    page: Page[Message] = Paginator(found.order_by("-created_at", "-pk"), PAGE).get_page(number)
    return page


def leads(case: str) -> Any:
    """Return the prefetch of a case's lead client, as ``lead_parties``: whom pages name beside the reference."""
    lead: Any = Party.objects.filter(is_lead=True).select_related("person")
    return Prefetch(f"{case}__parties", lead, to_attr="lead_parties")


def about(message: Message) -> list[tuple[Case, str, str]]:
    """Return (case, client, what) of each date that a message of ``outbox`` spoke of, nearest first: for the page alone."""
    lines: dict[tuple[int | None, int | None], tuple[Case, str, str]] = {}
    for row in message.reminders.all():
        what = row.deadline.title if row.deadline else f"Hearing, {row.hearing.get_kind_display().lower()}"
        whose = row.deadline.person.name if row.deadline and row.deadline.person else _client(row.case)
        key = (row.deadline_id, row.hearing_id)
        lines.setdefault(key, (row.case, whose, f"{what.rstrip('.')}: {wording.day(row.about_on)}"))
    if not lines and message.case is not None:
        return [(message.case, _client(message.case), "")]
    return list(lines.values())


def _client(case: Any) -> str:
    return next((party.person.name for party in case.lead_parties), "")


def link_token(message_id: str) -> str:
    """Return what the link in a message carries: which message it is, signed, and until when it may be used."""
    until = int((timezone.now() + dt.timedelta(days=LINK_DAYS)).timestamp())
    return signing.dumps([message_id, until], salt=SALT)


def message_of(*, token: str, member: Membership) -> Message:
    """Return the message whose link this member followed. Raises Missing: not theirs, too old, or made up."""
    gone = Missing(
        "This link is not yours or has expired. Your reminders are on the case's page and in the outbox."
    )
    try:
        message_id, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise gone from None
    if until < timezone.now().timestamp():
        raise gone
    found: Message | None = (
        Message.objects.visible_to(member).filter(message_id=message_id, to=member).first()
    )
    if found is None:
        raise gone
    return found


def of_message(*, message: Message, member: Membership) -> list[Reminder]:
    """Return the reminders that a message carried, about cases which its reader may still see, nearest first."""
    rows = Reminder.objects.visible_to(member).filter(message=message)
    return list(rows.select_related("case", "deadline", "hearing").order_by("about_on", "pk"))
