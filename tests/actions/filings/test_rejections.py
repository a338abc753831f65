"""A rejection opens its date again, at once and overdue if it is, and nothing that was recorded is erased."""

import datetime as dt
from typing import Any

from cases.actions import deadlines, filings, proceedings, recompute
from cases.models import Deadline, FilingOutcome, Reminder
from cases.queries import filings as asked
from tests.actions.filing import SUNDAY, accept, record, reject, standing
from tests.make import Cast


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
