"""A date set over the one that was worked out, as an order prints it or by an attorney's hand, and taken back again."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, deadlines
from cases.errors import Problem
from cases.law import wording
from cases.models import Case, Deadline, Membership, Override
from cases.queries import clinics

FURTHEST = 15  # years
LONGEST = 300  # letters of a reason


@transaction.atomic
def set_date(*, deadline: Deadline, day: dt.date, source: str, reason: str, by: Membership) -> Deadline:
    """Set a day over a deadline, with the reason, and return the row that stands then.

    An earlier override of it is taken back by this one.

    Reading a date off an order ("printed") is typing a fact, which every caseworker may do and a second person
    compares with the paper; working to another day than the one that follows from the facts ("by_hand") is a
    judgment, and an attorney's. Neither ever extends a limit of law: see ``law.printed``.
    """
    if source not in Override.Source.values:
        raise Problem("Say whether an order prints the date or you set it by hand.", field="source")
    is_printed = source == Override.Source.PRINTED
    audit.require(May.EDIT_CASE if is_printed else May.OVERRIDE, by=by)
    reason = reason.strip()
    if not reason:
        raise Problem(
            "Say why: which order prints it, or what you decided. The next reader will ask.", field="reason"
        )
    if len(reason) > LONGEST:
        raise Problem(f"The reason has {len(reason)} letters, and {LONGEST} is the most.", field="reason")
    today = clinics.today(by.clinic)
    if not today.year - FURTHEST <= day.year <= today.year + FURTHEST:
        raise Problem(f"{wording.day(day)} is too far off for a deadline. Check the year.", field="day")
    fresh = _open(deadline)
    _end(fresh, by=by, because="Another date was set.")
    made: Override = Override.objects.create(
        clinic_id=fresh.clinic_id,
        case_id=fresh.case_id,
        rule=fresh.rule,
        trigger=fresh.trigger,
        act_by=day,
        source=source,
        reason=reason,
        by=by,
    )
    deadlines.follow_facts(case=fresh.case, by=by)
    audit.write(
        verb="deadline.override",
        by=by,
        case_id=fresh.case_id,
        object_id=made.pk,
        rule=made.rule,
        source=source,
    )
    return _standing(fresh)


@transaction.atomic
def take_back(*, deadline: Deadline, because: str, by: Membership) -> Deadline:
    """Take a set date back, with the reason; return the row that stands then, as it was worked out.

    Whoever may set such a date may take it back. Raises Problem when none stands.
    """
    standing = Override.objects.filter(
        case_id=deadline.case_id, rule=deadline.rule, trigger=deadline.trigger, taken_back_at=None
    ).first()
    if standing is None:
        raise Problem("No date is set over this one any more. Look at the case again.")
    audit.require(May.EDIT_CASE if standing.source == Override.Source.PRINTED else May.OVERRIDE, by=by)
    if not because.strip():
        raise Problem("Say why it is taken back: the next reader will ask.", field="because")
    fresh = _open(deadline)
    _end(fresh, by=by, because=because.strip()[:LONGEST])
    deadlines.follow_facts(case=fresh.case, by=by)
    audit.write(
        verb="deadline.take_back_override",
        by=by,
        case_id=fresh.case_id,
        object_id=standing.pk,
        rule=standing.rule,
    )
    return _standing(fresh)


def _standing(deadline: Deadline) -> Deadline:
    """The row that holds this date now; the same one when the facts no longer call for it."""
    same = {"case_id": deadline.case_id, "rule": deadline.rule, "trigger": deadline.trigger}
    return Deadline.objects.filter(**same, state="open").first() or deadline


def _open(deadline: Deadline) -> Deadline:
    """The deadline, which must still be open; its case's row is locked first, as ``follow_facts`` does."""
    Case.objects.select_for_update(no_key=True).select_related(None).get(pk=deadline.case_id)
    fresh: Deadline = Deadline.objects.select_related("case__clinic").get(pk=deadline.pk)
    if fresh.state != Deadline.State.OPEN:
        raise Problem(
            "This date no longer stands: somebody changed the case meanwhile. Open the one that does."
        )
    return fresh


def _end(deadline: Deadline, *, by: Membership, because: str) -> None:
    Override.objects.filter(
        case_id=deadline.case_id, rule=deadline.rule, trigger=deadline.trigger, taken_back_at=None
    ).update(taken_back_at=timezone.now(), taken_back_by=by, taken_back_because=because)
