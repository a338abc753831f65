"""Exhibits and packets as plain rows; the names of uploaded files are sealed, and not in them."""

from django.db.models import F
from django.db.models.functions import Coalesce

from cases.models import Certificate, Exhibit, Mark, Membership, Packet, PacketExhibit, PacketPart
from cases.queries.rows import Row, Rows, only


def exhibits(member: Membership) -> Rows:
    """Return the exhibits that this member may see, as rows."""
    rows: Rows = Exhibit.objects.visible_to(member).values(
        "id", "document_id", "report_id", "position", "kind", "title", "dated", "date_certainty", "source", "language",
        "proves", "elements", "closed", "pages", "published_on", "created_at", "version",
        case_reference=F("case__reference"), paper_pages=Coalesce("document__pages", "report__pages"),
    )  # fmt: skip
    return rows


def exhibit(member: Membership, pk: int) -> Row:
    """Return one exhibit with what its certificates say and its marks; raise Missing outside the member's sight."""
    row = only(
        exhibits(member).filter(pk=pk), f"There is no exhibit with the number {pk} here, or not for you."
    )
    told = Certificate.objects.visible_to(member).filter(exhibit_id=pk).order_by("kind")
    row["certificates"] = list(
        told.values(
            "kind", "name", "language", "is_competent", "is_accurate", "was_understood", "is_signed", "signed_on"
        )
    )  # fmt: skip
    marked = Mark.objects.visible_to(member).filter(exhibit_id=pk).order_by("page", "top", "left", "pk")
    row["marks"] = list(marked.values("kind", "page", "left", "top", "right", "bottom"))
    return row


def packets(member: Membership) -> Rows:
    """Return the packets that this member may see, as rows."""
    rows: Rows = Packet.objects.visible_to(member).values(
        "id", "proceeding_id", "hearing_id", "title", "state", "problem", "pages", "first_page", "supplements_id",
        "corrects_id", "requested_at", "built_at", "uploaded_at", case_reference=F("case__reference"),
    )  # fmt: skip
    return rows


def packet(member: Membership, pk: int) -> Row:
    """Return one packet with its index, its files and what was found in it; raise Missing outside the member's sight."""
    row = only(
        packets(member).filter(pk=pk), f"There is no packet with the number {pk} here, or not for you."
    )
    lines = PacketExhibit.objects.visible_to(member).filter(packet_id=pk).order_by("position")
    row["index"] = list(lines.values("tab", "exhibit_id", "title", "first_page", "last_page"))
    files = PacketPart.objects.visible_to(member).filter(packet_id=pk).order_by("number")
    row["parts"] = list(files.values("number", "pages", "size", "sha256"))
    found = Packet.objects.visible_to(member).values_list("findings", flat=True).get(pk=pk)
    row["findings"] = [{name: each[name] for name in ("code", "sentence", "hard")} for each in found]
    return row
