"""In bulk and case by case: whatever the facts and the rulebook's edits are, the same rows, and none the second time."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cases.actions import deadlines, recompute
from cases.law import rules
from cases.models import Case, Client, Deadline, Decision, Hearing, Reminder, StatusAssertion
from tests import make
from tests.actions.court import TODAY
from tests.actions.sweeping import swept, undone
from tests.make import Cast
from tests.rulebook import edited

LEFT_OUT = {"id", "created_at", "ended_at", "superseded_by_id"}


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


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
