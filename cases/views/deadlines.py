"""Deadlines: what is coming, why each date is what it is, and closing one when its filing is accepted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import deadlines as work
from cases.forms.deadlines import AcceptForm
from cases.queries import casework, clinics, deadlines, reminders, rules
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def coming(request: ClinicRequest) -> HttpResponse:
    """Open dates of the member's cases, soonest first; the whole clinic's for those who answer for it."""
    may_all = deadlines.may_see_all(request.membership)
    whose = "all" if may_all and request.GET.get("whose") == "all" else "mine"
    context = {
        "page": deadlines.coming(member=request.membership, whose=whose, number=request.GET.get("page", 1)),
        "whose": whose,
        "may_all": may_all,
        "today": clinics.today(request.clinic),
    }
    return render(request, "deadlines/list.html", context)


@require_GET
def why(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """Why this date: the steps, the authority, the rule's version, three dates, who was told."""
    case = casework.case(reference=reference, member=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    trail.read(what="deadline", by=request.membership, case_id=case.pk, object_id=found.pk)
    today = clinics.today(request.clinic)
    context = {
        "case": case,
        "row": deadlines.row_of(found, today=today, signed=rules.signed(request.membership)),
        "superseded_by": found.superseded_by_id,
        "asks_the_court": found.hearing_id if found.act_by is None and found.state == "open" else None,
        "today": today,
        "mine": reminders.to_acknowledge(deadline_id=found.pk, member=request.membership),
    }
    return render(request, "deadlines/why.html", context)


@require_http_methods(["GET", "POST"])
def accept(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """The filing was accepted: the date is done."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.CLOSE_DEADLINE, by=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    form = AcceptForm(request.POST or None)
    back = sending.address(request, "deadline_why", reference=reference, deadline=deadline)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            work.accept(deadline=found, by=request.membership, because=form.cleaned_data["because"])
            return back

        if taken := sending.take(request, form, act):
            return taken
    note = "A date closes when the filing is accepted, not when it is sent."
    if found.kind == "information":
        note = "The clinic's own date, not a legal limit: say what was filed, or why nothing is to be filed."
    context = {"form": form, "title": found.title, "note": note, "back": back, "case": case}
    return render(request, "form_page.html", context)
