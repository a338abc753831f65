"""A packet is a row first; whoever claims it builds it once, a dead worker's is taken over, a stopped one ends."""

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from celery import current_app
from django.utils import timezone

from cases import tasks
from cases.actions import evidence, exhibits, packets
from cases.actions.evidence import Upload
from cases.errors import Problem
from cases.models import AuditEvent, Packet, PacketPart, Proceeding
from cases.pdf import packet as binding
from cases.queries import captions
from cases.queries import packets as asked
from tests import make
from tests.make import Cast
from tests.pdf import reading


@pytest.fixture
def proceeding(cast: Cast, tmp_path: Path) -> Proceeding:
    """Three exhibits and a hearing, so that the cover has everything."""
    with cast.bay.inside():
        uploads = [
            Upload(
                f"paper {n}.pdf",
                io.BytesIO(reading.make_pdf(tmp_path / "m.pdf", words=f"Paper {n}", pages=n).read_bytes()),
            )
            for n in (1, 2, 3)
        ]
        evidence.take_in(case=cast.case, uploads=uploads, by=cast.paralegal)
        made = make.make_proceeding(cast.case, judge="Ana Example")
        make.make_hearing(made, timezone.localdate() + dt.timedelta(days=90))
        return made


def order(cast: Cast, proceeding: Proceeding) -> Packet:
    return packets.order(
        case=cast.case,
        proceeding=proceeding,
        hearing=asked.next_hearing(proceeding),
        title="Respondent's Evidence",
        exhibits=list(cast.case.exhibits.order_by("position")),
        by=cast.paralegal,
    )


