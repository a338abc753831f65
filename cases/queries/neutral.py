"""What a date is about in words that tell nothing of the case: for mails, calendars, lock screens."""

from cases.models import Deadline

COURTS = ("eoir_removal", "state_juvenile", "bia", "court_of_appeals")
TELLS_ITSELF = ("eligibility", "expiry", "government", "information")


def key(deadline: Deadline) -> str:
    """Return the word of ``mail.phrases.WHAT`` for a deadline; its proceeding must be at hand."""
    if deadline.kind in TELLS_ITSELF:
        return str(deadline.kind)
    if deadline.hearing_id or deadline.decision_id or deadline.kind == "court_set":
        return "court"
    if deadline.proceeding is None:
        return "step"
    return "court" if deadline.proceeding.kind in COURTS else "agency"
