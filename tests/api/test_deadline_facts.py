"""What a program learns of a date that somebody set, and of one that nobody has compared with its paper."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from cases.actions import overrides, proceedings
from cases.models import Confirmation, Deadline, Document
from tests import make
from tests.actions.court import TODAY, hearing
from tests.make import Cast

Program = Callable[..., Any]


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def listed(caller: Any, rule: str) -> dict[str, Any]:
    found = caller.get("/api/v1/deadlines/?state=open").json()["results"]
    return next(row for row in found if row["rule"] == rule)


def test_a_set_date_is_told_with_its_reason_beside_the_computed_one(cast: Cast, program: Program) -> None:
    with cast.bay.inside():
        hearing(cast)
        due = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
        overrides.set_date(
            deadline=due, day=dt.date(2027, 1, 4), source="by_hand", reason="Agreed.", by=cast.attorney
        )
    caller = program(cast.attorney)
    row = listed(caller, "EOIR_INDIVIDUAL_30")
    told = {name: row[name] for name in row if name.startswith("override")}
    assert told == {
        "override_act_by": "2027-01-04",
        "override_source": "by_hand",
        "override_reason": "Agreed.",
        "override_by": "Attorney",
    }
    assert (row["act_by"], row["safe_on"], row["is_overridden"]) == ("2027-01-04", "2026-11-27", True)
    assert caller.get(f"/api/v1/deadlines/{row['id']}/").json()["is_overridden"] is True


def test_a_later_date_against_a_limit_of_law_is_told_and_does_not_count(cast: Cast, program: Program) -> None:
    with cast.bay.inside():
        proceedings.record_decision(
            proceeding=make.make_proceeding(cast.case),
            by=cast.paralegal,
            outcome="removal",
            decided_on=dt.date(2026, 11, 20),
        )
        due = Deadline.objects.get(rule="BIA_APPEAL_30", state="open")
        overrides.set_date(
            deadline=due, day=dt.date(2027, 3, 1), source="printed", reason="Cover letter.", by=cast.paralegal
        )
    caller = program(cast.attorney)
    row = listed(caller, "BIA_APPEAL_30")
    assert (row["is_overridden"], row["override_act_by"]) == (False, "2027-03-01")
    assert row["act_by"] == row["safe_on"] != "2027-03-01"
    warnings = caller.get(f"/api/v1/deadlines/{row['id']}/").json()["warnings"]
    assert "does not extend this limit" in warnings[0]


def test_a_date_is_unconfirmed_until_somebody_compared_it(cast: Cast, program: Program) -> None:
    with cast.bay.inside():
        made = hearing(cast)
    caller = program(cast.attorney)
    row = listed(caller, "EOIR_INDIVIDUAL_30")
    assert row["unconfirmed"] is True and row["override_act_by"] is None and row["is_overridden"] is False
    with cast.bay.inside():
        paper = Document.objects.create(
            clinic=cast.bay, case=cast.case, original_name="x", media_type="application/pdf", size=1, pages=1,
            content_hash="x" * 64, original_file="none", pdf_file="none", pdf_size=1, uploaded_by=cast.paralegal,
        )  # fmt: skip
        Confirmation.objects.create(
            clinic=cast.bay, case=cast.case, trigger=f"hearing:{made.pk}", fingerprint="x", facts=[],
            document=paper, by=cast.attorney,
        )  # fmt: skip
    assert listed(caller, "EOIR_INDIVIDUAL_30")["unconfirmed"] is False
