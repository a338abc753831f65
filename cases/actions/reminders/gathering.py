"""Gathering: the rows that a worker claimed, what else is due for the same people, and which of them travel together."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from cases.actions.reminders.checking import Check
from cases.models import Reminder

State = Reminder.State

# What no message shows stays where it is: an engine's steps and facts are pages of text.
_CASE = ("case__reference", "case__status")
_DEADLINE = ("state", "act_by", "kind", "owner", "proceeding", "hearing", "decision")
_ROW = (
    "clinic", "case", "deadline", "hearing", "about_on", "membership", "contact", "channel", "kind", "offset_days",
    "planned_for", "state", "message", "attempts", "refusals", "claimed_at", "escalated_because",
)  # fmt: skip


def claimed(ids: Collection[int]) -> list[Reminder]:
    """Claimed rows with their case and date.

    What only some have is asked for apart, and only where one of these has it: to plan one statement that joins all
    ten tables takes the server longer than all else that it does for fifty letters.
    """
    found = Reminder.objects.filter(pk__in=ids, state=State.CLAIMED).select_related("case", "deadline")
    rows = list(found.only(*_ROW, *_CASE, *(f"deadline__{name}" for name in _DEADLINE)).order_by("pk"))
    prefetch_related_objects(
        [row for row in rows if row.deadline and row.deadline.proceeding_id], "deadline__proceeding"
    )
    prefetch_related_objects([row for row in rows if row.hearing_id], "hearing__proceeding")
    prefetch_related_objects([row for row in rows if row.message_id], "message")
    prefetch_related_objects([row for row in rows if row.contact_id], "contact__person")
    return rows


def rest_of_the_digests(rows: Collection[Reminder]) -> list[Reminder]:
    """Claim whatever else is due for the same people, so that the end of a batch does not cut a digest in two.

    What shares a message with these rows goes too, due or not: two halves under one Message-ID would look like one
    message to the reader's mail program, which hides the second.
    """
    now = timezone.now()
    more = Q(membership__in={row.membership_id for row in rows} - {None}, due_at__lte=now)
    if messages := {row.message_id for row in rows} - {None}:
        more |= Q(message__in=messages)
    due = Reminder.objects.filter(more, state=State.PLANNED).select_for_update(
        skip_locked=True, of=("self",), no_key=True
    )
    tried = dict(due.values_list("pk", "attempts"))
    for attempts in set(tried.values()):
        Reminder.objects.filter(pk__in=[pk for pk, before in tried.items() if before == attempts]).update(
            state=State.CLAIMED,
            claimed_at=now,
            due_at=now + timedelta(seconds=settings.AMPARO_LEASE_SECONDS),
            attempts=attempts + 1,
        )
    return claimed(tried) if tried else []


def groups(rows: Iterable[Reminder], check: Check) -> list[list[Reminder]]:
    """Rows that travel together: what already has one message; a person's own digest; each urgent date alone.

    After an outage several offsets of one date are due at once, and its reader hears of it once.
    """
    found: dict[tuple[object, ...], list[Reminder]] = {}
    for row in rows:
        key: tuple[object, ...]
        if row.message_id is not None:
            key = ("again", row.message_id)
        elif row.contact_id is not None or check.is_urgent(row):
            key = ("alone", row.membership_id, row.contact_id, row.deadline_id, row.hearing_id, row.kind)
        else:
            key = ("digest", row.membership_id, row.kind == Reminder.Kind.ESCALATION)
        found.setdefault(key, []).append(row)
    return list(found.values())
