"""What is done to the work-permit clock: stops entered by hand, and an attorney's answer whose delay a code was.

A row is never edited: it is taken back and entered again. Each verb brings the case's deadlines in line at once.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, deadlines
from cases.errors import Problem
from cases.law import adjournments, wording
from cases.models import Case, ClockRuling, ClockStop, Hearing, Membership, Proceeding
from cases.queries import clinics


@transaction.atomic
def stop(
    *,
    proceeding: Proceeding,
    by: Membership,
    began_on: dt.date,
    reason: str,
    source: str,
    ended_on: dt.date | None = None,
) -> ClockStop:
    """Record that the applicant's delay stopped the clock, until ``ended_on`` or (None) still. 8 CFR 208.7(a)(2).

    Raises Problem, with its field, for days that cannot be, or a stop without its reason.
    """
    audit.require(May.EDIT_CASE, by=by)
    _check_stop(proceeding, began_on, ended_on, reason, source, today=clinics.today(by.clinic))
    made: ClockStop = ClockStop.objects.create(
        clinic_id=proceeding.clinic_id,
        proceeding=proceeding,
        began_on=began_on,
        ended_on=ended_on,
        reason=reason.strip(),
        source=source,
        recorded_by=by,
    )
    _follow("clock.stop", case=proceeding.case, by=by, object_id=made.pk, is_running=ended_on is None)
    return made


@transaction.atomic
def run_again(*, stop: ClockStop, ended_on: dt.date, by: Membership) -> ClockStop:
    """Record the day on which a stopped clock ran again: the stop is taken back and entered with its end."""
    audit.require(May.EDIT_CASE, by=by)
    earlier = _standing_stop(stop)
    if earlier.ended_on is not None:
        raise Problem(
            f"This stop already ended on {wording.day(earlier.ended_on)}. Take it back to enter it anew.",
            field="ended_on",
        )
    _check_days(earlier.proceeding, earlier.began_on, ended_on, today=clinics.today(by.clinic))
    _take_back(earlier, by)
    made: ClockStop = ClockStop.objects.create(
        clinic_id=earlier.clinic_id,
        proceeding=earlier.proceeding,
        began_on=earlier.began_on,
        ended_on=ended_on,
        reason=earlier.reason,
        source=earlier.source,
        recorded_by=by,
    )
    _follow("clock.run_again", case=earlier.proceeding.case, by=by, object_id=made.pk)
    return made


@transaction.atomic
def take_back_stop(*, stop: ClockStop, by: Membership) -> None:
    """Take back a stop that was recorded by mistake; it stays readable as taken back."""
    audit.require(May.EDIT_CASE, by=by)
    earlier = _standing_stop(stop)
    _take_back(earlier, by)
    _follow("clock.take_back_stop", case=earlier.proceeding.case, by=by, object_id=earlier.pk)


@transaction.atomic
def rule_on(*, hearing: Hearing, stops: bool, reason: str, by: Membership) -> ClockRuling:
    """Answer, as an attorney who read the record, whether a hearing's adjournment stopped the clock, and why.

    An earlier answer is taken back. Raises Problem for a hearing without a code or an answer without its reason.
    """
    audit.require(May.OVERRIDE, by=by)
    locked = (
        Hearing.objects.select_for_update(of=("self",), no_key=True)
        .select_related("proceeding__case")
        .get(pk=hearing.pk)
    )
    if not locked.adjournment_code:
        raise Problem(
            "No adjournment code is recorded for this hearing, so there is nothing to answer. "
            "A delay without a code is entered as a stop."
        )
    if not reason.strip():
        raise Problem("Say what the record shows: whose delay was it, and how do you know?", field="reason")
    for earlier in ClockRuling.objects.filter(hearing=locked, taken_back_at=None):
        _take_back(earlier, by)
    made: ClockRuling = ClockRuling.objects.create(
        clinic_id=locked.clinic_id,
        hearing=locked,
        code=adjournments.adjournment(locked.adjournment_code).code,
        stops=stops,
        reason=reason.strip()[:300],
        decided_by=by,
    )
    case = locked.proceeding.case
    _follow("clock.rule", case=case, by=by, object_id=locked.pk, code=made.code, stops=stops)
    return made


@transaction.atomic
def take_back_ruling(*, ruling: ClockRuling, by: Membership) -> None:
    """Take back an answer: the code speaks for itself again, or asks again."""
    audit.require(May.OVERRIDE, by=by)
    fresh = ClockRuling.objects.select_for_update(no_key=True).get(pk=ruling.pk)
    if fresh.taken_back_at is not None:
        raise Problem("This answer has already been taken back.")
    _take_back(fresh, by)
    _follow("clock.take_back_ruling", case=ruling.hearing.proceeding.case, by=by, object_id=fresh.pk)


def _follow(verb: str, *, case: Case, by: Membership, object_id: int, **detail: object) -> None:
    plan = deadlines.follow_facts(case=case, by=by)
    audit.write(verb=verb, by=by, case_id=case.pk, object_id=object_id, dates=len(plan.changes), **detail)


def _take_back(row: ClockStop | ClockRuling, by: Membership) -> None:
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])


def _standing_stop(stop: ClockStop) -> ClockStop:
    rows = ClockStop.objects.select_for_update(of=("self",), no_key=True).select_related("proceeding__case")
    fresh: ClockStop = rows.get(pk=stop.pk)
    if fresh.taken_back_at is not None:
        raise Problem("Somebody has already taken this stop back. Look at the clock again.")
    return fresh


def _check_stop(
    proceeding: Proceeding,
    began_on: dt.date,
    ended_on: dt.date | None,
    reason: str,
    source: str,
    *,
    today: dt.date,
) -> None:
    if proceeding.i589_filed_on is None:
        raise Problem("No I-589 is recorded as received in this proceeding, so no clock runs yet.")
    if not reason.strip():
        raise Problem("What stopped the clock? One line: “Missed biometrics on 3 March”.", field="reason")
    if source not in ClockStop.Source.values:
        raise Problem(f"“{source[:30]}” is not a possible source. Choose one from the list.", field="source")
    _check_days(proceeding, began_on, ended_on, today=today)


def _check_days(
    proceeding: Proceeding, began_on: dt.date, ended_on: dt.date | None, *, today: dt.date
) -> None:
    received = proceeding.i589_filed_on
    if received is not None and began_on < received:
        raise Problem(
            f"{wording.day(began_on)} lies before the I-589 was received ({wording.day(received)}): "
            "no clock ran that could stop. Correct one of the two.",
            field="began_on",
        )
    for day, field, what in ((began_on, "began_on", "stopped"), (ended_on, "ended_on", "ran again")):
        if day is not None and day > today:
            raise Problem(
                f"{wording.day(day)} has not come yet, so the clock has not {what} on it. Correct the day"
                f"{', or leave it empty while the clock stands' if field == 'ended_on' else ''}.",
                field=field,
            )
    if ended_on is not None and ended_on < began_on:
        raise Problem(
            f"The clock cannot run again on {wording.day(ended_on)}, before it stopped on {wording.day(began_on)}.",
            field="ended_on",
        )
