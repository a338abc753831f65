"""What is done about a contradiction: it was asked in a session, or why both may stand; and taking that back."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, events
from cases.errors import Problem
from cases.models import Case, InterviewSession, Membership, Resolution

SHORTEST = 15  # characters of an explanation that says anything
LONGEST = 2000


@transaction.atomic
def resolve(
    *,
    case: Case,
    fingerprint: str,
    subject: str,
    kind: str,
    by: Membership,
    session: InterviewSession | None = None,
    explanation: str = "",
) -> Resolution:
    """Resolve a contradiction as it stands: by the session in which the client was asked, or by an explanation.

    It stays resolved until one of its sides changes. Raises Problem where neither is given.
    """
    audit.require(May.WORK_PRODUCT, by=by)
    why = events.text("explanation", explanation, LONGEST)
    if session is None and len(why) < SHORTEST:
        raise Problem(
            "Name the session in which the client was asked, or explain why both may stand.",
            field="explanation",
        )
    if session is not None and session.case_id != case.pk:
        raise Problem("Choose a session of this case.", field="session")
    how = Resolution.How.ASKED if session else Resolution.How.EXPLAINED
    made = Resolution(clinic_id=case.clinic_id, case=case, kind=kind, how=how, decided_by=by)
    made.fingerprint, made.subject, made.session, made.explanation = fingerprint, subject, session, why
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Problem("Somebody resolved this just now. Open it again to read how.") from None
    audit.write(verb="finding.resolve", by=by, case_id=case.pk, object_id=made.pk, kind=kind, how=str(how))
    return made


@transaction.atomic
def take_back(*, resolution: Resolution, by: Membership) -> None:
    """Open a contradiction again."""
    audit.require(May.WORK_PRODUCT, by=by)
    fresh = Resolution.objects.select_for_update(no_key=True).get(pk=resolution.pk)
    if fresh.taken_back_at is None:
        fresh.taken_back_at, fresh.taken_back_by = timezone.now(), by
        fresh.save()
        audit.write(verb="finding.reopen", by=by, case_id=fresh.case_id, object_id=fresh.pk)
