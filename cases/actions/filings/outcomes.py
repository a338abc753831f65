"""What became of a filing: accepted, which closes its date, or rejected, which opens it again at once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, deadlines, rehearsal, reminders
from cases.actions.filings import common
from cases.errors import Problem
from cases.law import wording
from cases.models import Case, Deadline, Filing, FilingOutcome, Membership
from cases.queries import casefacts, clinics, plans
from cases.queries.plans import Change, Plan

MET_BY_THE_I589 = ("I589_ONE_YEAR", "PROTECTIVE_1Y")  # dates that end when an I-589 is received


@transaction.atomic
def accept(
    *,
    filing: Filing,
    version: int,
    on: dt.date,
    by: Membership,
    received_on: dt.date | None = None,
    receipt_number: str = "",
) -> Filing:
    """Record that the clerk or agency accepted it on this day: the date that it answers closes, and only now.

    An I-589's receipt becomes its proceeding's asylum filing date. A filing that had been rejected may be accepted
    later; both stay recorded. Raises Conflict when somebody else changed the filing meanwhile, Problem otherwise.
    """
    audit.require(May.CLOSE_DEADLINE, by=by)
    fresh = common.claim(filing, version=version)
    if fresh.outcome == Filing.Outcome.ACCEPTED:
        raise Problem(f"“{fresh.title}” is already recorded as accepted.", field="on")
    fresh.received_on = received_on or fresh.received_on
    fresh.receipt_number = " ".join(receipt_number.split()) or fresh.receipt_number
    common.check_days(fresh, by=by)
    common.check_outcome_day(fresh, on, what="accepted", by=by)
    fresh.outcome = Filing.Outcome.ACCEPTED
    fresh.save(update_fields=["outcome", "received_on", "receipt_number", "version"])
    closed = common.standing(fresh)
    if closed is not None:
        _close(fresh.case, closed, because=_said(fresh, on), by=by)
    _add(fresh, outcome="accepted", on=on, deadline=closed, by=by)
    common.set_i589(fresh, by=by)
    audit.write(
        verb="filing.accept",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        deadline=closed.pk if closed else None,
    )
    return fresh


@transaction.atomic
def reject(*, filing: Filing, version: int, on: dt.date, reason: str, by: Membership) -> Filing:
    """Record that the clerk or agency rejected it, and why: it counts as not filed.

    A date that is still open goes on, with the mark. One that this filing had closed is open again at once, as a
    new row, overdue if it is, and its reminders are planned again. Raises Conflict, Problem.
    """
    audit.require(May.CLOSE_DEADLINE, by=by)
    fresh = common.claim(filing, version=version)
    reason = " ".join(reason.split())
    if fresh.outcome == Filing.Outcome.REJECTED:
        raise Problem(f"“{fresh.title}” is already recorded as rejected.", field="on")
    if not reason:
        raise Problem("Say why it was rejected, in the clerk's words: it has to be mended.", field="reason")
    common.check_outcome_day(fresh, on, what="rejected", by=by)
    was_accepted = fresh.outcome == Filing.Outcome.ACCEPTED
    fresh.outcome = Filing.Outcome.REJECTED
    fresh.save(update_fields=["outcome", "version"])
    opened = _open_again(fresh, by=by) if was_accepted else None
    standing = opened or common.standing(fresh)
    if standing is not None:
        Deadline.objects.filter(pk=standing.pk).update(was_rejected=True)
    reminders.plan_for_case(case=fresh.case)
    _add(
        fresh,
        outcome="rejected",
        on=on,
        deadline=standing,
        by=by,
        reason=reason[:300],
    )
    audit.write(
        verb="filing.reject",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        opened=opened.pk if opened else None,
    )
    return fresh


def _said(filing: Filing, on: dt.date) -> str:
    how = "" if filing.method == Filing.Method.OTHER else f" ({filing.get_method_display().split(' (')[0]})"
    ending = f", filed {wording.day(filing.filed_on)}{how}, accepted {wording.day(on)}."
    return filing.title[: 300 - len(ending)] + ending


def _close(case: Case, row: Deadline, *, because: str, by: Membership) -> None:
    rehearsal.note(case, plans.met(case=case, row=row, because=because))
    Deadline.objects.filter(pk=row.pk).update(
        state=Deadline.State.DONE, ended_at=timezone.now(), ended_by=by, ended_because=because
    )
    reminders.withdraw(deadline_id=row.pk, because="the filing was accepted")


def _add(
    filing: Filing, *, outcome: str, on: dt.date, deadline: Deadline | None, by: Membership, reason: str = ""
) -> None:
    FilingOutcome.objects.create(
        clinic_id=filing.clinic_id,
        filing=filing,
        outcome=outcome,
        on=on,
        reason=reason,
        deadline=deadline,
        recorded_by=by,
    )


def _open_again(filing: Filing, *, by: Membership) -> Deadline | None:
    """Let a new open row stand in for each date that this filing had met; return the one that it answers."""
    ended = list(Deadline.objects.filter(pk__in=_met_by(filing)))
    # The rows are out of the way before the facts are followed: a date that is done is not asked for again.
    Deadline.objects.filter(pk__in=[row.pk for row in ended]).update(state=Deadline.State.SUPERSEDED)
    before = set(Deadline.objects.filter(case_id=filing.case_id).values_list("pk", flat=True))
    common.clear_i589(filing, by=by)
    deadlines.follow_facts(case=filing.case, by=by)
    answered = None
    for row in ended:
        key = {"case_id": row.case_id, "rule": row.rule, "trigger": row.trigger}
        new = Deadline.objects.filter(**key, state=Deadline.State.OPEN).first() or _again(filing.case, row)
        Deadline.objects.filter(pk=row.pk).update(superseded_by=new)
        if new.pk not in before:
            _hand_on(row, new)
        if filing.deadline and (row.rule, row.trigger) == (filing.deadline.rule, filing.deadline.trigger):
            answered = new
    return answered


def _met_by(filing: Filing) -> list[int]:
    """The rows that are done because of this filing: the one that it closed, and those that its I-589 met."""
    done = Deadline.objects.filter(case_id=filing.case_id, state=Deadline.State.DONE)
    last = filing.outcomes.filter(outcome="accepted").last()
    found: set[int] = set()
    if last is not None and last.deadline_id is not None:
        found |= set(done.filter(pk=last.deadline_id).values_list("pk", flat=True))
    if filing.is_i589:
        met = done.filter(rule__in=MET_BY_THE_I589)
        if people := list(filing.applicants.filter(taken_back_at=None).values_list("person_id", flat=True)):
            met = met.filter(person__in=people)
        found |= set(met.values_list("pk", flat=True))
    return sorted(found)


def _again(case: Case, row: Deadline) -> Deadline:
    """The same date as a new open row, where its facts no longer call for it by themselves: a day gone by, say."""
    made: Deadline = Deadline.objects.get(pk=row.pk)
    made.pk, made.state, made.superseded_by = None, Deadline.State.OPEN, None
    made.ended_because, made.ended_at, made.ended_by = "", None, None
    made.save()
    is_past = made.act_by is not None and made.act_by < clinics.today(case.clinic)
    change = Change("new", made.title, None, made.act_by, tuple(made.steps), is_past=is_past)
    rehearsal.note(case, Plan((change,)))
    return made


def _hand_on(row: Deadline, new: Deadline) -> None:
    """Keep who owns the date, if they still work on the case, and whose entry its facts are."""
    staff = casefacts.staff_of({row.case_id})[row.case_id]
    Deadline.objects.filter(pk=new.pk).update(
        owner_id=deadlines.owner_among(staff, row), entered_by_id=row.entered_by_id
    )
