"""Whether a filing came in time: the day to act by is the headline, the legal date only the reason."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import overrides
from cases.models import Deadline
from cases.queries import filings as asked
from cases.queries import timeliness
from tests.actions.court import TODAY, hearing
from tests.actions.filing import FRIDAY, accept, receive, record
from tests.make import Cast

MONDAY = dt.date(2026, 11, 30)  # the legal date; act by Fri 27 Nov


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def due(inside: Cast) -> Deadline:
    """Evidence for the hearing of Mon 28 Dec 2026."""
    return Deadline.objects.get(hearing=hearing(inside))


def test_the_day_of_receipt_decides_whether_it_was_late(
    inside: Cast, due: Deadline, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 7, 18, 0, tzinfo=dt.UTC), tick=False)
    filing = record(inside, due, method="mail", filed_on=dt.date(2026, 11, 27))
    shown = asked.row(asked.filing(case=inside.case, pk=filing.pk, member=inside.attorney))
    assert not shown.is_late and "it counts as filed when it was received" in shown.timely.said[0]
    filing = receive(inside, filing, on=dt.date(2026, 12, 2))
    accept(inside, filing, on=dt.date(2026, 12, 3))
    shown = asked.row(asked.filing(case=inside.case, pk=filing.pk, member=inside.attorney))
    assert shown.is_late
    assert shown.timely.said == ("It arrived late: received Wed 2 Dec 2026.",)
    assert shown.timely.why == ("The legal date is Mon 30 Nov 2026: received 2 days after it.",)


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (FRIDAY, "7 days before the day to act by, Fri 27 Nov 2026"),
        (dt.date(2026, 11, 27), "on the day to act by"),
        (MONDAY, "after the day to act by, Fri 27 Nov 2026, and still in time"),
    ],
)
def test_in_time_is_said_beside_the_day_to_act_by(
    inside: Cast, due: Deadline, received: dt.date, words: str
) -> None:
    accepted = dt.date(2026, 12, 2)
    timely = timeliness.of(due, filed_on=FRIDAY, received_on=received, accepted_on=accepted)
    assert not timely.is_late and words in timely.said[0]
    assert "the day of receipt is what counts" in timely.said[1]
    assert "legal date is Mon 30 Nov 2026" in timely.why[0] and "legal" not in " ".join(timely.said)


def test_the_date_that_an_order_prints_is_the_last_day(inside: Cast, due: Deadline) -> None:
    """A court's own date is the deadline: what came after it is late, whatever the default would have been."""
    printed = dt.date(2026, 11, 23)
    row = overrides.set_date(
        deadline=due, day=printed, source="printed", reason="Order of 20 Nov", by=inside.attorney
    )
    assert row.act_by == printed and timeliness.last_day(row) == printed
    late = timeliness.of(row, filed_on=FRIDAY, received_on=dt.date(2026, 11, 24), accepted_on=None)
    assert late.is_late and late.why == ("The legal date is Mon 23 Nov 2026: received 1 day after it.",)
