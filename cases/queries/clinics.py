"""Who belongs to which clinic. Asked before the fence stands, so these tables are outside it."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from cases.models import Clinic, Membership


def membership(*, user: AbstractBaseUser | AnonymousUser, slug: str) -> Membership | None:
    """Return the user's running membership of the clinic with this slug, or None."""
    return (
        Membership.objects.select_related("clinic", "user")
        .filter(user_id=user.pk or 0, clinic__slug=slug, left_at=None)
        .first()
    )


def memberships(*, user: AbstractBaseUser | AnonymousUser) -> QuerySet[Membership]:
    """Return the user's running memberships, by the clinic's name."""
    running = Membership.objects.select_related("clinic").filter(user_id=user.pk or 0, left_at=None)
    return running.order_by("clinic__name")


def colleagues(member: Membership) -> QuerySet[Membership]:
    """Return the people who work in this member's clinic now, by name."""
    running = Membership.objects.select_related("user").filter(clinic_id=member.clinic_id, left_at=None)
    return running.order_by("user__name", "pk")


def has_second_factor(*, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether this user has set up a second factor for signing in."""
    return bool(is_mfa_enabled(user))


def all_clinics() -> QuerySet[Clinic]:
    """Return every clinic of this deployment: for sweeps and commands, never for a page."""
    return Clinic.objects.order_by("pk")


def member_by_email(*, email: str, slug: str) -> Membership | None:
    """Return the running membership of the person with this e-mail (any capitals): for commands."""
    running = Membership.objects.select_related("clinic", "user").filter(left_at=None, user__is_active=True)
    return running.filter(user__email__iexact=email, clinic__slug=slug).first()
