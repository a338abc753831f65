"""The pages of reminders: the link in a message, the clinic's policy, a person's own arrangements, the coordinator's morning."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from cases import tasks
from cases.actions import proceedings
from cases.models import Absence, AuditEvent, Deadline, Hearing, Mute, Reminder, ReminderPolicy, User
from tests.actions.reminding import NOW, a_hearing, letters
from tests.make import Cast

Browse = Callable[[Any], Browser]


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def reminded(cast: Cast) -> str:
    """Send the first word of a date; return the path of the link in it."""
    with cast.bay.inside():
        a_hearing(cast)
    tasks.sweep_reminders()
    found = re.search(r"/bay/reminders/read/\S+", letters(cast.attorney)[0].body)
    assert found is not None
    return found.group()


def test_looking_acknowledges_nothing_and_the_button_does(cast: Cast, browse: Browse) -> None:
    link, browser = reminded(cast), browse(cast.attorney)
    page = browser.get(link)
    assert page.status_code == 200 and "I have read this" in page.content.decode()
    with cast.bay.inside():
        assert Reminder.objects.filter(state="sent", membership=cast.attorney).count() == 1
    said = browser.post(link, follow=True).content.decode()
    assert "Acknowledged: 1 date. It stays to be done." in said and "I have read this" not in said
    with cast.bay.inside():
        read = Reminder.objects.get(state="acknowledged")
        assert read.acknowledged_by == cast.attorney
        assert read.deadline is not None and read.deadline.state == "open"


def test_the_link_needs_sign_in_and_is_its_readers_alone(
    cast: Cast, browse: Browse, time_machine: Any
) -> None:
    link = reminded(cast)
    assert Browser().get(link).status_code == 302
    for other in (cast.paralegal, cast.coordinator, cast.walled, cast.neighbour):
        assert browse(other).get(link).status_code == 404
        assert browse(other).post(link).status_code == 404
    assert browse(cast.attorney).get(link[:-3] + "xx/").status_code == 404, "made up"
    time_machine.shift(dt.timedelta(days=31))
    assert browse(cast.attorney).get(link).status_code == 404, "too old"


def test_a_double_click_acknowledges_once(cast: Cast, browse: Browse) -> None:
    link, browser = reminded(cast), browse(cast.attorney)
    with cast.bay.inside():
        row = Reminder.objects.filter(state="sent", membership=cast.attorney).select_related("case").get()
    direct = f"/bay/cases/{row.case.reference}/reminders/{row.pk}/acknowledge/"
    assert [browser.post(path).status_code for path in (link, link, direct, direct)] == [302] * 4
    with cast.bay.inside():
        row.refresh_from_db()
        assert (row.state, row.acknowledged_by, row.acknowledged_at) == ("acknowledged", cast.attorney, NOW)
        assert AuditEvent.objects.filter(verb="reminder.acknowledge").count() == 1


def test_what_was_acknowledged_of_a_date_that_moved_says_nothing_of_the_new_one(
    cast: Cast, browse: Browse
) -> None:
    link, browser = reminded(cast), browse(cast.attorney)
    browser.post(link)
    with cast.bay.inside():
        hearing = Hearing.objects.get()
        proceedings.move_hearing(
            hearing=hearing, version=1, by=cast.paralegal, day=dt.date(2027, 3, 17), time=dt.time(9)
        )
        old, new = Deadline.objects.filter(rule="EOIR_INDIVIDUAL_30").order_by("pk")
        assert (old.state, new.state) == ("superseded", "open")
        states = {
            date: set(
                Reminder.objects.filter(deadline=date, membership=cast.attorney).values_list(
                    "state", flat=True
                )
            )
            for date in (old, new)
        }
        assert states[old] == {"acknowledged", "withdrawn"} and states[new] == {"planned"}
    page = browser.get(link).content.decode()
    assert "This date was replaced: act by" in page and "I have read this" not in page


def test_another_clinics_user_opens_no_page_of_this_one_with_the_link(cast: Cast, browse: Browse) -> None:
    link = reminded(cast)
    with cast.bay.inside():
        row = Reminder.objects.filter(state="sent", membership=cast.attorney).select_related("case").get()
    for path in (link, link.replace("/bay/", "/river/"), f"/river/cases/{row.case.reference}/"):
        assert browse(cast.neighbour).get(path).status_code == 404
        assert browse(cast.neighbour).post(path).status_code in (404, 405)
    assert browse(cast.attorney).get(link.replace("/bay/", "/river/")).status_code == 404


def test_a_date_that_is_over_offers_no_button(cast: Cast, browse: Browse) -> None:
    link = reminded(cast)
    with cast.bay.inside():
        Deadline.objects.update(state="done", ended_at=NOW)
    page = browse(cast.attorney).get(link).content.decode()
    assert "I have read this" not in page and "This date is over" in page


def typed(**more: str) -> dict[str, Any]:
    days = {f"offsets_{kind}": "30, 7" for kind in ReminderPolicy().offsets}
    hours = {f"hours_{bound}": "24" for bound in (60, 14, 7, 3, 1)}
    usual = {
        "version": "1", "morning": "8:00", "quiet_from": "20:00", "quiet_until": "6:30", "urgent_days": "2",
        "duties": ["lead"], "packet_offsets": "", "client_offsets": "7",
    }  # fmt: skip
    return usual | days | hours | more


def test_the_coordinator_sets_the_policy(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.coordinator)
    answer = browser.post("/bay/reminders/settings/", typed())
    assert answer.status_code == 302
    with cast.bay.inside():
        policy = ReminderPolicy.objects.get()
        assert policy.days_ahead("hearing") == [30, 7] and policy.duties == ["lead"] and not policy.show_dates
        assert policy.patience(3) == dt.timedelta(hours=24)
    both = browser.post("/bay/reminders/settings/", typed(offsets_hearing="45, 9"))
    assert both.status_code == 409, "somebody else was first"
    page = both.content.decode()
    assert "45, 9" in page and "30, 7" in page and "Coordinator changed how the clinic is reminded" in page
    again = typed(offsets_hearing="45, 9", version="2")
    assert browser.post("/bay/reminders/settings/", again).status_code == 302


@pytest.mark.parametrize(
    ("typing", "words"),
    [
        ({"offsets_duty": "soon"}, "is no number of days"),
        ({"offsets_duty": ""}, "somebody must be told"),
        ({"offsets_duty": "900"}, "Days ahead go from 0"),
        ({"morning": "5:00"}, "lies in the quiet hours"),
        ({"quiet_from": "late"}, "That is no time of day"),
    ],
)
def test_what_cannot_be_a_policy_is_said_at_its_field(
    cast: Cast, browse: Browse, typing: dict[str, str], words: str
) -> None:
    page = browse(cast.coordinator).post("/bay/reminders/settings/", typed(**typing))
    assert page.status_code == 200 and words in page.content.decode()


def test_a_persons_own_page(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.attorney)
    away = {"starts_on": "2026-11-30", "ends_on": "2026-12-04", "stand_in": cast.supervisor.pk}
    assert browser.post("/bay/reminders/mine/", away).status_code == 302
    assert browser.post("/bay/reminders/mine/", {"mute": "1", "kinds": ["government"]}).status_code == 302
    assert browser.post("/bay/reminders/mine/", {"language": "es"}).status_code == 302
    assert User.objects.get(pk=cast.attorney.user_id).language == "es"
    page = browser.get("/bay/reminders/mine/").content.decode()
    assert "Supervisor is reminded in your place" in page
    with cast.bay.inside():
        absence = Absence.objects.get()
        assert [mute.kind for mute in Mute.objects.filter(membership=cast.attorney)] == ["government"]
    assert "for Attorney" in browse(cast.supervisor).get("/bay/reminders/mine/").content.decode()
    assert browse(cast.supervisor).post(f"/bay/reminders/mine/{absence.pk}/back/").status_code == 404
    browser.post(f"/bay/reminders/mine/{absence.pk}/back/")
    with cast.bay.inside():
        assert Absence.objects.get().ended_at == NOW


def test_the_morning_is_on_the_coordinators_first_page_and_on_nobody_elses(
    cast: Cast, browse: Browse, time_machine: Any
) -> None:
    reminded(cast)
    time_machine.move_to(dt.datetime(2026, 11, 23, 13, 16, tzinfo=dt.UTC), tick=False)
    tasks.sweep_reminders()
    counted = browse(cast.coordinator).get("/bay/", follow=True).content.decode()
    assert "This morning: 2 due, 2 sent" in counted, (
        "before the worker's own proof it is counted for the page"
    )
    tasks.prove_reminders()
    home = browse(cast.coordinator).get("/bay/", follow=True).content.decode()
    assert "This morning: 2 due, 2 sent, 0 acknowledged (read, not done); last sweep 07:16" in home
    assert "This morning" not in browse(cast.attorney).get("/bay/", follow=True).content.decode()
    time_machine.shift(dt.timedelta(hours=1))
    late = browse(cast.coordinator).get("/bay/", follow=True).content.decode()
    assert "Not every reminder went out." in late and "late or has never run" in late
