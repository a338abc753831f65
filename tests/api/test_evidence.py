"""Evidence over the API: a file is taken in once, and exhibits and packets are read by those who see the case."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from cases.models import AuditEvent, Document, Membership
from tests.make import Cast
from tests.pdf import reading

Program = Callable[[Membership], Browser]
Rows = dict[str, Any]


def send(caller: Browser, cast: Cast, name: str, content: bytes, **more: str) -> Any:
    paper = SimpleUploadedFile(name, content)
    return caller.post("/api/v1/exhibits/", {"case": cast.case.reference, "paper": paper, **more})


def test_a_file_is_taken_in_once_and_read(cast: Cast, rows: Rows, program: Program, tmp_path: Path) -> None:
    caller = program(cast.paralegal)
    data = reading.make_pdf(tmp_path / "made.pdf", words="Some words", pages=3).read_bytes()
    made = send(caller, cast, "scan.pdf", data, path="Hers/school/scan.pdf")
    assert made.status_code == 201, made.content
    exhibit = made.json()
    assert (exhibit["case"], exhibit["title"], exhibit["paper_pages"]) == (
        cast.case.reference,
        "School: Scan",
        3,
    )
    assert exhibit["certificates"] == exhibit["marks"] == []
    again = send(caller, cast, "again.pdf", data)
    assert (again.status_code, again.json()["id"]) == (200, exhibit["id"])
    with cast.bay.inside():
        assert Document.objects.filter(pages=3).count() == 1
        assert AuditEvent.objects.filter(verb="document.take_in").count() == 1
    listed = caller.get(f"/api/v1/exhibits/?case={cast.case.reference}").json()["results"]
    assert [each["id"] for each in listed] == [exhibit["id"], rows["exhibit"].pk]
    assert "scan.pdf" not in str(listed)  # the names of files are sealed
    stage = caller.get(f"/api/v1/exhibits/{rows['exhibit'].pk}/").json()
    assert stage["certificates"][0]["name"] == "An invented translator"
    assert (stage["marks"][0]["kind"], stage["marks"][0]["right"]) == ("highlight", 9)
    assert program(cast.volunteer).get(f"/api/v1/exhibits/{exhibit['id']}/").status_code == 404
    assert program(cast.volunteer).get("/api/v1/exhibits/").json()["results"] == []


def test_what_cannot_be_taken_in_is_said(cast: Cast, rows: Rows, program: Program, tmp_path: Path) -> None:
    caller = program(cast.paralegal)
    words = send(caller, cast, "notes.pdf", b"these are only words")
    assert words.status_code == 400
    assert "notes.pdf: is not a PDF or a picture" in words.json()["fields"]["paper"][0]
    locked = io.BytesIO()
    with pikepdf.open(reading.make_pdf(tmp_path / "made.pdf")) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="lantern"))
    asked = send(caller, cast, "locked.pdf", locked.getvalue())
    assert (asked.status_code, asked.json()["code"]) == (400, "password_needed")
    assert send(caller, cast, "locked.pdf", locked.getvalue(), password="lantern").status_code == 201
    assert send(program(cast.social_worker), cast, "a.pdf", b"x").status_code == 403
    assert send(program(cast.volunteer), cast, "a.pdf", b"x").status_code == 404
    assert caller.post("/api/v1/exhibits/", {"case": cast.case.reference}).status_code == 400


def test_a_packet_is_read_with_its_index_and_files(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.attorney)
    packet = caller.get(f"/api/v1/packets/{rows['packet'].pk}/").json()
    assert [(line["tab"], line["exhibit_id"]) for line in packet["index"]] == [("A", rows["exhibit"].pk)]
    assert [(part["number"], part["size"]) for part in packet["parts"]] == [(1, rows["part"].size)]
    assert packet["findings"] == []
    listed = caller.get("/api/v1/packets/?state=built").json()["results"]
    assert [each["id"] for each in listed] == [packet["id"]]
    assert program(cast.volunteer).get(f"/api/v1/packets/{packet['id']}/").status_code == 404
