"""Proceedings of a case: recorded, corrected, decided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import proceedings as work
from cases.errors import Conflict
from cases.forms.proceedings import DecisionForm, ProceedingForm
from cases.queries import applicants, audit, casework, clinics, proceedings
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_GET
def proceeding(request: ClinicRequest, reference: str, proceeding: int) -> HttpResponse:
    """One proceeding: its court, its hearings and its decisions."""
    case = casework.case(reference=reference, member=request.membership)
    row = proceedings.row(case=case, pk=proceeding, member=request.membership)
    trail.read(what="proceeding", by=request.membership, case_id=case.pk, object_id=row.id)
    context = {
        "case": case,
        "row": row,
        "applicants": applicants.of_proceeding(row.id),
        "several": len(applicants.respondents(case=case)) > 1,
        "today": clinics.today(request.clinic),
    }
    return render(request, "proceedings/proceeding.html", context)


@require_http_methods(["GET", "POST"])
def proceeding_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Where the case is pending."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    form = ProceedingForm(request.POST or None, respondents=applicants.respondents(case=case))

    def act() -> str:
        made = work.add(case=case, by=request.membership, kind=form.cleaned_data["kind"], **form.facts())
        return sending.address(request, "proceeding", reference=reference, proceeding=made.pk)

    back = sending.address(request, "case", reference=reference)
    return preview.show(request, form, act, title="New proceeding", case=case, back=back)


@require_http_methods(["GET", "POST"])
def proceeding_change(request: ClinicRequest, reference: str, proceeding: int) -> HttpResponse:
    """Correct what is recorded about a proceeding."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = proceedings.proceeding(case=case, pk=proceeding, member=request.membership)
    respondents, chosen = applicants.respondents(case=case), applicants.chosen(found)
    form = ProceedingForm(request.POST or None, respondents=respondents, chosen=chosen, is_new=False)
    stands = {name: getattr(found, name) for name in form.fields if hasattr(found, name)}
    if "i589_for" in form.fields:
        stands |= {"i589_for": chosen[0], "i589_principal": chosen[1]}
    form.initial = stands
    back = sending.address(request, "proceeding", reference=reference, proceeding=proceeding)

    def act() -> str:
        version = form.cleaned_data["version"]
        work.change(proceeding=found, version=version, by=request.membership, **form.facts())
        return back

    try:
        return preview.show(request, form, act, title="Proceeding", case=case, back=back)
    except Conflict:
        last = audit.last_change(case=case, verb="proceeding.change", object_id=found.pk)
        what = "this proceeding"
        return sending.conflict(
            request, form, stands=stands, version=found.version, what=what, back=back, last=last
        )


@require_http_methods(["GET", "POST"])
def decision_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """A decision with its date and service; the appeal that it starts is shown before anything is saved."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    where = {each.pk: each for each in proceedings.proceedings(case=case, member=request.membership)}
    choices = [
        (pk, f"{each.get_kind_display()}: {proceedings.court_name(each)}".rstrip(": "))
        for pk, each in where.items()
    ]
    open_again = [
        (pk, label)
        for pk, label in choices
        if where[pk].kind in ("eoir_removal", "bia") and where[pk].status != "pending"
    ]
    form = DecisionForm(request.POST or None, proceedings=choices, decided=open_again)

    def act() -> str:
        chosen = where[int(form.cleaned_data["proceeding"])]
        below = form.cleaned_data.get("sends_back_to")
        work.record_decision(
            proceeding=chosen,
            by=request.membership,
            sends_back_to=where[int(below)] if below else None,
            **form.given(),
        )
        return sending.address(request, "proceeding", reference=reference, proceeding=chosen.pk)

    back = sending.address(request, "case", reference=reference)
    return preview.show(
        request,
        form,
        act,
        title="New decision",
        case=case,
        back=back,
        page="proceedings/form.html",
        missing=None if where else "proceeding",
    )
