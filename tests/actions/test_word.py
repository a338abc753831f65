"""A declaration goes out to Word and comes back: nothing is lost, nothing is overwritten, a poisoned file is refused."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest

from cases.actions import declarations, word
from cases.errors import NotPermitted, Problem
from cases.models import AuditEvent, Declaration
from cases.pdf import normalise
from cases.queries import declarations as asked
from cases.queries import drafts as kept
from tests.make import Cast

HOSTILE = (
    "<w:p>&amp; {{ 7*7 }} {% for %} {_{ x }_}",
    "Line one\nline two\twith a tab",
    "K'iche' ꞌ Q'anjob'al ẍ Garífuna ü ጸሎት العربية",
    "left\u202eright\u2066 and \x0b a control",
    "x" * 19_000,
)


@pytest.fixture
def paper(inside: Cast) -> Declaration:
    person = inside.case.parties.get().person
    made = declarations.begin(case=inside.case, declarant=person, other_language="spa", by=inside.paralegal)
    declarations.add_paragraph(
        declaration=made, text="Home", other_text="Casa", is_heading=True, by=inside.paralegal
    )
    for text in HOSTILE:
        declarations.add_paragraph(declaration=made, text=text, other_text=f"ES {text}", by=inside.paralegal)
    declarations.add_paragraph(declaration=made, text="Only here.", by=inside.paralegal)
    return made


def says(paper: Declaration) -> list[tuple[bool, str, str]]:
    rows = asked.numbered(declaration=paper)
    return [(one.paragraph.is_heading, one.text, one.other_text) for one in rows]


def out(paper: Declaration, inside: Cast, **options: Any) -> bytes:
    return word.take_out(declaration=paper, by=inside.attorney, **options)


def back(data: bytes, paper: Declaration, inside: Cast) -> Any:
    return word.bring_in(declaration=paper, name="d.docx", file=io.BytesIO(data), by=inside.attorney)


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def found(document: Any, text: str) -> Any:
    cells = [
        p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
    ]
    return next(p for p in [*document.paragraphs, *cells] if p.text == text)


@pytest.mark.parametrize("options", [{"both": True}, {}, {"language": "es"}])
def test_a_round_trip_loses_nothing_and_an_untouched_file_changes_nothing(
    inside: Cast, paper: Declaration, options: dict[str, Any]
) -> None:
    before = says(paper)
    untouched = edited(out(paper, inside, **options), lambda _document: None)
    with pytest.raises(Problem, match="says what stands here already"):
        back(untouched, paper, inside)
    assert says(paper) == before


@pytest.mark.parametrize("options", [{"both": True}, {}])
def test_the_attorneys_edits_are_a_version_of_their_own(
    inside: Cast, paper: Declaration, options: dict[str, Any]
) -> None:
    before = says(paper)

    def change(document: Any) -> None:
        found(document, "Only here.").runs[0].text = "Only there."
        found(document, "Home").runs[0].text = "At home"

    made = back(edited(out(paper, inside, **options), change), paper, inside)
    assert (made.why, made.by) == ("word", inside.attorney)
    after = says(paper)
    assert after[1:-1] == before[1:-1]
    assert (after[0], after[-1]) == ((True, "At home", "Casa"), (False, "Only there.", ""))
    compared = kept.compare(declaration=paper, old=made.number - 1, new=made.number)
    assert [one.what for one in compared.changes if one.what != "same"] == ["changed", "changed"]
    assert asked.numbered(declaration=paper)[0].paragraph.behind == "other"
    trail = str(list(AuditEvent.objects.values()))
    assert "Only there" not in trail
    assert "declaration.from_word" in trail


def test_tracked_changes_count_as_accepted_and_marks_that_were_lost_are_made_up_for(
    inside: Cast, paper: Declaration
) -> None:
    def change(document: Any) -> None:
        paragraph = found(document, "Only here.")._p
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        run = paragraph.findall(f"{w}r")[0]
        gone = paragraph.makeelement(f"{w}del", {})
        run.addprevious(gone)
        gone.append(run)
        text = run.find(f"{w}t")
        text.tag = f"{w}delText"
        came = paragraph.makeelement(f"{w}ins", {})
        gone.addnext(came)
        inserted = paragraph.makeelement(f"{w}r", {})
        came.append(inserted)
        words = paragraph.makeelement(f"{w}t", {})
        words.text = "Only here, then."
        inserted.append(words)
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(document.element.body.iter(f"{w}{name}")):
                if not str(mark.get(f"{w}name", "")).startswith(("_Aof", "_Abegin", "_Aend")):
                    mark.getparent().remove(mark)

    uids = [one.paragraph.uid for one in asked.numbered(declaration=paper)]
    back(edited(out(paper, inside), change), paper, inside)
    assert says(paper)[-1] == (False, "Only here, then.", "")
    assert [one.paragraph.uid for one in asked.numbered(declaration=paper)] == uids


def test_what_was_written_here_meanwhile_stays_and_words_words_stand_beside_it(
    inside: Cast, paper: Declaration
) -> None:
    taken = out(paper, inside)
    last = asked.numbered(declaration=paper)[-1].paragraph
    declarations.edit_paragraph(paragraph=last, version=1, text="Meanwhile.", by=inside.paralegal)
    back(edited(taken, lambda d: setattr(found(d, "Only here.").runs[0], "text", "In Word.")), paper, inside)
    assert says(paper)[-1][1] == "Meanwhile."
    said = paper.comments.get()
    assert said.paragraph_uid == last.uid
    assert "In Word." in said.text.reveal()


def test_a_file_of_another_declaration_is_refused(inside: Cast, paper: Declaration) -> None:
    other = declarations.begin(
        case=inside.case, declarant=inside.case.parties.get().person, by=inside.paralegal
    )
    with pytest.raises(Problem, match="another declaration"):
        back(out(paper, inside), other, inside)


def test_only_who_may_write_takes_it_out_or_in(inside: Cast, paper: Declaration) -> None:
    with pytest.raises(NotPermitted):
        word.take_out(declaration=paper, by=inside.interpreter)
    with pytest.raises(NotPermitted):
        word.bring_in(declaration=paper, name="d", file=io.BytesIO(b"x"), by=inside.social_worker)


def _zip(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a file", "not a Word document"),
        (b"", "not a Word document"),
        (_zip(a_xml=b"<a/>"), "not a Word document"),
        (_zip(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"), "has macros"),
        (_zip(word__document_xml=b"0" * 61_000_000), "far larger inside"),
        (_zip(word__document_xml=b"<a/>"), "not a Word document"),
    ],
)
def test_a_poisoned_file_is_refused_by_name_and_changes_nothing(
    inside: Cast, paper: Declaration, data: bytes, words: str
) -> None:
    before = says(paper)
    with pytest.raises(normalise.Refused, match=words) as refusal:
        back(data, paper, inside)
    assert refusal.value.sentence.startswith("d.docx: ")
    assert says(paper) == before


def test_an_entity_in_the_file_reads_nothing_from_the_machine(inside: Cast, paper: Declaration) -> None:
    taken = out(paper, inside)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(taken)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                head, _, body = data.partition(b"?>")
                doctype = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                data = head + b"?>" + doctype + body.replace(b"Only here.", b"Only &x; here.")
            new.writestr(entry, data)
    with open("/etc/hostname", encoding="utf-8") as file:  # noqa: PTH123
        secret = file.read().strip()
    with contextlib.suppress(Problem):
        back(made.getvalue(), paper, inside)
    assert secret not in " ".join(text for _heading, text, _other in says(paper))
