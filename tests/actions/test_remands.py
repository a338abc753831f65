"""A remand opens the proceeding below again: its hearings count, and what its earlier order started ends."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import proceedings, rehearsal
from cases.errors import Problem
from cases.models import Decision, Proceeding
from tests.actions.court import NINE, TODAY, open_dates, removal
from tests.make import Cast

ORDERED, DISMISSED, REMANDED = dt.date(2026, 3, 2), dt.date(2026, 9, 1), dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def below(inside: Cast) -> Proceeding:
    """Ordered removed, with a hearing that was left on the calendar; the I-589 was received long ago."""
    where = removal(inside, i589_filed_on=dt.date(2024, 3, 3))
    proceedings.add_hearing(
        proceeding=where, by=inside.paralegal, kind="individual", day=dt.date(2027, 3, 1), time=NINE
    )
    _decide(inside, where, "removal", ORDERED)
    where.refresh_from_db()
    return where


@pytest.fixture
def board(inside: Cast) -> Proceeding:
    return proceedings.add(case=inside.case, by=inside.paralegal, kind="bia")


def _decide(cast: Cast, where: Proceeding, outcome: str, day: dt.date, **facts: Any) -> Decision:
    return proceedings.record_decision(
        proceeding=where,
        by=cast.paralegal,
        outcome=outcome,
        decided_on=day,
        service="mailed",
        served_on=day,
        **facts,
    )


def test_it_is_pending_again_and_its_dates_follow(inside: Cast, below: Proceeding, board: Proceeding) -> None:
    assert below.status == "decided"
    assert set(open_dates(inside.case)) == {"BIA_APPEAL_30", "BIA_BRIEF"}
    shown = rehearsal.of(
        lambda: _decide(inside, board, "remanded", REMANDED, sends_back_to=below), by=inside.paralegal
    )
    assert {(each.kind, each.key[0]) for each in shown.changes} == {
        ("new", "EOIR_INDIVIDUAL_30"), ("ended", "BIA_APPEAL_30"), ("ended", "BIA_BRIEF"),
    }  # fmt: skip
    below.refresh_from_db()
    assert below.status == "decided", "looking changes nothing"
    made = _decide(inside, board, "remanded", REMANDED, sends_back_to=below)
    below.refresh_from_db()
    board.refresh_from_db()
    assert (below.status, board.status, made.sends_back_to) == ("pending", "decided", below)
    assert open_dates(inside.case) == {"EOIR_INDIVIDUAL_30": dt.date(2027, 1, 29)}


def test_a_court_sends_back_to_the_board_and_the_board_to_the_judge(
    inside: Cast, below: Proceeding, board: Proceeding
) -> None:
    _decide(inside, board, "dismissed", DISMISSED)
    assert {"PFR_30", "MTR_90"} <= set(open_dates(inside.case))
    circuit = proceedings.add(
        case=inside.case, by=inside.paralegal, kind="court_of_appeals", court_name="Fifth Circuit"
    )
    _decide(inside, circuit, "remanded", dt.date(2026, 11, 18), sends_back_to=board)
    assert not {"PFR_30", "MTR_90", "MTRECON_30"} & set(open_dates(inside.case)), (
        "the Board's order was vacated"
    )
    board.refresh_from_db()
    assert board.status == "pending"
    _decide(inside, board, "remanded", REMANDED, sends_back_to=below)
    assert open_dates(inside.case) == {"EOIR_INDIVIDUAL_30": dt.date(2027, 1, 29)}
    again = _decide(inside, below, "removal", dt.date(2026, 11, 21))
    assert open_dates(inside.case)["BIA_APPEAL_30"] == dt.date(2026, 12, 21), (
        "a new order starts its own time"
    )
    assert again.pk


@pytest.mark.parametrize(
    ("kind", "outcome", "words"),
    [
        ("bia", "dismissed", "Only a remand opens"),
        ("uscis_asylum", "remanded", "does not send cases back"),
    ],
)
def test_only_a_remand_from_above_opens_it(
    inside: Cast, below: Proceeding, kind: str, outcome: str, words: str
) -> None:
    above = proceedings.add(case=inside.case, by=inside.paralegal, kind=kind)
    with pytest.raises(Problem, match=words):
        _decide(inside, above, outcome, REMANDED, sends_back_to=below)


def test_it_opens_nothing_twice_and_nothing_before_its_order(
    inside: Cast, below: Proceeding, board: Proceeding
) -> None:
    with pytest.raises(Problem, match="the decision below was made on Mon 2 Mar 2026"):
        _decide(inside, board, "remanded", dt.date(2026, 3, 1), sends_back_to=below)
    _decide(inside, board, "remanded", REMANDED, sends_back_to=below)
    below.refresh_from_db()
    with pytest.raises(Problem, match="pending already"):
        _decide(inside, board, "remanded", dt.date(2026, 11, 21), sends_back_to=below)
