"""The audit trail, for those who answer for the clinic."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from cases.access.roles import May
from cases.actions import audit as trail
from cases.queries import audit, clinics
from cases.views.request import ClinicRequest


@require_GET
def audit_trail(request: ClinicRequest) -> HttpResponse:
    """What happened in the clinic, newest first, of everybody or of one colleague or case."""
    trail.require(May.SEE_AUDIT, by=request.membership)
    who, reference = request.GET.get("who", ""), request.GET.get("case", "")
    page = audit.trail(
        member=request.membership, membership=who, reference=reference, number=request.GET.get("page", 1)
    )
    context = {
        "page": page,
        "who": who,
        "reference": reference,
        "colleagues": clinics.colleagues(request.membership),
        "keep": urlencode({"who": who, "case": reference}),
    }
    return render(request, "audit/trail.html", context)
