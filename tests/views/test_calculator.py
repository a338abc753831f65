"""The calculator answers without a case, keeps its facts in the address, and says what is missing."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils.html import escape

from cases.law import parts, rules
from cases.models import Membership, User
from tests.make import Cast

Browse = Callable[[Membership | User], Browser]


@pytest.fixture
def page(cast: Cast, browse: Browse) -> Callable[..., str]:
    """Return a function that asks the calculator as a pro bono attorney and gives the page's text."""
    browser = browse(cast.attorney)

    def asked(**facts: str) -> str:
        response = browser.get(reverse("calculator", kwargs={"clinic": "bay"}), facts)
        assert response.status_code == 200
        return response.content.decode()

    return asked


def test_every_rule_can_be_chosen_and_asks_its_questions(page: Callable[..., str]) -> None:
    chooser = page()
    for rule_id in rules.book().ids():
        assert f'value="{rule_id}"' in chooser
        assert page(rule=rule_id)


def test_the_answer_leads_with_act_by_and_says_why(page: Callable[..., str]) -> None:
    text = page(rule="EOIR_INDIVIDUAL_30", hearing="12/28/2026", detained="no")
    assert "Act by" in text
    assert text.index("Fri 27 Nov 2026") < text.index("Mon 30 Nov 2026")
    for part in ("moves toward the hearing", "version 2025-02", "Legal date", "Nominal date", "verified"):
        assert part in text


def test_the_paper_shows_the_facts_and_whether_the_rule_is_signed(page: Callable[..., str]) -> None:
    text = page(rule="EOIR_INDIVIDUAL_30", hearing="12/28/2026", detained="no")
    paper = text[text.index('class="print-only"') :]
    assert "On which date is the hearing?" in paper and "12/28/2026" in paper and ">No<" in paper
    assert "rule unsigned" in text and "by nobody yet" in text


def test_a_date_from_which_something_may_be_done_is_not_something_to_act_by(page: Callable[..., str]) -> None:
    text = page(rule="EAD_C8_FILE_150", i589_received="6/1/2026", delays="7/1/2026 to 7/11/2026")
    assert "Not before" in text
    assert "Sun 8 Nov 2026" in text
    assert "Act by" not in text


def test_a_missing_fact_is_asked_for_at_its_field(page: Callable[..., str]) -> None:
    text = page(rule="EOIR_INDIVIDUAL_30", detained="no")
    assert "No date yet" in text
    assert 'id="id_hearing_error"' in text


def test_what_cannot_be_read_stays_in_the_box_and_is_explained(page: Callable[..., str]) -> None:
    text = page(rule="EOIR_INDIVIDUAL_30", hearing="2/30/2027")
    assert "February 2027 has 28 days" in text
    assert 'value="2/30/2027"' in text


def test_detained_without_an_order_has_no_date_and_says_what_would_settle_it(
    page: Callable[..., str],
) -> None:
    text = page(rule="EOIR_INDIVIDUAL_30", hearing="12/28/2026", detained="yes")
    assert "Why there is no date" in text
    assert "What would settle it" in text


def test_an_assumption_is_said(page: Callable[..., str]) -> None:
    assert "assumed: no" in page(rule="EOIR_INDIVIDUAL_30", hearing="12/28/2026")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("11/20/2026 11:30 PM", "Fri 20 Nov 2026 at 23:30"),
        ("20 Nov 2026 23:30", "Fri 20 Nov 2026 at 23:30"),
        ("11/20/2026", "Fri 20 Nov 2026 at 00:00"),
        ("11/20/2026 25:00", "no such time of day"),
    ],
)
def test_a_time_of_day_is_read_as_people_type_it(page: Callable[..., str], typed: str, said: str) -> None:
    assert said in page(rule="TVPRA_72H", uac_determination=typed)


