"""A rehearsal tells what a deed would do to the dates, and leaves nothing behind."""

import datetime as dt
from typing import Any

import pytest
from celery import current_app
from django.core import mail
from django.db import transaction

from cases.actions import casework, people, proceedings, rehearsal, sponsors
from cases.errors import Conflict, Problem
from cases.models import AuditEvent, Deadline, Hearing, Party, Reminder
from tests import make
from tests.actions.court import DAY, TODAY, hearing, removal
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def counts() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Deadline, Hearing, Reminder, AuditEvent))


def move(cast: Cast, made: Hearing, day: dt.date) -> Any:
    return lambda: proceedings.move_hearing(
        hearing=made, version=made.version, by=cast.paralegal, day=day, time=made.time
    )


def test_it_says_what_would_move_and_writes_nothing(inside: Cast) -> None:
    made = hearing(inside)
    before = counts()
    plan = rehearsal.of(move(inside, made, dt.date(2026, 12, 14)), by=inside.paralegal)
    change = next(each for each in plan.changes if each.kind == "moved")
    assert (change.old, change.new, change.is_past) == (dt.date(2026, 11, 27), dt.date(2026, 11, 13), True)
    assert plan.summary == "1 date moves, 1 is already past"
    assert counts() == before
    made.refresh_from_db()
    assert (made.day, made.version) == (DAY, 1)
    assert Deadline.objects.get(hearing=made, state="open").act_by == dt.date(2026, 11, 27)


def test_a_date_to_act_by_that_stays_is_not_said_to_move(inside: Cast) -> None:
    made = hearing(inside)  # day 30 before it is a Saturday; a day later it is the Sunday: the same Friday
    plan = rehearsal.of(move(inside, made, DAY + dt.timedelta(days=1)), by=inside.paralegal)
    assert plan.summary == "1 date stays, for new reasons"
    assert [(each.old, each.new) for each in plan.changes] == [(dt.date(2026, 11, 27),) * 2]


def test_what_is_then_done_is_what_was_rehearsed(inside: Cast) -> None:
    made = hearing(inside)
    act = move(inside, made, dt.date(2027, 3, 1))
    plan = rehearsal.of(act, by=inside.paralegal)
    act()
    shown = {each.new for each in plan.changes if each.new}
    assert shown == {Deadline.objects.get(hearing=made, state="open").act_by}
    assert rehearsal.of(lambda: None, by=inside.paralegal).changes == ()


def test_no_bell_rings_and_no_letter_leaves(
    inside: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, args: rung.append(task))

    def act() -> None:
        hearing(inside, day=dt.date(2026, 12, 31))
        transaction.on_commit(lambda: rung.append("commit"))

    with django_capture_on_commit_callbacks(execute=True):
        rehearsal.of(act, by=inside.paralegal)
    assert rung == [] and mail.outbox == []


def test_a_refusal_comes_before_anybody_looks_at_dates(inside: Cast) -> None:
    made = hearing(inside)
    before = counts()
    with pytest.raises(Problem, match="too far off"):
        rehearsal.of(move(inside, made, dt.date(2099, 1, 1)), by=inside.paralegal)
    proceedings.move_hearing(
        hearing=made, version=1, by=inside.attorney, day=dt.date(2027, 1, 4), time=made.time
    )
    with pytest.raises(Conflict):
        rehearsal.of(move(inside, made, dt.date(2027, 3, 1)), by=inside.paralegal)
    assert counts()[1] == before[1]
    assert rehearsal.of(lambda: None, by=inside.paralegal).changes == (), "nothing is left of a refused one"


def test_a_correction_of_the_proceeding_is_rehearsed(inside: Cast) -> None:
    made = hearing(inside)
    proceeding = made.proceeding

    def detain() -> None:
        proceedings.change(
            proceeding=proceeding, version=proceeding.version, by=inside.paralegal, is_detained=True
        )

    plan = rehearsal.of(detain, by=inside.paralegal)
    [change] = [each for each in plan.changes if each.row and each.row.rule == "EOIR_INDIVIDUAL_30"]
    assert change.new is None and "order" in " ".join(change.why)


def test_ending_a_hearing_and_closing_a_case_show_what_ends(inside: Cast) -> None:
    made = hearing(inside)

    def end() -> None:
        proceedings.end_hearing(hearing=made, version=made.version, by=inside.paralegal, status="held")

    assert "1 date ends" in rehearsal.of(end, by=inside.paralegal).summary

    def close() -> None:
        casework.close(
            case=inside.case, version=inside.case.version, because="Relief granted", by=inside.coordinator
        )

    ended = [each for each in rehearsal.of(close, by=inside.coordinator).changes if each.kind == "ended"]
    assert len(ended) == Deadline.objects.filter(case=inside.case, state="open").count()


def test_a_deed_of_two_steps_is_one_plan(inside: Cast) -> None:
    """Recording a status makes the minor first: the dates are brought in line twice, and told once."""
    person = make.make_person(inside.bay, "Ana", birth_date=dt.date(2010, 5, 5))
    Party.objects.create(clinic=inside.bay, case=inside.case, person=person, part="respondent")
    client = people.record_client(person=person, case=inside.case, by=inside.paralegal)
    dates: dict[str, Any] = {"case": inside.case, "by": inside.paralegal}

    def act() -> None:
        people.change_client(client=client, version=1, last_arrival_on=dt.date(2026, 3, 3), **dates)
        minor = people.record_minor(person=person, **dates)
        sponsors.assert_status(
            minor=minor,
            kind="uc_determination",
            asserted_on=dt.date(2026, 3, 5),
            source="dhs_record",
            **dates,
        )

    plan = rehearsal.of(act, by=inside.paralegal)
    keys = [each.key for each in plan.changes]
    assert len(keys) == len(set(keys))
    one_year = next(each for each in plan.changes if each.key[0] == "I589_ONE_YEAR")
    assert one_year.row is not None and one_year.old is None, "from where it stood at first"
    assert {"PROTECTIVE_1Y", "UAC_TURNS_18"} <= {each.key[0] for each in plan.changes}


def test_a_birth_date_moves_the_dates_of_every_case_but_only_those_one_sees_are_told(inside: Cast) -> None:
    child = make.make_person(inside.bay, "Nelson", birth_date=dt.date(2010, 5, 5))
    for case in (inside.case, inside.other_case):
        Party.objects.create(clinic=inside.bay, case=case, person=child, part="respondent")
        proceedings.add(case=case, by=inside.coordinator, kind="state_juvenile", court_name="A court")

    def correct() -> None:
        people.change_person(
            person=child, version=child.version, case=inside.case, by=inside.attorney,
            birth_date=dt.date(2010, 6, 6), birth_date_certainty="exact",
        )  # fmt: skip

    told = rehearsal.of(correct, by=inside.attorney)
    assert told.changes and not any(inside.other_case.reference in each.title for each in told.changes)
    both = rehearsal.of(correct, by=inside.coordinator)
    assert len(both.changes) == 2 * len(told.changes)
    assert any(each.title.endswith(f"({inside.other_case.reference})") for each in both.changes)


def test_what_does_not_move_is_counted(inside: Cast) -> None:
    made = hearing(inside)
    removal(inside)
    plan = rehearsal.of(move(inside, made, dt.date(2027, 3, 1)), by=inside.paralegal)
    standing = Deadline.objects.filter(case=inside.case, state="open").count()
    assert plan.unchanged == standing - len(plan.changes)
