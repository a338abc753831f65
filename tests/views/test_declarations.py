"""Writing a declaration in the browser, with and without the page's script, alone and against somebody else."""

import logging
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import declarations
from cases.models import AuditEvent, Declaration, Membership, Paragraph
from cases.queries import clinics
from tests.make import Cast
from tests.pdf import reading

Browse = Callable[[Membership], Browser]
SCRIPT = {"Accept": "application/json"}


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
    shown = browser.get(url("declaration", cast, number)).content.decode()
    assert shown.index("I was born in an invented town.") < shown.index("I left when I was twelve.")
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
        headers=SCRIPT,
    )
    said = answer.json()
    assert (said["id"], said["version"], said["behind"]) == (pk, version + 1, "")
    assert said["said"].startswith("Saved")
    assert "aunt" not in answer.content.decode()  # the page has the words; the box is never replaced
    assert first(cast, paper) == (pk, version + 1, "With my aunt Rosa.")


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_the_second_writer_is_shown_both_texts_and_loses_neither(
    cast: Cast, browse: Browse, paper: Declaration, headers: dict[str, str]
) -> None:
    pk, version, _ = first(cast, paper)
    where = url("paragraph", cast, paper.pk, pk)
    browse(cast.paralegal).post(where, {"text": "Hers", "other_text": "", "version": version})
    answer = browse(cast.attorney).post(
        where, {"text": "His", "other_text": "", "version": version}, headers=headers
    )
    shown = answer.json()["conflict"] if headers else answer.content.decode()
    assert "Nothing is lost" in shown
    assert "Hers" in shown
    assert "Paralegal" in shown
    assert answer.status_code == 409
    if not headers:
        assert "His" in shown
    assert first(cast, paper)[2] == "Hers"
    # A second save from the same page, already on its way, is told again; only the overruling button carries on.
    browse(cast.attorney).post(where, {"text": "His", "version": version}, headers=headers)
    assert first(cast, paper)[2] == "Hers"
    if headers:
        assert f'data-over="{version + 1}"' in shown
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
    # A page may send the value of the last button again although that button is gone.
    given = {"text": "On", "version": version, "over": version - 1}
    assert browse(cast.attorney).post(where, given, headers=SCRIPT).json()["version"] == version + 1


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


def test_from_draft_to_signature_in_the_browser(cast: Cast, browse: Browse, paper: Declaration) -> None:
    writes, counsel = browse(cast.paralegal), browse(cast.attorney)
    with cast.bay.inside():
        person = paper.declarant
        person.languages = ["mam"]
        person.save()
        today = clinics.today(cast.bay)
    move = url("declaration_move", cast, paper.pk)
    assert "Send to the attorney" in page(writes, cast, paper)
    assert "Lock the signing copy" not in page(writes, cast, paper)
    writes.post(move, {"to": "attorney", "version": 1})
    assert writes.post(move, {"to": "lock", "version": 2}).status_code == 403
    counsel.post(move, {"to": "lock", "version": 2})
    shown = page(writes, cast, paper)
    assert "is locked" in shown
    assert "<textarea" not in shown
    refused = writes.post(url("paragraph_add", cast, paper.pk), {"text": "More"})
    assert "An attorney unlocks it first" in refused.content.decode()
    day = f"{today.month}/{today.day}/{today.year}"
    logged = writes.post(
        reverse("interview_add", kwargs={"clinic": "bay", "reference": cast.case.reference}),
        {
            "person": person.pk,
            "declaration": paper.pk,
            "day": "1/5/2026",
            "began": "9:00 AM",
            "ended": "10:30",
            "break_minutes": "10",
            "how": "in_person",
            "topics": ["home", "harm"],
            "covered": "What was said",
            "name_1": "Juana Example",
            "source_1": "mam",
            "target_1": "spa",
            "address_1": "1 Example St",
            "name_2": "Rosa Example",
            "source_2": "spa",
            "target_2": "eng",
            "remote_2": "on",
        },
    )
    sitting = logged.headers["Location"]
    assert "Make the certificate" not in writes.get(sitting).content.decode()
    read = writes.post(
        url("declaration_read_back", cast, paper.pk),
        {"version": 3, "read_on": day, "language": "mam", "session": sitting.rstrip("/").split("/")[-1]},
    )
    assert read.status_code == 302
    shown = writes.get(sitting).content.decode()
    assert shown.count("Make the certificate") == 2
    certify = re.search(r'action="([^"]+/certify/)"', shown)
    assert certify is not None
    writes.post(certify[1])
    certificate = re.search(r'href="([^"]+/certificates/\d+/)"', writes.get(sitting).content.decode())
    assert certificate is not None
    printed = " ".join(" ".join(reading.texts(writes.get(certificate[1]).content)).split())
    assert "I, Juana Example, certify that I am competent to interpret between Spanish and Mam" in printed
    assert "1 Example St" in printed
    signed = writes.post(
        url("declaration_sign", cast, paper.pk),
        {"version": 4, "signed_on": day, "place": "Houston, Texas", "country": "US"},
    )
    assert signed.status_code == 302
    assert "The scan is missing" in page(writes, cast, paper)
    opened = counsel.post(url("declaration_unlock", cast, paper.pk), {"version": 5, "because": "A date"})
    assert opened.status_code == 302
    shown = page(writes, cast, paper)
    assert "What stands now is not signed by that" in shown
    assert "<textarea" in shown


