"""Dates that no clerk accepts anything for close with a word, and a date is given away under one's eyes."""

import pytest

from cases.actions import deadlines, filings
from cases.errors import Problem
from cases.models import Deadline
from tests.actions.filing import record
from tests.make import Cast


def test_a_date_that_is_no_filing_closes_with_a_word(inside: Cast, due: Deadline) -> None:
    with pytest.raises(Problem, match="closes when a filing is accepted"):
        filings.settle(deadline=due, because="Done", by=inside.attorney)
    due.kind, due.rule = "information", "PROTECTIVE_1Y"
    due.save()
    with pytest.raises(Problem, match="Say what was done"):
        filings.settle(deadline=due, because=" ", by=inside.attorney)
    settled = filings.settle(deadline=due, because="Filed with USCIS already", by=inside.attorney)
    assert (settled.state, settled.ended_because) == ("done", "Filed with USCIS already")
    with pytest.raises(Problem, match="no longer open"):
        filings.settle(deadline=due, because="Again", by=inside.attorney)
    with pytest.raises(Problem, match="no longer open"):
        record(inside, settled)


def test_two_people_giving_a_date_away_is_noticed(inside: Cast, due: Deadline) -> None:
    was = due.owner_id
    deadlines.own(deadline=due, owner=inside.attorney, was=was, by=inside.paralegal)
    deadlines.own(deadline=due, owner=inside.attorney, was=was, by=inside.coordinator)  # the same wish
    deadlines.own(deadline=due, owner=inside.supervisor, was=inside.attorney.pk, by=inside.paralegal)
    with pytest.raises(Problem, match="Somebody gave this date to Supervisor"):
        deadlines.own(deadline=due, owner=inside.coordinator, was=inside.attorney.pk, by=inside.paralegal)
