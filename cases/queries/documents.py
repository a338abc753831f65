"""What is asked of the work that a worker does on documents: which wait, from outside the fence, and what a page says of it."""

import datetime as dt
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from cases.models import Document, Exhibit
from cases.pdf import ocr

LEASE = timedelta(seconds=ocr.SECONDS, minutes=5)  # a worker that has not ended by then is taken for dead


@dataclass(frozen=True)
class Waiting:
    """A document that a worker should work on, by numbers alone: it was found from outside the fence."""

    clinic_id: int
    document_id: int


def waits(before: dt.datetime) -> Q:
    """Return the condition that a document waits, or that its worker was last heard of before this moment."""
    free = Q(work_claimed_at=None) | Q(work_claimed_at__lt=before)
    return ~Q(work=Document.Work.NONE) & Q(work_problem="") & free


def waiting(*, most: int = 20) -> list[Waiting]:
    """Return the documents of every clinic that wait, or whose worker died. Works from outside the fence.

    It goes through the database's narrow door, which gives out these two numbers and nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, document_id FROM cases_waiting_documents(%s, %s::interval, %s)",
            [timezone.now(), f"{LEASE.total_seconds()} seconds", most],
        )
        return [Waiting(*row) for row in cursor.fetchall()]


def can_recognise() -> bool:
    """Whether this machine has what recognises text."""
    return ocr.find() is not None


def lacks_text(exhibit: Exhibit) -> bool:
    """Whether a page of the exhibit's own paper is a scan that nobody can search, and text was not looked for yet."""
    if exhibit.document is not None and exhibit.document.recognised_at is not None:
        return False
    return any(code == "no_text" for code, _page, _detail in exhibit.paper.facts)
