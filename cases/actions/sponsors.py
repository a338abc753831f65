"""Sponsors and statuses of a minor: who took the child in, since when, and what each source says of the child."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, consents, people, versions
from cases.errors import Problem
from cases.law import wording
from cases.models import Case, Client, Membership, Minor, Person, Sponsor, Sponsorship, StatusAssertion


@transaction.atomic
def place(
    *,
    minor: Minor,
    person: Person,
    case: Case,
    by: Membership,
    relationship: str = "",
    category: str = Sponsorship.Category.UNKNOWN,
    released_on: dt.date | None = None,
    standing: str = Sponsorship.Standing.UNCLEAR,
) -> Sponsorship:
    """Record that ORR released the minor to this person. Raises Problem while another placement is open."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _not_ahead(released_on, "released_on", "a release")
    _not_before_arrival(released_on, minor)
    standing_open = Sponsorship.objects.filter(minor=minor, ended_on=None).first()
    if standing_open:
        raise Problem(
            f"{minor.person.called} is already recorded as living with {standing_open.sponsor.person.called}. "
            "End that placement first, with its date.",
            field="sponsor",
        )
    sponsor, _ = Sponsor.objects.get_or_create(person=person, defaults={"clinic_id": person.clinic_id})
    placed = Sponsorship(
        clinic_id=person.clinic_id,
        minor=minor,
        sponsor=sponsor,
        relationship=relationship,
        category=category,
        released_on=released_on,
        standing=standing,
    )
    if standing == Sponsorship.Standing.ADVERSE:
        placed.adverse_since = timezone.localdate()
    placed.save()
    if standing == Sponsorship.Standing.ADVERSE:
        consents.adverse(person=person, by=by)
    audit.write(
        verb="sponsorship.place",
        by=by,
        case_id=case.pk,
        object_id=placed.pk,
        category=category,
        standing=standing,
    )
    return placed


@transaction.atomic
def change_standing(
    *,
    sponsorship: Sponsorship,
    version: int,
    case: Case,
    standing: str,
    by: Membership,
    since: dt.date | None = None,
    reason: str = "",
) -> Sponsorship:
    """Say anew whether the sponsor supports the child, is unclear, or has become adverse (since, and why).

    Raises Problem when "adverse" comes without a reason, Conflict when somebody else changed it meanwhile.
    """
    audit.require(May.EDIT_PEOPLE, by=by)
    _not_ahead(since, "since", "this")
    fresh = versions.claim(sponsorship, version=version, called="this placement")
    was = fresh.standing
    fresh.standing = standing
    if standing == Sponsorship.Standing.ADVERSE:
        if not reason.strip():
            raise Problem(
                "Say in a few words why: whoever takes the next call needs to know.", field="reason"
            )
        fresh.adverse_since = since or timezone.localdate()
        fresh.adverse_reason = reason.strip()
    fresh.save()
    if standing == Sponsorship.Standing.ADVERSE and was != standing:
        consents.adverse(person=fresh.sponsor.person, by=by)
    audit.write(
        verb="sponsorship.change_standing", by=by, case_id=case.pk, object_id=fresh.pk, was=was, now=standing
    )
    return fresh


@transaction.atomic
def end(
    *, sponsorship: Sponsorship, version: int, case: Case, ended_on: dt.date, by: Membership
) -> Sponsorship:
    """Record that the child no longer lives with this sponsor. Raises Problem for a day before the release."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _not_ahead(ended_on, "ended_on", "an end")
    fresh = versions.claim(sponsorship, version=version, called="this placement")
    if fresh.released_on and ended_on < fresh.released_on:
        raise Problem(
            f"{wording.day(ended_on)} lies before the release of {wording.day(fresh.released_on)}. "
            "Correct one of the two.",
            field="ended_on",
        )
    fresh.ended_on = ended_on
    fresh.save()
    audit.write(verb="sponsorship.end", by=by, case_id=case.pk, object_id=fresh.pk)
    return fresh


@transaction.atomic
def assert_status(
    *,
    minor: Minor,
    case: Case,
    kind: str,
    asserted_on: dt.date,
    source: str,
    by: Membership,
    detail: str = "",
) -> StatusAssertion:
    """Record what one source says of a minor's status; it stands beside what others say."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _not_ahead(asserted_on, "asserted_on", "what a source says")
    said = StatusAssertion.objects.create(
        clinic_id=minor.clinic_id,
        minor=minor,
        kind=kind,
        asserted_on=asserted_on,
        source=source,
        detail=detail,
        recorded_by=by,
    )
    audit.write(verb="status.assert", by=by, case_id=case.pk, object_id=said.pk, kind=kind, source=source)
    people.dates_may_move(person=minor.person, by=by)
    return said


@transaction.atomic
def withdraw_status(*, assertion: StatusAssertion, case: Case, by: Membership) -> None:
    """Take back an assertion that was recorded by mistake; it stays readable as withdrawn."""
    audit.require(May.EDIT_PEOPLE, by=by)
    StatusAssertion.objects.filter(pk=assertion.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )
    audit.write(verb="status.withdraw", by=by, case_id=case.pk, object_id=assertion.pk)
    people.dates_may_move(person=assertion.minor.person, by=by)


def _not_ahead(day: dt.date | None, field: str, what: str) -> None:
    if day and day > timezone.localdate():
        raise Problem(
            f"{wording.day(day)} has not come yet, so {what} cannot bear it. Check the year.", field=field
        )


def _not_before_arrival(released_on: dt.date | None, minor: Minor) -> None:
    client = Client.objects.filter(person_id=minor.person_id).first() if released_on else None
    arrived = client.last_arrival_on if client else None
    if released_on and arrived and released_on < arrived:
        raise Problem(
            f"{wording.day(released_on)} lies before the last arrival of {minor.person.called} "
            f"({wording.day(arrived)}). Correct one of the two.",
            field="released_on",
        )