def test_the_worker_builds_it_and_the_index_is_true(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
    assert tasks.build_packet(cast.bay.pk, made.pk) is True
    assert tasks.build_packet(cast.bay.pk, made.pk) is False  # rung twice, built once
    with cast.bay.inside():
        found = asked.packet(case=cast.case, pk=made.pk, member=cast.attorney)
        assert (found.state, found.done, found.attempts) == ("built", found.total, 1)
        part = asked.part(packet=found, number=1)
        data = packets.download(part=part, by=cast.attorney)
        assert reading.title_of(data) == f"Evidence, {cast.case.reference}"  # not the title somebody typed
        pages = reading.texts(data)
        assert len(pages) == found.pages == part.pages
        for line in found.lines.all():
            assert line.first_page and line.last_page
            assert f"Paper {line.position} 1" in pages[line.first_page - 1]
            assert pages[line.last_page - 1].endswith(str(line.last_page))
        cover = " ".join(pages[0].split())
        for words in (
            "MARISOL TZOC",
            "A 200-123-456",
            "HOUSTON, TX",
            "NON-DETAINED",
            "Ana Example",
            "8:30 AM",
            "RESPONDENT'S EVIDENCE",
            "Attorney",
        ):
            assert words in cover
        assert found.findings == []
        assert packets.file_name(part, parts=1) == f"{cast.case.reference}_evidence.pdf"
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
        assert {"packet.order", "packet.build", "packet.download"} <= verbs


def test_what_is_missing_becomes_a_warning_and_is_not_made_up(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        (one,) = evidence.take_in(
            case=cast.case,
            uploads=[Upload("x.pdf", io.BytesIO(reading.make_pdf(tmp_path / "m.pdf").read_bytes()))],
            by=cast.paralegal,
        ).exhibits
        exhibits.describe(exhibit=one, version=1, title="Denuncia", language="spa", by=cast.paralegal)
        made = order(cast, make.make_proceeding(cast.case))
    assert tasks.build_packet(cast.bay.pk, made.pk)
    with cast.bay.inside():
        made.refresh_from_db()
        said = " ".join(each["sentence"] for each in made.findings)
    for words in (
        "immigration judge is not recorded",
        "next hearing is not recorded",
        "Denuncia: it is in Spanish",
    ):
        assert words in said


def test_a_packet_for_uscis_names_no_immigration_court_and_misses_none(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        agency = make.make_proceeding(cast.case, kind="uscis_asylum", court_code="HOU")
        caption = captions.caption(case=cast.case, proceeding=agency, hearing=None)
        file = reading.make_pdf(tmp_path / "x.pdf")
    order = binding.Order(caption, "Evidence", (binding.Exhibit("Denuncia", (file,)),))
    built = binding.assemble(order, tmp_path)
    cover = " ".join(reading.texts(built.parts[0].path)[0].split())
    assert "MARISOL TZOC" in cover
    for words in ("proceedings", "IMMIGRATION COURT", "DETAINED", "Immigration Judge"):
        assert words not in cover
    assert {finding.code for finding in built.findings} == {"service"}


def test_two_clicks_and_two_people_build_one_packet(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        order(cast, proceeding)
        with pytest.raises(Problem, match="is being built at this moment"):
            order(cast, proceeding)
        assert Packet.objects.count() == 1


@pytest.mark.parametrize(("title", "chosen", "words"), [("", 3, "title"), ("X", 0, "at least one exhibit")])
def test_an_order_must_say_what(
    cast: Cast, proceeding: Proceeding, title: str, chosen: int, words: str
) -> None:
    with cast.bay.inside(), pytest.raises(Problem, match=words):
        packets.order(
            case=cast.case,
            proceeding=proceeding,
            title=title,
            exhibits=list(cast.case.exhibits.all())[:chosen],
            by=cast.paralegal,
        )


def test_a_dead_workers_packet_is_found_and_taken_over_and_given_up_after_three_tries(
    cast: Cast, proceeding: Proceeding
) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
        started = timezone.now()
        assert packets.claim(packet_id=made.pk, now=started)
        assert packets.claim(packet_id=made.pk, now=started + dt.timedelta(minutes=4)) is None
    assert asked.waiting() == []
    for late in (6, 12):
        with cast.bay.inside():
            again = packets.claim(packet_id=made.pk, now=started + dt.timedelta(minutes=late))
            assert again is not None
    with cast.bay.inside():
        assert packets.claim(packet_id=made.pk, now=started + dt.timedelta(minutes=18)) is None
        made.refresh_from_db()
        assert (made.state, made.attempts) == ("failed", 4)
        assert "broken off three times" in made.problem


def test_a_worker_that_lost_its_claim_keeps_nothing(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
        first = packets.claim(packet_id=made.pk)
        assert first is not None
        Packet.objects.filter(pk=made.pk).update(attempts=2)  # somebody else's claim
        with pytest.raises(packets.Stopped):
            packets.report(packet=first, done=1, total=2)
        packets.fail(packet=first, sentence="x")
        made.refresh_from_db()
        assert made.state == "building"


def test_stopping_ends_it_and_its_worker_keeps_nothing(
    cast: Cast, proceeding: Proceeding, tmp_path: Path
) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
        working = packets.claim(packet_id=made.pk)
        assert working is not None
        laid_out = packets.lay_out(packet=working, folder=tmp_path)
        packets.stop(packet=made, by=cast.paralegal)
        with pytest.raises(packets.Stopped):
            packets.report(packet=working, done=1, total=2)
        with pytest.raises(packets.Stopped):
            packets.finish(packet=working, built=binding.assemble(laid_out.order, tmp_path))
        made.refresh_from_db()
        assert made.state == "failed"
        assert made.problem == "Stopped by Paralegal."
        assert not PacketPart.objects.exists()
        order(cast, proceeding)  # and the next can be ordered


def test_a_packet_that_is_stopped_while_it_is_bound_leaves_neither_row_nor_file(
    cast: Cast, proceeding: Proceeding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with cast.bay.inside():
        made = order(cast, proceeding)
    seen: list[Path] = []
    settle = binding.assemble

    def stop_meanwhile(*given: Any, **named: Any) -> binding.Packet:
        seen.extend(tmp_path.glob("amparo-room-*/*.pdf"))  # decrypted for as long as they are bound
        with cast.bay.inside():
            packets.stop(packet=made, by=cast.paralegal)
        return settle(*given, **named)

    monkeypatch.setattr(binding, "assemble", stop_meanwhile)
    assert tasks.build_packet(cast.bay.pk, made.pk) is False
    assert len(seen) == 3
    assert not list(tmp_path.glob("amparo-room-*"))
    with cast.bay.inside():
        made.refresh_from_db()
        assert (made.state, made.problem) == ("failed", "Stopped by Paralegal.")
        assert not PacketPart.objects.exists()


def test_a_packet_whose_orderer_lost_the_case_is_not_built(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        made = packets.order(
            case=cast.case,
            proceeding=proceeding,
            title="X",
            exhibits=list(cast.case.exhibits.all()),
            by=cast.attorney,
        )
        cast.case.assignments.filter(membership=cast.attorney).update(ends_at=timezone.now())
    assert tasks.build_packet(cast.bay.pk, made.pk)
    with cast.bay.inside():
        made.refresh_from_db()
        assert "may no longer open the case" in made.problem


def test_the_sweep_rings_for_what_waits_in_every_clinic(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
    rung: list[object] = []
    with patch.object(current_app, "send_task", lambda name, args: rung.append((name, *args))):
        assert tasks.sweep_packets() == 1
    assert asked.waiting() == [asked.Waiting(cast.bay.pk, made.pk)]


def test_a_clinic_cannot_be_rung_into_anothers_packet(cast: Cast, proceeding: Proceeding) -> None:
    with cast.bay.inside():
        made = order(cast, proceeding)
    assert tasks.build_packet(cast.river.pk, made.pk) is False
    with cast.bay.inside():
        made.refresh_from_db()
        assert made.state == "queued"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(300, "1 kB"), (48_400, "48 kB"), (99_400, "99 kB"), (100_000, "0.1 MB"), (24_960_000, "25.0 MB")],
)
def test_a_small_file_is_not_said_to_weigh_nothing(size: int, shown: str) -> None:
    assert PacketPart(size=size).megabytes == shown
