"""Founding a clinic: what an installation does once, before there is anybody who could act."""

import datetime as dt
import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cases import vault
from cases.access.roles import Role
from cases.actions import audit
from cases.errors import Problem
from cases.models import Clinic, Membership, User
from cases.queries import clinics

# Amparo's own addresses begin with these; a clinic called so could never be reached.
RESERVED_SLUGS = frozenset({"accounts", "api", "blank", "feeds", "healthz", "invitations", "static"})


@transaction.atomic
def found(
    *,
    slug: str,
    name: str,
    time_zone: str,
    case_prefix: str,
    coordinator_name: str,
    coordinator_email: str,
    password: str,
    city: str = "",
    state: str = "",
    is_demo: bool = False,
) -> Membership:
    """Found a clinic with its first coordinator, who invites everybody else; return the coordinator's place.

    ``slug`` stands in every address, ``case_prefix`` begins every reference, ``time_zone`` is an IANA name.
    Raises Problem for a slug that is taken or cannot be one, an unknown zone, a bad address or password.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,48}", slug):
        raise Problem(f"“{slug[:50]}” cannot stand in an address. Use small letters, digits and hyphens.")
    if slug in RESERVED_SLUGS:
        raise Problem(f"“{slug}” begins addresses of Amparo itself. Choose another name for the address.")
    if Clinic.objects.filter(slug=slug).exists():
        raise Problem(f"There is a clinic called “{slug}” already. Choose another name for the address.")
    if not re.fullmatch(r"[A-Z]{2,6}", case_prefix):
        raise Problem(f"“{case_prefix[:10]}” cannot begin a reference. Use two to six capitals, such as BAY.")
    if time_zone not in clinics.time_zones():
        raise Problem(f"“{time_zone[:40]}” is not a time zone. Use a name such as America/Chicago.")
    clinic = Clinic.objects.create(
        slug=slug,
        name=name.strip(),
        time_zone=time_zone,
        case_prefix=case_prefix,
        city=city,
        state=state,
        morning=dt.time(7),
        key=vault.new_key(),
        is_demo=is_demo,
    )
    coordinator = Membership.objects.create(
        clinic=clinic, user=_person(coordinator_email, coordinator_name, password), role=Role.COORDINATOR
    )
    with clinic.inside():
        audit.write(verb="clinic.found", by=coordinator, object_id=clinic.pk)
    return coordinator


def _person(email: str, name: str, password: str) -> User:
    """The person with this address: as they are when they have an account, else a new one with this password."""
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    try:
        validate_email(email)
        validate_password(password, User(email=email, name=name))
    except ValidationError as wrong:
        raise Problem(" ".join(wrong.messages)) from wrong
    return User.objects.create_user(email, password, name=name.strip())
