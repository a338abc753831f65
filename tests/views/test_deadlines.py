"""Deadlines and reminders in the browser: why each date stands, closing one, and what was sent."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cases.actions import proceedings
from cases.actions import rules as signing
from cases.law import rules
from cases.models import Deadline, Hearing
from cases.queries import reminders as counted
from tests import make
from tests.actions import reminding
from tests.make import Cast
from tests.views.court import NINE, NOW, Browse, said, url


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def hearing(cast: Cast) -> Hearing:
    """An individual hearing on Mon 28 Dec 2026 in Houston, whose filings are due."""
    with cast.bay.inside():
        return proceedings.add_hearing(
            proceeding=make.make_proceeding(cast.case),
            by=cast.paralegal,
            kind="individual",
            day=dt.date(2026, 12, 28),
            time=NINE,
        )


def test_why_this_date_has_an_address_and_tells_everything(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    with cast.bay.inside():
        row = Deadline.objects.get(hearing=hearing)
    words = said(browse(cast.attorney).get(url("deadline_why", cast, deadline=row.pk)))
    for part in (
        "Fri 27 Nov 2026", "Mon 30 Nov 2026", "Sat 28 Nov 2026", "Hearing Mon 28 Dec 2026 − 30 days",
        "EOIR Policy Manual", "EOIR_INDIVIDUAL_30", "version 2025-02", "No attorney of this clinic has signed it off",
        "e-mail to Paralegal", "Counted from Hearing Mon 28 Dec 2026",
    ):  # fmt: skip
        assert part in words, part


def test_why_says_once_and_truly_who_signed_the_rule(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    with cast.bay.inside():
        row = Deadline.objects.get(hearing=hearing)
        rule = rules.book().latest(row.rule)
        signing.sign(marks=[signing.mark(rule)], note="", by=cast.supervisor)
    words = said(browse(cast.attorney).get(url("deadline_why", cast, deadline=row.pk)))
    assert words.count(f"igned off by {cast.supervisor.user} on Sun 22 Nov 2026") == 2, words
    assert "No attorney of this clinic has signed it off" not in words and "rule unsigned" not in words


def test_a_detained_case_asks_for_the_courts_date(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        held = make.make_proceeding(cast.case, is_detained=True)
        made = proceedings.add_hearing(
            proceeding=held, by=cast.paralegal, kind="individual", day=dt.date(2026, 12, 28), time=NINE
        )
        row = Deadline.objects.get(hearing=made)
    for address in (url("deadline_why", cast, deadline=row.pk), url("hearing", cast, hearing=made.pk)):
        answer = browse(cast.attorney).get(address)
        assert "Without the date in the court's order nothing can be counted." in said(answer)
        assert url("hearing_move", cast, hearing=made.pk) in answer.content.decode()


def test_the_outbox_shows_what_was_sent_and_takes_the_acknowledgement(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    with cast.bay.inside():
        due = reminding.first(hearing, cast.attorney)
    reminding.sweep(cast)
    browser, outbox = browse(cast.attorney), reverse("outbox", kwargs={"clinic": "bay"})
    words = said(browser.get(outbox))
    assert "I have read it" in words and "dates" in words, "one letter tells of the filing and of the hearing"
    assert cast.case.reference not in said(browse(cast.volunteer).get(outbox)), "others' mail is not in mine"
    assert cast.case.reference in said(browse(cast.coordinator).get(outbox))
    told = browser.post(url("reminder_acknowledge", cast, reminder=due.pk), follow=True)
    assert "The date stays open until its filing is accepted." in said(told)
    with cast.bay.inside():
        assert reminding.first(hearing, cast.attorney).state == "acknowledged"


def test_a_reminder_of_a_replaced_date_names_the_one_that_stands_instead(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    with cast.bay.inside():
        due = reminding.first(hearing, cast.attorney)
    reminding.sweep(cast)
    with cast.bay.inside():
        assert due.deadline_id is not None
        assert counted.unread(member=cast.attorney) == 2, "the filing date and the hearing itself"
        proceedings.move_hearing(
            hearing=hearing, version=1, by=cast.paralegal, day=dt.date(2027, 2, 17), time=NINE
        )
        assert counted.unread(member=cast.attorney) == 0, "the bell rings for dates that stand"
    browser = browse(cast.attorney)
    assert "The date stays open" not in said(browser.get(url("deadline_why", cast, deadline=due.deadline_id)))
    words = said(browser.post(url("reminder_acknowledge", cast, reminder=due.pk), follow=True))
    assert "This date was replaced: act by Fri 15 Jan 2027 instead." in words
    assert "stays open" not in words


def test_a_long_list_is_paged_and_never_cut_silently(cast: Cast, browse: Browse, monkeypatch: Any) -> None:
    monkeypatch.setattr("cases.queries.deadlines.PAGE", 2)
    with cast.bay.inside():
        proceeding = make.make_proceeding(cast.case)
        for week in range(3):
            day = dt.date(2027, 1, 4) + dt.timedelta(days=7 * week)
            proceedings.add_hearing(
                proceeding=proceeding, by=cast.paralegal, kind="individual", day=day, time=NINE
            )
    browser, address = browse(cast.attorney), reverse("deadlines", kwargs={"clinic": "bay"})
    first, second = said(browser.get(address)), said(browser.get(address, {"page": 2}))
    assert "1 to 2 of 3 dates" in first and "act by Fri 4 Dec 2026" in first
    assert "3 to 3 of 3 dates" in second and "act by Fri 4 Dec 2026" not in second


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_questions_for_one_and_for_three(
    cast: Cast, browse: Browse, django_assert_num_queries: Any, number: int
) -> None:
    with cast.bay.inside():
        proceeding = make.make_proceeding(cast.case)
        made = [
            proceedings.add_hearing(
                proceeding=proceeding,
                by=cast.paralegal,
                kind="individual",
                day=dt.date(2027, 1, 4) + dt.timedelta(days=7 * each),
                time=NINE,
            )
            for each in range(number)
        ]
    browser = browse(cast.coordinator)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(reverse("deadlines", kwargs={"clinic": "bay"}), {"whose": "all"})
    with django_assert_num_queries(OUTBOX_QUERIES):
        browser.get(reverse("outbox", kwargs={"clinic": "bay"}))
    with django_assert_num_queries(PROCEEDING_QUERIES):
        browser.get(url("proceeding", cast, proceeding=proceeding.pk))
    with django_assert_num_queries(HEARING_QUERIES):
        browser.get(url("hearing", cast, hearing=made[0].pk))


# Each page: 3 for who is asking (session, user, membership), 5 for the fence, 2 for the bar, then its own.
LIST_QUERIES = 16
OUTBOX_QUERIES = 11
PROCEEDING_QUERIES = 18
HEARING_QUERIES = 19