def test_versions_are_listed_compared_and_taken_up_again(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    browser = browse(cast.attorney)
    pk, version, _ = first(cast, paper)
    browser.post(
        url("paragraph", cast, paper.pk, pk),
        {"text": "I lived with my <b>uncle</b>.", "other_text": "Vivía.", "version": version},
    )
    listed = browser.get(url("declaration_versions", cast, paper.pk)).content.decode()
    assert "Paralegal" in listed
    assert "being written" in listed
    shown = browser.get(url("declaration_compare", cast, paper.pk)).content.decode()
    assert "Version 1 and version 2" in shown
    assert '<del><span class="vh">[deleted: </span>aunt' in shown
    assert "&lt;b&gt;uncle&lt;/b&gt;" in shown
    assert browser.get(url("declaration_compare", cast, paper.pk) + "?old=7").status_code == 404
    restore = reverse(
        "declaration_restore",
        kwargs={"clinic": "bay", "reference": cast.case.reference, "declaration": paper.pk, "number": 1},
    )
    assert browser.post(restore).status_code == 302
    assert first(cast, paper)[2] == "I lived with my aunt."


def test_a_button_never_loses_what_was_typed_beside_it(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)
    typed = {"text": "Typed and not saved. Then more.", "other_text": "Vivía.", "version": version}
    browser.post(url("paragraph_comment", cast, paper.pk, pk), {**typed, "comment": "Which street?"})
    assert first(cast, paper)[2] == typed["text"]
    assert "Which street?" in page(browser, cast, paper)
    typed["version"] = version + 1
    browser.post(url("paragraph_split", cast, paper.pk, pk), {**typed, "before": "Then more"})
    with cast.bay.inside():
        found = [one.text.reveal() for one in Paragraph.objects.filter(declaration=paper)]
    assert found == ["Typed and not saved.", "Then more."]
    wrong = browser.post(
        url("paragraph_split", cast, paper.pk, pk), {**typed, "version": version + 2, "before": "Nowhere"}
    )
    assert "Those words are not in the paragraph" in wrong.content.decode()


def test_what_was_said_beside_a_deleted_paragraph_can_still_be_settled(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)
    browser.post(url("paragraph_comment", cast, paper.pk, pk), {"comment": "Which street?"})
    browser.post(url("paragraph_delete", cast, paper.pk, pk), {"version": version})
    shown = page(browser, cast, paper)
    assert "Said beside paragraphs that are gone" in shown
    settle = re.search(r'action="([^"]+/settle/)"', shown)
    assert settle is not None
    browser.post(settle[1])
    assert "Which street?" not in page(browser, cast, paper)


def test_the_script_splits_and_moves_by_small_answers(cast: Cast, browse: Browse, paper: Declaration) -> None:
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)
    answer = browser.post(
        url("paragraph_split", cast, paper.pk, pk),
        {"text": "I lived", "rest": "with my aunt.", "other_text": "Vivía.", "version": version},
        headers=SCRIPT,
    ).json()
    assert (answer["id"], answer["version"], answer["behind"]) == (pk, version + 1, "other")
    below = answer["below"]["id"]
    moved = browser.post(url("paragraph_move", cast, paper.pk, below), {"after": 0}, headers=SCRIPT)
    assert moved.json()["id"] == below
    assert first(cast, paper)[2] == "with my aunt."
    refused = browser.post(url("paragraph_join", cast, paper.pk, below), {}, headers=SCRIPT)
    assert refused.status_code == 400
    assert "first paragraph" in refused.json()["problem"]


