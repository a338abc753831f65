"""Intake, step by step as a conversation goes: saved, resumed, and with answers that are not answers."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cases.models import (
    Assignment,
    AuditEvent,
    Case,
    Client,
    ContactPoint,
    Membership,
    Person,
    Sponsorship,
    StatusAssertion,
)
from tests.make import Cast

Browse = Callable[[Membership], Browser]
NAME = {
    "given_names": "María José",
    "first_surname": "Tzoc",
    "second_surname": "Cux",
    "best": "mam",
    "second": "spa",
}


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def begin(browser: Browser, **more: str) -> str:
    """Begin an intake and return the case's reference."""
    answer = browser.post(url("intake"), {**NAME, "gender": "unknown", **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"].split("/cases/")[1].split("/")[0])


def test_the_whole_conversation(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)

    def step(name: str, **answers: object) -> None:
        answer = browser.post(url("intake_step", reference=reference, step=name), answers)
        assert answer.status_code == 302, (name, answer.content.decode()[-3000:])

    step("birth", birth_date="14 Mar 2012", birth_date_certainty="approximate", nationality="GT", version=1)
    step("arrival", last_arrival_on="9/3/2026", manner_of_entry="not_said", version=1)
    step("papers", a_number="A 200-555-111", version=2)
    step(
        "family", part="respondent", detail="twin brother", given_names="Juan José", first_surname="Tzoc",
        birth_date="3/14/2012", gender="male",
    )  # fmt: skip
    step(
        "home", given_names="Petrona", relationship="aunt", category="2B", released_on="10/1/2026", state="TX",
        standing="adverse",
    )  # fmt: skip
    step("status", kind="uc_determination", asserted_on="9/4/2026", source="dhs_record")
    step("contact", kind="phone", value="713 555 0142", safety="as_agreed", rule="After 6 PM, ask for Ana.")
    finished = browser.post(url("intake_step", reference=reference, step="check"))
    assert finished["Location"] == url("case", reference=reference)

    page = browser.get(url("case", reference=reference)).content.decode()
    assert "María José Tzoc Cux" in page and "twin brother" in page and "adverse" in page
    assert "713 555" not in page and "200-555" not in page
    assert "After 6 PM, ask for Ana." in page
    with cast.bay.inside():
        case = Case.objects.get(reference=reference)
        assert case.status == "open"
        assert Assignment.objects.get(case=case).membership == cast.paralegal
        lead = case.parties.get(is_lead=True).person
        assert lead.birth_date == dt.date(2012, 3, 14) and lead.birth_date_certainty == "approximate"
        assert lead.languages == ["mam", "spa"] and lead.a_number == "200555111"
        assert Client.objects.get(person=lead).manner_of_entry == "not_said"
        assert lead.minor_role.state == "TX"
        assert Sponsorship.objects.get(minor=lead.minor_role).adverse_since == timezone.localdate()
        assert StatusAssertion.objects.get(minor=lead.minor_role).recorded_by == cast.paralegal
        assert case.deadlines.exists()


def test_an_intake_is_found_again_where_it_stopped(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    browser.get(url("intake_step", reference=reference, step="family"))
    page = browser.get(url("case", reference=reference)).content.decode()
    assert url("intake_step", reference=reference, step="family") in page
    assert "Mam" in browser.get(url("intake_step", reference=reference, step="name")).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2/30/2012", "February 2012 has 29 days"),
        ("14/3/2012", "a year has 12"),
        ("3/14/12", "Write all four"),
        ("soon", "“soon” is not a date"),
        ("3/14/2190", "has not come yet"),
        ("3/14/1812", "before 1900"),
    ],
)
def test_an_impossible_birth_date_is_answered_beside_its_field(
    cast: Cast, browse: Browse, typed: str, sentence: str
) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    address = url("intake_step", reference=reference, step="birth")
    page = browser.post(address, {"birth_date": typed, "version": 1}).content.decode()
    assert sentence in page
    assert f'value="{typed}"' in page, "what was typed is kept"
    assert 'id="id_birth_date_error"' in page
    with cast.bay.inside():
        assert Person.objects.get(parties__case__reference=reference).birth_date is None


def test_would_rather_not_say_is_an_answer(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    answers = {"birth_date": "", "birth_date_certainty": "not_said", "version": 1}
    assert browser.post(url("intake_step", reference=reference, step="birth"), answers).status_code == 302
    page = browser.get(url("intake_step", reference=reference, step="check")).content.decode()
    assert "would rather not say" in page


@pytest.mark.parametrize("typed", ["1234567", "abcdefghi", "A 000-000-000", "12345678a"])
def test_a_wrong_a_number_is_refused_with_its_rule(cast: Cast, browse: Browse, typed: str) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    address = url("intake_step", reference=reference, step="papers")
    page = browser.post(address, {"a_number": typed, "version": 1}).content.decode()
    assert typed[:8] in page and "id_a_number_error" in page


def test_an_a_number_of_somebody_else_is_refused_without_naming_them(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    address = url("intake_step", reference=reference, step="papers")
    page = browser.post(address, {"a_number": "200123456", "version": 1}).content.decode()
    assert "already recorded for somebody else" in page
    assert "Marisol" not in page


def test_a_double_click_opens_one_case(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    token = str(uuid.uuid4())
    assert begin(browser, once=token) == begin(browser, once=token)
    with cast.bay.inside():
        assert Case.objects.filter(status="intake").count() == 1


def test_a_refused_form_may_be_sent_again_with_the_same_token(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    address = url("intake_step", reference=reference, step="contact")
    phone = {"kind": "phone", "value": "123", "safety": "unknown", "once": str(uuid.uuid4())}
    assert "has 3 digits" in browser.post(address, phone).content.decode()
    assert browser.post(address, {**phone, "value": "713 555 0100"}).status_code == 302


# What a browser sends for each step that adds, when nothing was typed: lists on their first choice, radios as shown.
UNTOUCHED = {
    "family": {"part": "respondent", "detail": "", "given_names": "", "birth_date": "", "gender": "unknown"},
    "home": {
        "given_names": " ",
        "category": "unknown",
        "released_on": "",
        "state": "",
        "standing": "unclear",
    },
    "status": {"kind": "", "asserted_on": "", "source": "", "detail": ""},
    "contact": {"kind": "phone", "value": "", "label": "", "safety": "unknown", "rule": ""},
}
TYPED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "family": ("home", {"given_names": "Juan José"}, {"birth_date": "soon"}),
    "home": ("status", {"given_names": "Petrona"}, {"relationship": "aunt"}),
    "status": (
        "contact",
        {"kind": "uc_determination", "asserted_on": "9/4/2026", "source": "dhs_record"},
        {"detail": "UAC"},
    ),
    "contact": ("check", {"value": "713 555 0142"}, {"value": "713 555 01"}),
}


def rows_of(reference: str) -> tuple[int, int, int]:
    case = Case.objects.get(reference=reference)
    who = case.parties.get(is_lead=True).person
    said = StatusAssertion.objects.filter(minor__person=who).count()
    return case.parties.count(), said, ContactPoint.objects.filter(person=who).count()


@pytest.mark.parametrize("step", UNTOUCHED)
def test_going_on_keeps_what_was_typed_and_asks_nothing_of_an_empty_form(
    cast: Cast, browse: Browse, step: str
) -> None:
    browser = browse(cast.paralegal)
    reference = begin(browser)
    address = url("intake_step", reference=reference, step=step)
    following = url("intake_step", reference=reference, step=TYPED[step][0])
    sent = {**UNTOUCHED[step], "once": str(uuid.uuid4()), "go_on": "yes"}
    assert 'name="go_on"' in browser.get(address).content.decode()
    with cast.bay.inside():
        before = rows_of(reference)

    assert browser.post(address, sent)["Location"] == following
    with cast.bay.inside():
        assert rows_of(reference) == before, "nothing was typed, nothing is saved"

    refused = browser.post(address, {**sent, **TYPED[step][2]})
    page = refused.content.decode()
    assert refused.status_code == 200 and "_error" in page, "it stays, with the reason beside the field"
    assert next(iter(TYPED[step][2].values())) in page, "what was typed is kept"

    assert browser.post(address, {**sent, **TYPED[step][1]})["Location"] == following
    with cast.bay.inside():
        assert sum(rows_of(reference)) == sum(before) + 1


def test_adding_stays_so_that_the_next_can_be_typed(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    address = url("intake_step", reference=begin(browser), step="contact")
    phone = {"kind": "phone", "value": "713 555 0142", "safety": "unknown"}
    assert browser.post(address, phone)["Location"] == address
    assert "is required" in browser.post(address, UNTOUCHED["contact"]).content.decode()


def test_the_a_number_step_says_that_a_number_is_recorded(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    address = url("intake_step", reference=begin(browser), step="papers")
    assert "is recorded" not in browser.get(address).content.decode()
    assert browser.post(address, {"a_number": "A 200-555-117", "version": 1}).status_code == 302
    page = browser.get(address).content.decode()
    assert "A 200 ••• •17</span> is recorded" in page and "200-555" not in page


def test_two_people_at_one_step_meet_on_the_conflict_page(cast: Cast, browse: Browse) -> None:
    reference = begin(browse(cast.paralegal))
    address = url("intake_step", reference=reference, step="birth")
    browse(cast.paralegal).post(address, {"birth_date": "3/14/2012", "version": 1})
    late = browse(cast.coordinator).post(address, {"birth_date": "3/15/2012", "version": 1})
    assert late.status_code == 409
    assert "Wed 14 Mar 2012" in late.content.decode() and "Thu 15 Mar 2012" in late.content.decode()


def test_intake_is_for_those_who_may_and_every_opening_is_written_down(cast: Cast, browse: Browse) -> None:
    for member in (cast.attorney, cast.auditor, cast.social_worker):
        assert browse(member).get(url("intake")).status_code == 403
    reference = begin(browse(cast.coordinator))
    assert browse(cast.attorney).get(url("intake_step", reference=reference, step="birth")).status_code == 404
    with cast.bay.inside():
        assert (
            AuditEvent.objects.filter(verb="case.open_intake", membership_id=cast.coordinator.pk).count() == 1
        )
