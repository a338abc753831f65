"""What is done with papers: taken in and sealed, described as exhibits, put in order, read."""

import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max

from cases import vault
from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Missing, Problem
from cases.models import Case, Document, Exhibit, Membership, PacketExhibit
from cases.pdf import normalise

MB = 1_000_000
_COPY = 1_000_000  # bytes at a time


@dataclass(frozen=True)
class Upload:
    """A file as it arrives: what people call it, and something to read it from."""

    name: str
    file: BinaryIO


@dataclass(frozen=True)
class Taken:
    """What became of several uploads: the exhibits made, and a sentence for each file that was refused."""

    exhibits: tuple[Exhibit, ...]
    refused: tuple[str, ...]


def take_in(*, case: Case, uploads: Sequence[Upload], by: Membership) -> Taken:
    """Take in several files; one that is refused, or is there already, is said by name and stops no other.

    Each file is opened in a guarded child process, kept untouched and as a plain PDF, both encrypted under the
    case's key, and becomes the last exhibit of the case.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    made: list[Exhibit] = []
    refused: list[str] = []
    with normalise.guard() as door, tempfile.TemporaryDirectory(prefix="amparo-intake-") as folder:
        for upload in uploads:
            try:
                made.append(_take_one(case, upload, Path(folder), door, by))
            except Problem as problem:
                refused.append(problem.sentence)
    return Taken(tuple(made), tuple(refused))


@transaction.atomic
def describe(
    *,
    exhibit: Exhibit,
    version: int,
    title: str,
    by: Membership,
    dated: str = "",
    language: str = "eng",
    translation_certified: bool = False,
    proves: str = "",
) -> Exhibit:
    """Say what an exhibit is. Raises Conflict when somebody else described it meanwhile."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    if not title.strip():
        raise Problem("Give the exhibit a title: it is how the index names it.", field="title")
    fresh = versions.claim(exhibit, version=version, called=f"exhibit {exhibit.position}")
    fresh.title, fresh.dated, fresh.proves = title.strip(), dated.strip(), proves.strip()
    fresh.language, fresh.translation_certified = language, translation_certified
    fresh.save()
    audit.write(verb="exhibit.describe", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh


@transaction.atomic
def move(*, exhibit: Exhibit, up: bool, by: Membership) -> None:
    """Let an exhibit change places with the one before it, or after it; at the end of the row nothing happens."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    row = list(_lock(exhibit.case_id))
    at = next(number for number, one in enumerate(row) if one.pk == exhibit.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(row):
        return
    here, there = row[at], row[other]
    here.position, there.position = there.position, here.position
    Exhibit.objects.bulk_update([here, there], ["position"])
    audit.write(verb="exhibit.move", by=by, case_id=exhibit.case_id, object_id=exhibit.pk, to=here.position)


@transaction.atomic
def set_aside(*, exhibit: Exhibit, by: Membership) -> None:
    """Take an exhibit out of the row; its document stays with the case and can become an exhibit again."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    if PacketExhibit.objects.filter(exhibit=exhibit).exists():
        raise Problem(
            f"“{exhibit.title}” stands in a packet that was built, so it is kept. Leave it out of the next packet instead."
        )
    audit.write(verb="exhibit.set_aside", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
    case_id, position = exhibit.case_id, exhibit.position
    exhibit.delete()
    Exhibit.objects.filter(case_id=case_id, position__gt=position).update(position=F("position") - 1)


@transaction.atomic
def take_up(*, document: Document, by: Membership) -> Exhibit:
    """Make an exhibit of a document that was set aside, at the end of the row."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    exhibit = _last_exhibit(document, document.original_name.reveal(), by)
    audit.write(verb="exhibit.take_up", by=by, case_id=document.case_id, object_id=exhibit.pk)
    return exhibit


@transaction.atomic
def read(*, document: Document, by: Membership) -> bytes:
    """Return the document's plain PDF, and record that it was read."""
    audit.read(what="document", by=by, case_id=document.case_id, object_id=document.pk)
    return b"".join(unsealed(document.pdf_file, case=document.case))


@transaction.atomic
def picture(*, document: Document, page: int, by: Membership) -> bytes:
    """Return one page of the document as a JPEG, and record that it was read.

    Drawn by the guarded child, so that no paper is interpreted in this process. Raises Missing past the last page.
    """
    if not 1 <= page <= document.pages:
        raise Missing(f"This document has {document.pages} pages, and no page {page}.")
    audit.read(what="document", by=by, case_id=document.case_id, object_id=document.pk)
    with normalise.guard() as door, tempfile.TemporaryDirectory(prefix="amparo-page-") as folder:
        plain = Path(folder) / "plain.pdf"
        plain.write_bytes(b"".join(unsealed(document.pdf_file, case=document.case)))
        return door.draw(plain, Path(folder) / "page.jpg", page=page, name=f"Document {document.pk}")


def unsealed(name: str, *, case: Case) -> list[bytes]:
    """Return the decrypted chunks of a file of this case, all of them checked to the last."""
    with default_storage.open(name, "rb") as file:
        return list(vault.decrypt_stream(file, wrapped_key=bytes(case.key)))


def seal(source: BinaryIO, *, case: Case) -> tuple[str, vault.Stored]:
    """Encrypt a file under the case's key into the file store; return its name there, its size and its hash."""
    with tempfile.TemporaryFile() as sealed:
        stored = vault.encrypt_stream(source, sealed, wrapped_key=bytes(case.key))
        sealed.seek(0)
        # A name that tells nothing: not the case, not the paper.
        return default_storage.save(f"{uuid.uuid4().hex}.sealed", File(sealed)), stored


def _take_one(case: Case, upload: Upload, folder: Path, door: normalise.Guard, by: Membership) -> Exhibit:
    name = " ".join(Path(upload.name.replace("\\", "/")).name.split())[:200] or "Unnamed file"
    source, plain = folder / uuid.uuid4().hex, folder / uuid.uuid4().hex
    try:
        _write_down(upload.file, source, name)
        return _keep(case, name, source, door.normalise(source, plain, name=name), by)
    finally:
        source.unlink(missing_ok=True)
        plain.unlink(missing_ok=True)


def _write_down(file: BinaryIO, target: Path, name: str) -> None:
    limit, size = settings.AMPARO_UPLOAD_LIMIT, 0
    with target.open("wb") as out:
        while chunk := file.read(_COPY):
            size += len(chunk)
            if size > limit:
                raise normalise.Refused(
                    name,
                    f"is larger than {limit // MB} MB, the most one file may have. Split it, or scan it again at "
                    "300 dpi, and upload the parts.",
                )
            out.write(chunk)


@transaction.atomic
def _keep(case: Case, name: str, source: Path, plain: normalise.Pages, by: Membership) -> Exhibit:
    """Seal both forms and make the rows; a file that the case has already leaves nothing behind."""
    with source.open("rb") as original:
        original_file, stored = seal(original, case=case)
    Case.objects.select_for_update().get(pk=case.pk)  # two uploads of one file wait for each other here
    known = Document.objects.filter(case=case, content_hash=stored.content_hash).first()
    if known is not None:
        default_storage.delete(original_file)
        same = known.original_name.reveal()
        as_what = "under the same name" if same == name else f"as {same}"
        raise normalise.Refused(name, f"is already in this case, {as_what}. It was not added twice.")
    with plain.path.open("rb") as pages:
        pdf_file, pdf = seal(pages, case=case)
    document = Document.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        original_name=name,
        media_type=_media_type(source),
        size=stored.size,
        pages=plain.pages,
        content_hash=stored.content_hash,
        original_file=original_file,
        pdf_file=pdf_file,
        pdf_size=pdf.size,
        findings=list(plain.notes),
        uploaded_by=by,
    )
    exhibit = _last_exhibit(document, name, by)
    audit.write(
        verb="document.take_in",
        by=by,
        case_id=case.pk,
        object_id=document.pk,
        pages=plain.pages,
        bytes=stored.size,
    )
    return exhibit


def _last_exhibit(document: Document, name: str, by: Membership) -> Exhibit:
    Case.objects.select_for_update().get(pk=document.case_id)
    last = Exhibit.objects.filter(case_id=document.case_id).aggregate(last=Max("position"))["last"] or 0
    return Exhibit.objects.create(
        clinic_id=document.clinic_id,
        case_id=document.case_id,
        document=document,
        position=last + 1,
        title=_title(name),
        created_by=by,
    )


def _title(name: str) -> str:
    """A first title from the file's name: “birth_certificate-2.pdf” becomes “Birth certificate 2”."""
    words = " ".join(Path(name).stem.replace("_", " ").replace("-", " ").split()) or "Paper"
    return words[:1].upper() + words[1:]


def _media_type(source: Path) -> str:
    with source.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG"):
        return "image/png"
    return "application/pdf" if b"%PDF-" in head else "image/tiff"


def _lock(case_id: int) -> "list[Exhibit]":
    return list(Exhibit.objects.select_for_update().filter(case_id=case_id).order_by("position"))
