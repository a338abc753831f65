"""From a handful of scans to a packet, in the browser and without a script."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import tasks
from cases.models import AuditEvent, Document, Exhibit, Membership, Packet
from tests import make
from tests.make import Cast
from tests.pdf import reading

Browse = Callable[[Membership], Browser]


def url(name: str, cast: Cast, **ids: Any) -> str:
    return reverse(name, kwargs={"clinic": "bay", "reference": cast.case.reference, **ids})


def scan(path: Path, name: str, words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, reading.make_pdf(path / "made.pdf", words=words, pages=2).read_bytes())


def exhibits(cast: Cast) -> list[Exhibit]:
    with cast.bay.inside():
        return list(Exhibit.objects.filter(case=cast.case).order_by("position"))


def test_from_scans_to_a_downloaded_packet(cast: Cast, browse: Browse, tmp_path: Path) -> None:
    browser = browse(cast.paralegal)
    with cast.bay.inside():
        proceeding = make.make_proceeding(cast.case, judge="Ana Example")
        make.make_hearing(proceeding, timezone.localdate() + dt.timedelta(days=60))
    uploads = [scan(tmp_path, "birth_certificate.pdf", "Born"), scan(tmp_path, "report.pdf", "Police")]
    uploads.append(SimpleUploadedFile("notes.pdf", b"these are only words"))
    page = browser.post(url("evidence", cast), {"papers": uploads}, follow=True).content.decode()
    assert "2 taken in, 1 not" in page
    assert re.search(r"notes\.pdf</span>\s*<span[^>]*>is not a PDF or a picture", page)
    first, second = exhibits(cast)
    browser.post(url("exhibit_move", cast, exhibit=second.pk), {"to": "up"})
    described = {
        "title": "Police report",
        "kind": "police",
        "dated": "3 May 2021",
        "language": "spa",
        "proves": "harm",
        "version": 1,
    }
    assert browser.post(url("exhibit", cast, exhibit=second.pk), described).status_code == 302
    listed = browser.get(url("evidence", cast)).content.decode()
    assert listed.index("Police report") < listed.index("Birth certificate")
    assert "no certified translation is recorded" in listed

    choose = {"title": "Evidence", "proceeding": proceeding.pk, "exhibits": [first.pk, second.pk]}
    ordered = browser.post(url("packet_add", cast), choose)
    where = ordered.headers["Location"]
    waiting = browser.get(where).content.decode()
    assert 'http-equiv="refresh"' in waiting
    assert "Waiting for the worker" in waiting
    assert 'hx-trigger="every 1s"' in browser.get(where, headers={"HX-Request": "true"}).content.decode()
    with cast.bay.inside():
        packet = Packet.objects.get()
    assert tasks.build_packet(cast.bay.pk, packet.pk)
    done = browser.get(where).content.decode()
    assert "Built, 1 finding" in done
    assert "ready to file" not in done
    part = browser.get(url("packet_part", cast, packet=packet.pk, number=1))
    assert part.headers["Content-Disposition"] == f'attachment; filename="{cast.case.reference}_evidence.pdf"'
    pages = reading.texts(part.content)
    assert "Police 1" in pages[3]  # cover, index, tab A
    assert "hx-get" not in browser.get(where, headers={"HX-Request": "true"}).content.decode()


def test_a_double_click_orders_one_packet(cast: Cast, browse: Browse, tmp_path: Path) -> None:
    browser = browse(cast.paralegal)
    with cast.bay.inside():
        proceeding = make.make_proceeding(cast.case)
    browser.post(url("evidence", cast), {"papers": [scan(tmp_path, "a.pdf", "A")]})
    choose = {
        "title": "Evidence",
        "proceeding": proceeding.pk,
        "exhibits": [exhibits(cast)[0].pk],
        "once": "5e0a2360-0000-4000-8000-000000000001",
    }
    one, two = browser.post(url("packet_add", cast), choose), browser.post(url("packet_add", cast), choose)
    assert one.headers["Location"] == two.headers["Location"]
    with cast.bay.inside():
        assert Packet.objects.count() == 1
    other = browse(cast.attorney).post(url("packet_add", cast), {**choose, "once": ""})
    assert "is being built at this moment" in other.content.decode()


def test_each_file_of_the_queue_gets_its_own_answer(cast: Cast, browse: Browse, tmp_path: Path) -> None:
    browser, where = browse(cast.paralegal), url("evidence_upload", cast)
    data = reading.make_pdf(tmp_path / "made.pdf", words="Some words", pages=2).read_bytes()

    def send(name: str, content: bytes, **more: str) -> dict[str, Any]:
        answer = browser.post(where, {"paper": SimpleUploadedFile(name, content), **more})
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    taken = send("scan.pdf", data, path="Her papers/school/scan.pdf")
    (exhibit,) = exhibits(cast)
    assert (taken["fate"], taken["reason"]) == ("taken", "was taken in: 2 pages.")
    assert (taken["exhibit"], taken["title"]) == (exhibit.pk, "School: Scan")
    assert taken["url"] == url("exhibit", cast, exhibit=exhibit.pk)
    again = send("scan again.pdf", data)
    assert (again["fate"], again["exhibit"]) == ("here", exhibit.pk)
    assert "as “School: Scan” (scan.pdf)" in again["reason"]
    refused = send("empty.pdf", b"")
    assert (refused["fate"], refused["reason"][:8]) == ("refused", "is empty")
    assert "exhibit" not in refused
    assert browser.post(where, {}).status_code == 400
    assert len(exhibits(cast)) == 1


def test_a_double_click_uploads_once(cast: Cast, browse: Browse, tmp_path: Path) -> None:
    once = "5e0a2360-0000-4000-8000-000000000002"
    for _ in range(2):
        browse(cast.paralegal).post(
            url("evidence", cast), {"papers": [scan(tmp_path, "a.pdf", "A")], "once": once}
        )
    with cast.bay.inside():
        assert Document.objects.count() == 1


def test_a_file_over_the_limit_ends_in_a_sentence(cast: Cast, browse: Browse, settings: Any) -> None:
    settings.AMPARO_UPLOAD_LIMIT = 1_000_000
    big = SimpleUploadedFile("everything.pdf", b"%PDF-1.4" + b"x" * 1_500_000)
    page = browse(cast.paralegal).post(url("evidence", cast), {"papers": [big]}, follow=True).content.decode()
    assert re.search(r"everything\.pdf</span>\s*<span[^>]*>is larger than 1 MB", page)
    assert "0 taken in, 1 not" in page
    with cast.bay.inside():
        assert not Document.objects.exists()


def test_no_file_and_nothing_chosen_are_said(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    assert "Choose at least one file" in browser.post(url("evidence", cast), {}).content.decode()
    assert "There is no exhibit yet" in browser.get(url("packet_add", cast)).content.decode()


def test_a_document_opens_in_the_browser_and_who_read_it_is_recorded(
    cast: Cast, browse: Browse, tmp_path: Path
) -> None:
    browse(cast.paralegal).post(
        url("evidence", cast), {"papers": [scan(tmp_path, "secret name.pdf", "Inside")]}
    )
    with cast.bay.inside():
        document = Document.objects.get()
    answer = browse(cast.attorney).get(url("document", cast, document=document.pk))
    assert "Inside 1" in reading.texts(answer.content)[0]
    assert "secret" not in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    came = browse(cast.attorney).get(url("document_original", cast, document=document.pk))
    assert came.content == (tmp_path / "made.pdf").read_bytes()  # untouched
    assert came.headers["Content-Type"] == "application/octet-stream"  # no browser opens it as a page of ours
    assert came.headers["Content-Disposition"].startswith("attachment")
    assert "secret" not in came.headers["Content-Disposition"]
    with cast.bay.inside():
        assert AuditEvent.objects.filter(verb="original.read", object_id=document.pk).count() == 1


@pytest.mark.parametrize("name", ["evidence", "packet_add"])
def test_pages_ask_as_many_questions_for_ten_exhibits_as_for_one(
    cast: Cast, browse: Browse, tmp_path: Path, name: str
) -> None:
    browser = browse(cast.paralegal)
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    browser.post(url("evidence", cast), {"papers": [scan(tmp_path, "a.pdf", "A")]}, follow=True)
    browser.get(url(name, cast))
    with CaptureQueriesContext(connection) as one:
        browser.get(url(name, cast))
    more = [scan(tmp_path, f"{n}.pdf", f"N{n}") for n in range(9)]
    browser.post(url("evidence", cast), {"papers": more}, follow=True)
    with CaptureQueriesContext(connection) as ten:
        page = browser.get(url(name, cast)).content.decode()
    assert ("N8" in page) or ("8" in page)
    assert len(one) == len(ten)
