"""Evidence over the API: files taken in one by one, the exhibits they become, the packets that were built of them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import audit, evidence
from cases.actions.evidence import Fate, Upload
from cases.api.base import InClinic
from cases.api.filters import ExhibitFilters, PacketFilters
from cases.api.shapes import Shape, created, listed, shown
from cases.errors import Problem
from cases.queries.rows import Row, choices, targets
from cases.queries.rows import evidence as known


class PasswordNeeded(Problem):
    """The file is locked, and no password or a wrong one was sent."""


class NewExhibit(Shape):
    """A file to take in: PDF, JPEG, PNG, TIFF, HEIC or DOCX."""

    case = serializers.CharField(max_length=20, help_text="The case's reference.")
    paper = serializers.FileField(allow_empty_file=True, max_length=200)
    path = serializers.CharField(
        max_length=1000,
        required=False,
        allow_blank=True,
        help_text="Where it lay in its folder; suggests a title.",
    )
    password = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text="Opens a locked PDF; not kept.",
    )


class ExhibitRow(Shape):
    """An exhibit in a list."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="The case's reference.")
    document_id = serializers.IntegerField(allow_null=True, help_text="The file it was made of, or null:")
    report_id = serializers.IntegerField(allow_null=True, help_text="The report of the clinic's library.")
    position = serializers.IntegerField(help_text="Its place in the case, from 1: 1 is Tab A.")
    kind = serializers.ChoiceField(choices.EXHIBIT_KIND)
    title = serializers.CharField()
    dated = serializers.CharField(allow_blank=True, help_text="As it is known.")
    date_certainty = serializers.ChoiceField(choices.CERTAINTY)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the column's own name
    language = serializers.CharField(help_text="ISO 639-3.")
    proves = serializers.CharField(allow_blank=True)
    elements = serializers.ListField(child=serializers.CharField())
    closed = serializers.CharField(allow_blank=True, help_text="confidential, sealed, or empty.")
    pages = serializers.CharField(allow_blank=True, help_text="Pages relied on; empty: all of them.")
    paper_pages = serializers.IntegerField(help_text="Pages of the whole paper.")
    published_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.CharField()


class CertificateRow(Shape):
    """What a translator or interpreter certified."""

    kind = serializers.ChoiceField(choices.CERTIFICATE_KIND)
    name = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    is_competent = serializers.BooleanField()
    is_accurate = serializers.BooleanField()
    was_understood = serializers.BooleanField()
    is_signed = serializers.BooleanField()
    signed_on = serializers.DateField(allow_null=True)


class MarkRow(Shape):
    """A highlight or a redaction, in thousandths of the page from its top left corner."""

    kind = serializers.ChoiceField(choices.MARK_KIND)
    page = serializers.IntegerField()
    left = serializers.IntegerField()
    top = serializers.IntegerField()
    right = serializers.IntegerField()
    bottom = serializers.IntegerField()


class ExhibitRecord(ExhibitRow):
    """An exhibit, read on its own."""

    certificates = CertificateRow(many=True)
    marks = MarkRow(many=True)


class PacketRow(Shape):
    """A packet in a list."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="The case's reference.")
    proceeding_id = serializers.IntegerField()
    hearing_id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices.PACKET_STATE)
    problem = serializers.CharField(allow_blank=True, help_text="Why it was not built.")
    pages = serializers.IntegerField()
    first_page = serializers.IntegerField(help_text="The number stamped onto its first page.")
    supplements_id = serializers.IntegerField(allow_null=True, help_text="The packet that it goes on after.")
    corrects_id = serializers.IntegerField(
        allow_null=True, help_text="The rejected packet that it stands in for."
    )
    requested_at = serializers.DateTimeField()
    built_at = serializers.DateTimeField(allow_null=True)
    uploaded_at = serializers.DateTimeField(allow_null=True, help_text="From then on it is frozen.")


class IndexLine(Shape):
    """One exhibit of a packet, on its stamped pages."""

    tab = serializers.CharField()
    exhibit_id = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True)
    first_page = serializers.IntegerField(allow_null=True)
    last_page = serializers.IntegerField(allow_null=True)


class PartRow(Shape):
    """One file of a packet."""

    number = serializers.IntegerField()
    pages = serializers.IntegerField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(allow_blank=True)


class FindingRow(Shape):
    """Something to mend (`hard`), or to look at."""

    code = serializers.CharField()
    sentence = serializers.CharField()
    hard = serializers.BooleanField()


class PacketRecord(PacketRow):
    """A packet, read on its own."""

    index = IndexLine(many=True)
    parts = PartRow(many=True)
    findings = FindingRow(many=True)


class Exhibits(InClinic):
    """The exhibits of the cases you see."""

    filterset_class = ExhibitFilters
    parser_classes = (MultiPartParser,)

    @listed("exhibits_list", ExhibitRow, summary="List exhibits")
    def get(self, request: Request) -> Response:
        """List the exhibits of the cases you see, the newest first."""
        return self.page(known.exhibits(self.member), what="exhibit")

    @created("exhibits_create", NewExhibit, ExhibitRecord, summary="Take in a file, as the last exhibit")
    def post(self, request: Request) -> Response:
        """Take in one file; the case knows it by its content, so that sent again it answers 200 and adds nothing."""
        sent = self.taken(NewExhibit)
        case = targets.case(self.member, sent["case"])
        paper = sent["paper"]
        upload = Upload(paper.name, paper.file, path=sent.get("path", ""), password=sent.get("password", ""))
        (one,) = evidence.take_in(case=case, uploads=[upload], by=self.member).outcomes
        if one.fate == Fate.LOCKED:
            raise PasswordNeeded(one.sentence, field="password")
        if one.exhibit is None:
            raise Problem(one.sentence, field="paper")
        return self.one(_exhibit(self, one.exhibit.pk), status=201 if one.fate == Fate.TAKEN else 200)


class Exhibit(InClinic):
    """One exhibit."""

    @shown("exhibits_read", ExhibitRecord, summary="Read an exhibit; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read what one exhibit is, what is certified of it, what is marked on it."""
        return self.one(_exhibit(self, pk))


class Packets(InClinic):
    """The packets of the cases you see."""

    filterset_class = PacketFilters

    @listed("packets_list", PacketRow, summary="List packets")
    def get(self, request: Request) -> Response:
        """List the packets of the cases you see, the newest first."""
        return self.page(known.packets(self.member), what="packet")


class Packet(InClinic):
    """One packet."""

    @shown("packets_read", PacketRecord, summary="Read a packet; audited")
    def get(self, request: Request, pk: int) -> Response:
        """Read one packet with its index, its files and what was found in it."""
        row = known.packet(self.member, pk)
        return self.one(_noted(self, "packet", row))


def _exhibit(view: InClinic, pk: int) -> Row:
    return _noted(view, "exhibit", known.exhibit(view.member, pk))


def _noted(view: InClinic, what: str, row: dict[str, Any]) -> Row:
    case = targets.case(view.member, row["case_reference"])
    audit.read(what=what, by=view.member, case_id=case.pk, object_id=row["id"])
    return row
