"""A second pair of eyes: somebody else than whoever typed it compares what was typed with the scanned paper."""

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import Case, Confirmation, Document, Membership
from cases.queries import triggers


@transaction.atomic
def confirm(*, case: Case, trigger: str, shown: str, document: Document, by: Membership) -> Confirmation:
    """Record that the document says what was typed; the dates counted from it are no longer "unconfirmed".

    ``shown`` is the fingerprint of the facts that the page showed. Raises Conflict when they changed since,
    NotPermitted for whoever typed them, Problem for a document of another case.
    """
    audit.require(May.EDIT_CASE, by=by)
    Case.objects.select_for_update(no_key=True).select_related(None).get(pk=case.pk)
    found = triggers.of(case=case, name=trigger)
    if by.pk in found.entered_by:
        raise NotPermitted(
            "You entered this yourself, so you would read your own slip again. Ask a colleague to compare it."
        )
    if document.case_id != case.pk:
        raise Problem("Choose one of this case's documents.", field="document")
    if shown != found.fingerprint:
        raise Conflict(
            "Somebody changed these facts after you opened the page. Compare again what stands now."
        )
    Confirmation.objects.filter(case=case, trigger=trigger, ended_at=None).update(
        ended_at=timezone.now(), ended_because="It was compared again."
    )
    made: Confirmation = Confirmation.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        trigger=trigger,
        fingerprint=found.fingerprint,
        facts=[list(each) for each in found.facts],
        document=document,
        by=by,
    )
    audit.write(
        verb="deadline.confirm",
        by=by,
        case_id=case.pk,
        object_id=made.pk,
        trigger=trigger,
        document=document.pk,
    )
    return made


def follow_facts(*, case: Case) -> None:
    """End each confirmation whose facts are no longer what was compared; runs in the caller's transaction."""
    for standing in Confirmation.objects.filter(case=case, ended_at=None):
        try:
            is_same = triggers.of(case=case, name=standing.trigger).fingerprint == standing.fingerprint
        except Problem:  # nothing is counted from it any more
            continue
        if not is_same:
            standing.ended_at, standing.ended_because = timezone.now(), "The facts changed."
            standing.save(update_fields=["ended_at", "ended_because"])
