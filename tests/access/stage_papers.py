"""The papers of the stage: a declaration, an exhibit with its scan, a built packet."""

import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from cases import vault
from cases.models import (
    Certificate,
    Charge,
    Declaration,
    Document,
    Exhibit,
    LibraryReport,
    Mark,
    Packet,
    PacketExhibit,
    PacketPart,
    Paragraph,
    Person,
    Witness,
)
from tests.access import stage_declarations
from tests.make import Cast

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def set_up(cast: Cast, person: Person) -> dict[str, Any]:
    """Return a declaration, an exhibit with its scan, and a built packet, by noun."""
    here: dict[str, Any] = {"clinic": cast.bay}
    declaration = Declaration.objects.create(
        **here,
        case=cast.case,
        declarant=person,
        created_by=cast.paralegal,
        interpreter=cast.interpreter,
        session_ends_at=timezone.now() + dt.timedelta(hours=2),
    )
    paragraph = Paragraph.objects.create(
        **here,
        declaration=declaration,
        position=1,
        text="I was born in an invented town.",
        updated_by=cast.paralegal,
    )
    sealed = io.BytesIO()
    stored = vault.encrypt_stream(io.BytesIO(PDF), sealed, wrapped_key=bytes(cast.case.key))
    file = default_storage.save(f"{uuid.uuid4()}", ContentFile(sealed.getvalue()))
    document = Document.objects.create(
        **here,
        case=cast.case,
        original_name="paper.pdf",
        media_type="application/pdf",
        size=len(PDF),
        pages=1,
        content_hash=stored.content_hash,
        original_file=file,
        pdf_file=file,
        pdf_size=len(PDF),
        uploaded_by=cast.paralegal,
    )
    exhibit = Exhibit.objects.create(
        **here, case=cast.case, document=document, position=1, title="A paper", created_by=cast.paralegal
    )
    mark = Mark.objects.create(
        **here,
        exhibit=exhibit,
        kind="highlight",
        page=1,
        left=1,
        top=1,
        right=9,
        bottom=9,
        made_by=cast.paralegal,
    )
    Certificate.objects.create(**here, exhibit=exhibit, kind="translation", name="An invented translator")
    packet = Packet.objects.create(
        **here,
        case=cast.case,
        proceeding=cast.case.proceedings.get(),
        title="EVIDENCE",
        state="built",
        built_at=timezone.now(),
        requested_by=cast.paralegal,
        pages=1,
    )
    line = PacketExhibit.objects.create(
        **here, packet=packet, exhibit=exhibit, position=1, tab="A", first_page=1
    )
    part = PacketPart.objects.create(**here, packet=packet, number=1, file=file, pages=1, size=len(PDF))
    mine = io.BytesIO()
    kept = vault.encrypt_stream(io.BytesIO(PDF), mine, wrapped_key=bytes(cast.bay.key))
    report = LibraryReport.objects.create(
        **here,
        title="An invented report",
        publisher="An invented agency",
        published_on=dt.date(2026, 1, 5),
        pages=1,
        media_type="application/pdf",
        size=len(PDF),
        content_hash=kept.content_hash,
        original_file=file,
        pdf_file=default_storage.save(f"{uuid.uuid4()}", ContentFile(mine.getvalue())),
        pdf_size=len(PDF),
        added_by=cast.paralegal,
    )
    witness = Witness.objects.create(
        **here,
        case=cast.case,
        name="An invented neighbour",
        summary="x",
        minutes=10,
        recorded_by=cast.paralegal,
    )
    charge = Charge.objects.create(**here, case=cast.case, charge="x", recorded_by=cast.paralegal)
    around = stage_declarations.set_up(cast, declaration, paragraph)
    return around | {
        "library_report": report,
        "witness": witness,
        "charge": charge,
        "declaration": declaration,
        "paragraph": paragraph,
        "document": document,
        "exhibit": exhibit,
        "mark": mark,
        "packet": packet,
        "line": line,
        "part": part,
    }
