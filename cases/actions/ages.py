"""What is done about ages: a state's juvenile age with its citation, and the days that fix one child's age."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, deadlines, people, versions
from cases.errors import Problem
from cases.law import juvenile_ages, wording
from cases.law.juvenile_ages import StateAge
from cases.models import Case, JuvenileAge, Membership, Minor
from cases.queries import clinics


class AgeFacts(TypedDict, total=False):
    """The days that fix a child's age for a benefit; None where nobody knows."""

    apprehended_on: dt.date | None
    principal_i589_on: dt.date | None
    petition_filed_on: dt.date | None
    petition_approved_on: dt.date | None
    visa_available_on: dt.date | None


@transaction.atomic
def record_age(*, state: str, age: int, citation: str, by: Membership, note: str = "") -> JuvenileAge:
    """Record until which age a state's court can make the SIJ findings; dates of its children follow.

    Only a supervising attorney may. An earlier age for the state is taken back. Raises Problem for an age that no
    state has, or one without its citation.
    """
    audit.require(May.STATE_AGE, by=by)
    code = state.strip().upper()
    if juvenile_ages.listed(code) is None:
        raise Problem(f"“{state[:10]}” is not a state. Choose one from the list.", field="state")
    if not citation.strip():
        raise Problem(
            "Which statute says so? The age is counted with only under its citation.", field="citation"
        )
    StateAge(age=age, citation=citation, decided_by=str(by.user))  # refuses an age that no state has
    _end(JuvenileAge.objects.filter(state=code, taken_back_at=None), by)
    made: JuvenileAge = JuvenileAge.objects.create(
        clinic_id=by.clinic_id,
        state=code,
        age=age,
        citation=citation.strip()[:200],
        note=note.strip()[:300],
        decided_by=by,
    )
    moved = _follow(code, by)
    audit.write(verb="age.record", by=by, object_id=made.pk, state=code, age=age, dates=moved)
    return made


@transaction.atomic
def take_back_age(*, age: JuvenileAge, by: Membership) -> None:
    """Take a state's age back: 18 is counted with again."""
    audit.require(May.STATE_AGE, by=by)
    if not _end(JuvenileAge.objects.filter(pk=age.pk, taken_back_at=None), by):
        raise Problem(f"The age for {age.state} has already been taken back.")
    audit.write(verb="age.take_back", by=by, object_id=age.pk, state=age.state, dates=_follow(age.state, by))


@transaction.atomic
def change_age_facts(
    *, minor: Minor, version: int, case: Case, by: Membership, **facts: Unpack[AgeFacts]
) -> Minor:
    """Correct the days that fix a child's age. Raises Conflict, or Problem, with its field, for impossible days."""
    audit.require(May.EDIT_PEOPLE, by=by)
    fresh = versions.claim(minor, version=version, called=f"{minor.person.called}'s record as a minor")
    for name, value in facts.items():
        setattr(fresh, name, value)
    _check(fresh, today=clinics.today(by.clinic))
    fresh.save()
    audit.write(verb="minor.change_ages", by=by, case_id=case.pk, object_id=minor.pk, fields=sorted(facts))
    people.dates_may_move(person=minor.person, by=by)
    return fresh


def children_in(state: str) -> "list[Case]":
    """Return the open cases of the clinic in force whose dates a state's age moves: SIJ before its courts."""
    found = Case.objects.filter(
        status=Case.Status.OPEN,
        proceedings__kind="state_juvenile",
        parties__part="respondent",
        parties__person__minor_role__state=state,
    )
    return list(found.distinct().order_by("pk"))


def _follow(state: str, by: Membership) -> int:
    """Bring those cases in line; return how many dates changed."""
    return sum(len(deadlines.recompute(case=case, by=by).changes) for case in children_in(state))


def _end(rows: "object", by: Membership) -> int:
    ended: int = rows.update(taken_back_at=timezone.now(), taken_back_by=by)  # type: ignore[attr-defined]
    return ended


def _check(minor: Minor, *, today: dt.date) -> None:
    born = minor.person.birth_date
    for field, what in (
        ("apprehended_on", "an apprehension"),
        ("principal_i589_on", "a receipt"),
        ("petition_filed_on", "a petition"),
        ("petition_approved_on", "an approval"),
        ("visa_available_on", "this"),
    ):
        day: dt.date | None = getattr(minor, field)
        if day is not None and day > today:
            raise Problem(
                f"{wording.day(day)} has not come yet, so {what} cannot bear it. Check the year.", field=field
            )
        if field == "apprehended_on" and born is not None and day is not None and day < born:
            raise Problem(
                f"{wording.day(day)} lies before {minor.person.called} was born ({wording.day(born)}). "
                "Correct one of the two.",
                field=field,
            )
    filed, approved = minor.petition_filed_on, minor.petition_approved_on
    if approved is not None and filed is not None and approved < filed:
        raise Problem(
            f"Approved on {wording.day(approved)}, before it was filed on {wording.day(filed)}. Correct one of the two.",
            field="petition_approved_on",
        )
