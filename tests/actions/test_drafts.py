"""Every version of a declaration is kept, with who and why; two are compared paragraph by paragraph."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from cases.actions import comments, declarations, drafts, paragraphs
from cases.errors import Conflict, Problem
from cases.law import drafts as texts
from cases.models import AuditEvent, Declaration, DeclarationVersion, Paragraph
from cases.queries import declarations as asked
from cases.queries import drafts as kept
from tests.make import Cast


@pytest.fixture
def paper(inside: Cast) -> Declaration:
    person = inside.case.parties.get().person
    made = declarations.begin(case=inside.case, declarant=person, other_language="spa", by=inside.paralegal)
    for text, other in (("One.", "Uno."), ("Two.", "Dos."), ("Three.", "Tres.")):
        declarations.add_paragraph(declaration=made, text=text, other_text=other, by=inside.paralegal)
    return made


def rows(paper: Declaration) -> list[Paragraph]:
    return [one.paragraph for one in asked.numbered(declaration=paper)]


def says(paper: Declaration) -> list[tuple[str, str]]:
    return [(one.text, one.other_text) for one in asked.numbered(declaration=paper)]


def numbers(paper: Declaration) -> list[tuple[int, str, bool]]:
    found = DeclarationVersion.objects.filter(declaration=paper).order_by("number")
    return [(one.number, one.by.user.name, one.is_open) for one in found]


def test_one_persons_sitting_is_one_version_and_the_next_persons_is_the_next(
    inside: Cast, paper: Declaration
) -> None:
    assert numbers(paper) == [(1, "Paralegal", True)]
    declarations.edit_paragraph(
        paragraph=rows(paper)[0], version=1, text="One, once.", other_text="Uno.", by=inside.attorney
    )
    assert numbers(paper) == [(1, "Paralegal", False), (2, "Attorney", True)]
    first = kept.draft_of(kept.version(declaration=paper, number=1))
    assert [one.text for one in first.lines] == ["One.", "Two.", "Three."]
    second = kept.draft_of(kept.version(declaration=paper, number=2))
    assert [one.text for one in second.lines] == ["One, once.", "Two.", "Three."]


def test_a_longer_pause_begins_another_version(inside: Cast, paper: Declaration) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=29), tick=False):
        declarations.add_paragraph(declaration=paper, text="Four.", by=inside.paralegal)
        assert len(numbers(paper)) == 1
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=60), tick=False):
        declarations.add_paragraph(declaration=paper, text="Five.", by=inside.paralegal)
    assert numbers(paper) == [(1, "Paralegal", False), (2, "Paralegal", True)]


def test_saving_the_same_words_is_no_change(inside: Cast, paper: Declaration) -> None:
    one = rows(paper)[0]
    saved = declarations.edit_paragraph(
        paragraph=one, version=1, text="One.", other_text="Uno.", by=inside.attorney
    )
    assert saved.version == 1
    assert numbers(paper) == [(1, "Paralegal", True)]

    def sent(text: str) -> Paragraph:
        return declarations.edit_paragraph(
            paragraph=one, version=1, text=text, other_text="Uno.", by=inside.paralegal
        )

    assert sent("One, then.").version == 2
    assert sent("One, then.").version == 2  # the answer was lost, and the page sent it again
    with pytest.raises(Conflict):
        sent("Something else.")


def test_a_refused_change_leaves_no_version(inside: Cast, paper: Declaration) -> None:
    with pytest.raises(Conflict):
        declarations.edit_paragraph(paragraph=rows(paper)[0], version=9, text="x", by=inside.attorney)
    with pytest.raises(Problem):
        declarations.add_paragraph(declaration=paper, text="x" * 20_001, by=inside.attorney)
    assert numbers(paper) == [(1, "Paralegal", True)]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_a_closed_version(inside: Cast, paper: Declaration, change: str) -> None:
    declarations.add_paragraph(declaration=paper, text="More.", by=inside.attorney)
    closed = DeclarationVersion.objects.filter(declaration=paper, number=1)
    with pytest.raises(ProgrammingError, match="is kept as it was"), transaction.atomic():
        closed.update(note="x") if change == "update" else closed.delete()


def test_a_declaration_from_before_versions_gets_its_first_one(inside: Cast, paper: Declaration) -> None:
    DeclarationVersion.objects.filter(declaration=paper).delete()
    declarations.add_paragraph(declaration=paper, text="Four.", by=inside.attorney)
    assert numbers(paper) == [(1, "Paralegal", False), (2, "Attorney", True)]
    assert kept.version(declaration=paper, number=1).why == "found"
    assert len(kept.draft_of(kept.version(declaration=paper, number=1)).lines) == 3


def test_an_earlier_version_is_taken_up_as_a_new_one_with_the_same_uids(
    inside: Cast, paper: Declaration
) -> None:
    before = says(paper)
    uids = [one.uid for one in rows(paper)]
    one, two, three = rows(paper)
    by = inside.attorney
    declarations.edit_paragraph(paragraph=one, version=1, text="Changed.", by=by)
    declarations.delete_paragraph(paragraph=two, version=1, by=by)
    paragraphs.place_after(paragraph=three, after=None, by=by)
    declarations.add_paragraph(declaration=paper, text="New.", by=by)
    made = drafts.restore(declaration=paper, number=1, by=inside.paralegal)
    assert (made.number, made.why, made.restores) == (
        3,
        "restored",
        kept.version(declaration=paper, number=1),
    )
    assert says(paper) == before
    assert [one.uid for one in rows(paper)] == uids
    assert kept.draft_of(kept.version(declaration=paper, number=2)).lines[0].text == "Three."
    with pytest.raises(Problem, match="nothing to take up"):
        drafts.restore(declaration=paper, number=1, by=by)


def test_the_difference_names_what_was_added_deleted_moved_and_which_words(
    inside: Cast, paper: Declaration
) -> None:
    one, two, three = rows(paper)
    by = inside.attorney
    declarations.edit_paragraph(paragraph=one, version=1, text="Only one.", other_text="Uno.", by=by)
    declarations.delete_paragraph(paragraph=two, version=1, by=by)
    declarations.add_paragraph(declaration=paper, text="New.", by=by)
    found = kept.compare(declaration=paper, old=1, new=2)
    assert [(one.what, one.before, one.after) for one in found.changes] == [
        ("changed", "1", "1"),
        ("deleted", "2", ""),
        ("same", "3", "2"),
        ("added", "", "3"),
    ]
    assert found.touched == 3
    pieces = found.changes[0].text
    assert "".join(one.text for one in pieces if one.what != "in") == "One."
    assert "".join(one.text for one in pieces if one.what != "out") == "Only one."
    paragraphs.place_after(paragraph=three, after=None, by=inside.paralegal)
    assert [one.moved for one in kept.compare(declaration=paper, old=2, new=3).changes].count(True) == 1


def test_the_hash_is_of_the_words_and_of_nothing_that_may_change_without_them(
    inside: Cast, paper: Declaration
) -> None:
    draft = kept.present(paper)
    text = texts.canonical(draft)
    assert texts.read(text) == draft
    assert texts.digest(text) == texts.digest(texts.canonical(texts.read(text)))
    declarations.set_details(
        declaration=paper,
        version=1,
        by=inside.paralegal,
        signed_in_us=False,
        other_language="spa",
        interpreter_name="Rosa",
    )
    assert kept.present(asked.visible(member=inside.paralegal).get(pk=paper.pk)) != draft  # the oath is other


def test_splitting_and_joining_lose_no_letter(inside: Cast, paper: Declaration) -> None:
    by, first = inside.paralegal, rows(paper)[0]
    above, below = paragraphs.split(
        paragraph=first, version=1, text="On", rest="e.", other_text="U", other_rest="no.", by=by
    )
    assert says(paper)[:2] == [("On", "U"), ("e.", "no.")]
    assert above.behind == below.behind == ""
    comments.add(declaration=paper, paragraph_uid=below.uid, text="Is this right?", by=by)
    joined = paragraphs.join(paragraph=below, version=1, by=by)
    assert joined.uid == first.uid
    assert says(paper)[0] == ("On e.", "U no.")
    assert paper.comments.get().paragraph_uid == first.uid
    with pytest.raises(Problem, match="first paragraph"):
        paragraphs.join(paragraph=joined, version=joined.version, by=by)
    with pytest.raises(Conflict):
        paragraphs.split(paragraph=joined, version=1, text="a", rest="b", by=by)


def test_a_translation_that_was_left_behind_is_marked_until_it_follows(
    inside: Cast, paper: Declaration
) -> None:
    def save(text: str, other: str, by: Any) -> Paragraph:
        one = rows(paper)[0]
        return declarations.edit_paragraph(
            paragraph=one, version=one.version, text=text, other_text=other, by=by
        )

    by = inside.attorney
    assert save("One. More", "Uno.", by).behind == "other"
    assert save("One. More.", "Uno.", by).behind == "other"
    assert save("One. More.", "Uno. M", by).behind == ""
    assert save("One. More.", "Uno. Más.", by).behind == ""  # the same sitting goes on translating
    assert save("One. More!", "Uno. Más.", by).behind == "other"
    assert save("One. More?", "Uno. ¿Más?", by).behind == ""  # both at once
    assert (
        save("One. More?", "¿Uno más?", inside.paralegal).behind == "text"
    )  # the original follows a translation too
    assert paragraphs.fits(paragraph=rows(paper)[0], by=by).behind == ""
    paragraphs.split(
        paragraph=rows(paper)[0],
        version=rows(paper)[0].version,
        text="One.",
        rest="More?",
        other_text="¿Uno más?",
        by=by,
    )
    assert [one.behind for one in rows(paper)[:2]] == ["other", ""]
    assert asked.untranslated(paper, asked.numbered(declaration=paper)) == ["2"]


def test_a_paragraph_is_put_anywhere(inside: Cast, paper: Declaration) -> None:
    one, _two, three = rows(paper)
    paragraphs.place_after(paragraph=one, after=three, by=inside.paralegal)
    assert [text for text, _ in says(paper)] == ["Two.", "Three.", "One."]
    paragraphs.place_after(paragraph=one, after=None, by=inside.paralegal)
    paragraphs.place_after(paragraph=one, after=None, by=inside.paralegal)
    assert [text for text, _ in says(paper)] == ["One.", "Two.", "Three."]


def test_nothing_of_the_text_is_in_the_trail_or_in_plain_in_the_tables(
    inside: Cast, paper: Declaration
) -> None:
    comments.add(declaration=paper, paragraph_uid=rows(paper)[0].uid, text="Secret word", by=inside.attorney)
    declarations.add_paragraph(declaration=paper, text="Secret word", by=inside.attorney)
    drafts.restore(declaration=paper, number=1, by=inside.paralegal)
    assert "Secret" not in str(list(AuditEvent.objects.values()))
    for sql in (
        "SELECT * FROM cases_declarationversion",
        "SELECT * FROM cases_paragraphcomment",
        "SELECT * FROM cases_paragraph",
    ):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for row in cursor.fetchall():
                assert b"Secret word" not in b"".join(bytes(v) for v in row if isinstance(v, memoryview))
                assert "Secret word" not in str(row)
