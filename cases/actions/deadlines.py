"""What is done to deadlines: recomputed from the facts, given an owner, and closed when a filing is accepted.

A row is never edited in place: a date that changes is a new row, and the old one points at it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, confirmations, rehearsal, reminders
from cases.errors import Problem
from cases.law.casefile import Wanted
from cases.models import Assignment, Case, Deadline, Membership
from cases.queries import casefacts, plans
from cases.queries.plans import Change, Plan

SAME_DAY = ("restated", "kept")  # kinds of change after which a reminder still says the right day
DATE_CHANGED = "the date changed"  # why a reminder of the earlier date is taken back


@transaction.atomic
def recompute(*, case: Case, by: Membership) -> Plan:
    """Bring the case's deadlines in line with its recorded facts; return what changed.

    Asked after anything that can move a date; it needs no permission of its own, since it only follows the facts.
    """
    plan = follow_facts(case=case, by=by)
    if plan.changes:
        audit.write(verb="deadline.recompute", by=by, case_id=case.pk, changed=len(plan.changes))
    return plan


def follow_facts(*, case: Case, by: Membership) -> Plan:
    """Apply the plan inside the caller's transaction and audit row. Other changes to the case's dates wait."""
    locked = Case.objects.select_for_update(no_key=True).select_related(None).get(pk=case.pk)
    locked.clinic = by.clinic
    plan = plans.plan(case=locked)
    staff = casefacts.staff_of({case.pk})[case.pk] if plan.changes else {}
    for change in plan.changes:
        _apply(locked, change, staff, by)
    confirmations.follow_facts(case=locked)
    if plan.changes:
        reminders.plan_for_case(case=locked)
    rehearsal.note(locked, plan)
    return plan


def _apply(case: Case, change: Change, staff: Mapping[int, str], by: Membership) -> None:
    """End the row that stands, write the one that is wanted, and let the first point at the second."""
    if change.row is not None:
        state, because = ending(change)
        Deadline.objects.filter(pk=change.row.pk).update(
            state=state, ended_at=timezone.now(), ended_by=by, ended_because=because
        )
        if change.kind not in SAME_DAY:
            reminders.withdraw(deadline_id=change.row.pk, because=DATE_CHANGED)
    if change.wanted is None:
        return
    owner_id = owner_among(staff, change.row)
    entered_by_id = entered_by(change, by_id=by.pk)
    new = Deadline.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        **columns(change, change.wanted, owner_id=owner_id, entered_by_id=entered_by_id),
    )
    if change.row is not None:
        Deadline.objects.filter(pk=change.row.pk).update(superseded_by=new)
    if change.kind in SAME_DAY and change.row is not None:
        reminders.hand_over(earlier_id=change.row.pk, later_id=new.pk)


def ending(change: Change) -> tuple[str, str]:
    """Return how the row that stands ends: its state from now on, and why."""
    if change.wanted is None or change.row is None:
        state = Deadline.State.DONE if change.kind == "met" else Deadline.State.WITHDRAWN
        return state.value, change.why[0][:300]
    if change.row.override_id != (change.override.pk if change.override else None):
        because = "A date was set over it." if change.override else "The date set over it was taken back."
        return Deadline.State.SUPERSEDED.value, because
    is_same = change.row.facts == change.wanted.answer.stored
    return Deadline.State.SUPERSEDED.value, "The rule changed." if is_same else "The facts changed."


def entered_by(change: Change, *, by_id: int | None) -> int | None:
    """Return whose change brought a new row's facts: ``by_id``, or whoever brought the same facts before."""
    if change.row is None or change.wanted is None:
        return by_id
    is_same = change.row.facts == change.wanted.answer.stored
    return change.row.entered_by_id if is_same else by_id


def columns(
    change: Change, wanted: Wanted, *, owner_id: int | None, entered_by_id: int | None
) -> dict[str, Any]:
    """Return what a new row holds, by column; whoever writes it adds the case and its clinic.

    ``wanted`` is the change's, which the caller has seen to be there.
    """
    answer, rule = wanted.answer, plans.rule_of(wanted)
    nominal, legal, safe = answer.dates
    return {
        "person_id": wanted.person_id,
        "proceeding_id": wanted.proceeding_id,
        "hearing_id": wanted.hearing_id,
        "decision_id": wanted.decision_id,
        "rule": wanted.rule,
        "rule_version": rule.version,
        "kind": rule.kind,
        "title": rule.do,
        "trigger": wanted.trigger,
        "facts": answer.stored,
        "nominal_on": nominal,
        "legal_on": legal,
        "safe_on": safe,
        "act_by": change.new,
        "override_id": change.override.pk if change.override else None,
        "steps": answer.steps,
        "authority": rule.authority,
        "verification": rule.verification,
        "warnings": change.notes,
        "owner_id": owner_id,
        "entered_by_id": entered_by_id,
        "was_rejected": change.row is not None and change.row.was_rejected,
    }


def owner_among(members: Mapping[int, str], earlier: plans.Row | None) -> int | None:
    """Whoever owned the date before, else the case's lead attorney; nobody rather than somebody at random."""
    if earlier is not None and earlier.owner_id in members:
        return earlier.owner_id
    return next((pk for pk, duty in members.items() if duty == Assignment.Duty.LEAD), None)


def staff_changed(*, case: Case) -> None:
    """Give dates that nobody on the case owns to its lead attorney, and tell those who are new.

    Runs in the caller's transaction and under its audit row, which names who came or went.
    """
    members = casefacts.staff_of({case.pk})[case.pk]
    for deadline in Deadline.objects.filter(case=case, state="open"):
        owner_id = owner_among(members, deadline)
        if owner_id != deadline.owner_id:
            Deadline.objects.filter(pk=deadline.pk).update(owner_id=owner_id)
    reminders.plan_for_case(case=case)


@transaction.atomic
def own(*, deadline: Deadline, owner: Membership, was: int | None, by: Membership) -> Deadline:
    """Give a deadline to a member who can see the case, and plan their reminders.

    ``was`` is the owner's number as the page showed it. Raises Problem when somebody else has given it away since.
    """
    audit.require(May.EDIT_CASE, by=by)
    fresh = _open(deadline)
    if fresh.owner_id not in (was, owner.pk):
        now = f"gave this date to {fresh.owner.user}" if fresh.owner else "took this date from its owner"
        raise Problem(f"Somebody {now} after you opened it. Open the page again if it is to change.")
    if not Case.objects.visible_to(owner).filter(pk=fresh.case_id).exists():
        raise Problem(f"{owner.user} cannot see this case. Assign them to it first.", field="owner")
    fresh.owner = owner
    fresh.save(update_fields=["owner"])
    reminders.plan_for_case(case=fresh.case)
    audit.write(verb="deadline.own", by=by, case_id=fresh.case_id, object_id=fresh.pk, owner=owner.pk)
    return fresh


def _open(deadline: Deadline) -> Deadline:
    fresh = Deadline.objects.select_for_update(no_key=True).get(pk=deadline.pk)
    if fresh.state != Deadline.State.OPEN:
        raise Problem(
            f"This date is no longer open ({fresh.get_state_display().lower()}). Look at the case again."
        )
    return fresh
