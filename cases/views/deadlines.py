"""Deadlines: what is coming, why each date is what it is, who answers for it, and closing what is no filing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import deadlines as work
from cases.actions import filings as closing
from cases.forms.deadlines import OwnerForm, SettleForm
from cases.queries import casework, clinics, deadlines, filings, reminders, rules
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def coming(request: ClinicRequest) -> HttpResponse:
    """Open dates of the member's cases, soonest first; the whole clinic's for those who answer for it."""
    may_all = deadlines.may_see_all(request.membership)
    may_compare = request.membership.may(May.EDIT_CASE)
    asked = request.GET.get("whose")
    whose = asked if (asked == "all" and may_all) or (asked == "compare" and may_compare) else "mine"
    context = {
        "page": deadlines.coming(member=request.membership, whose=whose, number=request.GET.get("page", 1)),
        "whose": whose,
        "may_all": may_all,
        "may_compare": may_compare,
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
    signed, marks = rules.signed(request.membership), filings.marks([found])
    row = deadlines.row_of(found, today=today, signed=signed, marks=marks)
    context = {
        "case": case,
        "row": row,
        "filings": filings.answering(found, member=request.membership),
        "late": filings.late_for(found, member=request.membership) if row.was_rejected else None,
        "superseded_by": found.superseded_by_id,
        "asks_the_court": found.hearing_id if found.act_by is None and found.state == "open" else None,
        "today": today,
        "mine": reminders.to_acknowledge(deadline_id=found.pk, member=request.membership),
    }
    return render(request, "deadlines/why.html", context)


@require_http_methods(["GET", "POST"])
def settle(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """Close a date that no clerk accepts anything for: say what was done, or why nothing is to be done."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.CLOSE_DEADLINE, by=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    form = SettleForm(request.POST or None)
    back = sending.address(request, "deadline_why", reference=reference, deadline=deadline)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            closing.settle(deadline=found, by=request.membership, because=form.cleaned_data["because"])
            return back

        if taken := sending.take(request, form, act):
            return taken
    note = "No court or agency accepts anything for this date: it closes with your word for it."
    if found.kind == "information":
        note = "The clinic's own date, not a legal limit: say what was done, or why nothing is to be done."
    context = {"form": form, "title": found.title, "note": note, "back": back, "case": case}
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
def own(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """Give a date to somebody who can see the case; they are reminded of it from then on."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    able = {each.pk: each for each in casework.can_work(case=case, member=request.membership)}
    form = OwnerForm(
        request.POST or None,
        owners=[(pk, f"{each.user} ({each.get_role_display().lower()})") for pk, each in able.items()],
        initial={"owner": found.owner_id or "", "was": found.owner_id},
    )
    back = sending.address(request, "deadline_why", reference=reference, deadline=deadline)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            work.own(deadline=found, owner=able[int(given["owner"])], was=given["was"], by=request.membership)
            return back

        if taken := sending.take(request, form, act):
            return taken
    note = f"It is {found.owner.user}'s now." if found.owner else "Nobody answers for this date."
    context = {"form": form, "title": found.title, "note": note, "back": back, "case": case}
    return render(request, "form_page.html", context)
