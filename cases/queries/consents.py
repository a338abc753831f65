"""Who agreed to be reminded of hearings, and whether the contact point that they named may be used now."""

from collections import defaultdict
from collections.abc import Collection

from cases.models import Case, ContactPoint, Membership, ReminderConsent, Sponsorship
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
    return list(rows.select_related("person", "contact", "recorded_by__user").order_by("-revoked_at", "pk"))
