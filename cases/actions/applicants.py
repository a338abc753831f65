"""For whom an I-589 was filed: said once, with the filing or in the proceeding, and kept in step with its receipt."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from cases.errors import Problem
from cases.law import wording
from cases.models import Applicant, Case, Filing, Membership, Person, Proceeding


def chosen(
    *, case: Case, people: Sequence[int] | None, principal: int | None, lead: int | None = None
) -> dict[int, int | None]:
    """Return who is on the application, each with the principal whose derivative they are; the principal with None.

    ``people`` and ``principal`` are persons' numbers. Left out, a case of one respondent means that one, and one of
    several nobody. ``lead`` is the principal unless another is said. Raises Problem, with its field.
    """
    parties = case.parties.filter(part="respondent").order_by("-is_lead", "pk")
    known = list(parties.values_list("person_id", flat=True))
    if people is None:
        return dict.fromkeys(known) if len(known) == 1 else {}
    if strange := [pk for pk in people if pk not in known]:
        raise Problem(
            f"Person {strange[0]} is not a respondent of this case. Choose among its respondents.",
            field="i589_for",
        )
    if not people:
        raise Problem("Say for whom the I-589 was filed: everybody who is on it.", field="i589_for")
    usual = lead if lead in people else next(pk for pk in known if pk in people)
    first = principal or usual
    if first not in people:
        raise Problem("The principal applicant is on the application too: tick them.", field="i589_principal")
    return {pk: None if pk == first else first for pk in people}


def standing(proceeding: Proceeding) -> "QuerySet[Applicant]":
    """Return for whom the I-589s of a proceeding were received."""
    rows: QuerySet[Applicant] = Applicant.objects.filter(
        proceeding=proceeding, taken_back_at=None, received_on__isnull=False
    )
    return rows


def of_filing(*, filing: Filing, who: dict[int, int | None], by: Membership) -> None:
    """Note with a filing for whom it is; nothing is met before it is received. In the caller's transaction."""
    _add(filing.proceeding, who, filing=filing, received_on=None, by=by)


def receive(*, filing: Filing, day: dt.date, by: Membership) -> None:
    """Let the people of an accepted I-589 have its receipt. Raises Problem where somebody has another one already."""
    rows = list(Applicant.objects.filter(filing=filing, taken_back_at=None))
    others = standing(filing.proceeding).exclude(filing=filing).select_related("person")
    for other in others.filter(person__in=[each.person_id for each in rows]):
        if other.filing_id is None and other.received_on == day:
            _take_back(Applicant.objects.filter(pk=other.pk), by=by)  # typed before its filing was recorded
            continue
        raise Problem(
            f"This proceeding already has its I-589 as received on {wording.day(other.received_on or day)} "
            f"for {other.person.called}, and this filing says {wording.day(day)}. Correct whichever is wrong before the I-589 is called accepted.",
            field="received_on",
        )
    Applicant.objects.filter(pk__in=[each.pk for each in rows]).update(received_on=day)


def clear(*, filing: Filing) -> None:
    """Take an I-589's receipt from its people again: it was rejected."""
    Applicant.objects.filter(filing=filing, taken_back_at=None).update(received_on=None)


def follow(
    *, proceeding: Proceeding, was: dt.date | None, who: dict[int, int | None] | None, by: Membership
) -> None:
    """Keep a proceeding's applicants in step with its own I-589 day, which was ``was`` before it was saved.

    ``who`` None: as they were, or, where the day is new, the only respondent. Others' own I-589s stay as they are.
    """
    now = proceeding.i589_filed_on
    ours = standing(proceeding).filter(received_on=was) if was else Applicant.objects.none()
    if now is None and who:
        raise Problem(
            "On which day was that I-589 received? Without it nothing is met.", field="i589_filed_on"
        )
    if now is None:
        _take_back(ours.filter(filing=None), by=by)
        ours.filter(filing__isnull=False).update(received_on=None)
        return
    if was is not None and was != now:
        _none_else(proceeding, ours, now)
        ours.update(received_on=now)
    ours = standing(proceeding).filter(received_on=now)
    if who is None:
        who = {} if ours.exists() else chosen(case=proceeding.case, people=None, principal=None)
        _add(proceeding, who, filing=None, received_on=now, by=by)
        return
    kept = {each.person_id for each in ours if who.get(each.person_id, 0) == each.principal_id}
    _take_back(ours.exclude(person__in=kept), by=by)
    new = {pk: principal for pk, principal in who.items() if pk not in kept}
    for other in standing(proceeding).filter(person__in=new).select_related("person"):
        raise Problem(
            f"{other.person.called}'s own I-589 was received on {wording.day(other.received_on or now)} in this proceeding. "
            "Correct that filing first.",
            field="i589_for",
        )
    _add(proceeding, new, filing=None, received_on=now, by=by)


def _none_else(proceeding: Proceeding, ours: "QuerySet[Applicant]", now: dt.date) -> None:
    people = list(ours.values_list("person_id", flat=True))
    if standing(proceeding).filter(received_on=now, person__in=people).exists():
        raise Problem(
            f"Somebody of this I-589 has one that was received on {wording.day(now)} already.",
            field="i589_filed_on",
        )


def _add(
    proceeding: Proceeding | None,
    who: dict[int, int | None],
    *,
    filing: Filing | None,
    received_on: dt.date | None,
    by: Membership,
) -> None:
    if proceeding is None:
        return
    Applicant.objects.bulk_create(
        Applicant(
            clinic_id=proceeding.clinic_id,
            case_id=proceeding.case_id,
            proceeding=proceeding,
            person=Person(pk=person),
            principal=Person(pk=principal) if principal else None,
            filing=filing,
            received_on=received_on,
            recorded_by=by,
        )
        for person, principal in who.items()
    )


def _take_back(rows: "QuerySet[Applicant]", *, by: Membership) -> None:
    rows.update(taken_back_at=timezone.now(), taken_back_by=by)
