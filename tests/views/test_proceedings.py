"""Hearings in the browser: preview before anything is saved, what was shown is what is applied, why each date stands."""

import datetime as dt
import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.actions import deadlines, proceedings, reminders
from cases.models import Deadline, Decision, Hearing, Membership, Reminder
from tests import make
from tests.make import Cast

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
NINE = dt.time(9, 0)
Browse = Callable[[Membership], Browser]


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


def url(name: str, cast: Cast, **ids: int) -> str:
    return reverse(name, kwargs={"clinic": "bay", "reference": cast.case.reference, **ids})


def said(answer: Any) -> str:
    """The page's words, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def shown(answer: Any) -> str:
    """The sign of the preview, as its form sends it back."""
    found = re.search(r'name="shown" value="(\w+)"', answer.content.decode())
    assert found is not None, said(answer)
    return found[1]


def new_hearing(cast: Cast, **more: Any) -> dict[str, Any]:
    with cast.bay.inside():
        pk = cast.case.proceedings.get().pk
    return {
        "proceeding": pk, "kind": "individual", "setting": "at", "day": "12/28/2026", "time": "8:30 AM",
        "filings_due_on": "", "medium": "unknown", "courtroom": "", "source": "notice", "detail": "",
        "once": str(uuid.uuid4()),
    } | more  # fmt: skip


def move(**more: Any) -> dict[str, Any]:
    return {
        "setting": "at", "day": "2/17/2027", "time": "1 pm", "filings_due_on": "", "medium": "webex",
        "courtroom": "", "source": "ecas", "detail": "", "version": 1, "once": str(uuid.uuid4()),
    } | more  # fmt: skip


def test_a_new_hearing_is_shown_before_it_is_saved(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
        deadlines.recompute(case=cast.case, by=cast.paralegal)
    browser, address = browse(cast.paralegal), url("hearing_add", cast)
    assert "Show what this changes" in said(browser.get(address))
    form = new_hearing(cast)
    preview = browser.post(address, form)
    words = said(preview)
    assert "1 new date" in words and "Fri 27 Nov 2026" in words and "in 5 days" in words
    assert "Hearing Mon 28 Dec 2026 − 30 days = Sat 28 Nov 2026." in words, "and why"
    with cast.bay.inside():
        assert not Hearing.objects.exists()
    answer = browser.post(address, form | {"step": "apply", "shown": shown(preview)})
    with cast.bay.inside():
        made = Hearing.objects.get()
        assert Deadline.objects.get(hearing=made).act_by == dt.date(2026, 11, 27)
    assert answer.headers["Location"] == url("hearing", cast, hearing=made.pk)


def test_the_second_click_lands_on_what_the_first_made(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    browser, address, form = browse(cast.paralegal), url("hearing_add", cast), new_hearing(cast)
    form |= {"step": "apply", "shown": shown(browser.post(address, form))}
    first = browser.post(address, form)
    second = browser.post(address, form)
    if (
        second.status_code == 200
    ):  # the case has changed since, so what was shown no longer is: nothing is applied
        assert "Not saved yet" in said(second)
    else:
        assert second.headers["Location"] == first.headers["Location"]
    with cast.bay.inside():
        assert Hearing.objects.count() == 1


def test_moving_shows_which_dates_move_and_which_are_already_past(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    browser, address = browse(cast.attorney), url("hearing_move", cast, hearing=hearing.pk)
    words = said(browser.post(address, move(day="12/14/2026")))
    assert "1 date moves, 1 is already past" in words
    assert "Fri 27 Nov 2026" in words and "Fri 13 Nov 2026" in words and "already past" in words
    form = move()
    preview = browser.post(address, form)
    assert "Fri 15 Jan 2027" in said(preview)
    answer = browser.post(address, form | {"step": "apply", "shown": shown(preview)}, follow=True)
    assert "1 date moves" in said(answer) and "Wed 17 Feb 2027" in said(answer)
    with cast.bay.inside():
        assert [row.state for row in Deadline.objects.filter(hearing=hearing).order_by("pk")] == [
            "superseded",
            "open",
        ]


def test_a_judges_own_filing_date_is_not_moved_silently(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    with cast.bay.inside():
        proceedings.move_hearing(
            hearing=hearing,
            version=1,
            by=cast.paralegal,
            day=hearing.day,
            time=NINE,
            filings_due_on=dt.date(2026, 12, 9),
        )
    address = url("hearing_move", cast, hearing=hearing.pk)
    words = said(browse(cast.attorney).post(address, move(version=2, filings_due_on="12/9/2026")))
    assert "No date changes" in words
    assert "The filing date that the judge ordered stays Wed 9 Dec 2026" in words


def test_going_back_keeps_what_was_typed(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    answer = browse(cast.attorney).post(url("hearing_move", cast, hearing=hearing.pk), move(step="change"))
    assert 'value="2/17/2027"' in answer.content.decode()


def test_what_is_applied_is_what_was_shown(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    answer = browse(cast.attorney).post(
        url("hearing_move", cast, hearing=hearing.pk), move(step="apply", shown="0123456789abcdef")
    )
    assert "The dates changed after you saw them" in said(answer)
    with cast.bay.inside():
        assert Hearing.objects.get().day == dt.date(2026, 12, 28)


def test_the_second_of_two_editors_is_shown_the_conflict(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    address, form = url("hearing_move", cast, hearing=hearing.pk), move()
    mine = browse(cast.attorney)
    form["shown"] = shown(mine.post(address, form))
    with cast.bay.inside():  # a colleague changes the room meanwhile: the same dates, another version
        proceedings.move_hearing(
            hearing=hearing, version=1, by=cast.paralegal, day=hearing.day, time=NINE, courtroom="Room 9"
        )
    answer = mine.post(address, form | {"step": "apply"})
    assert answer.status_code == 409
    assert "Somebody else changed this while you were typing" in said(answer)
    with cast.bay.inside():
        assert Hearing.objects.get().day == dt.date(2026, 12, 28)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "2/30/2027"}, "“2/30/2027” is not a day: February 2027 has 28 days."),
        ({"time": "25:00"}, "“25:00” is not a time of day."),
        ({"time": "3:30"}, "“3:30”: morning or afternoon?"),
        ({"day": ""}, "Which day? Type it, or choose"),
        ({"filings_due_on": "3/1/2027"}, "after the hearing on Wed 17 Feb 2027"),
    ],
)
def test_bad_input_is_answered_beside_the_field(
    cast: Cast, browse: Browse, hearing: Hearing, typed: dict[str, str], sentence: str
) -> None:
    answer = browse(cast.attorney).post(url("hearing_move", cast, hearing=hearing.pk), move(**typed))
    assert answer.status_code == 200
    assert sentence in said(answer)


def test_sources_that_disagree_show_as_a_banner(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    browser = browse(cast.paralegal)
    form = {"source": "hotline", "setting": "at", "day": "1/4/2027", "time": "9 am", "detail": "", "once": ""}
    answer = browser.post(url("hearing_report", cast, hearing=hearing.pk), form, follow=True)
    assert "Sources disagree about this hearing." in said(answer)
    assert "EOIR hotline says Mon 4 Jan 2027, 9:00 AM" in said(answer)
    assert "Sources disagree about the individual" in said(browser.get(url("case", cast)))


def test_a_decision_shows_the_appeal_that_it_starts(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    browser, address = browse(cast.attorney), url("decision_add", cast)
    form = {
        "proceeding": hearing.proceeding_id, "outcome": "removal", "decided_on": "11/20/2026", "service": "oral",
        "served_on": "", "appeal_reserved": "on", "once": str(uuid.uuid4()),
    }  # fmt: skip
    preview = browser.post(address, form)
    assert "1 new date, 1 date ends" in said(preview) and "Fri 18 Dec 2026" in said(preview)
    browser.post(address, form | {"step": "apply", "shown": shown(preview)})
    with cast.bay.inside():
        assert Decision.objects.get().outcome == "removal"
        assert Deadline.objects.get(rule="BIA_APPEAL_30").state == "open"


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


def test_accepting_asks_what_was_filed(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    with cast.bay.inside():
        row = Deadline.objects.get(hearing=hearing)
    browser, address = browse(cast.attorney), url("deadline_accept", cast, deadline=row.pk)
    assert "required" in said(browser.post(address, {"because": ""})).lower()
    browser.post(address, {"because": "Evidence filed 20 Nov, accepted 21 Nov", "once": str(uuid.uuid4())})
    with cast.bay.inside():
        assert Deadline.objects.get(pk=row.pk).state == "done"


def test_the_outbox_shows_what_was_sent_and_takes_the_acknowledgement(
    cast: Cast, browse: Browse, hearing: Hearing
) -> None:
    with cast.bay.inside():
        due = Reminder.objects.filter(membership=cast.attorney).order_by("due_at")[0]
        reminders.claim(reminder_id=due.pk)
        reminders.deliver(reminder_id=due.pk)
    browser, outbox = browse(cast.attorney), reverse("outbox", kwargs={"clinic": "bay"})
    words = said(browser.get(outbox))
    assert f"{cast.case.reference}: act by Fri 27 Nov 2026 (in 5 days)" in words and "I have read it" in words
    assert cast.case.reference not in said(browse(cast.paralegal).get(outbox)), "others' mail is not in mine"
    assert cast.case.reference in said(browse(cast.coordinator).get(outbox))
    browser.post(url("reminder_acknowledge", cast, reminder=due.pk))
    assert "acknowledged Sun 22 Nov 2026" in said(browser.get(outbox))


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
LIST_QUERIES = 15
OUTBOX_QUERIES = 11
PROCEEDING_QUERIES = 16
HEARING_QUERIES = 17
