"""Text is recognised and old pages are looked at by the worker, once; what cannot be done harms nothing."""

import datetime as dt
import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cases import tasks
from cases.actions import evidence, recognition
from cases.actions.evidence import Upload
from cases.errors import NotPermitted, Problem
from cases.models import AuditEvent, Document, Exhibit
from cases.pdf import ocr
from cases.queries import documents, filed, findings
from cases.queries import evidence as asked
from tests.make import Cast
from tests.pdf import reading

NO_OCR = "ocrmypdf and Tesseract are not installed here: recognising text was not tried."
WORDS = "LANTERN BAY A 012 345 678"


def scanned(cast: Cast, path: Path) -> Exhibit:
    """A page of words as a scanner gives it: one JPEG of 200 dpi, no text."""
    with reading.opened(reading.make_pdf(path / "typed.pdf", words=WORDS)) as pdf:
        reading.picture_of(pdf, 0, longest=2200).save(path / "scan.jpg", dpi=(200, 200), quality=90)
    upload = Upload("scan.jpg", io.BytesIO((path / "scan.jpg").read_bytes()))
    (made,) = evidence.take_in(case=cast.case, uploads=[upload], by=cast.paralegal).exhibits
    return made


def pictures(pdf: bytes) -> list[str]:
    """A hash of each picture in a PDF, as it is packed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sorted(
            hashlib.sha256(picture.read_raw_bytes()).hexdigest()
            for page in opened.pages
            for picture in page.get_images().values()
        )


def fresh(exhibit: Exhibit) -> Exhibit:
    found: Exhibit = Exhibit.objects.select_related("document__case").get(pk=exhibit.pk)
    return found


def codes(exhibit: Exhibit) -> set[str]:
    return {each.code for each in findings.of_exhibit(fresh(exhibit), today=dt.date(2026, 1, 5))}


@pytest.mark.skipif(ocr.find() is None, reason=NO_OCR)
def test_a_scan_becomes_searchable_and_its_picture_stays_bit_for_bit(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        exhibit = scanned(cast, tmp_path)
        assert "no_text" in codes(exhibit)
        before = evidence.read(document=exhibit.document, by=cast.paralegal)
        was, original = exhibit.document.pdf_file, exhibit.document.original_file
        stood = filed.fingerprint(exhibit)
        recognition.ask(document=exhibit.document, by=cast.paralegal)
        recognition.ask(document=exhibit.document, by=cast.attorney)  # asked twice, done once
        assert AuditEvent.objects.filter(verb="document.recognise").count() == 1
    assert tasks.sweep_documents() == 1
    assert tasks.work_on_document(cast.bay.pk, exhibit.document.pk)
    assert not tasks.work_on_document(cast.bay.pk, exhibit.document.pk)
    with cast.bay.inside():
        now = fresh(exhibit)
        after = evidence.read(document=now.document, by=cast.paralegal)
        assert "LANTERN" in reading.texts(after)[0]
        assert pictures(after) == pictures(before)
        assert codes(exhibit) & {"no_text", "not_worked"} == set()
        assert "a_number" in codes(exhibit)  # what nobody could search until now is found
        assert now.document.original_file == original
        assert default_storage.exists(original)
        assert now.document.pdf_file != was
        assert filed.fingerprint(now) != stood  # a packet that was built before is said to be older
        # A page on which nothing was found is said, and not offered for ever.
        Document.objects.filter(pk=now.document.pk).update(facts=[["no_text", 1, ""]])
        assert not documents.lacks_text(fresh(exhibit))
        (said,) = [
            each
            for each in findings.of_exhibit(fresh(exhibit), today=dt.date(2026, 1, 5))
            if each.code == "no_text"
        ]
        assert (said.at, "none found" in said.sentence) == ("exhibit_pages", True)


@pytest.mark.skipif(ocr.find() is None, reason=NO_OCR)
def test_a_broken_scan_is_said_and_stays_as_it_was(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cast.bay.inside():
        exhibit = scanned(cast, tmp_path)
        recognition.ask(document=exhibit.document, by=cast.paralegal)
        was = exhibit.document.pdf_file
    monkeypatch.setattr(evidence, "unsealed", lambda _name, *, key: [b"not a PDF"])
    assert not tasks.work_on_document(cast.bay.pk, exhibit.document.pk)
    monkeypatch.undo()
    with cast.bay.inside():
        assert fresh(exhibit).document.pdf_file == was
        (said,) = [
            each
            for each in findings.of_exhibit(fresh(exhibit), today=dt.date(2026, 1, 5))
            if each.code == "not_worked"
        ]
        assert "ocrmypdf gave up" in said.sentence
        assert said.at == "recognise"
    assert documents.waiting() == []  # until somebody asks again
    with cast.bay.inside():
        recognition.ask(document=fresh(exhibit).document, by=cast.paralegal)
    assert len(documents.waiting()) == 1


def test_without_ocrmypdf_it_is_said(inside: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = scanned(inside, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    (said,) = [
        each
        for each in findings.of_exhibit(fresh(exhibit), today=dt.date(2026, 1, 5))
        if each.code == "no_text"
    ]
    assert "is not installed here" in said.sentence
    with pytest.raises(Problem, match="not installed here"):
        recognition.ask(document=exhibit.document, by=inside.paralegal)
    with pytest.raises(NotPermitted):
        recognition.ask(document=exhibit.document, by=inside.social_worker)
    assert not Document.objects.exclude(work="").exists()


def test_the_pages_of_an_old_document_are_looked_at_by_the_worker(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        exhibit = scanned(cast, tmp_path)
        seen = exhibit.document.facts
        assert seen
        # As it lies there from before pages were looked at; the migration asks for it.
        Document.objects.update(facts=[], work="look", work_asked_at=timezone.now())
        assert codes(exhibit) == {"unlooked"}
        assert asked.for_case_page(case=cast.case, member=cast.paralegal).exhibits[0].findings
    assert tasks.work_on_document(cast.bay.pk, exhibit.document.pk)
    with cast.bay.inside():
        document = fresh(exhibit).document
        assert (document.work, document.facts) == ("", seen)
        assert "no_text" in codes(exhibit)


def test_a_worker_that_fell_silent_is_followed_by_another_and_comes_too_late(
    cast: Cast, tmp_path: Path
) -> None:
    now = timezone.now()
    with cast.bay.inside():
        exhibit = scanned(cast, tmp_path)
        Document.objects.update(work="look", work_asked_at=now)
        first = recognition.claim(document_id=exhibit.document.pk, now=now - documents.LEASE * 2)
        assert first is not None
    assert len(documents.waiting()) == 1
    with cast.bay.inside():
        second = recognition.claim(document_id=exhibit.document.pk)
        assert second is not None
        assert not recognition.finish(document=first, seen=recognition.Seen((), ()))
        assert recognition.finish(document=second, seen=recognition.Seen((), ()))
        assert fresh(exhibit).document.work == ""
        Document.objects.update(work="look", work_attempts=3)
        assert recognition.claim(document_id=exhibit.document.pk) is None
        assert "broken off three times" in fresh(exhibit).document.work_problem


@pytest.mark.parametrize(
    ("language", "there", "read"),
    [
        ("spa", ["eng", "spa"], ["spa", "eng"]),
        ("spa", ["eng"], ["eng"]),
        ("eng", ["eng", "spa"], ["eng"]),
        ("zho", ["chi_sim", "eng"], ["chi_sim", "eng"]),
        ("mam", [], ["eng"]),
    ],
)
def test_a_paper_is_read_in_its_language_and_in_english(
    language: str, there: list[str], read: list[str]
) -> None:
    assert ocr.wanted(language, there=there) == read
