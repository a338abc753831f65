"""Reminders: the outbox that shows what was sent, and the ways to say that one was read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import reminders as work
from cases.queries import casework, clinics, reminders
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def outbox(request: ClinicRequest) -> HttpResponse:
    """What Amparo wrote: to this member, or to everybody for those who answer for the clinic."""
    may_all = request.membership.may(May.SEE_REPORTS)
    whose = "all" if may_all and request.GET.get("whose", "all") == "all" else "mine"
    page = reminders.outbox(member=request.membership, whose=whose, number=request.GET.get("page", 1))
    rows = [(message, reminders.about(message)) for message in page]
    context = {"page": page, "rows": rows, "whose": whose, "may_all": may_all}
    return render(request, "reminders/outbox.html", context)


@require_POST
def acknowledge(request: ClinicRequest, reference: str, reminder: int) -> HttpResponse:
    """I have read this reminder. It closes no date; the answer says how the date stands."""
    case = casework.case(reference=reference, member=request.membership)
    found = reminders.reminder(case=case, pk=reminder, member=request.membership)
    work.acknowledge(reminder=found, by=request.membership)
    messages.success(request, f"Acknowledged. {reminders.what_now(found)}")
    if found.hearing_id is not None:
        return redirect(sending.address(request, "hearing", reference=reference, hearing=found.hearing_id))
    return redirect(sending.address(request, "deadline_why", reference=reference, deadline=found.deadline_id))


@require_http_methods(["GET", "POST"])
def read(request: ClinicRequest, token: str) -> HttpResponse:
    """Where a message's own link leads, after sign-in: what it said, and one button. Looking acknowledges nothing."""
    message = reminders.message_of(token=token, member=request.membership)
    if request.method == "POST":
        dates = work.acknowledge_message(message=message, by=request.membership)
        messages.success(
            request, f"Acknowledged: {dates} {'date' if dates == 1 else 'dates'}. It stays to be done."
        )
        return redirect(request.path)
    rows = reminders.of_message(message=message, member=request.membership)
    context = {
        "rows": [(row, reminders.stands(row), reminders.what_now(row)) for row in rows],
        "waits": any(reminders.stands(row) and row.state in reminders.ANSWERABLE for row in rows),
        "today": clinics.today(request.clinic),
    }
    return render(request, "reminders/read.html", context)
