"""Proceedings themselves: recorded and corrected."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction

from cases.access.roles import May
from cases.actions import applicants, audit, deadlines, versions
from cases.actions.proceedings.common import must_be_open
from cases.errors import Problem
from cases.law import courts, wording
from cases.models import Case, Membership, Proceeding
from cases.queries import clinics

BOARD_ZONE = "America/New_York"  # the Board sits in Falls Church


class ProceedingFacts(TypedDict, total=False):
    """What can be recorded about a proceeding."""

    court_code: str
    court_name: str
    time_zone: str
    judge: str
    number: str
    is_detained: bool
    uses_ecas: bool
    nta_served_on: dt.date | None
    i589_filed_on: dt.date | None
    brief_due_on: dt.date | None
    opened_on: dt.date | None
    i589_for: (
        Sequence[int] | None
    )  # persons who are on the I-589; left out: as they were, or the only respondent
    i589_principal: int | None  # the first of them, unless said


@transaction.atomic
def add(*, case: Case, by: Membership, kind: str, **facts: Unpack[ProceedingFacts]) -> Proceeding:
    """Record a proceeding of a case ("eoir_removal", "uscis_asylum", "state_juvenile", "bia", …).

    The court's time zone follows from its code; another court's must be given. Raises Problem, with its field.
    """
    audit.require(May.EDIT_CASE, by=by)
    must_be_open(case)
    proceeding = Proceeding(clinic_id=case.clinic_id, case=case, kind=kind)
    who = _for_whom(case, facts)
    _apply(proceeding, facts, by)
    proceeding.save()
    applicants.follow(proceeding=proceeding, was=None, who=who, by=by)
    plan = deadlines.follow_facts(case=case, by=by)
    audit.write(
        verb="proceeding.add",
        by=by,
        case_id=case.pk,
        object_id=proceeding.pk,
        kind=kind,
        dates=len(plan.changes),
    )
    return proceeding


@transaction.atomic
def change(
    *, proceeding: Proceeding, version: int, by: Membership, **facts: Unpack[ProceedingFacts]
) -> Proceeding:
    """Correct what is recorded about a proceeding. Raises Conflict when somebody else did meanwhile."""
    audit.require(May.EDIT_CASE, by=by)
    fresh = versions.claim(proceeding, version=version, called="this proceeding")
    was, who = fresh.i589_filed_on, _for_whom(fresh.case, facts)
    _apply(fresh, facts, by)
    fresh.save()
    applicants.follow(proceeding=fresh, was=was, who=who, by=by)
    plan = deadlines.follow_facts(case=fresh.case, by=by)
    audit.write(
        verb="proceeding.change",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        fields=sorted(facts),
        dates=len(plan.changes),
    )
    return fresh


def _for_whom(case: Case, facts: ProceedingFacts) -> dict[int, int | None] | None:
    """Take from the facts for whom the I-589 was filed; None where nobody says."""
    people, principal = facts.pop("i589_for", None), facts.pop("i589_principal", None)
    return None if people is None else applicants.chosen(case=case, people=people, principal=principal)


def _apply(proceeding: Proceeding, facts: ProceedingFacts, by: Membership) -> None:
    for name, value in facts.items():
        setattr(proceeding, name, value.strip() if isinstance(value, str) else value)
    if proceeding.kind not in Proceeding.Kind.values:
        raise Problem(
            f"“{proceeding.kind[:30]}” is not a kind of proceeding. Choose one from the list.", field="kind"
        )
    if proceeding.court_code:
        proceeding.time_zone = courts.court(proceeding.court_code).zone
    elif proceeding.kind == Proceeding.Kind.EOIR_REMOVAL:
        raise Problem(
            "A removal proceeding names its immigration court. Choose it from the list.", field="court_code"
        )
    proceeding.time_zone = proceeding.time_zone or (
        BOARD_ZONE if proceeding.kind == Proceeding.Kind.BIA else by.clinic.time_zone
    )
    if proceeding.time_zone not in clinics.time_zones():
        raise Problem(
            f"“{proceeding.time_zone[:40]}” is not a time zone. Choose one from the list.", field="time_zone"
        )
    _check_days(proceeding, today=clinics.today(by.clinic))


def _check_days(proceeding: Proceeding, *, today: dt.date) -> None:
    """Refuse papers served or received in days to come, or before the lead respondent was born."""
    lead = proceeding.case.parties.filter(is_lead=True).select_related("person").first()
    born: dt.date | None = lead.person.birth_date if lead else None
    for field, what in (("nta_served_on", "The NTA was served"), ("i589_filed_on", "The I-589 was received")):
        day: dt.date | None = getattr(proceeding, field)
        if day is not None and day > today:
            raise Problem(
                f"{what} on {wording.day(day)}, you typed, and that is still to come. Correct the day.",
                field=field,
            )
        if lead and born and day is not None and day < born:
            raise Problem(
                f"{what} on {wording.day(day)}, you typed, and that lies before {lead.person.called} was born "
                f"({wording.day(born)}). Correct one of the two.",
                field=field,
            )
