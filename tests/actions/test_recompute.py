"""A whole clinic recomputed at once: the same rows as case by case, nothing the second time, and nobody in the way."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cases import tasks
from cases.actions import deadlines, recompute
from cases.law import rules
from cases.models import (
    AuditEvent,
    Case,
    Client,
    Deadline,
    Decision,
    Hearing,
    Override,
    Reminder,
    StatusAssertion,
)
from cases.queries import recompute as asked
from tests import make
from tests.actions.court import TODAY, hearing
from tests.make import Cast
from tests.rulebook import edited

SWEEP = "deadline.sweep"
FORTY_FIVE = {"EOIR_INDIVIDUAL_30": {"amount": 45}}
LEFT_OUT = {"id", "created_at", "ended_at", "superseded_by_id"}


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def swept(cast: Cast, **how: Any) -> recompute.Outcome:
    return recompute.recompute(clinic=cast.bay, verb=SWEEP, **how)


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
    assert (row.state, row.ended_because) == ("withdrawn", "The facts that called for it no longer stand.")


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
        with django_assert_num_queries(11):
            return len(asked.plans_of(statuses, today=TODAY.date()))

    assert plan() == 2
    for number in range(5):
        case = make.make_case(inside.bay)
        for week in range(number):
            make.make_hearing(make.make_proceeding(case), dt.date(2027, 3, 1) + dt.timedelta(weeks=week))
    assert plan() == 7


def test_another_clinics_cases_are_not_touched(cast: Cast) -> None:
    swept(cast)
    with cast.river.inside():
        assert not Deadline.objects.exists()
    with cast.bay.inside():
        assert Deadline.objects.values("case").distinct().count() == 2


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


DAYS = some.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
MAYBE = some.none() | DAYS
HEARINGS = some.lists(
    some.tuples(
        some.sampled_from(["individual", "master", "bond"]),
        DAYS,
        MAYBE,
        some.sampled_from(["scheduled", "held"]),
    ),
    max_size=3,
)
DECISIONS = some.lists(
    some.tuples(
        some.sampled_from([value for value, _ in Decision.Outcome.choices]), DAYS,
        some.sampled_from(["oral", "mailed", "e_served"]), some.booleans(),
    ),
    max_size=2,
)  # fmt: skip
MATTERS = some.fixed_dictionaries(
    {
        "arrived": MAYBE,
        "determined": MAYBE,
        "filed": MAYBE,
        "kind": some.sampled_from(["eoir_removal", "bia", "state_juvenile", "uscis_asylum"]),
        "detained": some.booleans(),
        "hearings": HEARINGS,
        "decisions": DECISIONS,
    }
)
EDITS = some.dictionaries(
    some.sampled_from(["EOIR_INDIVIDUAL_30", "I589_ONE_YEAR", "BIA_APPEAL_30", "MTR_90", "PFR_30"]),
    some.fixed_dictionaries({"amount": some.integers(1, 120), "unit": some.just("days")}),
    max_size=3,
)


def record(cast: Cast, case: Case, facts: dict[str, Any]) -> None:
    """Put facts straight into the tables, as if an edit had just done so; nothing is recomputed."""
    person = case.parties.get().person
    Client.objects.filter(person=person).update(last_arrival_on=facts["arrived"])
    if facts["determined"]:
        StatusAssertion.objects.create(
            clinic=cast.bay, minor=person.minor_role, source="dhs_record", recorded_by=cast.paralegal,
            kind="uc_determination", asserted_on=facts["determined"],
        )  # fmt: skip
    court = {} if facts["kind"] == "eoir_removal" else {"court_code": ""}
    made = make.make_proceeding(
        case, kind=facts["kind"], is_detained=facts["detained"], i589_filed_on=facts["filed"], **court
    )
    for kind, day, due, status in facts["hearings"]:
        make.make_hearing(made, day, kind=kind, filings_due_on=due, status=status)
    for outcome, day, service, reserved in facts["decisions"]:
        Decision.objects.create(
            clinic=cast.bay, proceeding=made, outcome=outcome, decided_on=day, served_on=day, service=service,
            appeal_reserved=reserved, recorded_by=cast.paralegal,
        )  # fmt: skip


def rows_of(case: Case, unattended: int) -> list[tuple[Any, ...]]:
    """A case's rows without their numbers and moments; what was done by ``unattended`` was done by nobody."""
    names = [name for name in recompute.ALL if name not in LEFT_OUT]
    known = {row.pk: row for row in Deadline.objects.filter(case=case)}
    found = []
    for row in known.values():
        held = [
            None if name.endswith("_by_id") and getattr(row, name) == unattended else getattr(row, name)
            for name in names
        ]
        after = known.get(row.superseded_by_id or 0)
        found.append((*held, after and (after.rule, after.trigger, after.act_by, after.state)))
    return sorted(found, key=repr)


