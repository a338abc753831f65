"""Calendar feeds: an address made once and shown once, kept as a hash, and ended at any time."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.access.roles import NO_CLIENT_FILE
from cases.actions import audit
from cases.errors import NotPermitted, Problem
from cases.models import CalendarFeed, Membership
from cases.queries import calendar

READ_TOLD_EVERY = timedelta(hours=1)


def hashed(secret: str) -> str:
    """Return how a feed's secret is stored. Plain SHA-256 suffices: the secret itself is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def require(*, by: Membership) -> None:
    """Raise NotPermitted for a role that opens no client's file: a calendar would hold nothing for it."""
    if by.role in NO_CLIENT_FILE:
        raise NotPermitted(
            f"A calendar holds the dates of cases, which {by.get_role_display()}s do not open."
        )


@transaction.atomic
def create(*, reach: str, by: Membership) -> str:
    """Make the member's feed and return its secret, which is never shown again; an earlier address ends at once.

    Raises NotPermitted for a role that opens no client's file, or that may not see the whole clinic's calendar.
    """
    if by.role in NO_CLIENT_FILE:
        raise NotPermitted(
            f"A calendar holds the dates of cases, which {by.get_role_display()}s do not open."
        )
    if reach not in CalendarFeed.Reach.values:
        raise Problem(f"“{reach}” is not what a calendar can hold.", field="reach")
    if reach == CalendarFeed.Reach.CLINIC and not calendar.may_see_all(by):
        raise NotPermitted("The whole clinic's hearings are for those who answer for it.")
    Membership.objects.select_for_update().get(pk=by.pk)  # two clicks at once make one address
    _end(by)
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(membership=by, reach=reach, secret_hash=hashed(secret))
    audit.write(verb="feed.create", by=by, object_id=feed.pk)
    return secret


@transaction.atomic
def revoke(*, by: Membership) -> None:
    """End the member's address; a calendar program that asks again is told that there is nothing."""
    for pk in _end(by):
        audit.write(verb="feed.revoke", by=by, object_id=pk)


def note_read(*, feed: CalendarFeed) -> None:
    """Note that a program read the feed, at most once an hour."""
    now = timezone.now()
    stale = Q(read_at=None) | Q(read_at__lt=now - READ_TOLD_EVERY)
    if feed.read_at is None or feed.read_at < now - READ_TOLD_EVERY:
        CalendarFeed.objects.filter(stale, pk=feed.pk).update(read_at=now)


def _end(member: Membership) -> list[int]:
    running = CalendarFeed.objects.filter(membership=member, revoked_at=None)
    ended = list(running.values_list("pk", flat=True))
    running.update(revoked_at=timezone.now())
    return ended
