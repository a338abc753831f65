"""Puts each request inside its clinic's fence, and keeps private pages out of shared caches."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from cases.errors import Problem
from cases.models import Membership
from cases.queries import clinics
from cases.views import errors

Answer = Callable[[HttpRequest], HttpResponse]

# Where a person without a second factor may go: to set one up, and out.
SECOND_FACTOR_FREE = (
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/healthz",
    "/static/",
)


def private_pages(get_response: Answer) -> Answer:
    """Forbid every cache to keep what a signed-in person was shown."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "user", None) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def wrong_methods(get_response: Answer) -> Answer:
    """Give the blank page of a method that an address does not take the house's own; the API answers for itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return errors.not_allowed(request, response.headers.get("Allow", ""))
        return response

    return answer


class SecondFactorMiddleware:
    """Leads a person without a second factor to set one up, and nowhere else (not in the demo)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the setting up of a second factor when one is required and missing."""
        if (
            settings.AMPARO_MFA_REQUIRED
            and request.user.is_authenticated
            and not request.path.startswith(SECOND_FACTOR_FREE)
            and not clinics.has_second_factor(user=request.user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


class FenceMiddleware:
    """Answers every address below a clinic's prefix from inside that clinic's fence.

    ``ATOMIC_REQUESTS`` would wrap only the view, so the fence opens its own transaction here, around the
    view and the rendering of its page. An exception in the view rolls everything back.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the member behind the request, or answer 404 as if the clinic did not exist."""
        slug = _clinic_slug(request)
        if slug is None or not request.user.is_authenticated:
            return self.get_response(request)
        membership = clinics.membership(user=request.user, slug=slug)
        if membership is None:
            raise Http404
        _introduce(request, membership)
        with membership.clinic.inside():
            response = self.get_response(request)
            if getattr(request, "view_failed", False) or response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Take the clinic out of the view's arguments: views read ``request.clinic``."""
        kwargs.pop("clinic", None)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Keep nothing that a failed view wrote, and answer a Problem with its own sentence."""
        request.view_failed = True  # type: ignore[attr-defined]
        return errors.problem(request, exception) if isinstance(exception, Problem) else None


def _clinic_slug(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).kwargs.get("clinic")
    except Resolver404:
        return None


def _introduce(request: HttpRequest, membership: Membership) -> None:
    request.membership = membership  # type: ignore[attr-defined]
    request.clinic = membership.clinic  # type: ignore[attr-defined]
