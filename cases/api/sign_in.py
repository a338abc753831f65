"""Who is asking: a token bound to one membership, or a signed-in browser session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from cases.actions import tokens
from cases.errors import Missing, NotPermitted, Problem
from cases.queries import clinics
from cases.queries import tokens as known_tokens

if TYPE_CHECKING:
    from cases.models import Membership, User

CLINIC_HEADER = "Amparo-Clinic"


class Token(BaseAuthentication):
    """`Authorization: Bearer amp_…`: acts as the membership that the token was made for."""

    keyword = "bearer"

    def authenticate(self, request: Request) -> tuple[User, Membership] | None:
        """Return the token's user and membership, None when there is no bearer token, or refuse with 401."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.encode():
            return None
        secret = parts[1].decode("ascii", errors="replace") if len(parts) == 2 else ""
        token = known_tokens.running(token_hash=tokens.hashed(secret))
        if token is None:
            raise AuthenticationFailed(
                "This token is not known, was revoked, or its holder has left the clinic."
            )
        member = token.membership
        _refuse_another_clinic(request, member)
        tokens.note_use(token=token)
        return member.user, member

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says about how to sign in."""
        return "Bearer"


class Session(SessionAuthentication):
    """The browser's own session, with its CSRF token for writes; the clinic is named when there are several."""

    def authenticate(self, request: Request) -> tuple[User, Membership] | None:
        """Return the signed-in user and their membership of the named clinic, or None when nobody is."""
        signed_in = super().authenticate(request)
        if signed_in is None:
            return None
        user = signed_in[0]
        return user, _membership(request, user)


def _membership(request: Request, user: User) -> Membership:
    slug = request.headers.get(CLINIC_HEADER, "")
    if slug:
        named = clinics.membership(user=user, slug=slug)
        if named is None:
            raise Missing(f"You belong to no clinic called “{slug[:50]}”: check the header {CLINIC_HEADER}.")
        return named
    own = list(clinics.memberships(user=user).select_related("user")[:20])
    if not own:
        raise NotPermitted("You belong to no clinic here: ask a coordinator for an invitation.")
    if len(own) > 1:
        slugs = ", ".join(member.clinic.slug for member in own)
        raise Problem(f"You work for several clinics: name one in the header {CLINIC_HEADER} ({slugs}).")
    return own[0]


def _refuse_another_clinic(request: Request, member: Membership) -> None:
    slug = request.headers.get(CLINIC_HEADER) or member.clinic.slug
    if slug != member.clinic.slug:
        raise Missing(f"This token does not belong to the clinic “{slug[:50]}”: leave out {CLINIC_HEADER}.")
