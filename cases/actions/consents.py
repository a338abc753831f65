"""Consent to be reminded of hearings: recorded, revoked, and what is done when a contact or a sponsor is safe no more."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, reminders, todos
from cases.errors import Problem
from cases.law import wording
from cases.models import (
    Case,
    ContactPoint,
    Membership,
    Party,
    Person,
    Reminder,
    ReminderConsent,
    Sponsorship,
    ToDo,
)
from cases.queries import clinics, consents


@transaction.atomic
def record(
    *,
    case: Case,
    person: Person,
    contact: ContactPoint,
    capacity: str,
    language: str,
    given_on: dt.date,
    by: Membership,
) -> ReminderConsent:
    """Record that a person agreed to be reminded of this case's hearings at their own contact point.

    Raises Problem for somebody else's contact, one that is not recorded as usable as agreed, a way that no channel
    reaches, a day to come, an adverse sponsor, or a consent that stands already.
    """
    audit.require(May.EDIT_PEOPLE, by=by)
    if given_on > clinics.today(by.clinic):
        raise Problem(f"{wording.day(given_on)} has not come yet. When did they agree?", field="given_on")
    _check_contact(person, contact)
    if Sponsorship.objects.filter(sponsor__person=person, standing=Sponsorship.Standing.ADVERSE).exists():
        raise Problem(f"{person.called} is recorded as an adverse sponsor, so Amparo does not write to them.")
    _check_capacity(case, person, capacity)
    if ReminderConsent.objects.filter(case=case, contact=contact, revoked_at=None).exists():
        raise Problem("A consent for this contact stands already.", field="contact")
    made: ReminderConsent = ReminderConsent.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        person=person,
        contact=contact,
        capacity=capacity,
        language=language,
        given_on=given_on,
        recorded_by=by,
    )
    reminders.plan_for_case(case=case)
    audit.write(verb="consent.record", by=by, case_id=case.pk, object_id=made.pk, capacity=capacity)
    return made


def _check_contact(person: Person, contact: ContactPoint) -> None:
    if contact.person_id != person.pk:
        raise Problem(
            "This contact belongs to somebody else, and nobody agrees for another. Record that person's own consent.",
            field="contact",
        )
    if contact.safety != ContactPoint.Safety.AS_AGREED or not contact.is_current:
        raise Problem(
            "This contact is not recorded as usable “only as agreed”. Ask how it may be used, and record that first.",
            field="contact",
        )
    if contact.kind not in consents.CHANNELS:
        raise Problem("Amparo cannot write there: choose an e-mail address or a telephone.", field="contact")


def _check_capacity(case: Case, person: Person, capacity: str) -> None:
    """A client's own consent is recorded as theirs, and a sponsor's or parent's never as the client's."""
    is_client = Party.objects.filter(case=case, person=person, part=Party.Part.RESPONDENT).exists()
    if (capacity == ReminderConsent.Capacity.CLIENT) != is_client:
        raise Problem(
            f"{person.called} is {'a client' if is_client else 'not a client'} in this case. "
            "A sponsor's or parent's consent is not the child's, and the child's is not theirs.",
            field="capacity",
        )


@transaction.atomic
def revoke(*, consent: ReminderConsent, by: Membership, because: str = "they said so") -> None:
    """End a consent; what waits for that contact in this case is withdrawn. Twice does no harm."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _end([consent], by, because)
    audit.write(verb="consent.revoke", by=by, case_id=consent.case_id, object_id=consent.pk)


def _end(given: list[ReminderConsent], by: Membership, because: str) -> None:
    for each in given:
        ReminderConsent.objects.filter(pk=each.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revoked_by=by, revoked_because=because[:200]
        )
        reminders.withdraw_for_contact(case_id=each.case_id, contact_id=each.contact_id, because=because)


def unsafe(*, contact: ContactPoint, by: Membership) -> None:
    """A contact may be used no more: first somebody is asked to tell the child today, then its reminders are withdrawn.

    Runs in the caller's transaction and under its audit row.
    """
    _stop(list(ReminderConsent.objects.filter(contact=contact, revoked_at=None).select_related("case")), by,
          about="A way to reach them was marked as not to be used.", because="the contact may no longer be used")  # fmt: skip


def adverse(*, person: Person, by: Membership) -> None:
    """A sponsor has become adverse: the same, for whatever was to reach them, and for the child's case in any event."""
    given = list(ReminderConsent.objects.filter(person=person, revoked_at=None).select_related("case"))
    cases = Case.objects.filter(parties__person__minor_role__sponsorships__sponsor__person=person).distinct()
    for case in cases.exclude(status=Case.Status.CLOSED):
        todos.open_today(case=case, kind=ToDo.Kind.WHO_TELLS_THE_CHILD, about=ADVERSE, by=by)
    _stop(given, by, about=ADVERSE, because="the sponsor is recorded as adverse")


ADVERSE = "A sponsor was recorded as adverse, so hearings are not told to them any more."


def _stop(given: list[ReminderConsent], by: Membership, *, about: str, because: str) -> None:
    for each in given:
        next_one = (
            Reminder.objects.filter(contact=each.contact_id, case=each.case_id, state__in=Reminder.WAITING)
            .order_by("planned_for")
            .first()
        )
        todos.open_today(
            case=each.case,
            kind=ToDo.Kind.WHO_TELLS_THE_CHILD,
            about=about,
            by=by,
            hearing_id=next_one.hearing_id if next_one else None,
        )
    _end(given, by, because)
