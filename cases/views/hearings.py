"""Hearings: added and moved after a preview of the dates that they set, told by several sources, and ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import proceedings as work
from cases.errors import Conflict, Problem
from cases.forms.fields import lay_at
from cases.forms.proceedings import EndHearingForm, HearingForm, ReportForm
from cases.law import wording
from cases.queries import audit, casework, clinics, confirmations, deadlines, proceedings
from cases.views import preview, sending, typed
from cases.views.request import ClinicRequest


@require_GET
def hearing(request: ClinicRequest, reference: str, hearing: int) -> HttpResponse:
    """One hearing: how it stands, what each source says, and the dates that it set."""
    case = casework.case(reference=reference, member=request.membership)
    found = proceedings.hearing(case=case, pk=hearing, member=request.membership)
    trail.read(what="hearing", by=request.membership, case_id=case.pk, object_id=found.pk)
    said = proceedings.reports(found)
    context = {
        "case": case,
        "hearing": proceedings.hearing_row(found, said),
        "reports": [(each, proceedings.said(each)) for each in said],
        "deadlines": deadlines.of_hearing(hearing_id=found.pk, member=request.membership),
        "today": clinics.today(request.clinic),
        "trigger": f"hearing:{found.pk}",
        "confirmed": confirmations.standing(case=case, trigger=f"hearing:{found.pk}"),
    }
    return render(request, "proceedings/hearing.html", context)


@require_http_methods(["GET", "POST"])
def hearing_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """A new hearing; the dates that it would set are shown before anything is saved."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    where = {each.pk: each for each in proceedings.proceedings(case=case, member=request.membership)}
    choices = [
        (pk, f"{each.get_kind_display()}: {proceedings.court_name(each)}".rstrip(": "))
        for pk, each in where.items()
    ]
    form = HearingForm(request.POST or None, proceedings=choices)
    back = sending.address(request, "case", reference=reference)

    def act() -> str:
        chosen = where[int(form.cleaned_data["proceeding"])]
        made = work.add_hearing(
            proceeding=chosen, by=request.membership, kind=form.cleaned_data["kind"], **_settings(form)
        )
        return sending.address(request, "hearing", reference=reference, hearing=made.pk)

    return preview.show(
        request,
        form,
        act,
        title="New hearing",
        case=case,
        back=back,
        page="proceedings/form.html",
        missing=None if where else "proceeding",
        notes=lambda: _notes(request, form),
        said=lambda: typed.hearing(form, proceeding=where[int(form.cleaned_data["proceeding"])]),
    )


@require_http_methods(["GET", "POST"])
def hearing_move(request: ClinicRequest, reference: str, hearing: int) -> HttpResponse:
    """Another day for a hearing; which dates would move, from when to when and why, is shown first."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = proceedings.hearing(case=case, pk=hearing, member=request.membership)
    stands = {
        name: getattr(found, name)
        for name in ("setting", "day", "time", "filings_due_on", "medium", "courtroom", "place", "version")
    }
    form = HearingForm(request.POST or None, initial=stands, proceedings=[], is_new=False)
    back = sending.address(request, "hearing", reference=reference, hearing=hearing)

    def act() -> str:
        work.move_hearing(
            hearing=found, version=form.cleaned_data["version"], by=request.membership, **_settings(form)
        )
        return back

    try:
        return preview.show(
            request,
            form,
            act,
            title="Move the hearing",
            case=case,
            back=back,
            page="proceedings/form.html",
            notes=lambda: _notes(request, form, found),
            said=lambda: typed.hearing(form, proceeding=found.proceeding, found=found),
        )
    except Conflict:
        last = audit.last_change(case=case, verb="hearing.move", object_id=found.pk)
        return sending.conflict(
            request, form, stands=stands, version=found.version, what="this hearing", back=back, last=last
        )


def _settings(form: HearingForm) -> dict[str, Any]:
    return {name: value for name, value in form.settings().items() if name not in ("kind", "version")}


def _notes(request: ClinicRequest, form: HearingForm, found: Any = None) -> list[str]:
    """Return what to stop at: a day that has passed, an ordered filing date that a move leaves where it is."""
    doubt = typed.doubt(form, today=clinics.today(request.clinic))
    notes, ordered = [doubt] if doubt else [], form.cleaned_data["filings_due_on"]
    if found is not None and ordered is not None and ordered == found.filings_due_on:
        notes.append(
            f"The filing date that the judge ordered stays {wording.day(ordered)}: "
            "read whether the new notice or order sets another."
        )
    return notes


@require_http_methods(["GET", "POST"])
def hearing_report(request: ClinicRequest, reference: str, hearing: int) -> HttpResponse:
    """What another source says of a hearing; it moves nothing, and a difference shows as a banner."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = proceedings.hearing(case=case, pk=hearing, member=request.membership)
    form = ReportForm(request.POST or None)
    back = sending.address(request, "hearing", reference=reference, hearing=hearing)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
            work.report_hearing(hearing=found, by=request.membership, **given)
            return back

        if taken := sending.take(request, form, act):
            return taken
    title, note = "What another source says", "This moves nothing. If it differs, the case's pages say so."
    context = {"form": form, "title": title, "note": note, "back": back, "case": case}
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
def hearing_end(request: ClinicRequest, reference: str, hearing: int) -> HttpResponse:
    """The hearing was held or cancelled; the dates that it set then end."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = proceedings.hearing(case=case, pk=hearing, member=request.membership)
    form = EndHearingForm(request.POST or None, initial={"version": found.version, "status": "held"})
    back = sending.address(request, "hearing", reference=reference, hearing=hearing)

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        work.end_hearing(hearing=found, by=request.membership, **given)
        return back

    try:
        return preview.show(request, form, act, title="The hearing is over", case=case, back=back)
    except Conflict as problem:
        lay_at(form, Problem(problem.sentence))
    context = {"form": form, "title": "The hearing is over", "back": back, "case": case}
    return render(request, "form_page.html", context)
