"""A whole clinic recomputed at once: what moves, what stays, who hears of it, and nothing the second time."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import deadlines
from cases.law import rules
from cases.models import AuditEvent, Case, Deadline, Override, Reminder, StatusAssertion
from cases.queries import recompute as asked
from tests import make
from tests.actions.court import TODAY, hearing
from tests.actions.sweeping import FORTY_FIVE, SWEEP, swept, undone
from tests.make import Cast
from tests.rulebook import edited


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def test_a_changed_rule_moves_a_date_and_the_second_run_moves_nothing(inside: Cast) -> None:
    made = hearing(inside)
    swept(inside)
    before = Deadline.objects.get(hearing=made, state="open")
    with rules.trying_out(edited(FORTY_FIVE)):
        outcome = swept(inside)
        assert (outcome.cases, outcome.changed, dict(outcome.kinds)) == (2, 1, {"moved": 1})
        after = Deadline.objects.get(hearing=made, state="open")
        assert after.act_by == dt.date(2026, 11, 13) and "− 45 days" in after.steps[0]
        before.refresh_from_db()
        assert (before.state, before.superseded_by, before.ended_because, before.ended_by) == (
            "superseded", after, "The rule changed.", None,
        )  # fmt: skip
        assert (
            (after.owner, after.entered_by)
            == (before.owner, before.entered_by)
            == (inside.attorney, inside.paralegal)
        )
        rows = set(Deadline.objects.values_list("pk", "state"))
        assert swept(inside).kinds == {}
        assert set(Deadline.objects.values_list("pk", "state")) == rows


def test_the_trail_says_that_nobody_did_it_and_how_much(inside: Cast) -> None:
    hearing(inside)
    swept(inside)
    (event,) = AuditEvent.objects.filter(verb=SWEEP)
    assert (event.clinic_id, event.membership_id, event.detail) == (
        inside.bay.pk,
        None,
        {"cases": 1, "changed": 1},
    )
    swept(inside)
    assert AuditEvent.objects.filter(verb=SWEEP).count() == 1, "a run that changes nothing leaves no trace"


def test_reminders_follow_the_date(inside: Cast) -> None:
    made = hearing(inside)
    earlier = Deadline.objects.get(hearing=made, state="open")
    assert Reminder.objects.filter(deadline=earlier, state="planned").exists()
    with rules.trying_out(edited({"EOIR_INDIVIDUAL_30": {"amount": 20}})):
        swept(inside)
    assert not Reminder.objects.filter(deadline=earlier, state="planned").exists()
    assert Reminder.objects.filter(deadline=earlier.superseded_by_id or 0).count() == 0
    earlier.refresh_from_db()
    assert Reminder.objects.filter(deadline=earlier.superseded_by, state="planned").exists()


def test_a_birthday_that_has_passed_ends_its_date(inside: Cast, time_machine: Any) -> None:
    person = inside.case.parties.get().person
    StatusAssertion.objects.create(
        clinic=inside.bay, minor=person.minor_role, source="dhs_record", recorded_by=inside.paralegal,
        kind="uc_determination", asserted_on=dt.date(2026, 3, 4),
    )  # fmt: skip
    swept(inside)
    row = Deadline.objects.get(case=inside.case, rule="UAC_TURNS_18", state="open")
    time_machine.move_to(dt.datetime(2028, 3, 4, 12, tzinfo=dt.UTC), tick=False)
    swept(inside)
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert (
        row.ended_because
        == "Its last day went by (act by was Fri 3 Mar 2028); no accepted filing is recorded here."
    )


def test_a_date_set_by_hand_stays_beside_the_new_one(inside: Cast) -> None:
    made = hearing(inside)
    row = Deadline.objects.get(hearing=made, state="open")
    day = dt.date(2026, 11, 24)
    over = Override.objects.create(
        clinic=inside.bay, case=inside.case, rule=row.rule, trigger=row.trigger, act_by=day, source="by_hand",
        reason="An invented reason", by=inside.attorney,
    )  # fmt: skip
    deadlines.recompute(case=inside.case, by=inside.attorney)
    with rules.trying_out(edited({"EOIR_INDIVIDUAL_30": {"amount": 20}})):
        swept(inside)
    after = Deadline.objects.get(hearing=made, state="open")
    assert (after.act_by, after.override, after.safe_on) == (day, over, dt.date(2026, 12, 8))


def test_a_version_in_force_from_a_day_binds_only_what_is_judged_after_it(inside: Cast) -> None:
    old = hearing(inside, day=dt.date(2026, 12, 28))
    new = make.make_hearing(old.proceeding, dt.date(2027, 2, 15))
    swept(inside)
    later = edited({}, new_version={"EOIR_INDIVIDUAL_30": (dt.date(2027, 1, 1), {"amount": 45})})
    with rules.trying_out(later):
        for path in ("bulk", "case"):
            with undone():
                if path == "bulk":
                    assert dict(swept(inside).kinds) == {"moved": 1}
                else:
                    assert len(deadlines.recompute(case=inside.case, by=inside.paralegal).changes) == 1
                stands = {
                    row.hearing_id: (row.rule_version, row.nominal_on)
                    for row in Deadline.objects.filter(hearing__in=[old, new], state="open")
                }
                assert stands[new.pk] == ("new", dt.date(2027, 1, 1))
                assert stands[old.pk] == ("2025-02", dt.date(2026, 11, 28))


def test_a_batch_asks_as_much_for_many_cases_as_for_one(inside: Cast, django_assert_num_queries: Any) -> None:
    def plan() -> int:
        statuses = dict(Case.objects.values_list("pk", "status"))
        with django_assert_num_queries(13):
            return len(asked.plans_of(statuses, today=TODAY.date()).plans)

    assert plan() == 2
    for number in range(5):
        case = make.make_case(inside.bay)
        for week in range(number):
            make.make_hearing(make.make_proceeding(case), dt.date(2027, 3, 1) + dt.timedelta(weeks=week))
    assert plan() == 7
