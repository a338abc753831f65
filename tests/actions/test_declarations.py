"""A declaration is written paragraph by paragraph; nothing stored is overwritten unseen, nothing of it leaks."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions import declarations, signing
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.models import AuditEvent, Declaration
from cases.pdf import papers
from cases.queries import declarations as asked
from tests import make
from tests.make import Cast
from tests.pdf import reading


@pytest.fixture
def paper(inside: Cast) -> Declaration:
    person = inside.case.parties.get().person
    person.languages = ["mam", "spa"]
    person.save()
    made = declarations.begin(case=inside.case, declarant=person, other_language="spa", by=inside.paralegal)
    for text, other in (
        ("I lived with my aunt.", "Vivía con mi tía."),
        ("Two men came.", "Llegaron dos hombres."),
    ):
        declarations.add_paragraph(declaration=made, text=text, other_text=other, by=inside.paralegal)
    return made


def texts(paper: Declaration) -> list[str]:
    return [f"{one.number} {one.text}".strip() for one in asked.numbered(declaration=paper)]


def test_paragraphs_are_numbered_by_their_place_and_headings_are_not(
    inside: Cast, paper: Declaration
) -> None:
    first, _second = (one.paragraph for one in asked.numbered(declaration=paper))
    by = inside.paralegal
    declarations.add_paragraph(declaration=paper, text="Home", is_heading=True, after=first, by=by)
    assert texts(paper) == ["1 I lived with my aunt.", "Home", "2 Two men came."]
    declarations.move_paragraph(paragraph=first, up=False, by=by)
    declarations.move_paragraph(paragraph=first, up=False, by=by)
    declarations.move_paragraph(paragraph=first, up=False, by=by)
    assert texts(paper) == ["Home", "1 Two men came.", "2 I lived with my aunt."]
    declarations.delete_paragraph(paragraph=first, version=1, by=by)
    assert texts(paper) == ["Home", "1 Two men came."]


def test_the_slower_of_two_writers_overwrites_nothing(inside: Cast, paper: Declaration) -> None:
    one = asked.numbered(declaration=paper)[0].paragraph
    declarations.edit_paragraph(
        paragraph=one, version=1, text="I lived with my aunt Rosa.", by=inside.attorney
    )
    for act in (
        lambda: declarations.edit_paragraph(paragraph=one, version=1, text="Mine", by=inside.paralegal),
        lambda: declarations.delete_paragraph(paragraph=one, version=1, by=inside.paralegal),
    ):
        with pytest.raises(Conflict):
            act()
    assert texts(paper)[0] == "1 I lived with my aunt Rosa."


def test_a_signing_copy_is_not_written_in(inside: Cast, paper: Declaration) -> None:
    kept: dict[str, Any] = {"signed_in_us": False, "signing_place": "Tapachula", "other_language": "spa"}
    now = declarations.set_details(declaration=paper, version=1, by=inside.attorney, **kept)
    now = signing.lock(declaration=now, version=now.version, by=inside.attorney)
    for act in (
        lambda: declarations.add_paragraph(declaration=paper, text="More", by=inside.attorney),
        lambda: declarations.set_details(
            declaration=now, version=now.version, by=inside.attorney, **kept | {"signing_place": "Houston"}
        ),
    ):
        with pytest.raises(Problem, match="An attorney unlocks it first"):
            act()
    printed = " ".join(
        " ".join(
            reading.texts(declarations.print_out(declaration=paper_now(paper, inside), by=inside.attorney))
        ).split()
    )
    assert "DRAFT" not in printed
    assert "under the laws of the United States of America" in printed
    assert "at Tapachula" in printed
    assert now.locked_version is not None
    assert f"Copy {now.locked_version.number}, {now.locked_version.sha256[:4]}" in printed


def test_it_prints_in_either_language_and_in_both(inside: Cast, paper: Declaration) -> None:
    def printed(**options: Any) -> str:
        data = declarations.print_out(declaration=paper_now(paper, inside), by=inside.paralegal, **options)
        return " ".join(" ".join(reading.texts(data)).split())

    english = printed()
    assert "DRAFT" in english
    assert "1. I lived with my aunt. 2. Two men came." in english
    assert "read back to me from beginning to end in Mam" in english
    assert "competent to interpret between English and Mam" in english
    assert "DECLARACIÓN" in printed(language="es")
    spanish = declarations.print_out(declaration=paper_now(paper, inside), language="es", by=inside.paralegal)
    assert reading.title_of(spanish) == f"Declaración, {inside.case.reference}"
    assert "1. Vivía con mi tía." in printed(language="spa")
    both = printed(both=True)
    assert "I lived with my aunt." in both
    assert "Vivía con mi tía." in both
    with pytest.raises(Problem, match="It is written in en \\(English\\) and es \\(Spanish\\)"):
        printed(language="fr")


@pytest.mark.parametrize("kind", ["", "uscis_asylum", "state_juvenile"])
def test_a_paper_of_nobody_in_removal_does_not_say_that_they_are(
    inside: Cast, paper: Declaration, kind: str
) -> None:
    def printed() -> str:
        data = declarations.print_out(declaration=paper_now(paper, inside), by=inside.paralegal)
        return " ".join(" ".join(reading.texts(data)).split())

    if kind:
        make.make_proceeding(inside.case, kind=kind, court_code="")
    text = printed()
    assert "In the Matter of:" in text
    for words in ("proceedings", "IMMIGRATION COURT", "EXECUTIVE OFFICE", "DETAINED"):
        assert words not in text
    make.make_proceeding(inside.case)
    assert "In removal proceedings" in printed()
    assert "IMMIGRATION COURT" in printed()


def test_nobody_is_given_an_empty_paragraph_to_sign(inside: Cast, paper: Declaration) -> None:
    made = declarations.add_paragraph(declaration=paper, text="Not translated yet.", by=inside.paralegal)
    assert declarations.print_out(
        declaration=paper_now(paper, inside), language="es", by=inside.paralegal
    )  # a draft
    with pytest.raises(Problem, match="Paragraph 3 is not translated"):
        signing.lock(declaration=paper, version=1, by=inside.attorney)
    declarations.edit_paragraph(
        paragraph=made, version=1, text="", other_text="Sin traducir.", by=inside.paralegal
    )
    with pytest.raises(Problem, match="Paragraph 3 is empty in the language that is signed"):
        signing.lock(declaration=paper, version=1, by=inside.attorney)


def test_a_draft_says_what_is_not_translated_and_a_heading_keeps_its_words(
    inside: Cast, paper: Declaration
) -> None:
    by = inside.paralegal
    declarations.add_paragraph(declaration=paper, text="Home", is_heading=True, by=by)
    declarations.add_paragraph(declaration=paper, text="Then we left.", by=by)
    declarations.add_paragraph(declaration=paper, other_text="Fin.", by=by)

    def printed(**options: Any) -> str:
        data = declarations.print_out(declaration=paper_now(paper, inside), by=by, **options)
        return " ".join(" ".join(reading.texts(data)).split())

    assert "Home 3. [sin traducir] 4. Fin." in printed(language="es")
    assert "3. Then we left. 4. [not yet translated]" in printed()
    both = printed(both=True)
    assert "3. [sin traducir]" in both
    assert "4. [not yet translated]" in both
    for options in ({"language": "es"}, {"both": True}):
        source = papers.declaration_html(asked.as_paper(declaration=paper_now(paper, inside), **options))
        level = 2 if "both" in options else 3
        assert f'<h{level} lang="en" dir="ltr">Home</h{level}>' in source
        assert '<span class="gap" lang="es">[sin traducir]</span>' in source
    assert asked.untranslated(paper, asked.numbered(declaration=paper)) == ["3", "4"]
    Declaration.objects.filter(pk=paper.pk).update(other_language="")
    assert "4. [not yet written]" in printed()


def test_nothing_of_the_text_reaches_the_audit_trail_or_the_database_in_plain(
    inside: Cast, paper: Declaration
) -> None:
    declarations.print_out(declaration=paper_now(paper, inside), by=inside.paralegal)
    assert "aunt" not in str(list(AuditEvent.objects.values()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_paragraph")
        assert all(b"aunt" not in bytes(row[0]) for row in cursor.fetchall())


@pytest.mark.parametrize("text", ["<b>x</b> {{ y }} {% z %}", "\u202eabc", "x" * 20_000, "a\x00b", "’ꞌ"])
def test_hostile_text_is_kept_as_text(inside: Cast, paper: Declaration, text: str) -> None:
    one = declarations.add_paragraph(declaration=paper, text=text, by=inside.paralegal)
    found = asked.paragraph(declaration=paper, pk=one.pk)
    assert found.text.reveal() == text.replace("\x00", "")
    assert declarations.print_out(declaration=paper_now(paper, inside), by=inside.paralegal).startswith(
        b"%PDF"
    )


def test_a_paragraph_longer_than_a_chapter_is_refused(inside: Cast, paper: Declaration) -> None:
    with pytest.raises(Problem, match="50,000 characters"):
        declarations.add_paragraph(declaration=paper, text="x" * 50_000, by=inside.paralegal)


def test_an_interpreter_reads_their_running_session_and_nothing_else(
    inside: Cast, paper: Declaration
) -> None:
    def read() -> Declaration:
        return asked.declaration(reference=inside.case.reference, pk=paper.pk, member=inside.interpreter)

    with pytest.raises(Missing):
        read()
    ends = timezone.now() + dt.timedelta(hours=2)
    declarations.open_session(
        declaration=paper, interpreter=inside.interpreter, ends_at=ends, by=inside.paralegal
    )
    assert read() == paper
    with pytest.raises(NotPermitted):
        declarations.print_out(declaration=read(), by=inside.interpreter)
    with pytest.raises(NotPermitted):
        declarations.add_paragraph(declaration=read(), text="x", by=inside.interpreter)
    Declaration.objects.filter(pk=paper.pk).update(session_ends_at=timezone.now())
    with pytest.raises(Missing):
        read()
    with pytest.raises(Problem, match="over already"):
        declarations.open_session(
            declaration=paper, interpreter=inside.interpreter, ends_at=timezone.now(), by=inside.paralegal
        )
    with pytest.raises(Problem, match="as an interpreter"):
        declarations.open_session(
            declaration=paper, interpreter=inside.attorney, ends_at=ends, by=inside.paralegal
        )


def test_a_declarant_must_be_of_the_case_and_the_two_languages_two(inside: Cast) -> None:
    stranger = inside.other_case.parties.get().person
    with pytest.raises(Problem, match="among the people of this case"):
        declarations.begin(case=inside.case, declarant=stranger, by=inside.paralegal)
    person = inside.case.parties.get().person
    with pytest.raises(Problem, match="same as the first"):
        declarations.begin(case=inside.case, declarant=person, other_language="eng", by=inside.paralegal)


def paper_now(paper: Declaration, inside: Cast) -> Declaration:
    return asked.declaration(reference=inside.case.reference, pk=paper.pk, member=inside.paralegal)
