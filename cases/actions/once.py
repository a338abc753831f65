"""Taking each form once: the second click of a double click lands on what the first one made."""

import uuid

from django.db import transaction

from cases.models import Membership, SubmittedForm


def earlier_result(*, token: uuid.UUID | None, by: Membership) -> str | None:
    """Take a form's token. Return None the first time, or the address of what the form already made.

    The token's row is written in the caller's transaction: a second submission waits for the first to end
    (PostgreSQL holds it at the unique key), so the two can never both go through. A form without a token
    is taken every time.
    """
    if token is None:
        return None
    with transaction.atomic():
        taken, is_new = SubmittedForm.objects.get_or_create(
            clinic_id=by.clinic_id, token=token, defaults={"membership": by}
        )
    if is_new or taken.membership_id != by.pk:
        return None
    return taken.result


def remember(*, token: uuid.UUID | None, by: Membership, result: str) -> None:
    """Note the address of what the form with this token made."""
    if token is not None:
        SubmittedForm.objects.filter(clinic_id=by.clinic_id, membership=by, token=token).update(result=result)


def result_of(*, token: uuid.UUID | None, by: Membership) -> str:
    """Return the address of what the form with this token already made, or "". Takes nothing."""
    if token is None:
        return ""
    found = SubmittedForm.objects.filter(clinic_id=by.clinic_id, membership=by, token=token).first()
    return found.result if found else ""
