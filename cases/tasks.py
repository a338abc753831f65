"""What the worker runs: find a row through a narrow door, enter its clinic's fence, call one action."""

import structlog
from celery import shared_task

from cases.actions import bell, reminders
from cases.queries import clinics
from cases.queries import reminders as due

log = structlog.get_logger(__name__)


@shared_task
def sweep_reminders() -> int:
    """Send every reminder that is due; return how many were looked at. A doubled sweep sends nothing twice."""
    found = due.waiting()
    known = {clinic.pk: clinic for clinic in clinics.all_clinics()}
    for clinic_id, reminder_id in found:
        try:
            with known[clinic_id].inside():
                claimed = reminders.claim(reminder_id=reminder_id)
            if claimed is not None:
                with known[clinic_id].inside():
                    reminders.deliver(reminder_id=reminder_id)
        except Exception:  # one bad row must not hold up everybody else's reminder
            log.exception("reminder_not_sent", reminder_id=reminder_id)
    bell.beat("reminders", due=len(found))
    return len(found)
