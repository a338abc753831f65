"""Filings: a date closes on acceptance alone, a rejection opens it again, and nothing that was recorded is erased."""

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.actions import deadlines, filings, proceedings, recompute
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Client, Deadline, Filing, FilingOutcome, Reminder
from cases.queries import filings as asked
from tests import make
from tests.actions.court import DAY, NINE, TODAY, hearing, open_dates, removal
from tests.make import Cast

SUNDAY = dt.date(2026, 11, 22)  # today
FRIDAY = dt.date(2026, 11, 20)
WEEK_AGO = dt.date(2026, 11, 15)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def due(inside: Cast) -> Deadline:
    """Evidence for the hearing of Mon 28 Dec 2026: act by Fri 27 Nov, legal date Mon 30 Nov."""
    return Deadline.objects.get(hearing=hearing(inside))


def record(cast: Cast, due: Deadline | None, **facts: Any) -> Filing:
    given: dict[str, Any] = {"title": "Evidence, tabs A to F", "method": "ecas", "filed_on": FRIDAY} | facts
    return filings.record(case=cast.case, deadline=due, by=cast.paralegal, **given)


def accept(cast: Cast, filing: Filing, on: dt.date = FRIDAY, **facts: Any) -> Filing:
    return filings.accept(filing=filing, version=filing.version, on=on, by=cast.paralegal, **facts)


def reject(cast: Cast, filing: Filing, on: dt.date = SUNDAY, reason: str = "No proof of service") -> Filing:
    return filings.reject(filing=filing, version=filing.version, on=on, reason=reason, by=cast.paralegal)


def standing() -> Deadline:
    found: Deadline = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    return found


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


def test_an_open_date_carries_the_rejection_as_a_mark(inside: Cast, due: Deadline) -> None:
    filing = reject(inside, record(inside, due))
    due.refresh_from_db()
    assert due.state == "open" and standing() == due, "the same row goes on"
    mark = asked.mark_of(due)
    assert mark is not None and mark.is_rejected
    assert mark.says == "Rejected Sun 22 Nov 2026: No proof of service"
    assert filing.outcome == "rejected"


def test_a_clerks_second_thought_opens_a_new_row_and_plans_its_reminders(inside: Cast, due: Deadline) -> None:
    deadlines.own(deadline=due, owner=inside.attorney, was=due.owner_id, by=inside.paralegal)
    filing = reject(inside, accept(inside, record(inside, due)))
    due.refresh_from_db()
    again = standing()
    assert (due.state, due.superseded_by) == ("superseded", again)
    assert due.ended_because.startswith("Evidence, tabs A to F"), "what ended it stays written"
    assert again.pk != due.pk and (again.act_by, again.legal_on) == (due.act_by, due.legal_on)
    assert (again.owner, again.entered_by) == (inside.attorney, due.entered_by)
    assert Reminder.objects.filter(deadline=again, state="planned").exists()
    told = list(FilingOutcome.objects.filter(filing=filing).values_list("outcome", "deadline"))
    assert told == [("accepted", due.pk), ("rejected", again.pk)]
    assert asked.mark_of(again) is not None
    done = accept(inside, filing, on=SUNDAY)
    again.refresh_from_db()
    assert again.state == "done" and FilingOutcome.objects.filter(filing=done).count() == 3


def test_it_opens_overdue_when_it_is(inside: Cast, due: Deadline, time_machine: Any) -> None:
    filing = accept(inside, record(inside, due))
    time_machine.move_to(dt.datetime(2026, 12, 7, 18, 0, tzinfo=dt.UTC), tick=False)
    reject(inside, filing, on=dt.date(2026, 12, 4))
    again = standing()
    assert again.act_by == dt.date(2026, 11, 27), "ten days past, and shown as it is"
    assert Reminder.objects.filter(deadline=again, offset_days__lt=0, state="planned").exists()
    late = asked.late(
        asked.filing(case=inside.case, pk=filing.pk, member=inside.attorney), member=inside.attorney
    )
    assert late is not None and late.is_past and late.offer.is_motion


def test_it_opens_even_when_its_facts_call_for_it_no_longer(
    inside: Cast, due: Deadline, time_machine: Any
) -> None:
    filing = accept(inside, record(inside, due))
    time_machine.move_to(dt.datetime(2026, 12, 29, 18, 0, tzinfo=dt.UTC), tick=False)
    assert due.hearing is not None
    proceedings.end_hearing(hearing=due.hearing, version=1, by=inside.paralegal, status="held")
    reject(inside, filing, on=dt.date(2026, 12, 29))
    again = standing()
    assert again.pk != due.pk and again.act_by == due.act_by and again.steps == due.steps


def test_a_rejected_filings_date_ends_only_by_acceptance_or_a_word(
    inside: Cast, due: Deadline, time_machine: Any
) -> None:
    filing = accept(inside, record(inside, due))
    time_machine.move_to(dt.datetime(2026, 12, 29, 18, 0, tzinfo=dt.UTC), tick=False)
    assert due.hearing is not None
    proceedings.end_hearing(hearing=due.hearing, version=1, by=inside.paralegal, status="held")
    reject(inside, filing, on=dt.date(2026, 12, 29))
    again = standing()
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    recompute.recompute(clinic=inside.bay, verb="deadline.sweep")
    assert standing() == again, "no night and no other change lets it go"
    settled = filings.settle(deadline=again, because="The judge took it in court.", by=inside.attorney)
    assert settled.state == "done"


def test_a_receipt_that_is_taken_back_asks_for_the_year_again(inside: Cast) -> None:
    Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
    where = removal(inside)
    for received in (WEEK_AGO, None):
        where = proceedings.change(
            proceeding=where, version=where.version, by=inside.paralegal, i589_filed_on=received
        )
        assert ("I589_ONE_YEAR" in open_dates(inside.case)) is (received is None)
    assert open_dates(inside.case) == {"I589_ONE_YEAR": dt.date(2027, 3, 3)}


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


def test_the_day_of_receipt_decides_whether_it_was_late(
    inside: Cast, due: Deadline, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 7, 18, 0, tzinfo=dt.UTC), tick=False)
    filing = record(inside, due, method="mail", filed_on=dt.date(2026, 11, 27))
    shown = asked.row(asked.filing(case=inside.case, pk=filing.pk, member=inside.attorney))
    assert not shown.is_late and "it counts as filed on the day it was received" in shown.in_time[0]
    filing = filings.receive(
        filing=filing, version=1, received_on=dt.date(2026, 12, 2), receipt_number="X1", by=inside.attorney
    )
    accept(inside, filing, on=dt.date(2026, 12, 3))
    shown = asked.row(asked.filing(case=inside.case, pk=filing.pk, member=inside.attorney))
    assert shown.is_late
    assert shown.in_time == [
        "It arrived late: received Wed 2 Dec 2026, 2 days after the legal date, Mon 30 Nov 2026."
    ]


def test_received_in_time_and_accepted_later_is_in_time(
    inside: Cast, due: Deadline, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 7, 18, 0, tzinfo=dt.UTC), tick=False)
    said, is_late = asked.timely(
        due, filed_on=FRIDAY, received_on=dt.date(2026, 11, 30), accepted_on=dt.date(2026, 12, 2)
    )
    assert not is_late
    assert said[0] == "Received Mon 30 Nov 2026, on the legal date, Mon 30 Nov 2026."
    assert "the day of receipt counts" in said[1]


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
