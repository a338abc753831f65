"""The screening's pages: what is asked and what is not, who reads what, and that nothing said stands in an address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.models import Membership, ReliefScreening
from tests import make
from tests.make import Cast

Browse = Callable[[Membership], Browser]


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def begin(cast: Cast, browser: Browser) -> str:
    """Begin a screening of the case's respondent; return the address of its first questions."""
    with cast.bay.inside():
        person = cast.case.parties.get().person
    answer = browser.post(url("screening_start", reference=cast.case.reference, person=person.pk))
    assert answer.status_code == 302
    return str(answer["Location"])


def send(browser: Browser, address: str, **answers: str) -> str:
    """Fill in one page of questions as it stands; return the address of the next."""
    shown = browser.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(once|version)" value="([^"]+)"', shown))
    answer = browser.post(address, hidden | answers)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def finish(cast: Cast, browser: Browser, **answers: str) -> str:
    """Answer what is given, leave the rest, finish; return the address of the result."""
    address = begin(cast, browser)
    while "/questions/" in address:
        shown = browser.get(address).content.decode()
        here = {name: value for name, value in answers.items() if f'name="{name}"' in shown}
        address = send(browser, address, **here)
    browser.post(f"{address}finish/")
    return address


def text(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


TOLD = {
    "fears_return": "yes",
    "protected_ground": "yes",
    "in_us": "yes",
    "detained": "yes",
    "trafficked": "not_said",
}


def test_questions_are_asked_in_two_languages_and_never_twice(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    first = begin(cast, browser)
    page = text(browser, first)
    assert "Is the person detained?" in page
    assert '<p class="field__help" lang="es"' in page and "¿La persona está detenida?" in page
    second = send(browser, first, detained="unknown", has_order="no")
    page = text(browser, second)
    assert "Which date is on the order" not in page
    assert 'name="born"' not in page, "the file knows the birth date"
    assert "Birth date: exact" in page
    again = begin(cast, browser)
    assert again == second, "gone on with where it was left"


def test_what_cannot_be_read_stays_in_the_box(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    address = begin(cast, browser)
    answer = browser.post(address, {"version": "1", "has_order": "yes", "removal_order": "2/30/2026"})
    page = answer.content.decode()
    assert "February 2026 has 28 days" in page and 'value="2/30/2026"' in page
    answer = browser.post(address, {"version": "1", "removal_order": "1/1/2099"})
    assert "still to come" in answer.content.decode()


def test_a_day_may_be_not_known_and_a_typed_day_wins(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    address = begin(cast, browser)
    send(
        browser,
        address,
        removal_order="11/2/2026",
        removal_order__instead="unknown",
        hearing__instead="not_said",
    )
    page = text(browser, address)
    assert 'value="11/2/2026"' in page
    assert re.search(r'name="hearing__instead" value="not_said"[^>]*checked', page)


def test_staff_wait_for_the_review_that_a_practitioner_signs(cast: Cast, browse: Browse) -> None:
    paralegal, attorney = browse(cast.paralegal), browse(cast.attorney)
    result = finish(cast, paralegal, **TOLD)
    waiting = text(paralegal, result)
    assert "waiting for an attorney&#x27;s review" in waiting or "waiting for an attorney's review" in waiting
    for flag in ("Asylum", "Needs attorney review", "I-589", "Emergency", "Withholding"):
        assert flag not in waiting
    assert "Would the person" not in waiting

    read = text(attorney, result)
    assert read.index("Emergency: look at this today") < read.index("The answers point to")
    assert "Asylum" in read and "Not reviewed yet." in read and "would rather not say" in read
    answer = attorney.post(f"{result}review/", {"note": "Bond first, then the I-589."}, follow=True)
    assert "Reviewed and signed." in answer.content.decode()

    now = text(paralegal, result)
    assert "Bond first, then the I-589." in now and "Asylum" in now and "Needs attorney review." in now
    assert "Reviewed by Attorney (pro bono attorney)" in now
    assert attorney.post(f"{result}review/", {"note": "twice"}).status_code == 409


def test_nothing_that_was_said_stands_in_an_address_or_a_log(
    cast: Cast, browse: Browse, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = browse(cast.paralegal)
    with caplog.at_level("DEBUG"):
        address = begin(cast, browser)
        seen = [address]
        while "/questions/" in address:
            address = send(browser, address, removal_order="11/3/2026", trafficked="yes", has_order="yes")
            seen.append(address)
        browser.post(f"{address}finish/")
        text(browse(cast.attorney), address)
    said = capsys.readouterr()
    logged = "\n".join(
        [
            said.out,
            said.err,
            *(
                str(each.msg) + str(each.args)
                for each in caplog.records
                if not each.name.startswith("django.db")
            ),
        ]
    )
    for told in ("11/3/2026", "2026-11-03", "trafficked"):
        assert told not in logged
        assert not any(told in each for each in seen)


def test_two_people_answering_at_once_see_both(cast: Cast, browse: Browse) -> None:
    paralegal, attorney = browse(cast.paralegal), browse(cast.attorney)
    address = begin(cast, paralegal)
    send(attorney, address, detained="yes")
    late = paralegal.post(address, {"version": "1", "detained": "no"})
    assert late.status_code == 409
    assert "Is the person detained?" in late.content.decode()


def test_the_case_page_tells_the_state_and_never_what_was_found(cast: Cast, browse: Browse) -> None:
    case = url("case", reference=cast.case.reference)
    assert "not screened yet" in text(browse(cast.paralegal), case)
    finish(cast, browse(cast.paralegal), **TOLD)
    page = text(browse(cast.attorney), case)
    assert "waiting for review" in page and "points to it" not in page
    assert "Relief screening" not in text(browse(cast.social_worker), case)


def test_an_open_screening_can_be_deleted(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    address = begin(cast, browser)
    pk = re.search(r"/screening/(\d+)/", address)
    assert pk is not None
    answer = browser.post(
        url("screening_discard", reference=cast.case.reference, screening=pk[1]), follow=True
    )
    assert "its answers are gone" in answer.content.decode()
    with cast.bay.inside():
        assert not ReliefScreening.objects.exists()


@pytest.mark.parametrize("respondents", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, browse: Browse, django_assert_num_queries: Any, respondents: int
) -> None:
    browser = browse(cast.paralegal)
    finish(cast, browser, **TOLD)
    with cast.bay.inside():
        for number in range(respondents - 1):
            person = make.make_person(cast.bay, f"Child {number}")
            cast.case.parties.create(clinic=cast.bay, person=person, part="respondent")
    address = url("case_screenings", reference=cast.case.reference)
    browser.get(address)
    with django_assert_num_queries(14):
        assert text(browser, address).count("Relief screening") >= 1
