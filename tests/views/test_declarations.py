"""Writing a declaration in the browser, with and without htmx, alone and against somebody else."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import declarations
from cases.models import Declaration, Membership, Paragraph
from tests.make import Cast
from tests.pdf import reading

Browse = Callable[[Membership], Browser]
HTMX = {"HX-Request": "true"}


def url(name: str, cast: Cast, *ids: int) -> str:
    names = ("declaration", "paragraph")
    return reverse(
        name,
        kwargs={"clinic": "bay", "reference": cast.case.reference, **dict(zip(names, ids, strict=False))},
    )


@pytest.fixture
def paper(cast: Cast) -> Declaration:
    with cast.bay.inside():
        person = cast.case.parties.get().person
        made = declarations.begin(case=cast.case, declarant=person, other_language="spa", by=cast.paralegal)
        declarations.add_paragraph(
            declaration=made, text="I lived with my aunt.", other_text="Vivía.", by=cast.paralegal
        )
        return made


def first(cast: Cast, paper: Declaration) -> tuple[int, int, str]:
    with cast.bay.inside():
        one = Paragraph.objects.filter(declaration=paper).order_by("position").first()
        assert one is not None
        return one.pk, one.version, one.text.reveal()


def test_from_nothing_to_a_printed_paper(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.attorney)
    with cast.bay.inside():
        person = cast.case.parties.get().person
    begun = browser.post(
        url("declaration_add", cast),
        {"declarant": person.pk, "kind": "respondent", "language": "eng", "other_language": ""},
    )
    assert browser.get(begun.headers["Location"]).status_code == 200
    number = int(begun.headers["Location"].rstrip("/").split("/")[-1])
    for text in ("I was born in an invented town.", "I left when I was twelve."):
        added = browser.post(url("paragraph_add", cast, number), {"text": text})
        assert "#p-" in added.headers["Location"]
    page = browser.get(url("declaration", cast, number)).content.decode()
    assert page.index("I was born in an invented town.") < page.index("I left when I was twelve.")
    printed = browser.get(url("declaration_print", cast, number))
    assert printed.headers["Content-Type"] == "application/pdf"
    assert "2. I left when I was twelve." in " ".join(" ".join(reading.texts(printed.content)).split())
    named = f'attachment; filename="{cast.case.reference}_declaration_{number}.pdf"'
    assert printed.headers["Content-Disposition"] == named
    assert reading.title_of(printed.content) == f"Declaration, {cast.case.reference}"


def test_a_paragraph_is_saved_by_itself_and_typing_is_not_disturbed(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    pk, version, _ = first(cast, paper)
    answer = browse(cast.attorney).post(
        url("paragraph", cast, paper.pk, pk),
        {"text": "With my aunt Rosa.", "other_text": "Con ella.", "version": version},
        headers=HTMX,
    )
    shown = answer.content.decode()
    assert "Saved" in shown
    assert f'value="{version + 1}" id="v-{pk}" hx-swap-oob="true"' in shown
    assert "textarea" not in shown  # the box is never replaced under somebody's fingers
    assert first(cast, paper) == (pk, version + 1, "With my aunt Rosa.")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_writer_is_shown_both_texts_and_loses_neither(
    cast: Cast, browse: Browse, paper: Declaration, headers: dict[str, str]
) -> None:
    pk, version, _ = first(cast, paper)
    where = url("paragraph", cast, paper.pk, pk)
    browse(cast.paralegal).post(where, {"text": "Hers", "other_text": "", "version": version})
    answer = browse(cast.attorney).post(
        where, {"text": "His", "other_text": "", "version": version}, headers=headers
    )
    shown = answer.content.decode()
    assert "Nothing is lost" in shown
    assert "Hers" in shown
    assert "Paralegal" in shown
    if not headers:
        assert answer.status_code == 409
        assert "His" in shown
    assert first(cast, paper)[2] == "Hers"
    # A second save from the same page, already on its way, is told again; only the overruling button carries on.
    browse(cast.attorney).post(where, {"text": "His", "version": version}, headers=headers)
    assert first(cast, paper)[2] == "Hers"
    if headers:
        assert f'name="over" value="{version + 1}"' in shown
        browse(cast.attorney).post(
            where, {"text": "His", "version": version, "over": version + 1}, headers=headers
        )
    else:
        browse(cast.attorney).post(where, {"text": "His", "other_text": "", "version": version + 1})
    assert first(cast, paper)[2] == "His"


def test_a_page_that_once_overruled_saves_on_without_a_false_alarm(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    pk, version, _ = first(cast, paper)
    where = url("paragraph", cast, paper.pk, pk)
    # htmx may send the value of the last button again although that button is gone.
    given = {"text": "On", "version": version, "over": version - 1}
    assert "Saved" in browse(cast.attorney).post(where, given, headers=HTMX).content.decode()


def test_moving_inserting_and_deleting_need_no_script(cast: Cast, browse: Browse, paper: Declaration) -> None:
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)
    browser.post(url("paragraph_add", cast, paper.pk), {"text": "Second", "after": pk})
    browser.post(url("paragraph_move", cast, paper.pk, pk), {"to": "down"})
    assert first(cast, paper)[2] == "Second"
    browser.post(url("paragraph_delete", cast, paper.pk, pk), {"version": version})
    with cast.bay.inside():
        assert [one.text.reveal() for one in Paragraph.objects.filter(declaration=paper)] == ["Second"]


def test_what_is_typed_comes_back_as_text_never_as_markup(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    pk, version, _ = first(cast, paper)
    hostile = "</textarea><script>alert(1)</script>{{ request }}"
    browse(cast.attorney).post(url("paragraph", cast, paper.pk, pk), {"text": hostile, "version": version})
    page = browse(cast.attorney).get(url("declaration", cast, paper.pk)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ request }}" in page


def test_a_very_long_paragraph_comes_back_with_the_sentence(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    answer = browse(cast.attorney).post(url("paragraph_add", cast, paper.pk), {"text": "y" * 30_000})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Nothing is lost" in page
    assert "y" * 30_000 in page


def test_the_signing_copy_can_be_read_and_set_back(cast: Cast, browse: Browse, paper: Declaration) -> None:
    browser, details = browse(cast.attorney), url("declaration_details", cast, paper.pk)
    given = {
        "signed_in_us": "yes",
        "signing_place": "Houston, Texas",
        "other_language": "spa",
        "interpreter_name": "",
    }
    assert browser.post(details, {**given, "state": "signing_copy", "version": 1}).status_code == 302
    page = browser.get(url("declaration", cast, paper.pk)).content.decode()
    assert "This is the signing copy" in page
    assert "<textarea" not in page
    refused = browser.post(url("paragraph_add", cast, paper.pk), {"text": "More"})
    assert "Set it back to draft first" in refused.content.decode().replace("&#x27;", "'")
    assert browser.post(details, {**given, "state": "draft", "version": 2}).status_code == 302


def test_an_interpreter_finds_and_reads_their_session_alone(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    opened = browse(cast.paralegal).post(
        url("declaration_session", cast, paper.pk), {"interpreter": cast.interpreter.pk, "hours": "2"}
    )
    assert opened.status_code == 302
    browser = browse(cast.interpreter)
    listed = browser.get(reverse("sessions", kwargs={"clinic": "bay"})).content.decode()
    assert url("declaration", cast, paper.pk) in listed
    page = browser.get(url("declaration", cast, paper.pk)).content.decode()
    assert "I lived with my aunt." in page
    assert "<textarea" not in page
    assert (
        browser.get(reverse("case", kwargs={"clinic": "bay", "reference": cast.case.reference})).status_code
        == 404
    )


def test_the_page_says_which_paragraphs_are_not_translated(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    def page() -> str:
        return browse(cast.attorney).get(url("declaration", cast, paper.pk)).content.decode()

    assert "not translated yet" not in page()
    with cast.bay.inside():
        for text in ("Two men came.", "We left."):
            declarations.add_paragraph(declaration=paper, text=text, by=cast.paralegal)
    assert "2 paragraphs are not translated yet: 2, 3" in page()


def test_the_page_asks_as_many_questions_for_thirty_paragraphs_as_for_one(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    browser = browse(cast.attorney)
    browser.get(url("declaration", cast, paper.pk))
    with CaptureQueriesContext(connection) as one:
        browser.get(url("declaration", cast, paper.pk))
    with cast.bay.inside():
        for number in range(30):
            declarations.add_paragraph(declaration=paper, text=f"Number {number}", by=cast.paralegal)
    with CaptureQueriesContext(connection) as thirty:
        page = browser.get(url("declaration", cast, paper.pk)).content.decode()
    assert "Number 29" in page
    assert len(one) == len(thirty)
