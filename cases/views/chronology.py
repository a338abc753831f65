"""The chronology: events in time with their picture, one event with what each source says, adding and correcting both."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import events as work
from cases.errors import Conflict, Problem
from cases.forms.chronology import EventForm
from cases.law.accounts import ROLES
from cases.queries import audit, casework, chronology, chronology_picture, sources
from cases.views import pointing, sending
from cases.views.request import ClinicRequest


@require_GET
def chronology_page(request: ClinicRequest, reference: str) -> HttpResponse:
    """Everything that happened, in time, with the picture and its table."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="chronology", by=request.membership, case_id=case.pk)
    here = sources.of_case(case=case, member=request.membership)
    found = chronology.chronology(case=case, member=request.membership, sources=here)
    context = {
        "case": case,
        "chronology": found,
        "picture": chronology_picture.picture(found),
        "links": pointing.links(request, reference, [s for row in found.rows for s in row.sources]),
        "roles": ROLES,
    }
    return render(request, "chronology/chronology.html", context)


@require_http_methods(["GET", "POST"])
def event_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """One more event, as it was told."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    form = EventForm(request.POST or None, events=_others(case, request, None))

    def act() -> str:
        made = work.record(case=case, by=request.membership, **form.given())
        return sending.address(request, "event", reference=reference, event=made.pk)

    if request.method == "POST" and form.is_valid() and (sent := sending.take(request, form, act)):
        return sent
    back = sending.address(request, "chronology", reference=reference)
    return render(request, "chronology/event_form.html", {"form": form, "case": case, "back": back})


@require_GET
def event(request: ClinicRequest, reference: str, event: int) -> HttpResponse:
    """One event: what the clinic wrote down, and what each source says of it."""
    case = casework.case(reference=reference, member=request.membership)
    found = chronology.event(case=case, pk=event, member=request.membership)
    trail.read(what="event", by=request.membership, case_id=case.pk, object_id=found.pk)
    here = sources.of_case(case=case, member=request.membership)
    all_of_it = chronology.chronology(case=case, member=request.membership)
    said = chronology.says(event=found, sources=here, member=request.membership)
    context = {
        "case": case,
        "row": next(row for row in all_of_it.rows if row.event.pk == found.pk),
        "lead": all_of_it.lead,
        "story": found.story.reveal(),
        "harm": found.harm.reveal(),
        "answer": found.report_answer.reveal(),
        "said": said,
        "links": pointing.links(request, reference, [each.source for each in said]),
        "roles": ROLES,
    }
    return render(request, "chronology/event.html", context)


@require_http_methods(["GET", "POST"])
def event_edit(request: ClinicRequest, reference: str, event: int) -> HttpResponse:
    """Correct what is told of an event."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = chronology.event(case=case, pk=event, member=request.membership)
    trail.read(what="event", by=request.membership, case_id=case.pk, object_id=found.pk)
    stands = chronology.stands(found)
    form = EventForm(
        request.POST or None,
        events=_others(case, request, found.pk),
        initial={**stands, "version": found.version},
    )
    back = sending.address(request, "event", reference=reference, event=found.pk)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        work.change(event=found, version=version, by=request.membership, **form.given())
        return back

    if request.method == "POST" and form.is_valid():
        try:
            sent = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=case, verb="event.change", object_id=found.pk)
            return sending.conflict(
                request, form, stands=stands, version=found.version, what="this event", back=back, last=last
            )
        if sent:
            return sent
    context = {"form": form, "case": case, "back": back, "event": found}
    return render(request, "chronology/event_form.html", context)


@require_POST
def event_move(request: ClinicRequest, reference: str, event: int) -> HttpResponse:
    """Told earlier or later: orders what no date orders."""
    case = casework.case(reference=reference, member=request.membership)
    found = chronology.event(case=case, pk=event, member=request.membership)
    work.move(event=found, earlier=request.POST.get("way") == "earlier", by=request.membership)
    return redirect(sending.address(request, "chronology", reference=reference) + f"#event-{found.pk}")


@require_POST
def event_strike(request: ClinicRequest, reference: str, event: int) -> HttpResponse:
    """It was recorded by mistake: off the chronology, with what sources were said to say of it."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = chronology.event(case=case, pk=event, member=request.membership)
    version = request.POST.get("version", "")
    try:
        work.strike(event=found, version=int(version) if version.isdecimal() else 0, by=request.membership)
    except Conflict:
        raise
    except Problem as problem:
        messages.warning(request, problem.sentence)
        return redirect(sending.address(request, "event", reference=reference, event=found.pk))
    messages.success(request, "The event was struck.")
    return redirect(sending.address(request, "chronology", reference=reference))


def _others(case: Any, request: ClinicRequest, pk: int | None) -> list[tuple[int, str]]:
    """The events that this one can be before or after."""
    rows = chronology.visible(case=case, member=request.membership)
    return [(each.pk, each.title.reveal()) for each in rows if each.pk != pk]
