"""What the verbs on filings share: the order of locks, the days that make sense, and the I-589's receipt."""

import datetime as dt

from cases.actions import applicants, deadlines, proceedings, versions
from cases.errors import Problem
from cases.law import wording
from cases.models import Applicant, Case, Deadline, Filing, Membership, Proceeding
from cases.queries import clinics

# Handed over or uploaded: the court or agency has it on the same day. What is sent arrives on a day of its own.
AT_ONCE = (Filing.Method.ECAS, Filing.Method.ONLINE, Filing.Method.IN_COURT, Filing.Method.COUNTER)


def claim(filing: Filing, *, version: int) -> Filing:
    """Lock the filing, its proceeding and its case, in the order in which everybody locks them; return it fresh.

    Raises Conflict when somebody else changed the filing meanwhile.
    """
    fresh = versions.claim(filing, version=version, called="this filing")
    if fresh.proceeding_id:
        fresh.proceeding = Proceeding.objects.select_for_update(no_key=True).get(pk=fresh.proceeding_id)
    fresh.case = Case.objects.select_for_update(no_key=True).get(pk=fresh.case_id)
    if fresh.proceeding_id:
        fresh.proceeding.case = fresh.case
    return fresh


def standing(filing: Filing) -> Deadline | None:
    """Return the open date that this filing answers: the row it was recorded for, or the one that replaced it."""
    if filing.deadline is None:
        return None
    key = {"case_id": filing.case_id, "rule": filing.deadline.rule, "trigger": filing.deadline.trigger}
    found: Deadline | None = Deadline.objects.filter(**key, state=Deadline.State.OPEN).first()
    return found


def check_days(filing: Filing, *, by: Membership) -> None:
    """Refuse days that cannot be: to come, received before it was filed, an appeal before its decision."""
    today = clinics.today(by.clinic)
    for field, what in (("filed_on", "It was filed"), ("received_on", "It was received")):
        day: dt.date | None = getattr(filing, field)
        if day is not None and day > today:
            raise Problem(
                f"{what} on {wording.day(day)}, you typed, and that is still to come. Correct the day.",
                field=field,
            )
    if filing.received_on is not None and filing.received_on < filing.filed_on:
        raise Problem(
            f"Received on {wording.day(filing.received_on)}, you typed, and filed on {wording.day(filing.filed_on)}: "
            "nothing is received before it is filed. Correct one of the two.",
            field="received_on",
        )
    decision = filing.deadline.decision if filing.deadline else None
    if decision is not None and filing.filed_on < decision.decided_on:
        raise Problem(
            f"Filed on {wording.day(filing.filed_on)}, you typed, and the decision that it answers was made on "
            f"{wording.day(decision.decided_on)}. Correct the day.",
            field="filed_on",
        )


def check_outcome_day(filing: Filing, on: dt.date, *, what: str, by: Membership) -> None:
    """Refuse an acceptance or a rejection to come, or before the filing. ``what`` is accepted or rejected."""
    if on > clinics.today(by.clinic):
        raise Problem(
            f"{what.capitalize()} on {wording.day(on)}, you typed, and that is still to come. Record it on that day.",
            field="on",
        )
    first, done = filing.filed_on, "filed"
    if what == "accepted" and filing.received_on is not None:
        first, done = filing.received_on, "received"
    if on < first:
        raise Problem(
            f"{what.capitalize()} on {wording.day(on)}, you typed, and it was {done} on {wording.day(first)}. "
            "Correct one of the two.",
            field="on",
        )
    last = filing.outcomes.last()
    if last is not None and on < last.on:
        raise Problem(
            f"{what.capitalize()} on {wording.day(on)}, you typed, and on {wording.day(last.on)} it was "
            f"{last.outcome}. What came later has the later day: correct it.",
            field="on",
        )


def set_i589(filing: Filing, *, by: Membership, was: dt.date | None = None) -> None:
    """Let the proceeding say that its I-589 was received on this filing's day, so that nobody enters it twice.

    ``was`` is the day that this filing itself put there before. Raises Problem where another day stands already.
    """
    where, day = filing.proceeding, filing.received_on
    if where is None or not filing.is_i589:
        return
    if day is None:
        raise Problem(
            "The asylum filing date is the day on which the court or USCIS received the I-589: write the day of "
            "its stamp or receipt notice.",
            field="received_on",
        )
    stands, others = where.i589_filed_on, _others(filing)
    if Applicant.objects.filter(filing=filing, taken_back_at=None).exists():
        applicants.receive(filing=filing, day=day, by=by)
        if others or stands in (None, day, was):
            _set_day(filing, min([day, *others]), by=by)
            return
    if stands == day:
        return
    if stands is not None and stands != was:
        raise Problem(
            f"This proceeding already has its I-589 as received on {wording.day(stands)}, and this filing says "
            f"{wording.day(day)}. Correct whichever is wrong before the I-589 is called accepted.",
            field="received_on",
        )
    filing.proceeding = proceedings.change(proceeding=where, version=where.version, by=by, i589_filed_on=day)


def _others(filing: Filing) -> list[dt.date]:
    """The days on which other people's I-589s of the same proceeding were received."""
    assert filing.proceeding is not None  # noqa: S101 - the database holds it: an I-589 names its proceeding
    rows = applicants.standing(filing.proceeding).exclude(filing=filing)
    mine = Applicant.objects.filter(filing=filing, taken_back_at=None).values("person")
    theirs = rows.exclude(person__in=mine).values_list("received_on", flat=True)
    return [day for day in theirs if day is not None]


def _set_day(filing: Filing, day: dt.date | None, *, by: Membership) -> None:
    """Let the proceeding bear the earliest receipt, and the dates follow whatever it was before."""
    where = filing.proceeding
    if where is not None and where.i589_filed_on != day:
        filing.proceeding = proceedings.change(
            proceeding=where, version=where.version, by=by, i589_filed_on=day
        )
    else:
        deadlines.follow_facts(case=filing.case, by=by)


def clear_i589(filing: Filing, *, by: Membership) -> None:
    """Take the I-589's receipt back from its people and from the proceeding, if this filing put it there."""
    where, others = filing.proceeding, []
    if where is not None and filing.is_i589:
        others = _others(filing)
        applicants.clear(filing=filing)
    if where is not None and filing.is_i589 and where.i589_filed_on == filing.received_on:
        filing.proceeding = proceedings.change(
            proceeding=where, version=where.version, by=by, i589_filed_on=min(others, default=None)
        )
