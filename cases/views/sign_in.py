"""Sign-in: by invitation only, with a second factor whose secret is sealed."""

from datetime import timedelta
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cases import mail, vault
from cases.actions import clinics as actions
from cases.errors import Problem
from cases.forms.clinics import Accept
from cases.queries import clinics

log = structlog.get_logger(__name__)
JUST_SIGNED_IN = timedelta(minutes=5)


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Nobody signs up by themselves; errors say what was wrong and what would be right."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail and password do not belong together. Check both, or set a new password.",
        "too_many_login_attempts": "Too many tries with a wrong password. Wait five minutes, or set a new password.",
        "incorrect_password": "That is not your password.",
        "account_inactive": "This account is closed. Ask the clinic's coordinator.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts come from invitations."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter of allauth's; raise NotSent with a sentence when the mail server is in the way."""
        with mail.refusals_told():
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell a person what changed in their account; a mail server that is down does not undo the change."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except mail.NotSent:
            log.warning("notification_not_sent")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a factor is changed, but not of who sets up the first one on arrival."""
        user = self.request.user
        arrived = user.last_login and user.last_login > timezone.now() - JUST_SIGNED_IN
        if arrived and not clinics.had_second_factor(user=user, before=user.last_login):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SealedSecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Keeps the secret of the authenticator app and the recovery codes sealed under the master key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right now: codes change every 30 seconds. Type the one shown at present."
    }

    def encrypt(self, text: str) -> str:
        """Seal under a key of its own, wrapped by the master key and kept beside it."""
        return vault.seal_alone(text, label="second factor", purpose="mfa.secret")

    def decrypt(self, encrypted_text: str) -> str:
        """Open what encrypt() made."""
        return vault.open_alone(encrypted_text, label="second factor", purpose="mfa.secret")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the person's clinic; with several, let them choose; with none, say so."""
    memberships = list(clinics.memberships(user=request.user))
    if len(memberships) == 1:
        return redirect("cases", clinic=memberships[0].clinic.slug)
    return render(request, "clinics/home.html", {"memberships": memberships})


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever holds its link, and let them take the place. Looking does not use it up."""
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation")
    if limited:
        return limited
    offer = clinics.open_invitation(token_hash=actions.hashed(token))
    if offer is None:
        return render(request, "clinics/invitation_gone.html", {"sentence": actions.GONE}, status=404)
    here = request.user.is_authenticated
    form = Accept(request.POST or None, email=offer.email, initial={"name": offer.name})
    context = {
        "offer": offer,
        "form": form,
        "has_account": clinics.has_account(email=offer.email),
        "is_mine": here and request.user.email.lower() == offer.email.lower(),  # type: ignore[union-attr]
        "sign_in": f"{reverse('account_login')}?next={request.path}",
    }
    try:
        if request.method == "POST" and context["is_mine"]:
            place = actions.accept(token=token, user=request.user)  # type: ignore[arg-type]
            return redirect("cases", clinic=place.clinic.slug)
        if request.method == "POST" and not here and not context["has_account"] and form.is_valid():
            place = actions.accept(token=token, **form.cleaned_data)
            signed_in: HttpResponse = perform_login(request, place.user, redirect_url=reverse("home"))
            return signed_in
    except Problem as problem:
        context["sentence"] = problem.sentence
    return render(
        request, "clinics/invitation.html", context, status=400 if request.method == "POST" else 200
    )
