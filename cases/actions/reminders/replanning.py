"""Planning anew after the policy changed: the worker goes through a clinic's cases in batches, and can be stopped at any of them."""

from cases.actions.reminders.planning import plan_for_cases
from cases.models import Case, Clinic, Reminder, ReminderPolicy

BATCH = 100  # cases; about a second, for which somebody who saves the policy would wait


def replan(*, clinic: Clinic) -> int:
    """Plan a clinic's dates by the policy as it stands, if that is not done; return how many rows. Stand outside its fence.

    What was only planned by the earlier policy, and never tried, makes room. It counts as of the moment of the
    change, so that what falls due while it runs is planned as well. Two workers share the batches; one that was
    stopped leaves the rest to the next.
    """
    planned, is_done = 0, False
    while not is_done:
        with clinic.inside():
            rows, is_done = _next_batch(clinic)
        planned += rows
    return planned


def _next_batch(clinic: Clinic) -> tuple[int, bool]:
    """Plan the next cases; return how many rows were planned, and whether nothing is left."""
    policy: ReminderPolicy | None = (
        ReminderPolicy.objects.select_for_update(no_key=True).filter(clinic_id=clinic.pk).first()
    )
    if policy is None or not policy.is_being_planned:
        return 0, True
    ids = list(
        Case.objects.filter(pk__gt=policy.planned_through).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    if not ids:
        policy.planned_version, policy.planned_through = policy.version, 0
        policy.save(update_fields=["planned_version", "planned_through"])
        return 0, True
    # The row of the clinic was read when the worker began; its morning may have changed with the policy.
    fresh = Clinic.objects.get(pk=clinic.pk)
    untried = Reminder.objects.filter(case__in=ids, state=Reminder.State.PLANNED, attempts=0)
    untried.filter(planned_for__gt=policy.changed_at).exclude(kind=Reminder.Kind.ESCALATION).delete()
    rows = plan_for_cases(clinic=fresh, case_ids=ids, since=policy.changed_at)
    policy.planned_through = ids[-1]
    policy.save(update_fields=["planned_through"])
    return rows, False
