"""The work-permit clock of a case: its page, its stops, and the questions that an attorney answers."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import clocks as work
from cases.forms.clocks import RulingForm, RunAgainForm, StopForm, TakeBackForm
from cases.law import clock_codes, wording
from cases.queries import ages, casework, clinics, clocks, moves, people, proceedings
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_GET
def case_clocks(request: ClinicRequest, reference: str) -> HttpResponse:
    """Every clock of the case: work permits, each child's days, and the duties that a move started."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="clocks", by=request.membership, case_id=case.pk)
    everyone = people.everyone(case=case)
    today = clinics.today(request.clinic)
    context = {
        "case": case,
        "today": today,
        "clocks": clocks.work_clocks(case=case, member=request.membership),
        "children": ages.children(everyone, today=today),
        "moves": moves.of_case(case=case, member=request.membership),
        "codes_as_of": clock_codes.as_of(),
        "codes_review_by": clock_codes.review_by(),
        "codes_are_overdue": clock_codes.review_by() < today,
    }
    return render(request, "clocks/clocks.html", context)


@require_http_methods(["GET", "POST"])
def stop_add(request: ClinicRequest, reference: str, proceeding: int) -> HttpResponse:
    """A stop that no adjournment code tells of."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = proceedings.proceeding(case=case, pk=proceeding, member=request.membership)
    form = StopForm(request.POST or None)

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        work.stop(proceeding=found, by=request.membership, **given)
        return _page(request, reference)

    note = "Only delay that the applicant asked for or caused stops it; the government's own delay does not."
    return _show(request, form, act, case=case, title="The clock stopped", note=note)


@require_http_methods(["GET", "POST"])
def stop_run_again(request: ClinicRequest, reference: str, stop: int) -> HttpResponse:
    """The clock ran again; the earlier row is taken back and entered with its end."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = clocks.stop(case=case, pk=stop, member=request.membership)
    form = RunAgainForm(request.POST or None)

    def act() -> str:
        day: dt.date = form.cleaned_data["ended_on"]
        work.run_again(stop=found, ended_on=day, by=request.membership)
        return _page(request, reference)

    note = f"Stopped on {wording.day(found.began_on)}: {found.reason}."
    return _show(request, form, act, case=case, title="The clock ran again", note=note)


@require_http_methods(["GET", "POST"])
def stop_take_back(request: ClinicRequest, reference: str, stop: int) -> HttpResponse:
    """A stop that was recorded by mistake."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = clocks.stop(case=case, pk=stop, member=request.membership)
    form = TakeBackForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        work.take_back_stop(stop=found, by=request.membership)
        return _page(request, reference)

    note = (
        f"Stopped on {wording.day(found.began_on)}: {found.reason}. It stays readable as taken back; "
        "to correct it, take it back and enter it anew."
    )
    return _show(request, form, act, case=case, title="Take this stop back", note=note, submit="Take it back")


@require_http_methods(["GET", "POST"])
def adjournment_rule(request: ClinicRequest, reference: str, hearing: int) -> HttpResponse:
    """An attorney's answer whether an adjournment stopped the clock, with what the record shows."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.OVERRIDE, by=request.membership)
    found, stop = clocks.adjourned(case=case, pk=hearing, member=request.membership)
    form = RulingForm(request.POST or None)

    def act() -> str:
        given = form.cleaned_data
        work.rule_on(
            hearing=found, stops=given["stops"] == "yes", reason=given["reason"], by=request.membership
        )
        return _page(request, reference)

    until = f"to {wording.day(stop.end)}" if stop.end else "until the next hearing, which is not set"
    note = f"{stop.name}: {wording.day(stop.begin)} {until}. {stop.because}"
    return _show(request, form, act, case=case, title="Did this adjournment stop the clock?", note=note)


@require_http_methods(["GET", "POST"])
def ruling_take_back(request: ClinicRequest, reference: str, ruling: int) -> HttpResponse:
    """An answer that no longer holds: the code speaks for itself again."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.OVERRIDE, by=request.membership)
    found = clocks.ruling(case=case, pk=ruling, member=request.membership)
    form = TakeBackForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        work.take_back_ruling(ruling=found, by=request.membership)
        return _page(request, reference)

    said = "stops the clock" if found.stops else "does not stop the clock"
    note = f"The answer was that code {found.code} {said}: {found.reason}"
    return _show(
        request, form, act, case=case, title="Take this answer back", note=note, submit="Take it back"
    )


def _page(request: ClinicRequest, reference: str) -> str:
    return sending.address(request, "clocks", reference=reference)


def _show(request: ClinicRequest, form: Any, act: Any, *, case: Any, title: str, **more: Any) -> HttpResponse:
    back = _page(request, case.reference)
    return preview.show(request, form, act, title=title, case=case, back=back, **more)
