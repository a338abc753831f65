"""Who belongs to which clinic. Asked before the fence stands, so these tables are outside it."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from cases.errors import Missing
from cases.models import Clinic, Heartbeat, Invitation, Membership, User


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


def today(clinic: Clinic) -> date:
    """Return today's date where the clinic is: a deadline ends at its midnight, not at Greenwich's."""
    return timezone.localdate(timezone=ZoneInfo(clinic.time_zone))


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones; they are files, and opening all of them takes longer than saving a case."""
    return frozenset(available_timezones())


def colleagues(member: Membership) -> QuerySet[Membership]:
    """Return the people who work in this member's clinic now, by name."""
    running = Membership.objects.select_related("user").filter(clinic_id=member.clinic_id, left_at=None)
    return running.order_by("user__name", "pk")


def colleague(*, member: Membership, pk: int) -> Membership:
    """Return somebody else who works in this member's clinic now, or raise Missing."""
    found = colleagues(member).exclude(pk=member.pk).filter(pk=pk).select_related("clinic", "user").first()
    if found is None:
        raise Missing(
            "Nobody of that number works here now, or it is you: a colleague records that you leave."
        )
    return found


def has_second_factor(*, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether this user has set up a second factor for signing in."""
    return bool(is_mfa_enabled(user))


def had_second_factor(*, user: AbstractBaseUser, before: datetime) -> bool:
    """Say whether this user's second factor is older than ``before``."""
    return bool(Authenticator.objects.filter(user_id=user.pk, created_at__lt=before).exists())


def all_clinics() -> QuerySet[Clinic]:
    """Return every clinic of this deployment: for sweeps and commands, never for a page."""
    return Clinic.objects.order_by("pk")


def member_by_email(*, email: str, slug: str) -> Membership | None:
    """Return the running membership of the person with this e-mail (any capitals): for commands."""
    running = Membership.objects.select_related("clinic", "user").filter(left_at=None, user__is_active=True)
    return running.filter(user__email__iexact=email, clinic__slug=slug).first()


def open_invitation(*, token_hash: str) -> Invitation | None:
    """Return the invitation with this hash while its link still works. Asked before anyone is signed in."""
    waiting = Invitation.objects.select_related("clinic", "invited_by__user")
    running = waiting.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return running.filter(token_hash=token_hash).first()


def invitations(*, member: Membership) -> QuerySet[Invitation]:
    """Return this clinic's invitations that nobody has taken up or withdrawn, the latest first."""
    here = Invitation.objects.filter(clinic_id=member.clinic_id, accepted_at=None, withdrawn_at=None)
    return here.select_related("invited_by__user").order_by("-invited_at")


def has_account(*, email: str) -> bool:
    """Say whether somebody signs in with this address. Only for who holds an invitation sent to it."""
    return User.objects.filter(email__iexact=email).exists()


def heartbeats() -> dict[str, datetime]:
    """Return when each sweep last ran. It is also the health page's question to the database."""
    return dict(Heartbeat.objects.values_list("name", "beaten_at"))
