"""For whom an I-589 is: asked where a case has several respondents, said in the preview and on the pages."""

import datetime as dt
import uuid
from typing import Any

import pytest

from cases.actions import deadlines, proceedings
from cases.models import Applicant, Client, Deadline, Party, Person, Proceeding
from tests import make
from tests.make import Cast
from tests.views.court import NOW, Browse, said, save, url


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def where(cast: Cast) -> Proceeding:
    with cast.bay.inside():
        return make.make_proceeding(cast.case)


@pytest.fixture
def luis(cast: Cast, where: Proceeding) -> Person:
    """The lead respondent's brother; both arrived on one day."""
    with cast.bay.inside():
        found = make.make_person(cast.bay, "Luis", "Tzoc")
        Client.objects.create(clinic=cast.bay, person=found)
        Party.objects.create(clinic=cast.bay, case=cast.case, person=found, part="respondent")
        Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
        deadlines.recompute(case=cast.case, by=cast.paralegal)
        return found


def filing(cast: Cast, where: Proceeding, **more: Any) -> dict[str, Any]:
    given = {
        "title": "I-589", "is_i589": "on", "proceeding": where.pk, "method": "ecas", "filed_on": "11/20/2026",
        "filed_by": cast.attorney.pk, "accepted_on": "11/20/2026", "once": str(uuid.uuid4()),
    }  # fmt: skip
    return given | more


def test_a_filing_says_for_whom_and_meets_only_theirs(
    cast: Cast, browse: Browse, where: Proceeding, luis: Person
) -> None:
    browser = browse(cast.attorney)
    with cast.bay.inside():
        due = Deadline.objects.get(rule="I589_ONE_YEAR", person=luis, state="open")
    address = url("deadline_filed", cast, deadline=due.pk)
    assert browser.get(address).context["form"]["i589_for"].value() == [luis.pk], "whose date it is"
    assert "Tick for whom it is" in said(browser.post(address, filing(cast, where)))
    seen = browser.post(address, filing(cast, where, i589_for=[luis.pk], i589_principal=luis.pk))
    words = said(seen)
    assert "1 date is met" in words and "(Luis)" in words
    save(browser, address, filing(cast, where, i589_for=[luis.pk], i589_principal=luis.pk))
    with cast.bay.inside():
        assert Deadline.objects.filter(rule="I589_ONE_YEAR", state="open").exclude(person=luis).count() == 1
        made = Applicant.objects.get().filing_id
    assert made is not None
    assert "Luis, principal applicant" in said(browser.get(url("filing", cast, filing=made)))
    assert "Luis, principal applicant" in said(browser.get(url("proceeding", cast, proceeding=where.pk)))
    assert "Work-permit clock, Luis" in said(browser.get(url("case", cast)))


def test_a_proceeding_asks_for_whom_and_marks_what_nobody_said(
    cast: Cast, browse: Browse, where: Proceeding, luis: Person
) -> None:
    browser, page = browse(cast.paralegal), url("proceeding", cast, proceeding=where.pk)
    with cast.bay.inside():
        proceedings.change(
            proceeding=where, version=where.version, by=cast.paralegal, i589_filed_on=dt.date(2026, 11, 2)
        )
    assert "It counts for every respondent" in said(browser.get(page))
    change = url("proceeding_change", cast, proceeding=where.pk)
    form = browser.get(change).context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])}
    given |= {"i589_filed_on": "11/2/2026", "nta_served_on": ""}
    assert "Tick for whom it is" in said(browser.post(change, given))
    save(browser, change, given | {"i589_for": [luis.pk]})
    assert "Luis, principal applicant" in said(browser.get(page))


def test_a_remand_opens_the_court_again(cast: Cast, browse: Browse, where: Proceeding) -> None:
    with cast.bay.inside():
        board = proceedings.add(case=cast.case, by=cast.paralegal, kind="bia")
        proceedings.record_decision(
            proceeding=where,
            by=cast.paralegal,
            outcome="removal",
            decided_on=dt.date(2026, 3, 2),
            service="oral",
        )
    browser, address = browse(cast.paralegal), url("decision_add", cast)
    given = {
        "proceeding": board.pk, "outcome": "remanded", "decided_on": "11/20/2026", "service": "mailed",
        "served_on": "11/20/2026", "once": str(uuid.uuid4()),
    }  # fmt: skip
    assert "Say which proceeding is pending again" in said(browser.post(address, given))
    seen = browser.post(address, given | {"sends_back_to": where.pk})
    assert "Not saved yet" in said(seen)
    save(browser, address, given | {"sends_back_to": where.pk})
    with cast.bay.inside():
        where.refresh_from_db()
        assert where.status == "pending"
    assert "opened again: Houston" in said(browser.get(url("proceeding", cast, proceeding=board.pk)))
