"""The health page: whether the database answers, when each sweep last ran, whether the proof holds. No clinic's data."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.queries import clinics, proofs

LATE = {"plan": timedelta(hours=13), proofs.PROOF: timedelta(minutes=30)}  # those that run less often


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when requests can be served, 503 when the database does not answer.

    A late sweep or a failed proof is told, not answered with 503: taking the web process out of service would
    not wake the worker. A monitor that looks at the status alone asks ``/healthz?strict=1``.
    """
    try:
        beats, failing = clinics.heartbeats(), proofs.failing()
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer", "database": False}, status=503)
    now, usual = timezone.now(), proofs.late_after()
    late = sorted(name for name, beaten_at in beats.items() if beaten_at < now - LATE.get(name, usual))
    wrong = [f"late: {', '.join(late)}"] if late else []
    if failing:
        wrong.append("the reminders' proof fails")
    never = "strict" in request.GET and proofs.SWEEP not in beats
    if never:
        wrong.append(f"never ran: {proofs.SWEEP}")
    return JsonResponse(
        {
            "status": "; ".join(wrong) or "ok",
            "database": True,
            "reminders_proved": None if failing is None else not failing,
            "sweeps": {name: beaten_at.isoformat(timespec="seconds") for name, beaten_at in beats.items()},
        },
        status=503 if wrong and "strict" in request.GET else 200,
    )
