"""The case list and the case page; what is noted on a case, and who has looked at it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import casework as work
from cases.errors import Conflict
from cases.forms.casework import CloseForm, DescribeForm, NoteForm
from cases.queries import (
    answers,
    audit,
    casework,
    chronology,
    clock_bars,
    dated_notices,
    deadlines,
    declarations,
    evidence,
    filings,
    packets,
    people,
    proceedings,
    proofs,
    reminders,
    screening,
    timeline,
)
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def cases(request: ClinicRequest) -> HttpResponse:
    """The list for my role, which is also the first page of a clinic.

    A search is posted, so that no name or A-number stands in an address, a history or a log.
    """
    asked = request.GET
    q = request.POST.get("q", "").strip()
    view = "open" if q else asked.get("view", "open")
    view = view if view in casework.VIEWS else "open"
    order = "act_by" if q else asked.get("sort", "act_by")
    number = 1 if q else asked.get("page", 1)
    page = casework.case_list(member=request.membership, view=view, q=q, order=order, number=number)
    context = {
        "page": page,
        "view": view,
        "views": casework.counts(member=request.membership),
        "q": q,
        "order": order,
        "morning": proofs.for_first_page(member=request.membership),
        "keep": urlencode({"view": view}),
        "keep_order": urlencode({"view": view, "sort": order}),
    }
    return render(request, "casework/list.html", context)


@require_GET
def case(request: ClinicRequest, reference: str) -> HttpResponse:
    """One case: who, what comes next and why, and where everything else is."""
    found = casework.case(reference=reference, member=request.membership)
    trail.read(what="case", by=request.membership, case_id=found.pk)
    everyone = people.everyone(case=found)
    asked: dict[str, Any] = {"case": found, "member": request.membership}
    due = deadlines.for_case_page(**asked)
    pending = proceedings.for_case_page(**asked)
    context = {
        "case": found,
        "people": everyone,
        "lead": next((one for one in everyone if one.party.is_lead), None),
        "team": casework.running_team(case=found),
        "deadlines": due,
        "proceedings": pending,
        "next": timeline.coming(deadlines=due, proceedings=pending),
        "clocks": clock_bars.bars(case=found, everyone=everyone),
        "declarations": declarations.for_case_page(**asked),
        "evidence": evidence.for_case_page(**asked),
        "packets": packets.for_case_page(**asked),
        "notices": dated_notices.for_case_page(**asked),
        "filings": filings.for_case_page(**asked),
        "screenings": screening.for_case_page(**asked),
        "story": {"events": chronology.for_case_page(**asked), "answers": answers.for_case_page(**asked)},
        "reminders": reminders.for_case_page(**asked),
        "events": timeline.events(case=found, everyone=everyone, member=request.membership),
    }
    return render(request, "casework/case.html", context)


@require_http_methods(["GET", "POST"])
def case_describe(request: ClinicRequest, reference: str) -> HttpResponse:
    """The line for the list and the claim theory."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    back = sending.address(request, "case", reference=reference)
    stands = {"summary": found.summary, "claim_theory": found.claim_theory}
    form = DescribeForm(request.POST or None, initial={**stands, "version": found.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            work.describe(case=found, by=request.membership, **form.cleaned_data)
            return back

        try:
            taken = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=found, verb="case.describe", object_id=found.pk)
            what = f"case {reference}"
            return sending.conflict(
                request, form, stands=stands, version=found.version, what=what, back=back, last=last
            )
        if taken:
            return taken
    title = "Summary and claim theory"
    return render(request, "form_page.html", {"form": form, "title": title, "back": back, "case": found})


@require_http_methods(["GET", "POST"])
def case_close(request: ClinicRequest, reference: str) -> HttpResponse:
    """Close the case, naming what ends with it."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.ASSIGN, by=request.membership)
    form = CloseForm(request.POST or None, initial={"version": found.version})
    back = sending.address(request, "case", reference=reference)

    def act() -> str:
        work.close(case=found, by=request.membership, **form.cleaned_data)
        return back

    return preview.show(
        request,
        form,
        act,
        title="Close this case",
        case=found,
        back=back,
        note="Its open dates end. The file stays readable to those who can read it now.",
        submit="Close the case",
        done="The case is closed.",
    )


@require_http_methods(["GET", "POST"])
def notes(request: ClinicRequest, reference: str) -> HttpResponse:
    """What was written down about a case, and a place to write more."""
    found = casework.case(reference=reference, member=request.membership)
    if request.method == "GET":
        trail.read(what="notes", by=request.membership, case_id=found.pk)
    may_wall = request.membership.may(May.SOCIAL_NOTES)
    form = NoteForm(request.POST or None, may_wall=may_wall)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            work.write_note(
                case=found, body=given["body"], kind=given.get("kind") or "general", by=request.membership
            )
            return sending.address(request, "case_notes", reference=reference)

        if taken := sending.take(request, form, act):
            return taken
    written = casework.notes(case=found, member=request.membership)
    return render(request, "casework/notes.html", {"case": found, "form": form, "notes": written})


@require_GET
def seen(request: ClinicRequest, reference: str) -> HttpResponse:
    """Who has looked at this file."""
    found = casework.case(reference=reference, member=request.membership)
    return render(request, "casework/seen.html", {"case": found, "lookers": audit.who_looked(case=found)})
