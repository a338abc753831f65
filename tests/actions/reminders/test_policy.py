"""The clinic's policy: saved at once, planned anew by the worker, with the result that planning at once would have."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser

from cases import tasks
from cases.actions import policies, reminders
from cases.actions.reminders import replanning
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import Case, Hearing, Reminder, ReminderPolicy
from cases.queries import promises, proofs
from cases.queries.policies import how_far
from tests import make
from tests.actions.reminding import a_hearing, first, of_date, of_hearing, sweep
from tests.make import Cast

FEWER = {"offsets": {kind: [20, 2] for kind in ("duty", "court_set", "expiry", "hearing")}}


def change(cast: Cast, *, version: int = 1, morning: int = 8, **given: Any) -> ReminderPolicy:
    return policies.change(version=version, morning=dt.time(morning), by=cast.coordinator, **(given or FEWER))


def ledger() -> set[tuple[Any, ...]]:
    columns = (
        "deadline_id",
        "hearing_id",
        "about_on",
        "membership_id",
        "kind",
        "offset_days",
        "planned_for",
        "state",
    )
    return set(Reminder.objects.values_list(*columns))


def test_what_was_planned_is_planned_anew_and_what_was_sent_stays(inside: Cast, hearing: Hearing) -> None:
    sweep(inside)
    change(inside)
    reminders.replan(clinic=inside.bay)
    mine = of_date(hearing).filter(membership=inside.attorney, state="planned")
    assert [row.offset_days for row in mine] == [20, 2]
    assert mine[0].due_at == dt.datetime(2026, 12, 26, 14, 0, tzinfo=dt.UTC), "eight in Houston"
    assert first(hearing, inside.attorney).state == "sent", "what was sent stays as it was sent"


def test_until_the_worker_comes_what_was_planned_stands_and_the_page_says_so(
    cast: Cast, browse: Callable[[Any], Browser]
) -> None:
    with cast.bay.inside():
        hearing = a_hearing(cast)
        before = ledger()
        change(cast)
        assert ledger() == before, "the request plans nothing"
        assert how_far(promises.policy_of(cast.bay)) == (0, 2)
    page = "/bay/reminders/settings/"
    assert "0 of 2" in browse(cast.coordinator).get(page).content.decode()
    assert tasks.replan_reminders() > 0
    assert tasks.replan_reminders() == 0
    assert "being planned anew" not in browse(cast.coordinator).get(page).content.decode()
    with cast.bay.inside():
        assert of_hearing(hearing).filter(membership=cast.attorney, kind="reminder").count() == 2


def test_batch_by_batch_stopped_and_changed_again_the_result_is_the_same(
    inside: Cast, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger that planning from nothing by the last policy would have made."""
    monkeypatch.setattr(replanning, "BATCH", 1)
    for _ in range(3):
        make.make_case(inside.bay)
    a_hearing(inside, dt.date(2027, 4, 7))
    sweep(inside)
    change(inside, packet_offsets=[50, 5])
    assert not replanning._next_batch(inside.bay)[1]
    change(inside, version=2)
    reminders.replan(clinic=inside.bay)
    by_batches = ledger()
    Reminder.objects.filter(state="planned").delete()
    case = Case.objects.get(pk=inside.case.pk)
    reminders.plan_for_case(case=case)
    assert by_batches == ledger()
    policy = ReminderPolicy.objects.get()
    assert (policy.planned_version, policy.version, policy.planned_through) == (3, 3, 0)


def test_what_falls_due_while_it_is_planned_is_not_forgotten(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    """Changed a minute before the morning on which a date is spoken of; the worker comes a minute after."""
    sweep(inside)
    morning = dt.datetime(2026, 12, 26, 14, 0, tzinfo=dt.UTC)  # 20 days before, at eight
    time_machine.move_to(morning - dt.timedelta(minutes=1), tick=False)
    change(inside)
    time_machine.move_to(morning + dt.timedelta(minutes=1), tick=False)
    reminders.replan(clinic=inside.bay)
    due = of_date(hearing).get(membership=inside.attorney, offset_days=20)
    assert due.state == "planned" and due.due_at == morning
    sweep(inside)
    time_machine.move_to(morning + dt.timedelta(hours=1), tick=False)
    assert proofs.unspoken(clinic=inside.bay) == []


def test_two_at_once_the_second_is_told_and_nothing_of_theirs_is_lost(inside: Cast) -> None:
    change(inside)
    with pytest.raises(Conflict):
        change(inside, morning=9)
    assert ReminderPolicy.objects.get().version == 2


def test_a_morning_within_the_quiet_hours_is_refused(inside: Cast) -> None:
    with pytest.raises(Problem, match="lies in the quiet hours"):
        policies.change(version=1, morning=dt.time(5, 0), by=inside.coordinator)
    with pytest.raises(NotPermitted):
        policies.change(version=1, morning=dt.time(8, 0), by=inside.attorney)


@pytest.mark.parametrize(
    ("start", "end", "asked", "answer"),
    [
        ("22:00", "6:00", "2026-11-22 23:59", "2026-11-23 06:00"),
        ("22:00", "6:00", "2026-11-23 00:00", "2026-11-23 06:00"),
        ("22:00", "6:00", "2026-11-23 05:59", "2026-11-23 06:00"),
        ("22:00", "6:00", "2026-11-23 06:00", "2026-11-23 06:00"),
        ("22:00", "6:00", "2026-11-22 21:59", "2026-11-22 21:59"),
        ("00:00", "6:00", "2026-11-23 00:00", "2026-11-23 06:00"),
        ("00:00", "6:00", "2026-11-22 23:59", "2026-11-22 23:59"),
        ("20:00", "00:00", "2026-11-22 23:30", "2026-11-23 00:00"),
        ("20:00", "00:00", "2026-11-23 00:00", "2026-11-23 00:00"),
        ("7:00", "7:00", "2026-11-23 03:00", "2026-11-23 03:00"),
    ],
)
def test_quiet_hours_around_midnight(inside: Cast, start: str, end: str, asked: str, answer: str) -> None:
    """From ten to six, from midnight, until midnight, and none at all; on the clinic's clock."""
    zone = inside.bay.time_zone
    clock = [dt.datetime.strptime(each, "%H:%M").time() for each in (start, end)]  # noqa: DTZ007 - a wall clock
    policy = ReminderPolicy(quiet_from=clock[0], quiet_until=clock[1])

    def local(words: str) -> dt.datetime:
        return dt.datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone))

    assert promises.out_of_quiet(inside.bay, policy, local(asked).astimezone(dt.UTC)) == local(answer)