def reminders_of(case: Case) -> list[tuple[Any, ...]]:
    told = Reminder.objects.filter(case=case).values_list(
        "deadline__rule",
        "deadline__trigger",
        "deadline__act_by",
        "deadline__state",
        "membership_id",
        "offset_days",
        "state",
    )
    return sorted(told, key=repr)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=MATTERS, second=MATTERS, edits=EDITS, is_closed=some.booleans())
def test_in_bulk_and_case_by_case_come_to_the_same_rows(
    inside: Cast, first: dict[str, Any], second: dict[str, Any], edits: dict[str, Any], is_closed: bool
) -> None:
    """Facts are recorded, then others beside them, and the rulebook is edited: each path starts from the same rows."""
    with undone():
        record(inside, inside.case, first)
        deadlines.recompute(case=inside.case, by=inside.paralegal)
        record(inside, inside.case, second)
        Hearing.objects.filter(kind="master").update(status="cancelled")
        if is_closed:
            Case.objects.filter(pk=inside.case.pk).update(
                status="closed", opened_on="2026-01-01", closed_on="2026-11-01"
            )
        with rules.trying_out(edited(edits)):
            with undone():
                deadlines.recompute(case=Case.objects.get(pk=inside.case.pk), by=inside.supervisor)
                expected = rows_of(inside.case, inside.supervisor.pk), reminders_of(inside.case)
            swept(inside)
            assert (rows_of(inside.case, inside.supervisor.pk), reminders_of(inside.case)) == expected
            before = set(Deadline.objects.values_list("pk", "state"))
            assert swept(inside).changed == 0
            assert set(Deadline.objects.values_list("pk", "state")) == before


@pytest.mark.usefixtures("own_database")
def test_a_case_that_somebody_is_editing_is_waited_for_and_keeps_their_facts() -> None:
    """The editor has the case; the sweep does the others first, waits, and then writes from the new fact."""
    cast = make.make_cast()
    with cast.bay.inside():
        made = make.make_hearing(make.make_proceeding(cast.case), dt.date(2027, 3, 1))
    swept(cast)
    holding, done = threading.Event(), threading.Event()

    def edit() -> None:
        try:
            with cast.bay.inside():
                Hearing.objects.filter(pk=made.pk).update(day=dt.date(2027, 4, 5))
                Case.objects.select_for_update().get(pk=cast.case.pk)
                holding.set()
                done.wait(1)  # the sweep passes this case over, and comes back to wait for it
        finally:
            connection.close()

    editor = threading.Thread(target=edit)
    editor.start()
    assert holding.wait(10)
    with rules.trying_out(edited(FORTY_FIVE)):
        swept(cast)
    editor.join()
    with cast.bay.inside():
        assert Deadline.objects.get(hearing=made, state="open").nominal_on == dt.date(2027, 2, 19)


def test_the_night_sweep_does_each_clinic_once_in_its_own_early_morning(
    cast: Cast, time_machine: Any
) -> None:
    with cast.bay.inside():
        hearing(cast)

    def sweep(hour: int, day: int = 23) -> int:
        time_machine.move_to(dt.datetime(2026, 11, day, hour, 30, tzinfo=dt.UTC), tick=False)
        return tasks.sweep_deadlines()

    assert sweep(8) == 0, "half past two in Houston: nobody's early morning yet"
    assert sweep(9) == 2, "the other case of this clinic and the one of its neighbour had no dates yet"
    with cast.bay.inside():
        Hearing.objects.update(day=dt.date(2027, 2, 1))
    assert sweep(10) == 0, "today is done"
    assert sweep(9, day=24) == 1
    with cast.bay.inside():
        row = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
        assert row.nominal_on == dt.date(2027, 1, 2)
        assert AuditEvent.objects.filter(verb=SWEEP).count() == 2
