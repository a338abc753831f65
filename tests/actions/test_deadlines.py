"""Deadlines follow the facts: rows that are superseded and never edited, told apart, closed, and previewed."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import deadlines
from cases.errors import Problem
from cases.models import Client, Deadline, Party, Reminder, StatusAssertion
from cases.queries import deadlines as asked
from cases.queries import plans
from tests import make
from tests.actions.court import DAY, TODAY, hearing, open_dates, removal
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def test_recomputing_twice_changes_nothing(inside: Cast) -> None:
    hearing(inside)
    rows = set(Deadline.objects.values_list("pk", "state"))
    assert deadlines.recompute(case=inside.case, by=inside.paralegal).changes == ()
    assert set(Deadline.objects.values_list("pk", "state")) == rows


def test_a_received_i589_meets_the_one_year_date(inside: Cast) -> None:
    client = inside.case.parties.get().person.client_role
    client.last_arrival_on = dt.date(2026, 3, 3)
    client.save()
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert open_dates(inside.case) == {"I589_ONE_YEAR": dt.date(2027, 3, 3)}
    removal(inside, i589_filed_on=dt.date(2026, 11, 20))
    row = Deadline.objects.get(rule="I589_ONE_YEAR")
    assert row.state == "done" and "Fri 20 Nov 2026" in row.ended_because


def test_an_unknown_arrival_shows_what_would_settle_the_date(inside: Cast) -> None:
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    row = Deadline.objects.get(rule="I589_ONE_YEAR")
    assert row.act_by is None and "On which date did the person last enter" in row.steps[0]


def test_an_exempt_child_has_a_protective_date(inside: Cast) -> None:
    person = inside.case.parties.get().person
    person.client_role.last_arrival_on = dt.date(2026, 3, 3)
    person.client_role.save()
    said = {
        "clinic": inside.bay,
        "minor": person.minor_role,
        "source": "dhs_record",
        "recorded_by": inside.paralegal,
    }
    StatusAssertion.objects.create(**said, kind="uc_determination", asserted_on=dt.date(2026, 3, 4))
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert open_dates(inside.case) == {
        "I589_ONE_YEAR": None,
        "PROTECTIVE_1Y": dt.date(2027, 3, 3),
        "UAC_TURNS_18": dt.date(2028, 3, 3),
    }
    StatusAssertion.objects.create(**said, kind="uc_ended", asserted_on=dt.date(2026, 9, 1))
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert open_dates(inside.case) == {"I589_ONE_YEAR": dt.date(2027, 3, 3)}, (
        "a disputed status is not relied on"
    )


def test_a_new_reason_for_the_same_date_is_not_announced_again(inside: Cast) -> None:
    """A birth date comes in: the one-year row is restated, and nobody is told twice of a date that stands."""
    person = inside.case.parties.get().person
    person.birth_date, person.birth_date_certainty = None, "unknown"
    person.save()
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    before = Deadline.objects.get(state="open")
    told = set(Reminder.objects.values_list("pk", flat=True))
    person.birth_date, person.birth_date_certainty = dt.date(2010, 3, 4), "exact"
    person.save()
    plan = deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert plan.summary == "1 date stays, for new reasons"
    after = Deadline.objects.get(state="open")
    assert after != before and after.act_by == before.act_by
    assert set(Reminder.objects.values_list("pk", flat=True)) == told
    assert set(Reminder.objects.values_list("deadline", "state")) == {(after.pk, "planned")}


def test_twins_are_told_apart(inside: Cast) -> None:
    twin = make.make_person(inside.bay, "Mateo", "Tzoc", birth_date=dt.date(2010, 3, 4))
    Client.objects.create(clinic=inside.bay, person=twin)
    Party.objects.create(clinic=inside.bay, case=inside.case, person=twin, part="respondent")
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    plan = deadlines.recompute(case=inside.case, by=inside.paralegal)
    wanted = [
        "File the I-589 so that it is received within one year of the last arrival." + who
        for who in (" (Marisol)", " (Mateo)")
    ]
    assert sorted(change.title for change in plan.changes) == wanted
    rows = asked.for_case_page(case=inside.case, member=inside.paralegal).open
    assert sorted(row.todo for row in rows) == wanted
    assert {row.from_event for row in rows} == {"Last arrival Tue 3 Mar 2026"}


def test_a_closed_case_asks_for_nothing(inside: Cast) -> None:
    hearing(inside)
    inside.case.status, inside.case.closed_on = "closed", dt.date(2026, 11, 22)
    inside.case.opened_on = dt.date(2026, 1, 1)
    inside.case.save()
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert open_dates(inside.case) == {}
    with pytest.raises(Problem, match="is closed"):
        removal(inside)


def test_a_plan_asks_few_questions(inside: Cast, django_assert_num_queries: Any) -> None:
    for number in range(3):
        hearing(inside, day=DAY + dt.timedelta(days=7 * number))
    # Its clinic is in hand: proceedings ×3, parties ×2, deadlines, overrides, and what clocks and moves add.
    with django_assert_num_queries(13):
        plans.plan(case=inside.case)
