"""The I-589: entered once, its receipt is the asylum filing date, and it meets the one-year date."""

import datetime as dt

import pytest

from cases.actions import filings, proceedings
from cases.errors import Problem
from cases.models import Client, Deadline, Filing
from tests.actions.court import open_dates, removal
from tests.actions.filing import FRIDAY, WEEK_AGO, accept, record, reject
from tests.make import Cast


def test_a_receipt_that_is_taken_back_asks_for_the_year_again(inside: Cast) -> None:
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    where = removal(inside)
    for received in (WEEK_AGO, None):
        where = proceedings.change(
            proceeding=where, version=where.version, by=inside.paralegal, i589_filed_on=received
        )
        assert ("I589_ONE_YEAR" in open_dates(inside.case)) is (received is None)
    assert open_dates(inside.case) == {"I589_ONE_YEAR": dt.date(2027, 3, 3)}


def test_an_i589_is_entered_once(inside: Cast) -> None:
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    where = removal(inside)
    one_year = Deadline.objects.get(rule="I589_ONE_YEAR", state="open")
    filing = record(inside, one_year, title="I-589", proceeding=where, is_i589=True, filed_on=WEEK_AGO)
    where.refresh_from_db()
    assert where.i589_filed_on is None, "sent is not received"
    filing = accept(inside, filing, received_on=FRIDAY)
    where.refresh_from_db()
    assert where.i589_filed_on == FRIDAY
    assert "I589_ONE_YEAR" not in open_dates(inside.case)
    filing = filings.receive(filing=filing, version=filing.version, received_on=WEEK_AGO, by=inside.paralegal)
    where.refresh_from_db()
    assert where.i589_filed_on == WEEK_AGO, "a corrected stamp takes the fact along"
    reject(inside, filing)
    where.refresh_from_db()
    assert where.i589_filed_on is None
    assert open_dates(inside.case)["I589_ONE_YEAR"] == dt.date(2027, 3, 3)
    one_year.refresh_from_db()
    assert one_year.superseded_by == Deadline.objects.get(rule="I589_ONE_YEAR", state="open")


def test_an_i589_filed_for_the_hearing_opens_the_year_again_when_rejected(inside: Cast) -> None:
    """The I-589 met the one-year date by itself; its rejection asks for that date again."""
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    where = removal(inside)
    filing = accept(inside, record(inside, None, title="I-589", proceeding=where, is_i589=True))
    assert Deadline.objects.get(rule="I589_ONE_YEAR").state == "done"
    reject(inside, filing)
    assert open_dates(inside.case) == {"I589_ONE_YEAR": dt.date(2027, 3, 3)}


def test_an_i589_needs_its_receipt_and_contradicts_nobody(inside: Cast) -> None:
    where = removal(inside, i589_filed_on=WEEK_AGO)
    filing = record(inside, None, title="I-589", proceeding=where, is_i589=True, method="mail")
    with pytest.raises(Problem, match="the day on which the court or USCIS received") as missing:
        accept(inside, filing)
    assert missing.value.field == "received_on"
    with pytest.raises(Problem, match="already has its I-589 as received on Sun 15 Nov 2026"):
        accept(inside, filing, received_on=FRIDAY)
    assert Filing.objects.get().outcome == "pending", "half an acceptance is none"