def test_questions_stand_beside_the_text_and_are_never_printed(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    with cast.bay.inside():
        Declaration.objects.filter(pk=paper.pk).update(outline="recruitment")
    shown = page(browse(cast.attorney), cast, paper)
    assert "Who decided what people could do where you lived" in shown
    assert "¿Quiénes vivían contigo" in shown
    printed = browse(cast.attorney).get(url("declaration_print", cast, paper.pk)).content
    assert "Who decided" not in " ".join(reading.texts(printed))


def test_one_of_two_hundred_paragraphs_is_saved_in_one_small_request(
    cast: Cast, browse: Browse, paper: Declaration
) -> None:
    """What is asked of the database and what is answered does not depend on how long the declaration is."""
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)

    def save(number: int) -> tuple[int, int]:
        given = {"text": f"Words {number}", "other_text": "Vivía.", "version": version + number}
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post(url("paragraph", cast, paper.pk, pk), given, headers=SCRIPT)
        assert answer.status_code == 200
        return len(asked), len(answer.content)

    save(0)  # the first of another person closes the version before
    short = save(1)
    with cast.bay.inside():
        Paragraph.objects.bulk_create(
            Paragraph(
                clinic=cast.bay,
                declaration=paper,
                position=position,
                text=f"Number {position}",
                updated_by=cast.attorney,
            )
            for position in range(2, 201)
        )
    assert save(2) == short
    statements, size = short
    assert statements <= 25
    assert size < 200  # bytes


def test_no_word_of_it_leaves_by_a_log_a_mail_the_trail_an_address_or_an_exception(
    cast: Cast, browse: Browse, paper: Declaration, caplog: pytest.LogCaptureFixture
) -> None:
    browser, (pk, version, _) = browse(cast.attorney), first(cast, paper)
    word, said = "Xocoyotzin", []
    one = {"paper": paper.pk, "paragraph": pk}
    given = {"text": f"{word} \U0001f9ff", "other_text": word, "version": version}
    with caplog.at_level(logging.INFO):
        for name, form in (
            ("paragraph", given),
            ("paragraph", {**given, "text": f"{word} again"}),  # a conflict now
            ("paragraph_add", {"text": word * 5_000}),  # too long
            ("paragraph_split", {**given, "version": version + 1, "before": f"{word} nowhere"}),
            ("paragraph_split", {**given, "version": version + 1, "rest": word}),
            ("paragraph_comment", {"comment": word}),
            ("paragraph_join", {}),
            ("declaration_move", {"to": "lock", "version": 1}),
        ):
            ids = [one["paper"]] if name in ("paragraph_add", "declaration_move") else list(one.values())
            for headers in ({}, SCRIPT):
                answer = browser.post(url(name, cast, *ids), form, headers=headers)
                said.append(str(answer.headers))
        reads = ("declaration_print", "declaration_versions", "declaration_compare", "declaration_to_word")
        said += [str(browser.get(url(name, cast, paper.pk)).headers) for name in reads]
    with cast.bay.inside():
        trail = str(list(AuditEvent.objects.values()))
        assert first(cast, paper)[2].startswith(word)
    assert "paragraph.split" in trail
    for place in (caplog.text, trail, "".join(said), str([one.message() for one in mail.outbox])):
        assert word not in place


def page(browser: Browser, cast: Cast, paper: Declaration) -> str:
    return browser.get(url("declaration", cast, paper.pk)).content.decode()


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
    assert "not translated yet" not in page(browse(cast.attorney), cast, paper)
    with cast.bay.inside():
        for text in ("Two men came.", "We left."):
            declarations.add_paragraph(declaration=paper, text=text, by=cast.paralegal)
    assert "2 paragraphs are not translated yet: 2, 3" in page(browse(cast.attorney), cast, paper)


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
        shown = page(browser, cast, paper)
    assert "Number 29" in shown
    assert len(one) == len(thirty)
