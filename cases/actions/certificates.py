"""What is recorded of a translator's or interpreter's certificate: its elements, and the files that go with it."""

import datetime as dt

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Problem
from cases.law import wording
from cases.models import Certificate, Document, Exhibit, Membership
from cases.queries import clinics


@transaction.atomic
def record(
    *,
    exhibit: Exhibit,
    version: int,
    kind: str,
    by: Membership,
    document: Document | None = None,
    certificate: Document | None = None,
    name: str = "",
    language: str = "",
    is_competent: bool = False,
    is_accurate: bool = False,
    was_understood: bool = False,
    is_signed: bool = False,
    signed_on: dt.date | None = None,
    address: str = "",
) -> Certificate:
    """Record what an exhibit's certificate says; what it does not say stays False or empty, and is found missing.

    ``document`` is the translation and ``certificate`` its certificate where they are files of their own: both
    languages and the certificate are filed as one exhibit.
    ``version`` is the exhibit's. Raises Conflict, Problem.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    fresh = versions.claim(exhibit, version=version, called=f"exhibit {exhibit.position}")
    for field, file in (("document", document), ("certificate", certificate)):
        if file is not None and file.case_id != fresh.case_id:
            raise Problem("This file belongs to another case. Choose one of this case.", field=field)
        if file is not None and file.pk == fresh.document_id:
            raise Problem(
                "This is the exhibit's own file. Leave the choice at “in the same file”.", field=field
            )
    if signed_on is not None and signed_on > clinics.today(by.clinic):
        raise Problem(
            f"Signed on {wording.day(signed_on)}, you typed, and that is still to come. Correct the day.",
            field="signed_on",
        )
    fresh.save(update_fields=["version"])
    made, _ = Certificate.objects.update_or_create(
        exhibit=fresh,
        kind=kind,
        defaults={
            "clinic_id": fresh.clinic_id,
            "document": document,
            "certificate": certificate,
            "name": " ".join(name.split()),
            "language": language,
            "is_competent": is_competent,
            "is_accurate": is_accurate,
            "was_understood": was_understood,
            "is_signed": is_signed,
            "signed_on": signed_on if is_signed else None,
            "address": " ".join(address.split()),
            "recorded_by": by,
        },
    )
    audit.write(verb=f"certificate.{kind}", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return made


@transaction.atomic
def take_back(*, exhibit: Exhibit, kind: str, by: Membership) -> None:
    """Record that there is no such certificate after all."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    gone, _ = Certificate.objects.filter(exhibit=exhibit, kind=kind).delete()
    if gone:
        audit.write(verb="certificate.take_back", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
