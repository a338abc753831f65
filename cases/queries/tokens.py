"""API tokens: whose they are, and whether they still let anyone in. Asked before the fence stands."""

from django.db.models import QuerySet

from cases.models import ApiToken, Membership


def running(*, token_hash: str) -> ApiToken | None:
    """Return the token with this hash, its membership and clinic at hand, while it and its holder are active."""
    return (
        ApiToken.objects.select_related("membership__clinic", "membership__user")
        .filter(
            token_hash=token_hash, revoked_at=None, membership__left_at=None, membership__user__is_active=True
        )
        .first()
    )


def of_member(member: Membership) -> QuerySet[ApiToken]:
    """Return a member's own tokens, the newest first; revoked ones stay listed."""
    return ApiToken.objects.filter(membership_id=member.pk).order_by("-pk")
