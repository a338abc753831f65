"""The pages of clocks, ages and moves: what they say, what they preview, and to whom."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.actions import clocks, deadlines, proceedings
from cases.models import (
    ClockRuling,
    ClockStop,
    ContactPoint,
    Deadline,
    Hearing,
    JuvenileAge,
    Membership,
    Move,
)
from tests import make
from tests.make import Cast
from tests.views.court import NOW, said, save, settle, url

Browse = Callable[[Membership], Browser]
RECEIVED = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def applied(cast: Cast, *, code: str = "") -> Hearing | None:
    """An I-589 received in court, and perhaps a hearing put off under this code until the last day of October."""
    with cast.bay.inside():
        where = make.make_proceeding(cast.case, i589_filed_on=RECEIVED)
        held = None
        if code:
            held = make.make_hearing(
                where, dt.date(2026, 10, 1), kind="master", status="held", adjournment_code=code
            )
            make.make_hearing(where, dt.date(2026, 10, 31), kind="master", status="held")
        deadlines.recompute(case=cast.case, by=cast.paralegal)
    return held


def test_the_page_says_how_far_the_clock_is_and_what_it_rests_on(cast: Cast, browse: Browse) -> None:
    applied(cast, code="12")
    page = browse(cast.attorney).get(url("clocks", cast))
    words = said(page)
    assert "I-589 filed or lodged with the court on Tue 1 Sep 2026" in words
    assert "52 days" in words and "12 Other alien" in words
    assert "Sun 28 Feb 2027" in words, (
        "150 days and the 30 left out; a day from which one may file never rolls"
    )
    body = page.content.decode()
    assert "<title id=" in body and "<desc id=" in body and "style=" not in body
    assert "only codes 57 and 58 say it in their own names" in words


def test_a_stop_is_previewed_before_it_is_saved(cast: Cast, browse: Browse) -> None:
    applied(cast)
    with cast.bay.inside():
        address = url("clock_stop_add", cast, proceeding=cast.case.proceedings.get().pk)
    given = {"began_on": "10/1/2026", "reason": "Missed biometrics", "source": "uscis_notice"}
    shown = browse(cast.paralegal).post(address, given)
    assert "Not saved yet" in said(shown) and "no date yet" in said(shown)
    with cast.bay.inside():
        assert not ClockStop.objects.exists()
    assert save(browse(cast.paralegal), address, given).status_code == 302
    words = said(browse(cast.attorney).get(url("clocks", cast)))
    assert "stands since Thu 1 Oct 2026" in words and "no date while it stands" in words
    with cast.bay.inside():
        made = ClockStop.objects.get()
    again = url("clock_run_again", cast, stop=made.pk)
    assert save(browse(cast.paralegal), again, {"ended_on": "10/11/2026"}).status_code == 302
    words = said(browse(cast.attorney).get(url("clocks", cast)))
    assert "Mon 8 Feb 2027" in words and "Taken back: 1" in words


def test_an_attorney_answers_the_question_on_the_page(cast: Cast, browse: Browse) -> None:
    held = applied(cast, code="38")
    assert held is not None
    words = said(browse(cast.paralegal).get(url("clocks", cast)))
    assert "Did 38 Illness of alien/atty rep/witness stop the clock?" in words
    assert "An attorney of this case answers it here" in words
    address = url("clock_rule", cast, hearing=held.pk)
    assert browse(cast.paralegal).get(address).status_code == 403
    given = {"stops": "no", "reason": "The judge was ill: recording, minute 3"}
    assert save(browse(cast.attorney), address, given).status_code == 302
    words = said(browse(cast.attorney).get(url("clocks", cast)))
    assert "recording, minute 3" in words and "Did 38" not in words and "Fri 29 Jan 2027" in words
    with cast.bay.inside():
        back = url("clock_ruling_take_back", cast, ruling=ClockRuling.objects.get().pk)
    assert save(browse(cast.attorney), back, {}).status_code == 302
    assert "Did 38" in said(browse(cast.attorney).get(url("clocks", cast)))


def test_the_case_page_shows_the_clock_as_it_really_counts(cast: Cast, browse: Browse) -> None:
    applied(cast, code="12")
    words = said(browse(cast.attorney).get(url("case", cast)))
    assert "Work-permit clock day 52 of 150" in words
    assert "Not before Sun 28 Feb 2027" in words and "All clocks" in words


def test_a_child_s_days_stand_on_the_case_s_and_on_the_person_s_page(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
    for address in (url("clocks", cast), url("person", cast, person=person.pk)):
        words = said(browse(cast.attorney).get(address))
        assert "Marisol's days" in words and "18th birthday" in words and "21st birthday" in words
        assert "not known is not no" in words, "no source has spoken of the child's status"
        assert "The state where the child lives is not recorded" in words


def test_the_days_that_fix_an_age_are_asked_for_and_a_late_form_is_a_conflict(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
        version = person.minor_role.version
    settle(cast)
    address = url("age_facts", cast, person=person.pk)
    given = {"principal_i589_on": "5/5/2025", "version": version}
    assert browse(cast.paralegal).post(address, given).status_code == 302
    assert "Derivative of a parent's asylum claim" in said(browse(cast.attorney).get(url("clocks", cast)))
    assert browse(cast.paralegal).post(address, given | {"principal_i589_on": "5/6/2025"}).status_code == 409


def test_a_move_shows_its_two_duties_together(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
        person = cast.case.parties.get().person
    settle(cast)
    given = {
        "who": [person.pk],
        "moved_on": "11/18/2026",
        "address": "99 New Invented Street",
        "safety": "unknown",
    }
    assert save(browse(cast.paralegal), url("move_add", cast), given).status_code == 302
    page = browse(cast.attorney).get(url("clocks", cast))
    words = said(page)
    assert "Linked: both are the respondent's own duty" in words
    assert words.index("File one EOIR-33") < words.index("File the AR-11")
    assert "Amparo never sends or suggests it: the attorney decides" in words
    assert "Invented Street" not in page.content.decode()
    with cast.bay.inside():
        back = url("move_take_back", cast, move=Move.objects.get().pk)
    assert save(browse(cast.paralegal), back, {}).status_code == 302
    with cast.bay.inside():
        assert not Deadline.objects.filter(trigger__startswith="move:", state="open").exists()
        assert ContactPoint.objects.filter(person=person, is_current=True).count() == 1


def test_somebody_moved_knows_who_when_there_is_only_one(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
    page = browse(cast.paralegal).get(url("move_add", cast)).content.decode()
    assert f'<input type="hidden" name="who" value="{person.pk}"' in page


def test_an_address_added_later_may_be_a_move_and_a_telephone_is_not(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
    address = url("contact_add", cast, person=person.pk)
    given = {"kind": "phone", "value": "713 555 0142", "safety": "unknown", "moved_on": "11/18/2026"}
    assert "Nobody moves to a telephone number" in said(browse(cast.paralegal).post(address, given))
    assert browse(cast.paralegal).post(address, given | {"moved_on": ""}).status_code == 302
    settle(cast)
    moved = given | {"kind": "address", "value": "99 New Invented Street"}
    assert save(browse(cast.paralegal), address, moved).status_code == 302
    with cast.bay.inside():
        assert Move.objects.get().moved_on == dt.date(2026, 11, 18)


def test_only_a_supervising_attorney_records_a_states_age(cast: Cast, browse: Browse) -> None:
    address = reverse("juvenile_ages", kwargs={"clinic": "bay"})
    with cast.bay.inside():
        minor = cast.case.parties.get().person.minor_role
        minor.state = "CA"
        minor.save()
        proceedings.add(case=cast.case, by=cast.paralegal, kind="state_juvenile", court_name="A county court")
    settle(cast)
    assert "Record an age" not in said(browse(cast.attorney).get(address))
    asked = said(browse(cast.supervisor).get(address))
    assert (
        "Record an age" in asked and "Amparo counts with 18 in every state" in asked and "Doubtful" in asked
    )
    given = {"state": "CA", "age": 21, "citation": "An invented section 1510"}
    assert browse(cast.attorney).post(address, given).status_code == 403
    shown = said(browse(cast.supervisor).post(address, given))
    assert "1 date moves" in shown and "Mon 3 Mar 2031" in shown
    assert save(browse(cast.supervisor), address, given).status_code == 302
    assert "21 by An invented section 1510" in said(browse(cast.attorney).get(address))
    with cast.bay.inside():
        back = reverse(
            "juvenile_age_take_back", kwargs={"clinic": "bay", "age": JuvenileAge.objects.get().pk}
        )
    assert save(browse(cast.supervisor), back, {}).status_code == 302
    with cast.bay.inside():
        assert not JuvenileAge.objects.filter(taken_back_at=None).exists()


def test_a_running_clock_is_not_overdue_in_the_list_of_cases(cast: Cast, browse: Browse) -> None:
    """A day from which something may be done is nobody's missed date."""
    with cast.bay.inside():
        where = make.make_proceeding(cast.case, i589_filed_on=dt.date(2026, 6, 10))
        deadlines.recompute(case=cast.case, by=cast.paralegal)
        passed = Deadline.objects.get(rule="EAD_C8_FILE_150")
        assert passed.act_by is not None and passed.act_by < dt.date(2026, 11, 22)
    page = browse(cast.attorney).get(reverse("cases", kwargs={"clinic": "bay"}))
    assert "overdue" not in said(page)
    assert "not before" in said(browse(cast.attorney).get(url("case", cast)))
    with cast.bay.inside():
        clocks.stop(
            proceeding=where,
            by=cast.paralegal,
            began_on=dt.date(2026, 7, 1),
            reason="Venue",
            source="hearing",
        )
        assert Deadline.objects.get(rule="EAD_C8_FILE_150", state="open").act_by is None
