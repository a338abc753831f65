"""Hearings in the browser: preview before anything is saved, and what was shown is what is applied."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest

from cases.actions import deadlines, proceedings
from cases.models import Deadline, Decision, Hearing
from tests import make
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


def test_the_preview_repeats_in_words_the_hearing_that_was_typed(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    form = new_hearing(cast, kind="master", courtroom="Room 4", detail="page 2", filings_due_on="12/9/2026")
    words = said(browse(cast.paralegal).post(url("hearing_add", cast), form))
    top = words[words.index("What you typed") : words.index("Not saved yet")]
    for part in (
        "Master calendar", "Mon 28 Dec 2026", "8:30 AM Houston time", "Court Houston", "Room 4",
        "Set for a day and time", "Hearing notice. page 2", "Wed 9 Dec 2026",
    ):  # fmt: skip
        assert part in top, (part, top)
    assert "before:" not in top and "has passed" not in words


def test_a_moved_hearing_is_shown_beside_what_stood(cast: Cast, browse: Browse, hearing: Hearing) -> None:
    words = said(browse(cast.attorney).post(url("hearing_move", cast, hearing=hearing.pk), move()))
    top = words[words.index("What you typed") : words.index("Not saved yet")]
    for part in (
        "Individual (merits)",
        "Wed 17 Feb 2027 before: Mon 28 Dec 2026",
        "1:00 PM Houston time before: 9:00 AM Houston time",
        "By Webex before: Not known",
    ):
        assert part in top, (part, top)


def test_a_day_that_has_passed_is_asked_about_and_can_still_be_saved(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    browser, address, form = (
        browse(cast.paralegal),
        url("hearing_add", cast),
        new_hearing(cast, day="1/1/2020"),
    )
    preview = browser.post(address, form)
    assert "Wed 1 Jan 2020 has passed. Is the year right?" in said(preview)
    browser.post(address, form | {"step": "apply", "shown": shown(preview)})
    with cast.bay.inside():
        assert Hearing.objects.get().day == dt.date(2020, 1, 1)


def test_nobody_gets_a_kind_of_hearing_by_default(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    browser, address = browse(cast.paralegal), url("hearing_add", cast)
    assert '<option value="" selected>Choose…</option>' in browser.get(address).content.decode()
    assert "What kind of hearing? Choose one" in said(browser.post(address, new_hearing(cast, kind="")))


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
    assert "9:00 AM" not in said(answer), "the time is the same on both sides: it is no difference"
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
