"""The clinic itself, the people who work in it, and how they come in. Outside the fence: read before it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cases import vault
from cases.access import fence
from cases.access.roles import May, Role, may


class Clinic(models.Model):
    """A legal aid clinic: the office that represents the clients and answers for their data."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=50)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip_code = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    case_prefix = models.CharField(
        max_length=6, help_text="Begins every case reference, such as BAY-26-0007."
    )
    morning = models.TimeField(
        default=dt.time(7), help_text="When reminders go out, in the clinic's own time."
    )
    key = models.BinaryField(help_text="The clinic's data key, wrapped by a master key.")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Stand inside this clinic: its fence raised in a transaction, its key in hand, its clock on the wall."""
        clock = timezone.override(ZoneInfo(self.time_zone))
        with clock, vault.unlocked(bytes(self.key), label=f"clinic-{self.pk}"), fence.raised(self.pk):
            yield


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever the capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a person who can sign in; without a password nobody can sign in as them yet."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with this e-mail, in any capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in by e-mail; what they may do depends on the clinic they are in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_capitals")]

    def __str__(self) -> str:
        return self.name or "someone"


class Membership(models.Model):
    """A person's place in one clinic: role, credentials, supervisor, and from when until when."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    supervisor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    firm = models.CharField(max_length=200, blank=True)
    bar_number = models.CharField(max_length=40, blank=True)
    eoir_id = models.CharField("EOIR ID", max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "user"], name="one_membership_per_clinic"),
            # The target of every (membership_id, clinic_id) key of the fenced tables.
            models.UniqueConstraint(fields=["id", "clinic"], name="membership_in_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    def may(self, what: May) -> bool:
        """Say whether this member's role may do this."""
        return may(self.role, what)


class Invitation(models.Model):
    """A coordinator's offer of a place in the clinic, good for one use and a few days."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=30, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class ApiToken(models.Model):
    """A secret that lets a program act as one member; only its hash is kept."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Heartbeat(models.Model):
    """The last time each sweep ran: what the health page and the coordinator's morning read."""

    name = models.CharField(max_length=50, unique=True)
    beaten_at = models.DateTimeField()
    detail = models.JSONField(default=dict)
