"""The pages for when something is wrong: what happened, the way back, and a reference number."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from structlog.contextvars import get_contextvars

from cases.errors import Conflict, Missing, NotPermitted, Problem


def _page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    context = {"sentence": sentence, "error_reference": get_contextvars().get("request_id", "")}
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Answer 400."""
    return _page(request, 400)


def problem(request: HttpRequest, exception: Problem) -> HttpResponse:
    """Answer a Problem that no form caught: 404, 403, 409 or 400, with its sentence; a page's script gets it as JSON."""
    if request.headers.get("Accept") == "application/json":
        status = {Missing: 404, NotPermitted: 403, Conflict: 409}.get(type(exception), 400)
        return JsonResponse({"problem": exception.sentence}, status=status)
    if isinstance(exception, Missing):
        return _page(request, 404)
    if isinstance(exception, NotPermitted):
        return _page(request, 403, exception.sentence)
    return _page(request, 409 if isinstance(exception, Conflict) else 400, exception.sentence)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404: there is no such page, or not for this person."""
    return _page(request, 404)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer 405: the address takes only the methods in ``allowed``, as its header says."""
    answer = _page(request, 405)
    answer.headers["Allow"] = allowed
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500: nothing was half-written, because the request's transaction was rolled back."""
    return _page(request, 500)
