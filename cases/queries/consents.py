"""Who agreed to be reminded of hearings, and whether the contact point that they named may be used now."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, QuerySet

from cases.errors import Missing
from cases.models import Case, ContactPoint, Membership, Person, ReminderConsent, Sponsorship
from cases.models.reminders import Channel

CHANNELS = {
    ContactPoint.Kind.EMAIL: Channel.EMAIL,
    ContactPoint.Kind.PHONE: Channel.SMS,
}


def standing(*, case_ids: Collection[int]) -> dict[int, list[ReminderConsent]]:
    """Return the consents that stand and may be acted on, by case: safe contact, still current, nobody adverse."""
    rows = ReminderConsent.objects.filter(
        case__in=case_ids,
        revoked_at=None,
        contact__safety=ContactPoint.Safety.AS_AGREED,
        contact__is_current=True,
        contact__kind__in=CHANNELS,
    )
    adverse = Sponsorship.objects.filter(standing=Sponsorship.Standing.ADVERSE)
    rows = rows.exclude(person__in=adverse.values("sponsor__person"))
    found: dict[int, list[ReminderConsent]] = defaultdict(list)
    for each in rows.select_related("contact").order_by("pk"):
        found[each.case_id].append(each)
    return found


def channel_of(contact: ContactPoint) -> str:
    """Return the channel that reaches a contact point."""
    return CHANNELS[ContactPoint.Kind(contact.kind)]


def for_case_page(*, case: Case, member: Membership) -> list[ReminderConsent]:
    """Return the consents of a case, the standing ones first."""
    rows = ReminderConsent.objects.visible_to(member).filter(case=case)
    return list(
        rows.select_related("person", "contact", "recorded_by__user").order_by(
            F("revoked_at").desc(nulls_first=True), "pk"
        )
    )


def contacts_of(person: Person) -> QuerySet[ContactPoint]:
    """Return the person's own contact points that a channel reaches and that may be used as agreed."""
    found: QuerySet[ContactPoint] = ContactPoint.objects.filter(
        person=person, kind__in=CHANNELS, safety=ContactPoint.Safety.AS_AGREED, is_current=True
    )
    return found.order_by("pk")


def consent(*, case: Case, pk: int, member: Membership) -> ReminderConsent:
    """Return one consent of a case, or raise Missing."""
    found: ReminderConsent | None = (
        ReminderConsent.objects.visible_to(member).filter(case=case, pk=pk).first()
    )
    if found is None:
        raise Missing("There is no such consent in this case.")
    return found
