"""The case list and the case page, walked by the cast."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import AuditEvent, Membership, Note
from tests import make
from tests.make import Cast

Browse = Callable[[Membership], Browser]


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def test_each_sees_the_list_of_their_role(cast: Cast, browse: Browse) -> None:
    mine, other = cast.case.reference, cast.other_case.reference
    sees = {
        cast.attorney: (True, False),
        cast.volunteer: (False, True),
        cast.coordinator: (True, True),
        cast.walled: (False, True),
        cast.auditor: (False, False),
    }
    for member, (first, second) in sees.items():
        page = browse(member).get(url("cases")).content.decode()
        assert (mine in page, other in page) == (first, second), member.role


def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.attorney)
    browser.get(url("cases"))
    with CaptureQueriesContext(connection) as one_row:
        browser.get(url("cases"))
    with cast.bay.inside():
        for number in range(2):
            case = make.make_case(cast.bay, respondent=make.make_person(cast.bay, f"Ana {number}"))
            make.assign(case, cast.attorney)
            make.make_hearing(make.make_proceeding(case), dt.date(2030, 1, 7))
    with CaptureQueriesContext(connection) as three_rows:
        page = browser.get(url("cases")).content.decode()
    assert "Ana 1" in page
    assert len(one_row) == len(three_rows) == 14, [q["sql"][:90] for q in three_rows.captured_queries]


@pytest.mark.parametrize("q", ["marisol", "TZÓC", "tzoc marisol", "A200-123-456", "a 200 123 456"])
def test_a_case_is_found_by_name_whatever_the_accents_and_by_the_whole_a_number(
    cast: Cast, browse: Browse, q: str
) -> None:
    page = browse(cast.coordinator).post(url("cases"), {"q": q}).content.decode()
    assert cast.case.reference in page
    assert cast.other_case.reference not in page


def test_half_an_a_number_finds_nothing(cast: Cast, browse: Browse) -> None:
    page = browse(cast.coordinator).post(url("cases"), {"q": "200-123"}).content.decode()
    assert "Nothing here for" in page


def test_a_search_stands_in_no_address(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.coordinator)
    assert cast.other_case.reference in browser.get(url("cases"), {"q": "marisol"}).content.decode()
    page = browser.post(url("cases"), {"q": "marisol"}).content.decode()
    form = page.split('role="search"')[1].split("</form>")[0]
    assert 'method="post"' in form and "csrfmiddlewaretoken" in form and 'value="marisol"' in form
    assert not any("marisol" in link.split('"')[0].lower() for link in page.split('href="')[1:])
    assert "Only the first" not in page


def test_a_search_that_finds_much_shows_the_first_page_and_says_so(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        for number in range(26):
            make.make_case(cast.bay, respondent=make.make_person(cast.bay, f"Ximena {number}"))
    page = browse(cast.coordinator).post(url("cases"), {"q": "ximena"}).content.decode()
    assert "Found for “ximena”: 26. Only the first 25 are shown: type more of the name." in page
    assert page.count('class="row"') == 25 and "page=2" not in page and "sort=" not in page


def test_a_search_without_its_token_is_refused(cast: Cast) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(cast.coordinator.user)
    assert browser.post(url("cases"), {"q": "marisol"}).status_code == 403


@pytest.mark.parametrize("sort", ["who", "-who", "act_by", "-act_by", "hearing", "-attorney", "nonsense"])
def test_the_list_sorts_both_ways_and_survives_nonsense(cast: Cast, browse: Browse, sort: str) -> None:
    assert browse(cast.coordinator).get(url("cases"), {"sort": sort, "page": "zzz"}).status_code == 200


def test_the_case_page_is_masked_and_its_reading_is_written_down(cast: Cast, browse: Browse) -> None:
    before = AuditEvent.objects.filter(verb="case.read").count()
    page = browse(cast.attorney).get(url("case", reference=cast.case.reference)).content.decode()
    assert "Marisol Tzoc" in page
    assert "A 200 ••• •56" in page
    assert "200-123-456" not in page
    assert "<title>" in page and "Marisol" not in page.split("<title>")[1].split("</title>")[0]
    with cast.bay.inside():
        assert AuditEvent.objects.filter(verb="case.read", case_id=cast.case.pk).count() == before + 1


def test_who_may_not_see_the_case_learns_nothing(cast: Cast, browse: Browse) -> None:
    for member in (cast.walled, cast.volunteer, cast.auditor, cast.neighbour):
        answer = browse(member).get(url("case", reference=cast.case.reference))
        assert answer.status_code == 404
        assert b"Marisol" not in answer.content


def test_who_has_looked_names_the_lookers(cast: Cast, browse: Browse) -> None:
    browse(cast.attorney).get(url("case", reference=cast.case.reference))
    page = browse(cast.paralegal).get(url("case_seen", reference=cast.case.reference)).content.decode()
    assert "Attorney" in page


def test_a_walled_note_is_its_authors_alone(cast: Cast, browse: Browse) -> None:
    address = url("case_notes", reference=cast.case.reference)
    sent = browse(cast.social_worker).post(address, {"body": "She cannot sleep.", "kind": "social_work"})
    assert sent.status_code == 302
    assert "She cannot sleep." in browse(cast.social_worker).get(address).content.decode()
    assert "She cannot sleep." not in browse(cast.supervisor).get(address).content.decode()
    case_page = url("case", reference=cast.case.reference)
    assert "She cannot sleep." not in browse(cast.supervisor).get(case_page).content.decode()


def test_an_empty_note_is_refused_and_a_walled_one_from_an_attorney_is_general(
    cast: Cast, browse: Browse
) -> None:
    address = url("case_notes", reference=cast.case.reference)
    assert browse(cast.attorney).post(address, {"body": " "}).status_code == 200
    browse(cast.attorney).post(address, {"body": "Call the school.", "kind": "social_work"})
    with cast.bay.inside():
        assert Note.objects.get().kind == "general"


def test_the_second_of_two_editors_sees_both_texts_and_nothing_is_lost(cast: Cast, browse: Browse) -> None:
    address = url("case_describe", reference=cast.case.reference)
    first = {"summary": "Gang extortion, two brothers", "claim_theory": "", "version": 1}
    assert browse(cast.attorney).post(address, first).status_code == 302
    second = browse(cast.paralegal).post(address, {**first, "summary": "Threats at school"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Threats at school" in page and "Gang extortion, two brothers" in page and "Attorney" in page
    with cast.bay.inside():
        cast.case.refresh_from_db()
        assert cast.case.summary == "Gang extortion, two brothers"
    again = browse(cast.paralegal).post(address, {**first, "summary": "Threats at school", "version": 2})
    assert again.status_code == 302


def test_the_audit_trail_is_for_those_who_may_read_it(cast: Cast, browse: Browse) -> None:
    browse(cast.attorney).get(url("case", reference=cast.case.reference))
    page = browse(cast.auditor).get(url("audit"), {"case": cast.case.reference}).content.decode()
    assert "read the case page" in page
    assert "Marisol" not in page
    assert browse(cast.paralegal).get(url("audit")).status_code == 403
