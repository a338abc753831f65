"""The health page: whether the database answers and when each sweep last ran. No names, no numbers of cases."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.queries import clinics

LATE = timedelta(minutes=10)  # sweeps run every minute


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view's signature)
    """Answer 200 when requests can be served, 503 when the database does not answer.

    A late sweep is told, not answered with 503: taking the web process out of service would not wake the worker.
    """
    try:
        beats = clinics.heartbeats()
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer", "database": False}, status=503)
    late = sorted(name for name, beaten_at in beats.items() if beaten_at < timezone.now() - LATE)
    return JsonResponse(
        {
            "status": f"late: {', '.join(late)}" if late else "ok",
            "database": True,
            "sweeps": {name: beaten_at.isoformat(timespec="seconds") for name, beaten_at in beats.items()},
        }
    )
