"""What is done with the clinic's library: a report added once for every case, and followed by its newer edition."""

import datetime as dt
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import vault
from cases.access.roles import May
from cases.actions import audit, evidence, versions
from cases.actions.evidence import Upload
from cases.errors import Problem
from cases.law import wording
from cases.models import Document, LibraryReport, Membership
from cases.pdf import normalise, numbers
from cases.queries import clinics


def add(
    *,
    upload: Upload,
    title: str,
    publisher: str,
    published_on: dt.date,
    by: Membership,
    country: str = "",
    language: str = "eng",
    found_at: str = "",
    retrieved_on: dt.date | None = None,
) -> LibraryReport:
    """Add a published report to the clinic's library, sealed under the clinic's key.

    Refuses what may be a client's: a file that a case holds, and one that bears an A-number. Raises Problem.
    """
    audit.require(May.KEEP_LIBRARY, by=by)
    if not title.strip() or not publisher.strip():
        raise Problem(
            "A report is cited by its title and its author or publication. Give both.", field="title"
        )
    for name, day in (("published_on", published_on), ("retrieved_on", retrieved_on)):
        if day is not None and day > clinics.today(by.clinic):
            raise Problem(f"{wording.day(day)} is still to come. Correct the day.", field=name)
    with normalise.guard() as door, tempfile.TemporaryDirectory(prefix="amparo-library-") as folder:
        source, plain = Path(folder) / "source", Path(folder) / "plain"
        called = evidence.write_down(upload, source)
        _refuse_a_clients(source)
        pages = door.normalise(source, plain, name=called)
        if numbers.on_pages(door, plain):
            raise Problem(
                "This file bears an A-number, so it is somebody's paper. The library holds published reports only: "
                "upload it in its case.",
                field="paper",
            )
        facts = {
            "title": " ".join(title.split()),
            "publisher": " ".join(publisher.split()),
            "published_on": published_on,
            "country": country,
            "language": language,
            "found_at": found_at.strip(),
            "retrieved_on": retrieved_on,
        }
        return _keep(source, pages, facts, by)


@transaction.atomic
def supersede(*, report: LibraryReport, version: int, newer: LibraryReport, by: Membership) -> LibraryReport:
    """Say which newer edition takes a report's place: cases that cite it keep it and are told. Raises Conflict, Problem."""
    audit.require(May.KEEP_LIBRARY, by=by)
    fresh = versions.claim(report, version=version, called="this report")
    if newer.pk == fresh.pk or newer.published_on <= fresh.published_on:
        raise Problem(
            f"“{newer.title}” was published on {wording.day(newer.published_on)}, not after this one. Choose a newer "
            "edition.",
            field="newer",
        )
    if newer.superseded_by_id is not None:
        raise Problem("That edition has a newer one itself. Choose the newest.", field="newer")
    fresh.superseded_by, fresh.superseded_at = newer, timezone.now()
    fresh.save()
    audit.write(verb="library.supersede", by=by, object_id=fresh.pk, newer=newer.pk)
    return fresh


@transaction.atomic
def read(*, report: LibraryReport, by: Membership) -> bytes:
    """Return a report's plain PDF. It is no client's file; who read it is recorded all the same."""
    audit.write(verb="library.read", by=by, object_id=report.pk)
    return b"".join(evidence.unsealed(report.pdf_file, key=report.key))


def _refuse_a_clients(source: Path) -> None:
    """Refuse a file that a case of this clinic holds. Files of another size cannot be the same: only equal ones are hashed."""
    alike = Document.objects.filter(size=source.stat().st_size).select_related("case")
    if not alike:
        return
    data = source.read_bytes()
    for document in alike:
        if vault.content_hash(data, wrapped_key=bytes(document.case.key)) == document.content_hash:
            raise Problem(
                "This file was taken in as a client's paper, so it stays in its case. If it is a published report, "
                "download it afresh from where it was published and add that.",
                field="paper",
            )


@transaction.atomic
def _keep(source: Path, pages: normalise.Pages, facts: dict[str, object], by: Membership) -> LibraryReport:
    with source.open("rb") as original:
        original_file, stored = evidence.seal(original, key=by.clinic.key)
    with pages.path.open("rb") as plain:
        pdf_file, pdf = evidence.seal(plain, key=by.clinic.key)
    try:
        with transaction.atomic():
            made: LibraryReport = LibraryReport.objects.create(
                clinic_id=by.clinic_id,
                pages=pages.pages,
                media_type=evidence.media_type(source),
                size=stored.size,
                content_hash=stored.content_hash,
                original_file=original_file,
                pdf_file=pdf_file,
                pdf_size=pdf.size,
                findings=list(pages.notes),
                facts=[[fact.code, fact.page, fact.detail] for fact in pages.facts],
                added_by=by,
                **facts,
            )
    except IntegrityError:
        for name in (original_file, pdf_file):
            default_storage.delete(name)
        raise Problem(
            "This very file is in the library already. It was not added twice.", field="paper"
        ) from None
    audit.write(verb="library.add", by=by, object_id=made.pk, pages=made.pages)
    return made
