"""Decisions, with the day and way of service from which appeal times run."""

import datetime as dt

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, deadlines
from cases.actions.proceedings.common import choose, must_be_open
from cases.errors import Problem
from cases.law import wording
from cases.models import Decision, Membership, Proceeding
from cases.queries import clinics


@transaction.atomic
def record_decision(
    *,
    proceeding: Proceeding,
    by: Membership,
    outcome: str,
    decided_on: dt.date,
    service: str = "oral",
    served_on: dt.date | None = None,
    appeal_reserved: bool = True,
    relief: str = "",
    sends_back_to: Proceeding | None = None,
) -> Decision:
    """Record a decision with the day and way of its service, from which appeal times run. The proceeding is decided.

    ``served_on`` None: the day of the decision. ``relief`` names what was granted: asylum starts its own days.
    A remand by the Board or a court opens the proceeding below again (``sends_back_to``): it is pending, its hearings
    count, and what its earlier decision started ends. Raises Problem, with its field, for impossible days or a double.
    """
    audit.require(May.EDIT_CASE, by=by)
    must_be_open(proceeding.case)
    choose(outcome, Decision.Outcome.values, "outcome", "outcome")
    choose(service, Decision.Service.values, "way of service", "service")
    choose(relief, Decision.Relief.values, "relief", "relief")
    if relief and outcome != Decision.Outcome.GRANTED:
        raise Problem("Only a grant grants something. Leave “What was granted?” empty.", field="relief")
    served = decided_on if served_on is None else served_on
    _check_decision(service=service, decided_on=decided_on, served_on=served, today=clinics.today(by.clinic))
    if Decision.objects.filter(proceeding=proceeding, outcome=outcome, decided_on=decided_on).exists():
        raise Problem(f"This decision of {wording.day(decided_on)} is already recorded.", field="decided_on")
    if sends_back_to is not None:
        sends_back_to = Proceeding.objects.select_for_update(no_key=True).get(pk=sends_back_to.pk)
        _check_remand(proceeding, sends_back_to, outcome=outcome, decided_on=decided_on)
    decision: Decision = Decision.objects.create(
        clinic_id=proceeding.clinic_id,
        proceeding=proceeding,
        outcome=outcome,
        decided_on=decided_on,
        service=service,
        served_on=served,
        appeal_reserved=appeal_reserved,
        relief=relief,
        sends_back_to=sends_back_to,
        recorded_by=by,
    )
    _set_status(proceeding, Proceeding.Status.DECIDED)
    if sends_back_to is not None:
        _set_status(sends_back_to, Proceeding.Status.PENDING)
    plan = deadlines.follow_facts(case=proceeding.case, by=by)
    audit.write(
        verb="decision.record",
        by=by,
        case_id=proceeding.case_id,
        object_id=decision.pk,
        outcome=outcome,
        reopens=sends_back_to.pk if sends_back_to else None,
        dates=len(plan.changes),
    )
    return decision


def _set_status(proceeding: Proceeding, status: str) -> None:
    fresh = Proceeding.objects.select_for_update(no_key=True).get(pk=proceeding.pk)
    fresh.status, fresh.version = status, fresh.version + 1
    fresh.save(update_fields=["status", "version"])


ABOVE = {  # who remands, and to whom
    Proceeding.Kind.BIA: (Proceeding.Kind.EOIR_REMOVAL,),
    Proceeding.Kind.COURT_OF_APPEALS: (Proceeding.Kind.BIA, Proceeding.Kind.EOIR_REMOVAL),
}


def _check_remand(above: Proceeding, below: Proceeding, *, outcome: str, decided_on: dt.date) -> None:
    """Raise Problem unless this is a remand from a body above to a decided proceeding of the same case."""
    if outcome != Decision.Outcome.REMANDED:
        raise Problem(
            "Only a remand opens a proceeding again. Leave that question empty.", field="sends_back_to"
        )
    if below.case_id != above.case_id or below.kind not in ABOVE.get(Proceeding.Kind(above.kind), ()):
        raise Problem(
            f"The {above.get_kind_display()} does not send cases back to that proceeding. Choose the one below it.",
            field="sends_back_to",
        )
    if below.status == Proceeding.Status.PENDING:
        raise Problem("That proceeding is pending already: nothing is opened again.", field="sends_back_to")
    last = below.decisions.order_by("-decided_on").first()
    if last is not None and last.decided_on > decided_on:
        raise Problem(
            f"Remanded on {wording.day(decided_on)}, and the decision below was made on {wording.day(last.decided_on)}. "
            "Correct one of the two.",
            field="decided_on",
        )


def _check_decision(*, service: str, decided_on: dt.date, served_on: dt.date, today: dt.date) -> None:
    """Raise Problem, with its field, for days that contradict each other or lie ahead."""
    if decided_on > today or decided_on.year < 1990:
        raise Problem(
            f"A decision of {wording.day(decided_on)}? Check the day: it cannot lie ahead.",
            field="decided_on",
        )
    if served_on < decided_on:
        raise Problem(
            f"Served on {wording.day(served_on)}, before the decision of {wording.day(decided_on)}. Correct one of them.",
            field="served_on",
        )
    if service == "oral" and served_on != decided_on:
        raise Problem(
            "An oral decision is served when it is given: leave the second day empty.", field="served_on"
        )