def test_lists_are_one_line_each(page: Callable[..., str]) -> None:
    facts = {"oral_decision": "11/20/2026", "ecas_unplanned_outage": "12/21/2026\n12/22/2026"}
    assert "Wed 23 Dec 2026" in page(rule="BIA_APPEAL_30", **facts)
    stops = "3/2/2026 to 4/13/2026 to 5/1/2026"
    assert "has 3 days" in page(rule="EAD_C8_FILE_150", i589_received="1/5/2026", delays=stops)
    backwards = "4/13/2026 to 3/2/2026"
    assert "cannot restart" in page(rule="EAD_C8_FILE_150", i589_received="1/5/2026", delays=backwards)
    assert "at most 20" in page(rule="I589_ONE_YEAR", arrivals="1/5/2026;" * 21)


def test_an_address_far_outside_the_calendar_is_a_sentence_not_a_fault(page: Callable[..., str]) -> None:
    assert "check" in page(rule="EOIR_INDIVIDUAL_30", hearing="1/1/9999", detained="no")


def test_search_finds_by_words_of_the_rule(page: Callable[..., str]) -> None:
    assert "BIA_APPEAL_30" in page(words="appeal 1003.38").split("law-parts")[1]
    assert "No rule has all of" in page(words="zebra")


@pytest.mark.parametrize("name", ["calculator", "rules"])
def test_everybody_of_the_clinic_may_calculate_and_nobody_else(cast: Cast, browse: Browse, name: str) -> None:
    address = reverse(name, kwargs={"clinic": "bay"})
    assert browse(cast.interpreter).get(address).status_code == 200
    assert browse(cast.stranger).get(address).status_code == 404


def test_an_unknown_rule_is_missing(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.attorney)
    assert browser.get(reverse("calculator", kwargs={"clinic": "bay"}), {"rule": "NOPE"}).status_code == 404
    assert browser.get(reverse("rule", kwargs={"clinic": "bay", "rule_id": "NOPE"})).status_code == 404


def test_the_rulebook_lists_every_rule_and_keeps_every_version(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    listed = browser.get(reverse("rules", kwargs={"clinic": "bay"})).content.decode()
    for rule_id in rules.book().ids():
        address = reverse("rule", kwargs={"clinic": "bay", "rule_id": rule_id})
        assert address in listed
        text = browser.get(address).content.decode()
        for version in rules.book().all_versions(rule_id):
            assert f"Version {version.version}" in text
            assert escape(version.example.say) in text
            assert escape(version.negative.say) in text


def test_a_far_date_that_only_the_warnings_use_is_told_and_breaks_no_page(page: Callable[..., str]) -> None:
    text = page(rule="PFR_30", faro_issued="11/20/2026", bia_decision="12/31/9999")
    assert "counting leads outside the calendar" in text or "check the year" in text


def test_below_the_rulebook_stands_what_is_no_row_of_it(cast: Cast, browse: Browse) -> None:
    address = reverse("rules", kwargs={"clinic": "bay"})
    text = browse(cast.paralegal).get(address).content.decode()
    assert "Not a row of the rulebook, and why" in text
    assert all(escape(each.why) in text for each in parts.elsewhere())
    searched = browse(cast.paralegal).get(address, {"words": "appeal"}).content.decode()
    assert "Not a row of the rulebook" not in searched, "a search shows what was searched for"


def test_the_work_permit_clock_is_drawn_with_its_stops_in_a_table(page: Callable[..., str]) -> None:
    text = page(rule="EAD_C8_FILE_150", i589_received="1/5/2026", delays="3/2/2026 to 4/13/2026")
    assert '<rect class="stopped"' in text
    assert "stood still" in text
    assert "Mon 13 Apr 2026" in text
    standing = page(rule="EAD_C8_FILE_150", i589_received="1/5/2026", delays="3/2/2026")
    assert "has stood still since Mon 2 Mar 2026" in standing
    assert "law-clock" not in page(rule="BIA_APPEAL_30", oral_decision="11/20/2026")
