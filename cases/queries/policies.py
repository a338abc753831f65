"""What is asked of a clinic's policy and of people's own arrangements."""

from django.db.models import QuerySet

from cases.access.roles import NO_CLIENT_FILE
from cases.errors import Missing
from cases.models import Absence, Case, Membership, Mute, ReminderPolicy
from cases.queries import clinics


def muted(*, member: Membership) -> list[str]:
    """Return the kinds of date that this member muted."""
    return sorted(Mute.objects.filter(membership=member).values_list("kind", flat=True))


def how_far(policy: ReminderPolicy) -> tuple[int, int] | None:
    """Return how many of the clinic's cases are planned anew, and of how many; None when nothing is under way."""
    if not policy.is_being_planned:
        return None
    return Case.objects.filter(pk__lte=policy.planned_through).count(), Case.objects.count()


def absences(*, member: Membership) -> list[Absence]:
    """Return this member's absences that run or are to come, the next first."""
    today = clinics.today(member.clinic)
    mine = Absence.objects.filter(membership=member, ended_at=None, ends_on__gte=today)
    return list(mine.select_related("stand_in__user").order_by("starts_on", "pk"))


def standing_in_for(*, member: Membership) -> list[Absence]:
    """Return the absences of others during which this member is reminded in their place."""
    today = clinics.today(member.clinic)
    theirs = Absence.objects.filter(stand_in=member, ended_at=None, ends_on__gte=today)
    return list(theirs.select_related("membership__user").order_by("starts_on", "pk"))


def absence(*, pk: int, member: Membership) -> Absence:
    """Return one of this member's own absences, or raise Missing."""
    found: Absence | None = Absence.objects.filter(pk=pk, membership=member).first()
    if found is None:
        raise Missing("There is no such absence of yours.")
    return found


def stand_ins(*, member: Membership) -> QuerySet[Membership]:
    """Return the colleagues who may take this member's reminders: those whose role opens client files."""
    return clinics.colleagues(member).exclude(pk=member.pk).exclude(role__in=NO_CLIENT_FILE)
