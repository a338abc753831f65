"""What is said beside a paragraph: added, and settled by somebody. It is never printed."""

import uuid

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit
from cases.errors import Missing, Problem
from cases.models import Declaration, Membership, Paragraph, ParagraphComment

LONGEST = 21_000  # characters: what a paragraph may hold, when it comes back from Word, and a sentence


@transaction.atomic
def add(*, declaration: Declaration, paragraph_uid: uuid.UUID, text: str, by: Membership) -> ParagraphComment:
    """Say something beside a paragraph of this declaration; a locked copy can be commented on as well."""
    audit.require(May.EDIT_DECLARATION, by=by)
    text = text.replace("\x00", "").strip()
    if not text:
        raise Problem("Write what you want to say beside the paragraph.", field="text")
    if len(text) > LONGEST:
        raise Problem(f"This has {len(text):,} characters; a comment may have {LONGEST:,}.", field="text")
    if not Paragraph.objects.filter(declaration=declaration, uid=paragraph_uid).exists():
        raise Missing("There is no such paragraph. Somebody may have deleted it: open the declaration again.")
    made = ParagraphComment.objects.create(
        clinic_id=declaration.clinic_id,
        declaration=declaration,
        paragraph_uid=paragraph_uid,
        text=text,
        by=by,
    )
    audit.write(verb="comment.add", by=by, case_id=declaration.case_id, object_id=made.pk)
    return made


@transaction.atomic
def settle(*, comment: ParagraphComment, by: Membership) -> ParagraphComment:
    """Say that a comment is dealt with; who settled it first stays."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = (
        ParagraphComment.objects.select_for_update(no_key=True)
        .select_related("declaration")
        .get(pk=comment.pk)
    )
    if fresh.settled_at is None:
        fresh.settled_at, fresh.settled_by = timezone.now(), by
        fresh.save(update_fields=["settled_at", "settled_by"])
        audit.write(verb="comment.settle", by=by, case_id=fresh.declaration.case_id, object_id=fresh.pk)
    return fresh
