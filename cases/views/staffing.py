"""Who works on a case, from when until when, and who is walled off from it."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import casework as work
from cases.errors import Problem
from cases.forms.casework import AssignForm, WallForm
from cases.queries import casework
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def case_team(request: ClinicRequest, reference: str) -> HttpResponse:
    """Who works on this case; walls are shown to those who may lift them."""
    return _page(request, reference)


@require_POST
def case_assign(request: ClinicRequest, reference: str) -> HttpResponse:
    """Put somebody to work on the case."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.ASSIGN, by=request.membership)
    form = AssignForm(request.POST, by=request.membership)

    def act() -> str:
        given = form.cleaned_data
        starts, ends = _window(given["starts_on"], given["ends_on"])
        work.assign(
            case=found,
            member=given["member"],
            duty=given["duty"],
            starts_at=starts,
            ends_at=ends,
            by=request.membership,
        )
        return sending.address(request, "case_team", reference=reference)

    taken = sending.take(request, form, act) if form.is_valid() else None
    return taken or _page(request, reference, assign=form)


@require_POST
def case_unassign(request: ClinicRequest, reference: str, assignment: int) -> HttpResponse:
    """End somebody's work on the case now."""
    found = casework.case(reference=reference, member=request.membership)
    ended = casework.assignment(case=found, pk=assignment)
    work.end_assignment(assignment=ended, by=request.membership)
    return redirect(sending.address(request, "case_team", reference=reference))


@require_POST
def case_wall(request: ClinicRequest, reference: str) -> HttpResponse:
    """Raise a wall between a colleague and the case."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.WALL, by=request.membership)
    form = WallForm(request.POST, by=request.membership)

    def act() -> str:
        given = form.cleaned_data
        work.raise_wall(case=found, member=given["member"], reason=given["reason"], by=request.membership)
        return sending.address(request, "case_team", reference=reference)

    taken = sending.take(request, form, act) if form.is_valid() else None
    return taken or _page(request, reference, wall=form)


@require_POST
def case_lift_wall(request: ClinicRequest, reference: str, wall: int) -> HttpResponse:
    """Take a wall down."""
    found = casework.case(reference=reference, member=request.membership)
    work.lift_wall(wall=casework.wall(case=found, pk=wall), by=request.membership)
    return redirect(sending.address(request, "case_team", reference=reference))


def _page(
    request: ClinicRequest, reference: str, assign: AssignForm | None = None, wall: WallForm | None = None
) -> HttpResponse:
    found = casework.case(reference=reference, member=request.membership)
    if request.method == "GET":
        trail.read(what="team", by=request.membership, case_id=found.pk)
    context = {
        "case": found,
        "team": casework.team(case=found),
        "now": timezone.now(),
        "walls": casework.walls(case=found),
        "assign": assign or AssignForm(by=request.membership),
        "wall": wall or WallForm(by=request.membership),
    }
    return render(request, "casework/team.html", context)


def _window(starts: dt.date | None, ends: dt.date | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Days as the clinic lives them: from midnight of the first through the end of the last."""
    zone = timezone.get_current_timezone()
    today = timezone.localdate()
    begins = dt.datetime.combine(starts, dt.time(), tzinfo=zone) if starts and starts != today else None
    if starts and ends and ends < starts:
        raise Problem("The last day lies before the first. Correct one of the two.", field="ends_on")
    until = dt.datetime.combine(ends + dt.timedelta(days=1), dt.time(), tzinfo=zone) if ends else None
    return begins, until
