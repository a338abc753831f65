"""What stands around the stage's declaration: its version, a comment, a session with its interpreter, a signature."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cases.law import drafts as texts
from cases.models import (
    Declaration,
    DeclarationVersion,
    InterviewSession,
    Paragraph,
    ParagraphComment,
    SessionCertificate,
    SessionInterpreter,
    Signature,
)
from cases.queries import drafts
from tests.make import Cast


def set_up(cast: Cast, declaration: Declaration, paragraph: Paragraph) -> dict[str, Any]:
    """Return the rows by noun."""
    here: dict[str, Any] = {"clinic": cast.bay}
    began = timezone.now() - dt.timedelta(hours=2)
    text = texts.canonical(drafts.present(declaration))
    version = DeclarationVersion.objects.create(
        **here,
        declaration=declaration,
        number=1,
        by=cast.paralegal,
        began_at=began,
        at=began,
        snapshot=text,
        sha256=texts.digest(text),
    )
    comment = ParagraphComment.objects.create(
        **here, declaration=declaration, paragraph_uid=paragraph.uid, text="x", by=cast.paralegal
    )
    interview = InterviewSession.objects.create(
        **here,
        case=cast.case,
        person=declaration.declarant,
        declaration=declaration,
        conducted_by=cast.paralegal,
        recorded_by=cast.paralegal,
        starts_at=began,
        ended_at=began + dt.timedelta(hours=1),
    )
    link = SessionInterpreter.objects.create(
        **here, session=interview, position=1, name="An invented interpreter", source="mam", target="spa"
    )
    certificate = SessionCertificate.objects.create(
        **here, interpreter=link, declaration=declaration, made_by=cast.paralegal
    )
    signature = Signature.objects.create(
        **here,
        declaration=declaration,
        locked=version,
        sha256="0" * 64,
        language="eng",
        signed_on=began.date(),
        place="Houston",
        country="US",
        recorded_by=cast.paralegal,
    )
    return {
        "draft": version,
        "comment": comment,
        "interview": interview,
        "link": link,
        "session_certificate": certificate,
        "signature": signature,
    }
