"""Closing a date that is not met by a filing: a reminder of the clinic's own, a departure, an appointment."""

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, reminders
from cases.errors import Problem
from cases.law import late_filing
from cases.models import Case, Deadline, Membership


@transaction.atomic
def settle(*, deadline: Deadline, because: str, by: Membership) -> Deadline:
    """Close a date that no clerk accepts anything for; ``because`` says what was done, or why nothing is to be done.

    So does a date whose filing was rejected and for which none is needed any more: it never ends by itself.
    Raises Problem for a date that only an accepted filing closes, and for one that is no longer open.
    """
    audit.require(May.CLOSE_DEADLINE, by=by)
    Case.objects.select_for_update(no_key=True).get(pk=deadline.case_id)
    fresh: Deadline = Deadline.objects.select_for_update(no_key=True).get(pk=deadline.pk)
    if fresh.state != Deadline.State.OPEN:
        raise Problem(
            f"This date is no longer open ({fresh.get_state_display().lower()}). Look at the case again."
        )
    if late_filing.is_filed(fresh.rule, fresh.kind) and not fresh.was_rejected:
        raise Problem("This date closes when a filing is accepted. Record what was filed.", field="because")
    said = " ".join(because.split())
    if not said:
        raise Problem("Say what was done and when, or why nothing is to be done.", field="because")
    fresh.state, fresh.ended_at, fresh.ended_by = Deadline.State.DONE, timezone.now(), by
    fresh.ended_because = said[:300]
    fresh.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    reminders.withdraw(deadline_id=fresh.pk, because="it was done")
    audit.write(verb="deadline.settle", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh
