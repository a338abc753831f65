"""API tokens: made once and shown once, kept as a hash, revoked at any time."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.actions import audit
from cases.errors import Missing, Problem
from cases.models import ApiToken, Membership

PREFIX = "amp_"
MOST_RUNNING = 10
# A token's last use is told to the hour: a write on every request would buy nothing more.
USE_TOLD_EVERY = timedelta(hours=1)


def hashed(secret: str) -> str:
    """Return how a token is stored. Plain SHA-256 suffices: the token itself is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create(*, label: str, by: Membership) -> tuple[ApiToken, str]:
    """Make a token that acts as ``by`` and return it with its secret, which is never shown again."""
    label = label.strip()
    if not label:
        raise Problem("Name what the token is for, such as “intake form”, so that you know it when revoking.")
    if len(label) > 100:
        raise Problem(f"The token's name has {len(label)} characters: 100 is the most.")
    if ApiToken.objects.filter(membership=by, revoked_at=None).count() >= MOST_RUNNING:
        raise Problem(f"You have {MOST_RUNNING} running tokens already: revoke one that is no longer used.")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(membership=by, label=label, token_hash=hashed(secret))
    audit.write(verb="token.create", by=by, object_id=token.pk)
    return token, secret


@transaction.atomic
def revoke(*, token_id: int, by: Membership) -> ApiToken:
    """End one of the member's own tokens at once; revoking it twice changes nothing."""
    token = ApiToken.objects.select_for_update().filter(pk=token_id, membership=by).first()
    if token is None:
        raise Missing("There is no such token of yours: list your tokens to see their numbers.")
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.write(verb="token.revoke", by=by, object_id=token.pk)
    return token


def note_use(*, token: ApiToken) -> None:
    """Note that the token was used, at most once an hour. No audit row: every request leaves its own."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_TOLD_EVERY)
    if token.last_used_at is None or token.last_used_at < now - USE_TOLD_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
