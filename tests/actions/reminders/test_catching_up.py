"""After an outage: however many promises about a date are due, and whoever holds them, its reader hears of it once."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox

from cases import mail
from cases.actions import reminders
from cases.actions.reminders import sending
from cases.models import Hearing, Reminder
from cases.queries import proofs
from tests.actions.reminding import a_hearing, letters, of_date, sweep
from tests.make import Cast

ACT_BY = dt.date(2027, 1, 15)


def morning(days_before: int) -> dt.datetime:
    return dt.datetime(2027, 1, 15, 14, 0, tzinfo=dt.UTC) - dt.timedelta(days=days_before)


def only(hearing: Hearing, cast: Cast, *offsets: int) -> list[Reminder]:
    """Leave these promises of the hearing's act-by date to the attorney, the oldest first."""
    kept = of_date(hearing).filter(membership=cast.attorney, offset_days__in=offsets)
    rows = list(kept.order_by("planned_for"))
    Reminder.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    return rows


def send(cast: Cast, ids: list[int]) -> None:
    with mail.Line() as line:
        sending.send(clinic=cast.bay, ids=ids, line=line)


@pytest.mark.parametrize("first_to_send", [0, 1])
def test_two_workers_that_hold_two_promises_about_a_date_speak_of_it_once(
    inside: Cast, hearing: Hearing, time_machine: Any, settings: Any, first_to_send: int
) -> None:
    older, newer = only(hearing, inside, 7, 3)
    time_machine.move_to(morning(2), tick=False)
    hands = [[pk for _, pk in sending.claim(most=1)] for _ in range(2)]
    assert hands == [[older.pk], [newer.pk]]
    send(inside, hands[first_to_send])
    send(inside, hands[1 - first_to_send])
    assert len(letters(inside.attorney)) == 1
    time_machine.shift(dt.timedelta(seconds=settings.AMPARO_SWEEP_SECONDS))
    sweep(inside)
    assert len(letters(inside.attorney)) == 1
    rows = Reminder.objects.filter(pk__in=[older.pk, newer.pk])
    assert {row.state for row in rows} == {"sent"} and len({row.message_id for row in rows}) == 1
    [message] = {row.message for row in rows}
    reminders.acknowledge_message(message=message, by=inside.attorney)
    assert {row.state for row in rows.all()} == {"acknowledged"}
    assert proofs.prove(clinic=inside.bay).waiting == 0


def test_the_older_promise_is_kept_when_the_newer_one_cannot_be(
    inside: Cast, hearing: Hearing, time_machine: Any, settings: Any
) -> None:
    older, newer = only(hearing, inside, 7, 3)
    time_machine.move_to(morning(2), tick=False)
    hands = [[pk for _, pk in sending.claim(most=1)] for _ in range(2)]
    send(inside, hands[0])
    assert outbox.outbox == [], "it waits for the newer one"
    Reminder.objects.filter(pk=newer.pk).update(state="withdrawn", withdrawn_because="An invented reason")
    time_machine.shift(dt.timedelta(seconds=settings.AMPARO_SWEEP_SECONDS))
    sweep(inside)
    older.refresh_from_db()
    assert older.state == "sent" and older.attempts == 1 and len(letters(inside.attorney)) == 1


def test_an_urgent_date_has_one_message_for_all_that_was_missed(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    only(hearing, inside, 7, 3, 1)
    time_machine.move_to(morning(1), tick=False)
    sweep(inside)
    [letter] = letters(inside.attorney)
    assert "tomorrow" in letter.subject
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_on_an_ordinary_morning_nothing_more_is_asked(
    inside: Cast, hearing: Hearing, time_machine: Any, django_assert_num_queries: Any
) -> None:
    from cases.actions.reminders.catching_up import newest_only

    [row] = only(hearing, inside, 7)
    time_machine.move_to(morning(7), tick=False)
    with django_assert_num_queries(0):
        assert newest_only([row]) == [row]


def test_two_dates_are_still_two_lines(inside: Cast, time_machine: Any) -> None:
    first, second = a_hearing(inside), a_hearing(inside)
    time_machine.move_to(morning(5), tick=False)
    sweep(inside)
    [digest] = letters(inside.attorney)
    for hearing in (first, second):
        assert f"/hearings/{hearing.pk}/" in digest.body
