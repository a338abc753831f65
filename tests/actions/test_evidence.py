"""Papers come in sealed, once, in order; what cannot come in is said by name and stops nothing else."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage

from cases.actions import certificates, evidence, exhibits, marks
from cases.actions.evidence import Upload
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Document, Exhibit, PacketExhibit
from cases.queries import evidence as asked
from tests import make
from tests.make import Cast
from tests.pdf import reading


def upload(path: Path, name: str, words: str = "Some words") -> Upload:
    return Upload(name, io.BytesIO(reading.make_pdf(path / "made.pdf", words=words).read_bytes()))


def test_papers_become_exhibits_sealed_under_the_cases_key(inside: Cast, tmp_path: Path) -> None:
    one = upload(tmp_path, "partida_de-nacimiento.pdf", "Born in an invented town")
    taken = evidence.take_in(case=inside.case, uploads=[one], by=inside.paralegal)
    (exhibit,) = taken.exhibits
    assert (exhibit.title, exhibit.position, taken.refused) == ("Partida de nacimiento", 1, ())
    document = exhibit.document
    assert document.original_name.reveal() == "partida_de-nacimiento.pdf"
    for name in (document.original_file, document.pdf_file):
        assert inside.case.reference not in name
        with default_storage.open(name, "rb") as sealed:
            assert b"%PDF" not in sealed.read()
    assert (
        "Born in an invented town" in reading.texts(evidence.read(document=document, by=inside.attorney))[0]
    )
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["document.take_in", "document.read"]
    assert not any("partida" in str(event.detail) for event in AuditEvent.objects.all())


def test_one_bad_file_among_many_is_named_and_stops_no_other(inside: Cast, tmp_path: Path) -> None:
    uploads = [
        upload(tmp_path, "a.pdf", "First"),
        Upload("holiday.pdf", io.BytesIO(b"not a pdf at all")),
        Upload("empty.pdf", io.BytesIO(b"")),
        Upload("../../etc/passwd", io.BytesIO(b"root")),
        upload(tmp_path, "b.pdf", "Second"),
    ]
    taken = evidence.take_in(case=inside.case, uploads=uploads, by=inside.paralegal)
    assert [e.title for e in taken.exhibits] == ["A", "B"]
    assert [sentence.split(":")[0] for sentence in taken.refused] == ["holiday.pdf", "empty.pdf", "passwd"]


def test_the_same_file_is_taken_once_per_case_and_again_in_another(inside: Cast, tmp_path: Path) -> None:
    data = reading.make_pdf(tmp_path / "x.pdf").read_bytes()
    by, case = inside.coordinator, inside.case
    evidence.take_in(case=case, uploads=[Upload("one.pdf", io.BytesIO(data))], by=by)
    again = evidence.take_in(case=case, uploads=[Upload("two.pdf", io.BytesIO(data))], by=by)
    assert again.exhibits == ()
    assert "two.pdf: is already in this case, as “One” (one.pdf)" in again.refused[0]
    assert again.outcomes[0].exhibit == Exhibit.objects.get(title="One")
    other = evidence.take_in(case=inside.other_case, uploads=[Upload("one.pdf", io.BytesIO(data))], by=by)
    assert len(other.exhibits) == 1
    hashes = set(Document.objects.values_list("content_hash", flat=True))
    assert len(hashes) == 2  # equal files of two cases cannot be matched


def test_a_file_that_is_here_is_known_before_it_is_opened(
    inside: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = reading.make_pdf(tmp_path / "x.pdf").read_bytes()

    def one() -> list[Upload]:
        return [Upload("one.pdf", io.BytesIO(data))]

    (made,) = evidence.take_in(case=inside.case, uploads=one(), by=inside.paralegal).exhibits
    exhibits.set_aside(exhibit=made, by=inside.paralegal)
    monkeypatch.setattr("cases.pdf.normalise._start", lambda: pytest.fail("A child was started."))
    (again,) = evidence.take_in(case=inside.case, uploads=one(), by=inside.paralegal).outcomes
    assert (again.fate, again.exhibit) == ("here", None)
    assert again.reason == "is already in this case, set aside. It was not added twice."


def test_a_locked_file_asks_for_its_password_and_opens_with_it(inside: Cast, tmp_path: Path) -> None:
    plain, locked = reading.make_pdf(tmp_path / "plain.pdf", words="Behind a lock"), tmp_path / "locked.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="lantern"))

    def take(password: str) -> evidence.Outcome:
        upload = Upload("locked.pdf", io.BytesIO(locked.read_bytes()), password=password)
        return evidence.take_in(case=inside.case, uploads=[upload], by=inside.paralegal).outcomes[0]

    assert take("").fate == "locked"
    wrong = take("wrong")
    assert (wrong.fate, wrong.exhibit) == ("locked", None)
    assert "the one given does not open it" in wrong.reason
    right = take("lantern")
    assert right.fate == "taken"
    assert right.exhibit is not None
    assert "Behind a lock" in reading.texts(marks.as_filed(exhibit=right.exhibit, by=inside.paralegal))[0]
    assert not AuditEvent.objects.filter(detail__icontains="lantern").exists()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("birth_certificate-2.pdf", "Birth certificate 2"),
        ("03_scan.pdf", "Scan"),
        ("2021-03-04 report.pdf", "2021 03 04 report"),
        ("3small.pdf", "3small"),
        ("Her case/medical_papers/2. hospital.pdf", "Medical papers: Hospital"),
        ("Her case/scan.pdf", "Scan"),
        ("..pdf", "."),
        ("___.pdf", "Paper"),
    ],
)
def test_a_first_title_is_read_from_the_name_and_its_folders(
    inside: Cast, tmp_path: Path, path: str, title: str
) -> None:
    data = reading.make_pdf(tmp_path / "made.pdf").read_bytes()
    one = Upload(path.rsplit("/", 1)[-1], io.BytesIO(data), path=path)
    (made,) = evidence.take_in(case=inside.case, uploads=[one], by=inside.paralegal).exhibits
    assert made.title == title


def test_files_that_came_side_by_side_share_out_their_places_in_order(inside: Cast, tmp_path: Path) -> None:
    uploads = [upload(tmp_path, f"{name}.pdf", name) for name in "abcde"]
    row = {
        e.title: e.pk
        for e in evidence.take_in(case=inside.case, uploads=uploads, by=inside.paralegal).exhibits
    }
    exhibits.settle(case=inside.case, order=[row["E"], row["B"], row["C"], 0, row["E"]], by=inside.paralegal)
    found = asked.visible(case=inside.case, member=inside.paralegal)
    assert "".join(found.values_list("title", flat=True)) == "AEBDC"
    assert list(found.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    events = AuditEvent.objects.filter(verb="exhibit.arrange").count()
    exhibits.settle(case=inside.case, order=[row["E"], row["B"]], by=inside.paralegal)
    assert AuditEvent.objects.filter(verb="exhibit.arrange").count() == events  # nothing changed


def test_a_file_over_the_limit_is_refused_before_it_is_opened(
    inside: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.AMPARO_UPLOAD_LIMIT = 1_000_000
    big = Upload("whole folder.pdf", io.BytesIO(b"%PDF-1.4" + b"x" * 2_000_000))
    taken = evidence.take_in(case=inside.case, uploads=[big], by=inside.paralegal)
    assert len(taken.refused) == 1
    assert taken.refused[0].startswith(
        "whole folder.pdf: is larger than 1 MB, the most one file may have. Split it"
    )
    assert not Document.objects.exists()


def test_exhibits_change_places_and_the_ends_stay_ends(inside: Cast, tmp_path: Path) -> None:
    uploads = [upload(tmp_path, f"{name}.pdf", name) for name in "abc"]
    a, b, c = evidence.take_in(case=inside.case, uploads=uploads, by=inside.paralegal).exhibits

    def order() -> str:
        return "".join(
            asked.visible(case=inside.case, member=inside.paralegal).values_list("title", flat=True)
        )

    for exhibit, up, after in [
        (a, True, "ABC"),
        (a, False, "BAC"),
        (a, False, "BCA"),
        (a, False, "BCA"),
        (c, True, "CBA"),
    ]:
        exhibits.move(exhibit=exhibit, up=up, by=inside.paralegal)
        assert order() == after
    exhibits.set_aside(exhibit=b, by=inside.paralegal)
    assert order() == "CA"
    assert list(Exhibit.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
    exhibits.take_up(document=b.document, by=inside.paralegal)
    assert order() == "CAB"


def test_an_exhibit_of_a_built_packet_is_kept(inside: Cast, tmp_path: Path) -> None:
    from cases.actions import packets

    (one,) = evidence.take_in(
        case=inside.case, uploads=[upload(tmp_path, "a.pdf")], by=inside.paralegal
    ).exhibits
    packets.order(
        case=inside.case,
        proceeding=make.make_proceeding(inside.case),
        title="X",
        exhibits=[one],
        by=inside.paralegal,
    )
    with pytest.raises(Problem, match="Leave it out of the next packet"):
        exhibits.set_aside(exhibit=one, by=inside.paralegal)
    assert PacketExhibit.objects.get().exhibit == one


def test_the_second_of_two_describers_is_told(inside: Cast, tmp_path: Path) -> None:
    (one,) = evidence.take_in(
        case=inside.case, uploads=[upload(tmp_path, "a.pdf")], by=inside.paralegal
    ).exhibits
    exhibits.describe(exhibit=one, version=1, title="Police report", language="spa", by=inside.paralegal)
    with pytest.raises(Conflict):
        exhibits.describe(exhibit=one, version=1, title="Something else", by=inside.attorney)
    row = asked.for_case_page(case=inside.case, member=inside.attorney).exhibits[0]
    assert row.exhibit.title == "Police report"
    assert "no certified translation is recorded" in row.findings[0].sentence
    certificates.record(
        exhibit=one,
        version=2,
        kind="translation",
        name="Orfelinda Castaway",
        is_competent=True,
        is_accurate=True,
        is_signed=True,
        signed_on=dt.date(2026, 1, 5),
        address="210 Lighthouse Row, 555-0147",
        by=inside.attorney,
    )
    assert asked.for_case_page(case=inside.case, member=inside.attorney).exhibits[0].findings == ()


def test_who_may_not_is_told_so(inside: Cast, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted, match="social worker"):
        evidence.take_in(case=inside.case, uploads=[upload(tmp_path, "a.pdf")], by=inside.social_worker)
