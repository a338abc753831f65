"""Escalating, standing in, muting: when a person is silent, away or unwilling, somebody else hears of the date."""

import datetime as dt
from typing import Any

import pytest

from cases import tasks
from cases.actions import policies, proceedings, reminders
from cases.actions.reminders import escalating
from cases.errors import NotPermitted, Problem
from cases.models import Absence, Assignment, Deadline, Hearing, Reminder, ReminderPolicy, Wall
from tests import make
from tests.actions.reminding import DAY, NINE, NOW, a_hearing, first, letters, of_date, of_hearing, sweep
from tests.make import Cast


def hours(number: int) -> dt.timedelta:
    return dt.timedelta(hours=number)


def escalate(cast: Cast) -> None:
    late = [pk for clinic, pk in escalating.unanswered() if clinic == cast.bay.pk]
    escalating.escalate(clinic=cast.bay, ids=late)


def test_when_nobody_acknowledges_the_coordinator_is_told(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    sweep(inside)
    due = first(hearing, inside.attorney)
    time_machine.move_to(NOW + hours(119), tick=False)
    escalate(inside)
    due.refresh_from_db()
    assert due.state == "sent", "the time has not run out"
    time_machine.move_to(NOW + hours(120), tick=False)
    escalate(inside)
    due.refresh_from_db()
    assert (due.state, due.escalated_at) == ("escalated", NOW + hours(120))
    sweep(inside)
    [letter] = letters(inside.coordinator)
    assert "nobody acknowledged the reminder in time" in letter.body
    assert f"/deadlines/{due.deadline_id}/" in letter.body
    escalate(inside)
    sweep(inside)
    assert len(letters(inside.coordinator)) == 1, "once"


def test_one_persons_word_is_enough(inside: Cast, hearing: Hearing, time_machine: Any) -> None:
    sweep(inside)
    reminders.acknowledge(reminder=first(hearing, inside.paralegal), by=inside.paralegal)
    time_machine.move_to(NOW + hours(200), tick=False)
    escalate(inside)
    assert first(hearing, inside.attorney).state == "sent"
    assert not Reminder.objects.filter(kind="escalation").exists()


def test_the_nearer_the_date_the_shorter_the_patience(inside: Cast) -> None:
    policy = ReminderPolicy()
    assert [policy.patience(days) for days in (90, 60, 14, 7, 3, 1, 0)] == [
        hours(each) for each in (120, 120, 48, 24, 12, 4, 4)
    ]


def test_the_coordinator_who_was_silent_is_not_the_one_who_is_told(inside: Cast, time_machine: Any) -> None:
    Assignment.objects.update(ends_at=NOW)
    hearing = a_hearing(inside)
    sweep(inside)
    time_machine.move_to(NOW + hours(120), tick=False)
    escalate(inside)
    assert of_date(hearing).get(kind="escalation").membership == inside.supervisor


def test_only_the_person_reminded_acknowledges_and_it_closes_no_date(inside: Cast, hearing: Hearing) -> None:
    due = first(hearing, inside.attorney)
    with pytest.raises(Problem, match="has not been sent"):
        reminders.acknowledge(reminder=due, by=inside.attorney)
    sweep(inside)
    with pytest.raises(NotPermitted):
        reminders.acknowledge(reminder=due, by=inside.paralegal)
    reminders.acknowledge(reminder=due, by=inside.attorney)
    again = reminders.acknowledge(reminder=due, by=inside.attorney)
    assert (
        again.state == "acknowledged"
        and again.acknowledged_by == inside.attorney
        and again.escalate_at is None
    )
    assert Deadline.objects.get(hearing=hearing).state == "open"


def away(cast: Cast, stand_in: Any) -> Absence:
    day = dt.date(2026, 11, 22)
    return policies.go_away(
        starts_on=day, ends_on=day + dt.timedelta(days=9), stand_in=stand_in, by=cast.attorney
    )


def test_a_stand_in_who_may_see_the_case_is_reminded_and_answers(inside: Cast, hearing: Hearing) -> None:
    away(inside, inside.supervisor)
    sweep(inside)
    [letter] = letters(inside.supervisor)
    assert "You stand in for Attorney" in letter.body
    assert letters(inside.attorney) == []
    due = first(hearing, inside.attorney)
    assert reminders.acknowledge(reminder=due, by=inside.supervisor).acknowledged_by == inside.supervisor


def test_a_stand_in_who_may_not_see_it_is_not_told_and_the_coordinator_is(
    inside: Cast, hearing: Hearing
) -> None:
    away(inside, inside.volunteer)
    sweep(inside)
    sweep(inside)
    assert letters(inside.volunteer) == []
    due = first(hearing, inside.attorney)
    assert due.state == "withdrawn" and "stand-in" in due.withdrawn_because
    assert "or may not see the case" in letters(inside.coordinator)[0].body


def test_a_stand_in_who_goes_away_too_passes_nothing_on_and_the_coordinator_is_told(
    inside: Cast, hearing: Hearing
) -> None:
    away(inside, inside.supervisor)
    day = dt.date(2026, 11, 22)
    policies.go_away(starts_on=day, ends_on=day, stand_in=inside.paralegal, by=inside.supervisor)
    sweep(inside)
    sweep(inside)
    assert letters(inside.supervisor) == [] and letters(inside.attorney) == []
    assert "their stand-in too" in letters(inside.coordinator)[0].body
    with pytest.raises(Problem, match="is away too"):
        policies.go_away(starts_on=day, ends_on=day, stand_in=inside.attorney, by=inside.coordinator)


def test_a_stand_in_gets_only_the_part_of_a_digest_whose_case_they_may_see(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    """What the coordinator had in one message went to whoever may see its first date, with all the others."""
    proceedings.add_hearing(
        proceeding=make.make_proceeding(inside.other_case),
        by=inside.paralegal,
        kind="individual",
        day=DAY,
        time=NINE,
    )
    sweep(inside)
    day = dt.date(2026, 11, 22)
    policies.go_away(
        starts_on=day, ends_on=day + dt.timedelta(days=9), stand_in=inside.volunteer, by=inside.coordinator
    )
    time_machine.move_to(NOW + hours(120), tick=False)
    before = len(letters(inside.volunteer))
    escalate(inside)
    sweep(inside)
    [passed_on] = letters(inside.volunteer)[before:]
    [kept] = letters(inside.coordinator)
    assert inside.other_case.reference in passed_on.body and inside.case.reference not in passed_on.body
    assert inside.case.reference in kept.body and inside.other_case.reference not in kept.body


@pytest.mark.parametrize(
    ("stand_in", "days", "words"),
    [
        ("attorney", (0, 3), "you are away yourself"),
        ("auditor", (0, 3), "cannot take your reminders"),
        ("neighbour", (0, 3), "cannot take your reminders"),
        ("supervisor", (3, 0), "before the first"),
        ("supervisor", (-9, -3), "has gone by"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    inside: Cast, stand_in: str, days: tuple[int, int], words: str
) -> None:
    start, end = (dt.date(2026, 11, 22) + dt.timedelta(days=each) for each in days)
    with pytest.raises(Problem, match=words):
        policies.go_away(starts_on=start, ends_on=end, stand_in=getattr(inside, stand_in), by=inside.attorney)


def test_a_muted_kind_is_silent_but_never_a_court_date_of_ones_own_case(
    inside: Cast, hearing: Hearing
) -> None:
    own_step = Deadline.objects.create(
        clinic=inside.bay, case=inside.case, rule="X", rule_version="1", kind="information", title="Call the school",
        trigger="case:1", facts={}, nominal_on="2026-12-20", legal_on="2026-12-20", safe_on="2026-12-20",
        act_by="2026-12-20", authority="x", verification="verified",
    )  # fmt: skip
    reminders.plan_for_case(case=inside.case)
    policies.mute(kinds=["information", "duty", "hearing"], by=inside.attorney)
    sweep(inside)
    step = Reminder.objects.filter(deadline=own_step, membership=inside.attorney).earliest("due_at")
    assert (step.state, step.withdrawn_because) == ("withdrawn", "this person muted dates of this kind")
    assert first(hearing, inside.attorney).state == "sent", "what is due before a hearing is a court date"
    assert Reminder.objects.filter(deadline=own_step, membership=inside.paralegal, state="sent").exists()


def test_coordinators_behind_a_wall_hear_nothing_of_it(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    Wall.objects.create(
        clinic=inside.bay,
        case=inside.case,
        membership=inside.coordinator,
        reason="x",
        raised_by=inside.supervisor,
    )
    sweep(inside)
    time_machine.move_to(NOW + hours(120), tick=False)
    escalate(inside)
    sweep(inside)
    assert letters(inside.coordinator) == [] and len(letters(inside.supervisor)) == 1


def test_the_task_escalates_too(cast: Cast, time_machine: Any) -> None:
    with cast.bay.inside():
        hearing = a_hearing(cast)
    tasks.sweep_reminders()
    time_machine.move_to(NOW + hours(120), tick=False)
    tasks.sweep_reminders()
    with cast.bay.inside():
        assert first(hearing, cast.attorney).state == "escalated"
        assert of_hearing(hearing).filter(kind="escalation").count() == 0, "it was not spoken of yet"
    tasks.sweep_reminders()
    assert len(letters(cast.coordinator)) == 1
