"""A copy with chosen pages and marks is made once: the next packet only stamps it, until a mark or a page changes."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from cases import tasks
from cases.actions import evidence, exhibits, filed_copies, marks, packets
from cases.actions.evidence import Upload
from cases.models import Exhibit, FiledCopy, Packet, PacketPart
from tests import make
from tests.make import Cast
from tests.pdf import reading

SECRET = "Account 77"


@pytest.fixture
def marked(cast: Cast, tmp_path: Path) -> Exhibit:
    """An exhibit of which two pages are filed, one of them redacted."""
    with cast.bay.inside():
        made: list[Exhibit] = []
        for words in (SECRET, "Receipt"):
            data = reading.make_pdf(tmp_path / "made.pdf", words=words, pages=3).read_bytes()
            upload = Upload(f"{words}.pdf", io.BytesIO(data))
            made += evidence.take_in(case=cast.case, uploads=[upload], by=cast.paralegal).exhibits
        redact(cast, made[0], page=2)
        return exhibits.describe(
            exhibit=made[0], version=1, title="Statement", pages="2-3", by=cast.paralegal
        )


def redact(cast: Cast, exhibit: Exhibit, *, page: int) -> None:
    box = (300, 400, 700, 600)
    marks.add_box(exhibit=exhibit, kind="redaction", page=page, box=box, by=cast.paralegal)


def order(cast: Cast) -> Packet:
    proceeding = cast.case.proceedings.first() or make.make_proceeding(cast.case)
    return packets.order(
        case=cast.case,
        proceeding=proceeding,
        title="Evidence",
        exhibits=list(cast.case.exhibits.order_by("position")),
        by=cast.paralegal,
    )


def build(cast: Cast) -> bytes:
    """Build a packet of all exhibits in their order, and return its only part."""
    with cast.bay.inside():
        packet = order(cast)
    assert tasks.build_packet(cast.bay.pk, packet.pk)
    with cast.bay.inside():
        packet.refresh_from_db()
        assert packet.state == "built", packet.problem
        return packets.download(part=PacketPart.objects.get(packet=packet), by=cast.attorney)


def stored(name: str) -> bytes:
    """A file as it lies in the store."""
    with default_storage.open(name, "rb") as file:
        return bytes(file.read())


def copies_to_make(cast: Cast, folder: Path) -> int:
    """How many copies the next packet would have to make."""
    with cast.bay.inside():
        packet = order(cast)
        claimed = packets.claim(packet_id=packet.pk)
        assert claimed is not None
        count = len(packets.lay_out(packet=claimed, folder=folder).copies)
        packets.stop(packet=packet, by=cast.paralegal)
        return count


def test_the_second_packet_takes_the_copy_of_the_first_also_in_another_order(
    cast: Cast, marked: Exhibit, tmp_path: Path
) -> None:
    assert copies_to_make(cast, tmp_path) == 1
    first = build(cast)
    assert SECRET + " 2" not in " ".join(reading.texts(first))
    with cast.bay.inside():
        kept = FiledCopy.objects.get()
        assert b"%PDF" not in stored(kept.file)  # sealed, as every paper is
    assert copies_to_make(cast, tmp_path) == 0
    assert build(cast) == first
    with cast.bay.inside():
        exhibits.arrange(
            case=cast.case,
            order=list(cast.case.exhibits.order_by("-position").values_list("pk", flat=True)),
            by=cast.paralegal,
        )
    assert copies_to_make(cast, tmp_path) == 0
    words = [text.split("\n")[0] for text in reading.texts(build(cast))]
    assert words.index("Receipt 1") < words.index(f"{SECRET} 3")
    with cast.bay.inside():
        assert FiledCopy.objects.get() == kept


def test_a_new_mark_makes_a_new_copy_and_the_old_one_is_thrown_away(
    cast: Cast, marked: Exhibit, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    build(cast)
    with cast.bay.inside():
        earlier = FiledCopy.objects.get().file
        redact(cast, marked, page=3)
    assert copies_to_make(cast, tmp_path) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert SECRET not in " ".join(reading.texts(build(cast)))
    with cast.bay.inside():
        assert FiledCopy.objects.get().file != earlier
    assert not default_storage.exists(earlier)


@pytest.mark.parametrize("harm", ["gone", "cut", "another's"])
def test_a_copy_that_cannot_be_read_is_made_again(
    harm: str, cast: Cast, marked: Exhibit, tmp_path: Path
) -> None:
    first = build(cast)
    with cast.bay.inside():
        file = FiledCopy.objects.get().file
        sealed = stored(file)
        default_storage.delete(file)
        if harm == "cut":
            default_storage.save(file, io.BytesIO(sealed[:-40]))
        elif harm == "another's":
            strange, _ = evidence.seal(io.BytesIO(b"x"), key=cast.bay.key)
            default_storage.save(file, io.BytesIO(stored(strange)))
    assert copies_to_make(cast, tmp_path) == 1
    assert build(cast) == first


def test_what_is_looked_at_before_filing_is_what_is_filed(
    cast: Cast, marked: Exhibit, tmp_path: Path
) -> None:
    with cast.bay.inside():
        shown = cast.case.exhibits.get(pk=marked.pk)
        seen = marks.as_filed(exhibit=shown, by=cast.attorney)
        laid = filed_copies.lay_down(cast.case.exhibits.get(pk=marked.pk), tmp_path, stem="x")
        assert laid.copy is None
        assert laid.file.read_bytes() == seen
        assert laid.pages == len(reading.texts(seen)) == 2


def test_an_exhibit_that_is_set_aside_leaves_no_copy(
    cast: Cast, marked: Exhibit, django_capture_on_commit_callbacks: Any
) -> None:
    with cast.bay.inside():
        marks.as_filed(exhibit=marked, by=cast.attorney)
        file = FiledCopy.objects.get().file
        assert default_storage.exists(file)
        with django_capture_on_commit_callbacks(execute=True):
            exhibits.set_aside(exhibit=marked, by=cast.paralegal)
        assert not FiledCopy.objects.exists()
    assert not default_storage.exists(file)
