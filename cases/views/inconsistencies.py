"""Contradictions of a case: both sides with their sources, what could not be compared, and what was done about each."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import inconsistencies as work
from cases.forms.inconsistencies import ResolveForm
from cases.law.inconsistencies import ASK, NEVER
from cases.queries import casework, sources
from cases.queries import inconsistencies as asked
from cases.queries.inconsistencies import Row
from cases.views import pointing, sending
from cases.views.request import ClinicRequest


@require_GET
def inconsistencies(request: ClinicRequest, reference: str) -> HttpResponse:
    """Everything that contradicts, newly compared; attorney work product."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.WORK_PRODUCT, by=request.membership)
    trail.read(what="findings", by=request.membership, case_id=case.pk)
    report = asked.report(case=case, member=request.membership)
    context = {
        "case": case,
        "report": report,
        "links": _links(request, reference, report.rows),
        "ask": ASK,
        "never": NEVER,
    }
    return render(request, "inconsistencies/list.html", context)


@require_http_methods(["GET", "POST"])
def inconsistency(request: ClinicRequest, reference: str, fingerprint: str) -> HttpResponse:
    """One contradiction, and how it is resolved."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.WORK_PRODUCT, by=request.membership)
    row = asked.row(case=case, fingerprint=fingerprint, member=request.membership)
    trail.read(what="findings", by=request.membership, case_id=case.pk)
    talks = {each.pk: each for each in asked.sessions(case=case, member=request.membership)}
    named = [(pk, sources.session_name(each)) for pk, each in talks.items()]
    form = ResolveForm(request.POST or None, sessions=named)
    back = sending.address(request, "inconsistencies", reference=reference)

    def act() -> str:
        work.resolve(
            case=case,
            fingerprint=row.fingerprint,
            subject=row.subject,
            kind=row.finding.kind,
            by=request.membership,
            session=talks.get(form.cleaned_data.get("session") or 0),
            explanation=form.cleaned_data["explanation"],
        )
        return back

    if request.method == "POST" and form.is_valid() and (sent := sending.take(request, form, act)):
        return sent
    context = {
        "case": case,
        "row": row,
        "form": form,
        "back": back,
        "links": _links(request, reference, [row]),
        "ask": ASK,
    }
    return render(request, "inconsistencies/resolve.html", context)


@require_POST
def inconsistency_reopen(request: ClinicRequest, reference: str, resolution: int) -> HttpResponse:
    """What was done about it is taken back: it is open again, if it still stands."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.WORK_PRODUCT, by=request.membership)
    found = asked.resolution(case=case, pk=resolution, member=request.membership)
    work.take_back(resolution=found, by=request.membership)
    return redirect(sending.address(request, "inconsistencies", reference=reference))


def _links(request: ClinicRequest, reference: str, rows: list[Row]) -> dict[str, str]:
    told = [source for row in rows for side in (row.finding.a, row.finding.b) for source in side.sources]
    return pointing.links(request, reference, told)
