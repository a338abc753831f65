"""Planning: who hears of which date and when; dates that move take their reminders along."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.actions import casework, deadlines, proceedings, reminders
from cases.models import (
    Assignment,
    Case,
    Clinic,
    Deadline,
    Hearing,
    Membership,
    Reminder,
    ReminderPolicy,
    Wall,
)
from clinic.celery import app as celery
from tests import make
from tests.actions.reminding import NINE, NOW, a_hearing, first, of_date, of_hearing
from tests.make import Cast


def test_everybody_on_the_case_is_told_now_and_before(inside: Cast, hearing: Hearing) -> None:
    planned = of_date(hearing)
    assert {each.membership for each in planned} == {inside.attorney, inside.paralegal}
    mine = planned.filter(membership=inside.attorney)
    assert [each.offset_days for each in mine] == [54, 30, 14, 7, 3, 1, 0]
    week = mine.get(offset_days=7)
    assert week.due_at == week.planned_for == dt.datetime(2027, 1, 8, 13, 0, tzinfo=dt.UTC), (
        "seven in Houston"
    )
    assert mine.get(offset_days=54).due_at == NOW


def test_the_hearing_has_reminders_of_its_own(inside: Cast, hearing: Hearing) -> None:
    mine = of_hearing(hearing).filter(membership=inside.attorney)
    assert [each.offset_days for each in mine.filter(kind="reminder")] == [60, 30, 14, 7, 3, 1, 0]
    assert [each.offset_days for each in mine.filter(kind="packet")] == [60, 45, 30, 21]
    assert {each.about_on for each in mine} == {hearing.day}


def test_a_far_date_is_first_spoken_of_when_the_policy_says(inside: Cast) -> None:
    made = a_hearing(inside, dt.date(2028, 2, 17))
    planned = of_date(made).filter(membership=inside.attorney)
    assert [each.offset_days for each in planned] == [60, 30, 14, 7, 3, 1, 0]


def test_the_morning_is_the_clinics_on_both_sides_of_a_change_of_clocks(inside: Cast) -> None:
    """Clocks in Houston go forward on Sun 14 Mar 2027: seven is 13:00 UTC before, 12:00 UTC after."""
    made = a_hearing(inside, dt.date(2027, 3, 16))
    mine = of_hearing(made).filter(membership=inside.attorney, kind="reminder")
    assert mine.get(offset_days=3).due_at == dt.datetime(2027, 3, 13, 13, 0, tzinfo=dt.UTC)
    assert mine.get(offset_days=1).due_at == dt.datetime(2027, 3, 15, 12, 0, tzinfo=dt.UTC)


def test_planning_twice_changes_nothing(inside: Cast, hearing: Hearing) -> None:
    before = set(Reminder.objects.values_list("pk", flat=True))
    reminders.plan_for_case(case=inside.case)
    assert set(Reminder.objects.values_list("pk", flat=True)) == before


def test_one_row_per_date_person_channel_and_offset(inside: Cast, hearing: Hearing) -> None:
    row = first(hearing, inside.attorney)
    row.pk = None
    with pytest.raises(IntegrityError, match="one_reminder_per_deadline"), transaction.atomic():
        row.save(force_insert=True)


def test_with_nobody_on_the_case_the_coordinators_hear_of_it(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW, starts_at=NOW - dt.timedelta(days=9))
    found = a_hearing(inside)
    assert {each.membership for each in of_date(found)} == {inside.coordinator}


def test_a_coordinator_behind_a_wall_is_passed_over(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW, starts_at=NOW - dt.timedelta(days=9))
    wall_off(inside, inside.coordinator)
    assert {each.membership for each in of_date(a_hearing(inside))} == {inside.supervisor}


def wall_off(cast: Cast, *members: Membership) -> None:
    for member in members:
        Wall.objects.create(
            clinic=cast.bay, case=cast.case, membership=member, reason="x", raised_by=cast.supervisor
        )


def test_when_nobody_at_all_may_be_told_the_ledger_says_so_once(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW, starts_at=NOW - dt.timedelta(days=9))
    wall_off(inside, inside.coordinator, inside.supervisor, inside.paralegal)
    made = a_hearing(inside)
    reminders.plan_for_case(case=inside.case)
    row = of_date(made).get()
    assert row.state == "withdrawn" and row.membership is None
    assert "nobody in the clinic may be told" in row.withdrawn_because


def test_moving_the_hearing_moves_every_reminder_along(inside: Cast, hearing: Hearing) -> None:
    later = dt.date(2027, 3, 17)
    proceedings.move_hearing(hearing=hearing, version=1, by=inside.paralegal, day=later, time=NINE)
    assert {row.state for row in Reminder.objects.filter(deadline__state="superseded")} == {"withdrawn"}
    planned = Reminder.objects.filter(deadline__state="open", state="planned")
    assert planned.filter(membership=inside.attorney).count() == 7
    mine = of_hearing(hearing).filter(membership=inside.attorney, kind="reminder")
    assert {row.about_on for row in mine.filter(state="planned")} == {later}
    assert mine.filter(state="withdrawn", withdrawn_because="the hearing moved or ended").count() == 7


def test_a_hearing_that_moves_away_and_back_is_spoken_of_again(inside: Cast, hearing: Hearing) -> None:
    first_day = hearing.day
    proceedings.move_hearing(
        hearing=hearing, version=1, by=inside.paralegal, day=dt.date(2027, 3, 17), time=NINE
    )
    proceedings.move_hearing(hearing=hearing, version=2, by=inside.paralegal, day=first_day, time=NINE)
    mine = of_hearing(hearing).filter(membership=inside.attorney, kind="reminder", about_on=first_day)
    assert [row.offset_days for row in mine.filter(state="planned")] == [60, 30, 14, 7, 3, 1, 0]


def test_a_master_hearing_that_sets_no_date_has_its_reminders_too(inside: Cast) -> None:
    made = proceedings.add_hearing(
        proceeding=make.make_proceeding(inside.case), by=inside.paralegal, kind="master",
        day=dt.date(2027, 2, 17), time=NINE,
    )  # fmt: skip
    assert of_hearing(made).filter(membership=inside.paralegal).exists()
    assert not of_hearing(made).filter(kind="packet").exists()
    proceedings.end_hearing(hearing=made, version=1, by=inside.paralegal, status="cancelled")
    assert {row.state for row in of_hearing(made)} == {"withdrawn"}


def test_an_accepted_filing_withdraws_them(inside: Cast, hearing: Hearing) -> None:
    row = Deadline.objects.get(hearing=hearing)
    reminders.withdraw(deadline_id=row.pk, because="the filing was accepted")
    assert {each.state for each in of_date(hearing)} == {"withdrawn"}


def test_a_rejected_filing_speaks_again_to_everybody_at_once(inside: Cast, hearing: Hearing) -> None:
    row = Deadline.objects.get(hearing=hearing)
    reminders.withdraw(deadline_id=row.pk, because="the filing was accepted")
    reminders.reopened(deadline=row)
    due = of_date(hearing).filter(state="planned", due_at__lte=NOW)
    assert {each.membership for each in due} == {inside.attorney, inside.paralegal}
    assert of_date(hearing).filter(state="planned", membership=inside.attorney, offset_days=7).exists()


def test_a_restated_date_keeps_what_was_said_of_it(inside: Cast, hearing: Hearing) -> None:
    old = Deadline.objects.get(hearing=hearing)
    of_date(hearing).filter(offset_days=54).update(state="sent")
    new = Deadline.objects.get(pk=old.pk)
    new.pk = None
    old.state, old.ended_at = "superseded", NOW
    old.save()
    new.save(force_insert=True)
    reminders.hand_over(earlier_id=old.pk, later_id=new.pk)
    reminders.plan_for_case(case=inside.case)
    mine = Reminder.objects.filter(deadline=new, membership=inside.attorney)
    assert [(row.offset_days, row.state) for row in mine.order_by("planned_for")][:2] == [
        (54, "sent"),
        (30, "planned"),
    ]
    assert mine.count() == 7, "nobody is told anew"


def test_closing_the_case_ends_its_dates_and_their_reminders(inside: Cast, hearing: Hearing) -> None:
    case = Case.objects.get(pk=inside.case.pk)
    casework.close(case=case, version=case.version, because="An invented reason", by=inside.coordinator)
    assert {row.state for row in of_date(hearing)} == {"withdrawn"}


def test_who_joins_the_case_hears_of_its_dates_and_the_new_lead_owns_them(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW)
    hearing = a_hearing(inside)
    assert Deadline.objects.get(hearing=hearing).owner is None
    casework.assign(case=inside.case, member=inside.volunteer, duty="lead", by=inside.coordinator)
    assert Deadline.objects.get(hearing=hearing).owner == inside.volunteer
    assert first(hearing, inside.volunteer).due_at == NOW


def test_when_the_owner_goes_the_date_is_nobodys_and_says_so(inside: Cast, hearing: Hearing) -> None:
    lead = Assignment.objects.get(case=inside.case, membership=inside.attorney)
    casework.end_assignment(assignment=lead, by=inside.coordinator)
    assert Deadline.objects.get(hearing=hearing).owner is None


def test_a_clinics_own_policy_counts(inside: Cast) -> None:
    ReminderPolicy.objects.create(
        clinic=inside.bay, offsets={"duty": [10, 2], "court_set": [10, 2], "hearing": [5]}
    )
    made = a_hearing(inside)
    mine = of_date(made).filter(membership=inside.attorney)
    assert [each.offset_days for each in mine] == [10, 2]
    assert [
        each.offset_days for each in of_hearing(made).filter(membership=inside.attorney, kind="reminder")
    ] == [5]


def test_quiet_hours_move_the_first_word(inside: Cast, time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC), tick=False)  # ten at night
    due = first(a_hearing(inside), inside.attorney)
    assert due.planned_for == dt.datetime(2026, 11, 23, 12, 30, tzinfo=dt.UTC), "half past six in Houston"


def test_once_a_day_whatever_was_left_out_is_planned(inside: Cast, hearing: Hearing) -> None:
    Reminder.objects.all().delete()
    reminders.plan_once_a_day(clinic=Clinic.objects.get(pk=inside.bay.pk))
    assert {row.membership for row in of_date(hearing)} == {inside.attorney, inside.paralegal}


def test_a_broker_that_is_down_loses_nothing(
    inside: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    celery.conf.update(broker_url="redis://127.0.0.1:9/0")  # the discard port: nobody listens
    with django_capture_on_commit_callbacks(execute=True):
        made = a_hearing(inside)
    assert of_date(made).filter(state="planned").exists()


def test_a_taken_over_deadline_is_planned_for_its_new_owner(inside: Cast, hearing: Hearing) -> None:
    row = Deadline.objects.get(hearing=hearing)
    deadlines.own(deadline=row, owner=inside.coordinator, was=row.owner_id, by=inside.paralegal)
    assert first(hearing, inside.coordinator).due_at == NOW
