"""What is done with papers: taken in and sealed, and read."""

import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from cases import vault
from cases.access.roles import May
from cases.actions import audit, exhibits
from cases.errors import Missing, Problem
from cases.models import Case, Document, Exhibit, Membership
from cases.pdf import normalise, numbers
from cases.queries import findings

MB = 1_000_000
_COPY = 1_000_000  # bytes at a time


@dataclass(frozen=True)
class Upload:
    """A file as it arrives: what people call it, and something to read it from.

    ``path`` is where it lay in the folder that was chosen ("Medical/2021/scan.pdf"); ``password`` opens a locked file
    and is not kept.
    """

    name: str
    file: BinaryIO
    path: str = ""
    password: str = ""


class Fate(StrEnum):
    """What can become of an upload."""

    TAKEN = "taken"
    HERE = "here"  # the case has this very file
    LOCKED = "locked"  # it opens with a password, and none or a wrong one was given
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one upload; ``reason`` is read after the file's name, and ``exhibit`` is what it is in the case."""

    name: str
    fate: Fate
    reason: str
    exhibit: Exhibit | None = None

    @property
    def sentence(self) -> str:
        """The reason with the file's name before it."""
        return f"{self.name}: {self.reason}"


@dataclass(frozen=True)
class Taken:
    """What became of several uploads, in their order."""

    outcomes: tuple[Outcome, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits that were made."""
        return tuple(each.exhibit for each in self.outcomes if each.fate == Fate.TAKEN and each.exhibit)

    @property
    def refused(self) -> tuple[str, ...]:
        """A sentence for each file that was not taken in."""
        return tuple(each.sentence for each in self.outcomes if each.fate != Fate.TAKEN)


class _Here(normalise.Refused):
    """The case has this very file."""

    def __init__(self, name: str, known: Document) -> None:
        self.exhibit: Exhibit | None = known.exhibits.order_by("position").first()
        same = known.original_name.reveal()
        as_what = f"as {same}, set aside" if same != name else "set aside"
        if self.exhibit is not None:
            as_what = f"as “{self.exhibit.title}”" + (f" ({same})" if same != name else "")
        super().__init__(name, f"is already in this case, {as_what}. It was not added twice.")


def take_in(*, case: Case, uploads: Sequence[Upload], by: Membership) -> Taken:
    """Take in several files; one that is refused, or is there already, is said by name and stops no other.

    Each file is opened in a guarded child process, kept untouched and as a plain PDF, both encrypted under the
    case's key, and becomes the last exhibit of the case.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    with normalise.guard() as door, tempfile.TemporaryDirectory(prefix="amparo-intake-") as folder:
        return Taken(tuple(_fate(case, upload, Path(folder), door, by) for upload in uploads))


def _fate(case: Case, upload: Upload, folder: Path, door: normalise.Guard, by: Membership) -> Outcome:
    """Take in one upload, or say why not."""
    try:
        made = _take_one(case, upload, folder, door, by)
    except _Here as known:
        return Outcome(known.name, Fate.HERE, known.reason, known.exhibit)
    except normalise.Refused as refused:
        if refused.code != "password":
            return Outcome(refused.name, Fate.REFUSED, refused.reason)
        tried = ", and the one given does not open it" if upload.password else ""
        said = f"is locked with a password{tried}. Give the password, and it opens; it is not kept."
        return Outcome(refused.name, Fate.LOCKED, said)
    except Problem as problem:
        return Outcome(_called(upload), Fate.REFUSED, problem.sentence)
    pages = made.paper.pages
    notes = "".join(f" The file {note}." for note in made.paper.findings)
    reason = f"was taken in: {pages} page{'' if pages == 1 else 's'}.{notes}"
    return Outcome(_called(upload), Fate.TAKEN, reason, made)


@transaction.atomic
def read(*, document: Document, by: Membership) -> bytes:
    """Return the document's plain PDF, and record that it was read."""
    audit.read(what="document", by=by, case_id=document.case_id, object_id=document.pk)
    return b"".join(unsealed(document.pdf_file, key=document.case.key))


@transaction.atomic
def original(*, document: Document, by: Membership) -> bytes:
    """Return the file as it was uploaded, untouched, and record that it was read."""
    audit.read(what="original", by=by, case_id=document.case_id, object_id=document.pk)
    return b"".join(unsealed(document.original_file, key=document.case.key))


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
        plain.write_bytes(b"".join(unsealed(document.pdf_file, key=document.case.key)))
        return door.draw(plain, Path(folder) / "page.jpg", page=page, name=f"Document {document.pk}")


def unsealed(name: str, *, key: bytes | memoryview) -> list[bytes]:
    """Return the decrypted chunks of a file under this wrapped key (a case's, a clinic's), checked to the last."""
    with default_storage.open(name, "rb") as file:
        return list(vault.decrypt_stream(file, wrapped_key=bytes(key)))


def seal(source: BinaryIO, *, key: bytes | memoryview) -> tuple[str, vault.Stored]:
    """Encrypt a file under this wrapped key into the file store; return its name there, its size and its hash."""
    with tempfile.TemporaryFile() as sealed:
        stored = vault.encrypt_stream(source, sealed, wrapped_key=bytes(key))
        sealed.seek(0)
        # A name that tells nothing: not the case, not the paper.
        return default_storage.save(f"{uuid.uuid4().hex}.sealed", File(sealed)), stored


def _take_one(case: Case, upload: Upload, folder: Path, door: normalise.Guard, by: Membership) -> Exhibit:
    source, plain = folder / uuid.uuid4().hex, folder / uuid.uuid4().hex
    try:
        name = write_down(upload, source)
        # Before it is opened, so that a folder that is dropped again costs no minutes.
        if known := _known(case, source):
            raise _Here(name, known)
        pages = door.normalise(source, plain, name=name, password=upload.password)
        return _keep(case, upload, source, pages, numbers.on_pages(door, plain), by)
    finally:
        source.unlink(missing_ok=True)
        plain.unlink(missing_ok=True)


def _called(upload: Upload) -> str:
    return " ".join(Path(upload.name.replace("\\", "/")).name.split())[:200] or "Unnamed file"


def _known(case: Case, source: Path) -> Document | None:
    """The case's document that is this very file. Files of another size cannot be the same: only equal ones are hashed."""
    alike = list(Document.objects.filter(case=case, size=source.stat().st_size))
    if not alike:
        return None
    found = vault.content_hash(source.read_bytes(), wrapped_key=bytes(case.key))
    return next((each for each in alike if each.content_hash == found), None)


def write_down(upload: Upload, target: Path) -> str:
    """Write an upload to a file and return the name that people call it by. Raises Refused past the limit."""
    name = _called(upload)
    limit, size = settings.AMPARO_UPLOAD_LIMIT, 0
    with target.open("wb") as out:
        while chunk := upload.file.read(_COPY):
            size += len(chunk)
            if size > limit:
                raise normalise.Refused(
                    name,
                    f"is larger than {limit // MB} MB, the most one file may have. Split it, or scan it again at "
                    "300 dpi, and upload the parts.",
                )
            out.write(chunk)
    return name


@transaction.atomic
def _keep(
    case: Case,
    upload: Upload,
    source: Path,
    plain: normalise.Pages,
    found: list[tuple[int, str]],
    by: Membership,
) -> Exhibit:
    """Seal both forms and make the rows; a file that the case has already leaves nothing behind."""
    name = _called(upload)
    with source.open("rb") as original:
        original_file, stored = seal(original, key=case.key)
    Case.objects.select_for_update(no_key=True).get(
        pk=case.pk
    )  # two uploads of one file wait for each other here
    known = Document.objects.filter(case=case, content_hash=stored.content_hash).first()
    if known is not None:
        default_storage.delete(original_file)
        raise _Here(name, known)
    with plain.path.open("rb") as pages:
        pdf_file, pdf = seal(pages, key=case.key)
    document = Document.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        original_name=name,
        media_type=media_type(source),
        size=stored.size,
        pages=plain.pages,
        content_hash=stored.content_hash,
        original_file=original_file,
        pdf_file=pdf_file,
        pdf_size=pdf.size,
        findings=list(plain.notes),
        facts=[[fact.code, fact.page, fact.detail] for fact in plain.facts],
        numbers=[[page, findings.number_hash(case, digits)] for page, digits in found],
        uploaded_by=by,
    )
    exhibit = exhibits.place_last(document, named=upload.path or name, by=by)
    audit.write(
        verb="document.take_in",
        by=by,
        case_id=case.pk,
        object_id=document.pk,
        pages=plain.pages,
        bytes=stored.size,
    )
    return exhibit


def media_type(source: Path) -> str:
    """Return what a file is by its first bytes, once it has been taken in."""
    with source.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG"):
        return "image/png"
    if head[4:8] == b"ftyp":
        return "image/heic"
    if head.startswith(b"PK"):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return "application/pdf" if b"%PDF-" in head else "image/tiff"
