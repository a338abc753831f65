"""What the worker does with a document that is here already: its text is recognised, its pages are looked at."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, bell, evidence
from cases.errors import Problem
from cases.models import Document, Exhibit, FiledCopy, Membership
from cases.pdf import normalise, numbers, ocr
from cases.pdf.facts import Fact
from cases.queries import findings
from cases.queries.documents import LEASE, waits

TASK = "cases.tasks.work_on_document"
_TRIES = 3


@dataclass(frozen=True)
class Seen:
    """What came of the work: the pages with their text layer, unless they were only looked at, and what was seen on them."""

    facts: tuple[Fact, ...]
    numbers: tuple[tuple[int, str], ...]
    recognised: Path | None = None


@transaction.atomic
def ask(*, document: Document, by: Membership) -> Document:
    """Ask for a document's text to be recognised; asked twice, it is done once. Raises Problem where it cannot be."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    if ocr.find() is None:
        raise Problem(
            "Text recognition (ocrmypdf) is not installed here. Ask whoever runs Amparo for it, or recognise the text "
            "elsewhere and upload that file."
        )
    asked = Document.objects.filter(pk=document.pk).exclude(work=Document.Work.RECOGNISE, work_problem="")
    if asked.update(
        work=Document.Work.RECOGNISE,
        work_asked_at=timezone.now(),
        work_claimed_at=None,
        work_attempts=0,
        work_problem="",
    ):
        audit.write(verb="document.recognise", by=by, case_id=document.case_id, object_id=document.pk)
        bell.ring(TASK, document.clinic_id, document.pk)
    document.refresh_from_db()
    return document


@transaction.atomic
def claim(*, document_id: int, now: dt.datetime | None = None) -> Document | None:
    """Take a document that waits, or whose worker fell silent; None when somebody else has it, or it was given up."""
    now = now or timezone.now()
    taken = Document.objects.filter(waits(now - LEASE), pk=document_id).update(
        work_claimed_at=now, work_attempts=F("work_attempts") + 1
    )
    if not taken:
        return None
    document: Document = Document.objects.select_related("case").get(pk=document_id)
    if document.work_attempts > _TRIES:
        fail(document=document, sentence="It was broken off three times. Ask again, or report this.")
        return None
    return document


def do(*, document: Document, plain: Path, language: str) -> Seen:
    """Do the work on the decrypted pages, outside any transaction. Raises Problem where the text is not recognised."""
    seconds = ocr.SECONDS if document.work == Document.Work.RECOGNISE else normalise.SECONDS_PER_FILE
    made: Path | None = None
    if document.work == Document.Work.RECOGNISE:
        made = plain.with_name("recognised.pdf")
        with normalise.guard(seconds=seconds) as door:
            ocr.recognise(door, plain, made, language=language)
    with normalise.guard() as door:
        return Seen(door.check(made or plain), tuple(numbers.on_pages(door, made or plain)), made)


@transaction.atomic
def lay_down(*, document: Document, folder: Path) -> tuple[Path, str]:
    """Write the document's pages, decrypted, into the worker's own folder; return where, and the paper's language."""
    plain = folder / "plain.pdf"
    with plain.open("wb") as out:
        out.writelines(evidence.unsealed(document.pdf_file, key=document.key))
    told = Exhibit.objects.filter(document=document).values_list("language", flat=True).first()
    return plain, told or "eng"


@transaction.atomic
def finish(*, document: Document, seen: Seen) -> bool:
    """Keep what was seen and, where text was recognised, the new pages in place of the old; False when the claim is gone.

    The original stays as it came.
    """
    fresh = _mine(document).select_for_update(of=("self",), no_key=True).select_related("case").first()
    if fresh is None:
        return False
    if seen.recognised is not None:
        with seen.recognised.open("rb") as pages:
            name, stored = evidence.seal(pages, key=fresh.key)
        old, fresh.pdf_file, fresh.pdf_size = fresh.pdf_file, name, stored.size
        fresh.recognised_at = timezone.now()
        # Copies of it with marks were made of the old pages.
        FiledCopy.objects.filter(exhibit__document=fresh).delete()
        if old != fresh.original_file:
            transaction.on_commit(lambda: default_storage.delete(old))
    fresh.facts = [[fact.code, fact.page, fact.detail] for fact in seen.facts]
    fresh.numbers = [[page, findings.number_hash(fresh.case, digits)] for page, digits in seen.numbers]
    fresh.work, fresh.work_claimed_at, fresh.work_attempts = Document.Work.NONE, None, 0
    fresh.save()
    return True


@transaction.atomic
def fail(*, document: Document, sentence: str) -> None:
    """Say why it was not done; the document stays as it was."""
    _mine(document).update(work_problem=sentence[:300], work_claimed_at=None)


def _mine(document: Document) -> QuerySet[Document]:
    """The document's row as long as this worker's claim on it stands."""
    mine: QuerySet[Document] = Document.objects.filter(
        pk=document.pk, work=document.work, work_attempts=document.work_attempts, work_problem=""
    )
    return mine
