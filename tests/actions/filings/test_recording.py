"""What was filed: recorded once, by those who may, with days that can be; a date closes on acceptance alone."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.actions import deadlines, filings, proceedings
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Deadline, FilingOutcome, Reminder
from cases.queries import filings as asked
from tests import make
from tests.actions.court import DAY, NINE, open_dates, removal
from tests.actions.filing import FRIDAY, SUNDAY, WEEK_AGO, accept, record, reject, standing
from tests.make import Cast


def test_what_was_sent_closes_nothing(inside: Cast, due: Deadline) -> None:
    record(inside, due)
    due.refresh_from_db()
    assert due.state == "open"
    mark = asked.mark_of(due)
    assert mark is not None and mark.says == "Filed Fri 20 Nov 2026, not yet accepted"


def test_acceptance_closes_the_date_and_says_what_was_filed(inside: Cast, due: Deadline) -> None:
    filing = accept(inside, record(inside, due))
    due.refresh_from_db()
    said = "Evidence, tabs A to F, filed Fri 20 Nov 2026 (ECAS), accepted Fri 20 Nov 2026."
    assert (due.state, due.ended_because, due.ended_by) == ("done", said, inside.paralegal)
    assert set(Reminder.objects.filter(deadline=due).values_list("state", flat=True)) == {"withdrawn"}
    [told] = FilingOutcome.objects.filter(filing=filing)
    assert (told.outcome, told.on, told.deadline, told.recorded_by) == (
        "accepted",
        FRIDAY,
        due,
        inside.paralegal,
    )
    assert AuditEvent.objects.filter(verb="filing.accept", object_id=filing.pk).count() == 1
    with pytest.raises(Problem, match="already recorded as accepted"):
        accept(inside, filing)
    deadlines.recompute(case=inside.case, by=inside.attorney)
    assert "EOIR_INDIVIDUAL_30" not in open_dates(inside.case), "it stays done while the facts are the same"


def test_a_filing_follows_its_date_when_the_hearing_moves(inside: Cast, due: Deadline) -> None:
    filing = record(inside, due)
    assert due.hearing is not None
    proceedings.move_hearing(
        hearing=due.hearing, version=1, by=inside.paralegal, day=DAY + dt.timedelta(days=14), time=NINE
    )
    moved = standing()
    assert moved.pk != due.pk and asked.mark_of(moved) is not None
    accept(inside, filing)
    moved.refresh_from_db()
    assert moved.state == "done"


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"filed_on": dt.date(2026, 11, 23)}, "filed_on", "still to come"),
        ({"received_on": dt.date(2026, 11, 23)}, "received_on", "still to come"),
        ({"received_on": WEEK_AGO}, "received_on", "nothing is received before it is filed"),
        ({"title": " "}, "title", "Say what was filed"),
        ({"method": "pigeon"}, "method", "not a way of filing"),
    ],
)
def test_what_cannot_be_is_refused(
    inside: Cast, due: Deadline, facts: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Problem, match=words) as refused:
        record(inside, due, **facts)
    assert refused.value.field == field


def test_outcomes_have_days_that_make_sense(inside: Cast, due: Deadline) -> None:
    filing = record(inside, due)
    with pytest.raises(Problem, match="it was received on Fri 20 Nov 2026"):
        accept(inside, filing, on=WEEK_AGO)
    with pytest.raises(Problem, match="still to come"):
        accept(inside, filing, on=dt.date(2026, 11, 23))
    with pytest.raises(Problem, match="Say why it was rejected"):
        reject(inside, filing, reason=" ")
    filing = accept(inside, filing, on=SUNDAY)
    with pytest.raises(Problem, match="on Sun 22 Nov 2026 it was accepted"):
        reject(inside, filing, on=FRIDAY)


def test_an_appeal_is_not_filed_before_its_decision(inside: Cast) -> None:
    where = removal(inside)
    proceedings.record_decision(
        proceeding=where, by=inside.paralegal, outcome="removal", decided_on=FRIDAY, service="oral"
    )
    appeal = Deadline.objects.get(rule="BIA_APPEAL_30")
    with pytest.raises(Problem, match="the decision that it answers was made on Fri 20 Nov 2026"):
        record(inside, appeal, title="EOIR-26", filed_on=WEEK_AGO)


def test_who_may(inside: Cast, due: Deadline) -> None:
    student = make.make_member(inside.bay, "student", name="Student")
    make.assign(inside.case, student, duty="student")
    given: dict[str, Any] = {"title": "Evidence", "method": "ecas", "filed_on": FRIDAY}
    filing = filings.record(case=inside.case, deadline=due, by=student, **given)
    with pytest.raises(NotPermitted, match="record that a filing was accepted or rejected"):
        filings.accept(filing=filing, version=1, on=FRIDAY, by=student)
    with pytest.raises(NotPermitted, match="record what was filed"):
        filings.record(case=inside.case, deadline=due, by=inside.social_worker, **given)
    with pytest.raises(Problem, match="belongs to another case"):
        filings.record(case=inside.other_case, deadline=due, by=inside.coordinator, **given)
    with pytest.raises(Problem, match="cannot see this case"):
        filings.record(case=inside.case, deadline=due, by=inside.paralegal, filed_by=inside.walled, **given)


def test_whoever_saves_second_is_told(inside: Cast, due: Deadline) -> None:
    filing = record(inside, due)
    accept(inside, filing)
    with pytest.raises(Conflict, match="this filing"):
        reject(inside, filing)
    due.refresh_from_db()
    assert due.state == "done"


def test_an_outcome_is_only_added_to(inside: Cast, due: Deadline) -> None:
    accept(inside, record(inside, due))
    for change in ("UPDATE cases_filingoutcome SET reason = 'x'", "DELETE FROM cases_filingoutcome"):
        with (
            pytest.raises(ProgrammingError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
