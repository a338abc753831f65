"""The declaration from the command line: one line of JSON, and the paper in the file."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.actions import declarations
from tests.make import Cast
from tests.pdf import reading


def test_it_prints_the_lead_respondents_latest_declaration(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
        made = declarations.begin(case=cast.case, declarant=person, other_language="spa", by=cast.paralegal)
        declarations.add_paragraph(
            declaration=made, text="Hello.", other_text="Buenos días.", by=cast.paralegal
        )
    out, said = tmp_path / "d.pdf", StringIO()
    call_command(
        "print_declaration",
        "--clinic",
        "bay",
        "--case",
        cast.case.reference,
        "--language",
        "es",
        "--out",
        out,
        stdout=said,
    )
    answer = json.loads(said.getvalue())
    assert answer == {
        "file": str(out),
        "language": "es",
        "second": "",
        "paragraphs": 1,
        "draft": True,
        "bytes": out.stat().st_size,
    }
    assert "1. Buenos días." in " ".join(" ".join(reading.texts(out)).split())


@pytest.mark.parametrize(
    ("clinic", "reference", "words"),
    [("nowhere", "X", "no clinic"), ("bay", "BAY-99-9999", "no case"), ("bay", "", "has no declaration yet")],
)
def test_what_is_not_there_is_said(
    cast: Cast, tmp_path: Path, clinic: str, reference: str, words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command(
            "print_declaration",
            "--clinic",
            clinic,
            "--case",
            reference or cast.case.reference,
            "--out",
            tmp_path / "d.pdf",
        )


def test_another_clinics_case_is_not_reached_through_this_one(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no case"):
        call_command(
            "print_declaration",
            "--clinic",
            "bay",
            "--case",
            cast.neighbours_case.reference,
            "--out",
            tmp_path / "d.pdf",
        )
