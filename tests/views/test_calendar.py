"""The calendar and its secret address: who sees what, on which day, and when an address ends."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from cases.actions import casework, feeds, proceedings
from cases.models import CalendarFeed, Hearing, Membership
from tests import make
from tests.make import Cast
from tests.views.court import NINE, NOW, Browse, said

DAY = dt.date(2026, 12, 28)
HERE = "/bay/calendar/"


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def hearing(cast: Cast) -> Hearing:
    """An individual hearing on Mon 28 Dec 2026 at nine in Houston, whose filings are to be made by 27 Nov."""
    with cast.bay.inside():
        pending = make.make_proceeding(cast.case)
        return proceedings.add_hearing(
            proceeding=pending, by=cast.paralegal, kind="individual", day=DAY, time=NINE
        )


def secret_of(member: Membership, reach: str = "mine") -> str:
    with member.clinic.inside():
        return feeds.create(reach=reach, by=member)


def fetched(secret: str) -> list[Any]:
    """What a calendar program gets, by title."""
    answer = Browser().get(reverse("feed_file", kwargs={"secret": secret}))
    assert answer.status_code == 200 and answer["content-type"].startswith("text/calendar")
    return sorted(Calendar.from_ical(answer.content).walk("VEVENT"), key=lambda event: str(event["summary"]))


# The pages


def test_a_month_holds_the_hearing_and_the_date_that_it_set(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    december = said(browse(cast.attorney).get(HERE, {"on": "2026-12-01"}))
    assert (
        f"9:00 AM Houston time Individual (merits) hearing {cast.case.reference} · Marisol Tzoc" in december
    )
    november = said(browse(cast.attorney).get(HERE))
    assert re.search(rf"Fri 27 Nov 2026 27 act by .*{cast.case.reference} · Marisol Tzoc", november)


@pytest.mark.parametrize(
    ("view", "on", "shown"),
    [
        ("week", "2026-12-30", True), ("week", "2027-01-03", False), ("list", "2026-11-29", True),
        ("list", "2026-11-28", False), ("list", "2026-12-29", False), ("month", "2026-12-31", True),
    ],
)  # fmt: skip
def test_each_view_begins_and_ends_where_it_says(
    cast: Cast, browse: Browse, hearing: Hearing, view: str, on: str, *, shown: bool
) -> None:
    words = said(browse(cast.attorney).get(HERE, {"view": view, "on": on}))
    assert ("9:00 AM Houston time" in words) is shown


def test_a_hearing_without_a_day_is_counted_and_a_control_date_says_that_it_has_no_time(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        pending = make.make_proceeding(cast.case)
        proceedings.add_hearing(proceeding=pending, by=cast.paralegal, kind="master", setting="tbd")
        proceedings.add_hearing(
            proceeding=pending, by=cast.paralegal, kind="master", setting="control_date", day=DAY
        )
    words = said(browse(cast.attorney).get(HERE, {"on": "2026-12-01"}))
    assert "1 scheduled hearing has no day yet" in words
    assert "control date, no time Master calendar hearing" in words


def test_whoever_may_not_see_the_case_does_not_see_its_day(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    for who in (cast.walled, cast.volunteer, cast.auditor, cast.interpreter):
        assert cast.case.reference not in said(browse(who).get(HERE, {"on": "2026-12-01", "whose": "all"}))
    asked = {"on": "2026-12-01", "whose": "all"}
    assert cast.case.reference in said(browse(cast.coordinator).get(HERE, asked))
    assert cast.case.reference not in said(browse(cast.coordinator).get(HERE, {"on": "2026-12-01"}))


@pytest.mark.parametrize("on", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30", "<script>"])
def test_a_day_that_is_none_is_today(cast: Cast, browse: Browse, on: str) -> None:
    answer = browse(cast.attorney).get(HERE, {"on": on})
    assert answer.status_code == 200 and "November 2026" in said(answer)


def test_more_entries_ask_no_more_questions(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    browser, asked = browse(cast.attorney), []
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(HERE, {"on": "2026-12-01"}).status_code == 200
        asked.append(len(queries))
        with cast.bay.inside():
            pending = make.make_proceeding(cast.case)
            for minute in (15, 30):
                time = dt.time(10, minute)
                proceedings.add_hearing(
                    proceeding=pending, by=cast.paralegal, kind="master", day=DAY, time=time
                )
    assert (
        asked[1] == asked[2] == 15
    )  # the first month held no date to act by, so nobody's name was asked for


# The secret address


def test_a_feed_says_when_and_which_case_and_never_who_or_where(cast: Cast, hearing: Hearing) -> None:
    deadline, event = fetched(secret_of(cast.attorney))
    assert deadline["summary"] == f"A filing is due · {cast.case.reference}"
    assert deadline.decoded("dtstart") == dt.date(2026, 11, 27)
    assert event["summary"] == f"Hearing · {cast.case.reference}"
    assert event.decoded("dtstart").isoformat() == "2026-12-28T09:00:00-06:00"
    whole = event.to_ical().decode() + deadline.to_ical().decode()
    for told in ("Marisol", "Tzoc", "200-123-456", "Houston,", "location", "individual", "I-589"):
        assert told.lower() not in whole.lower()


def test_a_hearing_that_moves_keeps_its_name_and_counts_up_and_a_cancelled_one_says_so(
    cast: Cast, hearing: Hearing
) -> None:
    secret = secret_of(cast.attorney)
    before = {event["summary"]: event for event in fetched(secret)}
    with cast.bay.inside():
        proceedings.move_hearing(
            hearing=hearing, version=hearing.version, by=cast.paralegal, day=dt.date(2027, 2, 3), time=NINE
        )
    moved = {event["summary"]: event for event in fetched(secret)}
    for title in (f"Hearing · {cast.case.reference}", f"A filing is due · {cast.case.reference}"):
        assert moved[title]["uid"] == before[title]["uid"]
        assert moved[title]["sequence"] > before[title]["sequence"]
        assert moved[title].decoded("dtstart") != before[title].decoded("dtstart")
    with cast.bay.inside():
        hearing.refresh_from_db()
        proceedings.end_hearing(
            hearing=hearing, version=hearing.version, by=cast.paralegal, status="cancelled"
        )
    for event in fetched(secret):
        assert event["status"] == "CANCELLED"
        assert event["uid"] == before[event["summary"]]["uid"]
        assert event["sequence"] > moved[event["summary"]]["sequence"]


def test_a_feed_follows_its_holders_access_at_once(cast: Cast, hearing: Hearing) -> None:
    secret = secret_of(cast.attorney)
    assert len(fetched(secret)) == 2
    with cast.bay.inside():
        lead = cast.case.assignments.get(membership=cast.attorney)
        make.assign(cast.case, cast.supervisor)
        casework.end_assignment(assignment=lead, by=cast.coordinator)
    assert fetched(secret) == []


def test_the_whole_clinics_feed_holds_hearings_alone_and_is_for_those_who_answer_for_it(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    assert [event["summary"] for event in fetched(secret_of(cast.coordinator, "clinic"))] == [
        f"Hearing · {cast.case.reference}"
    ]
    assert (
        browse(cast.attorney).post(f"{HERE}feed/", {"reach": "clinic"}).status_code == 200
    )  # the form again
    assert not CalendarFeed.objects.filter(membership=cast.attorney).exists()


def test_an_address_is_shown_once_and_a_new_one_or_an_end_closes_it(cast: Cast, browse: Browse) -> None:
    browser, found = browse(cast.attorney), []
    for _ in range(2):
        made = browser.post(f"{HERE}feed/", {"reach": "mine"})
        match = re.search(r'value="http://testserver(/feeds/[\w-]{43}/amparo\.ics)"', made.content.decode())
        assert match, "the address is on the page that made it"
        found.append(match[1])
        assert "/feeds/" not in browser.get(f"{HERE}feed/").content.decode()
    assert [Browser().get(address).status_code for address in found] == [404, 200]
    browser.post(f"{HERE}feed/end/")
    assert Browser().get(found[1]).status_code == 404


def test_an_address_ends_with_its_holder(cast: Cast) -> None:
    secret = secret_of(cast.attorney)
    address = reverse("feed_file", kwargs={"secret": secret})
    assert Browser().get(address).status_code == 200
    Membership.objects.filter(pk=cast.attorney.pk).update(left_at=NOW)
    assert Browser().get(address).status_code == 404


def test_a_feed_speaks_its_holders_language(cast: Cast, hearing: Hearing) -> None:
    cast.attorney.user.language = "es"
    cast.attorney.user.save()
    assert [event["summary"] for event in fetched(secret_of(cast.attorney))] == [
        f"Audiencia · {cast.case.reference}", f"Vence una presentación · {cast.case.reference}",
    ]  # fmt: skip
