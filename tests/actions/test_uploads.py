"""A packet's life: uploaded and frozen, accepted or rejected, supplemented where letters and numbers go on."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from cases.actions import exhibits, filings, packets, uploads
from cases.errors import NotPermitted, Problem
from cases.models import (
    Deadline,
    Document,
    Exhibit,
    Filing,
    Hearing,
    Packet,
    PacketExhibit,
    PacketPart,
    Proceeding,
)
from cases.queries import clinics, filed
from cases.queries import packets as asked
from tests import make
from tests.make import Cast


@pytest.fixture
def proceeding(inside: Cast) -> Proceeding:
    return make.make_proceeding(inside.case)


def exhibit(cast: Cast, position: int) -> Exhibit:
    document = Document.objects.create(
        clinic=cast.bay,
        case=cast.case,
        original_name=f"{position}.pdf",
        media_type="application/pdf",
        size=1,
        pages=3,
        content_hash=f"{position}",
        original_file="x",
        pdf_file="x",
        pdf_size=1,
        uploaded_by=cast.paralegal,
    )
    made: Exhibit = Exhibit.objects.create(
        clinic=cast.bay,
        case=cast.case,
        document=document,
        position=position,
        title=f"Paper {position}",
        created_by=cast.paralegal,
    )
    return made


def built(cast: Cast, proceeding: Proceeding, some: list[Exhibit], **fields: Any) -> Packet:
    """A packet as the worker leaves it: ten pages, an index, one part with its hash."""
    given: dict[str, Any] = {"title": "Evidence", "state": "built", "built_at": timezone.now(), "pages": 10}
    packet: Packet = Packet.objects.create(
        clinic=cast.bay,
        case=cast.case,
        proceeding=proceeding,
        requested_by=cast.paralegal,
        **(given | fields),
    )
    for number, one in enumerate(some):
        PacketExhibit.objects.create(
            clinic=cast.bay,
            packet=packet,
            exhibit=one,
            position=number + 1,
            tab="ABCDEFGH"[packet.first_tab + number],
            title=one.title,
            filed_as=filed.fingerprint(one),
        )
    PacketPart.objects.create(
        clinic=cast.bay, packet=packet, number=1, file="x", pages=10, size=9, sha256="a" * 64
    )
    return packet


def upload(cast: Cast, packet: Packet, **fields: Any) -> Filing:
    given: dict[str, Any] = {
        "filed_on": clinics.today(cast.bay),
        "document_type": "Evidence / exhibits",
        "receipt_number": "ECAS-1",
        "by": cast.paralegal,
    }
    return uploads.upload(packet=packet, **(given | fields))


def open_date(cast: Cast, proceeding: Proceeding) -> Deadline:
    day = clinics.today(cast.bay) + dt.timedelta(days=20)
    made: Deadline = Deadline.objects.create(
        clinic=cast.bay,
        case=cast.case,
        proceeding=proceeding,
        rule="EOIR_INDIVIDUAL_30",
        rule_version="test",
        kind="duty",
        title="File the evidence",
        trigger="hearing:1",
        facts={},
        nominal_on=day,
        legal_on=day,
        safe_on=day,
        act_by=day,
        authority="an invented authority",
        verification="from memory",
    )
    return made


def test_an_upload_records_the_filing_and_only_acceptance_closes_the_date(
    inside: Cast, proceeding: Proceeding
) -> None:
    due, packet = open_date(inside, proceeding), built(inside, proceeding, [exhibit(inside, 1)])
    assert asked.answerable(packet=packet) == [due]
    made = upload(inside, packet, deadline=due)
    due.refresh_from_db()
    assert (made.packet_id, made.document_type, made.receipt_number, due.state) == (
        packet.pk,
        "Evidence / exhibits",
        "ECAS-1",
        "open",
    )
    with pytest.raises(Problem, match="already recorded as filed"):
        upload(inside, packet)
    filings.accept(filing=made, version=made.version, on=clinics.today(inside.bay), by=inside.paralegal)
    due.refresh_from_db()
    assert due.state == "done"
    shown = asked.packet(case=inside.case, pk=packet.pk, member=inside.attorney)
    assert asked.outcome(shown) == "accepted"


def test_an_uploaded_packet_is_kept_as_it_was_by_the_database_itself(
    inside: Cast, proceeding: Proceeding
) -> None:
    packet = built(inside, proceeding, [exhibit(inside, 1)])
    PacketPart.objects.update(pages=10)  # before the upload nothing hinders it
    upload(inside, packet)
    for change in (
        lambda: PacketPart.objects.filter(packet=packet).update(sha256="b" * 64),
        lambda: PacketExhibit.objects.filter(packet=packet).update(title="Another"),
        lambda: PacketExhibit.objects.filter(packet=packet).delete(),
        lambda: Packet.objects.filter(pk=packet.pk).update(title="Another"),
        lambda: PacketPart.objects.create(
            clinic=inside.bay, packet=packet, number=2, file="y", pages=1, size=1
        ),
    ):
        with pytest.raises(ProgrammingError, match="kept as it was"), transaction.atomic():
            change()


def test_a_filing_recorded_with_a_packet_freezes_it_too(inside: Cast, proceeding: Proceeding) -> None:
    packet = built(inside, proceeding, [exhibit(inside, 1)])
    filings.record(
        case=inside.case,
        by=inside.paralegal,
        title="Evidence",
        method="counter",
        filed_on=clinics.today(inside.bay),
        proceeding=proceeding,
        packet=packet,
    )
    packet.refresh_from_db()
    assert packet.uploaded_by == inside.paralegal
    waiting = built(inside, proceeding, [], state="failed", built_at=None)
    with pytest.raises(Problem, match="is not built"):
        upload(inside, waiting)


def test_a_change_after_the_upload_is_noticed_and_a_supplement_goes_on(
    inside: Cast, proceeding: Proceeding
) -> None:
    one, two = exhibit(inside, 1), exhibit(inside, 2)
    packet = built(inside, proceeding, [one, two])
    upload(inside, packet)
    shown = asked.packet(case=inside.case, pk=packet.pk, member=inside.attorney)
    assert asked.changed_since(shown) == []
    exhibits.describe(exhibit=one, version=1, title="Paper 1", proves="harm", by=inside.paralegal)
    assert asked.unfiled(case=inside.case, member=inside.paralegal) == set(), "no page of it changed"
    exhibits.describe(exhibit=one, version=2, title="Paper 1", pages="2-3", by=inside.paralegal)
    three = exhibit(inside, 3)
    shown = asked.packet(case=inside.case, pk=packet.pk, member=inside.attorney)
    assert asked.changed_since(shown) == [one]
    assert asked.unfiled(case=inside.case, member=inside.paralegal) == {one.pk, three.pk}
    (base,) = asked.to_follow(case=inside.case, member=inside.paralegal)
    made = packets.order(
        case=inside.case,
        proceeding=proceeding,
        title="Supplement",
        exhibits=[one, three],
        follows=base,
        by=inside.paralegal,
    )
    assert (made.supplements, made.first_tab, made.first_page) == (packet, 2, 11)
    assert list(made.lines.values_list("tab", flat=True)) == ["C", "D"]
    Packet.objects.filter(pk=made.pk).update(state="failed")
    other = make.make_proceeding(inside.case, kind="bia", court_code="")
    with pytest.raises(Problem, match="in the same proceeding"):
        packets.order(
            case=inside.case, proceeding=other, title="X", exhibits=[three], follows=base, by=inside.paralegal
        )


def test_a_rejected_packet_is_corrected_with_its_own_letters_and_is_no_packet_for_the_hearing(
    inside: Cast, proceeding: Proceeding
) -> None:
    make.make_hearing(proceeding, clinics.today(inside.bay) + dt.timedelta(days=60))
    one = exhibit(inside, 1)
    packet = built(inside, proceeding, [one], first_tab=2, first_page=31)
    made = upload(inside, packet)
    assert Hearing.objects.filter(asked.has_packet()).exists()
    filings.reject(
        filing=made,
        version=made.version,
        on=clinics.today(inside.bay),
        reason="No service",
        by=inside.paralegal,
    )
    assert not Hearing.objects.filter(asked.has_packet()).exists()
    assert asked.unfiled(case=inside.case, member=inside.paralegal) == {one.pk}
    (base,) = asked.to_follow(case=inside.case, member=inside.paralegal)
    again = packets.order(
        case=inside.case, proceeding=proceeding, title="X", exhibits=[one], follows=base, by=inside.paralegal
    )
    assert (again.corrects, again.supplements, again.first_tab, again.first_page) == (packet, None, 2, 31)
    assert upload(inside, packet).outcome == "pending", "the same files may be filed again"
    assert Hearing.objects.filter(asked.has_packet()).exists()


def test_who_may_not_and_what_is_missing(inside: Cast, proceeding: Proceeding) -> None:
    packet = built(inside, proceeding, [exhibit(inside, 1)])
    with pytest.raises(NotPermitted):
        upload(inside, packet, by=inside.social_worker)
    with pytest.raises(Problem, match="document type"):
        upload(inside, packet, document_type=" ")
    with pytest.raises(Problem, match="still to come"):
        upload(inside, packet, filed_on=clinics.today(inside.bay) + dt.timedelta(days=1))
    packet.refresh_from_db()
    assert packet.uploaded_at is None, "what was refused froze nothing"
