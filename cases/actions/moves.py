"""A respondent's change of address: its day starts the EOIR-33 and the AR-11; the new place is sealed among contacts.

Nothing is sent to ORR or to a sponsor, nor suggested: that notice is the sponsor's duty, and the attorney decides.
"""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, contacts, people
from cases.errors import Problem
from cases.law import wording
from cases.models import Case, ContactPoint, Membership, Move, Party, Person
from cases.queries import clinics


@transaction.atomic
def move(
    *,
    case: Case,
    who: Collection[int],
    moved_on: dt.date,
    by: Membership,
    address: str = "",
    safety: str = ContactPoint.Safety.UNKNOWN,
    rule: str = "",
) -> list[Move]:
    """Record that these respondents (ids of persons of the case) moved, and open each one's two duties.

    With an ``address`` the new place is kept sealed and each one's earlier addresses are retired. Raises Problem,
    with its field, for a day that cannot be or a move that is already recorded.
    """
    audit.require(May.EDIT_PEOPLE, by=by)
    found = _respondents(case, who)
    if moved_on > clinics.today(by.clinic):
        raise Problem(
            f"{wording.day(moved_on)} has not come yet. Record the move when it has happened.",
            field="moved_on",
        )
    return [_move(each, case, moved_on, address, safety, rule, by) for each in found]


def _move(
    person: Person, case: Case, moved_on: dt.date, address: str, safety: str, rule: str, by: Membership
) -> Move:
    if Move.objects.filter(person=person, moved_on=moved_on, taken_back_at=None).exists():
        raise Problem(
            f"That {person.called} moved on {wording.day(moved_on)} is already recorded.", field="moved_on"
        )
    if person.birth_date is not None and moved_on < person.birth_date:
        raise Problem(
            f"{wording.day(moved_on)} lies before {person.called} was born. Check the year.", field="moved_on"
        )
    made: Move = Move.objects.create(
        clinic_id=person.clinic_id, person=person, moved_on=moved_on, recorded_by=by
    )
    if address.strip():
        for point in person.contact_points.filter(kind=ContactPoint.Kind.ADDRESS, is_current=True):
            contacts.retire(point=point, case=case, by=by)
        contacts.add(
            person=person,
            case=case,
            kind=ContactPoint.Kind.ADDRESS,
            value=address,
            label="own",
            safety=safety,
            rule=rule,
            by=by,
        )
    audit.write(verb="person.move", by=by, case_id=case.pk, object_id=made.pk)
    people.dates_may_move(person=person, by=by)
    return made


@transaction.atomic
def take_back(*, move: Move, case: Case, by: Membership) -> None:
    """Take back a move that was recorded by mistake: its two duties end, the contacts stay as they are."""
    audit.require(May.EDIT_PEOPLE, by=by)
    changed = Move.objects.filter(pk=move.pk, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_by=by
    )
    if not changed:
        raise Problem("This move has already been taken back.")
    audit.write(verb="person.take_back_move", by=by, case_id=case.pk, object_id=move.pk)
    people.dates_may_move(person=move.person, by=by)


def _respondents(case: Case, who: Collection[int]) -> list[Person]:
    parties = Party.objects.filter(case=case, part=Party.Part.RESPONDENT, person_id__in=who)
    found = [party.person for party in parties.select_related("person").order_by("pk")]
    if not found:
        raise Problem("Who moved? Choose at least one respondent.", field="who")
    return found
