"""A date set over the one that was worked out, and taken back: each shows what it changes before it is saved."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import overrides as work
from cases.forms.overrides import OverrideForm, TakeBackForm
from cases.queries import casework, deadlines, overrides
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def override(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """Another date than the one that was worked out, with its source and the reason."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    form = OverrideForm(request.POST or None, may_set=request.membership.may(May.OVERRIDE))
    back = sending.address(request, "deadline_why", reference=reference, deadline=deadline)

    def act() -> str:
        given = form.cleaned_data
        made = work.set_date(
            deadline=found,
            day=given["day"],
            source=given["source"],
            reason=given["reason"],
            by=request.membership,
        )
        return sending.address(request, "deadline_why", reference=reference, deadline=made.pk)

    return preview.show(
        request,
        form,
        act,
        title=f"Another date: {deadlines.title_of(found)}",
        case=case,
        back=back,
        note=overrides.note(found),
        submit="Show what this changes",
    )


@require_http_methods(["GET", "POST"])
def override_take_back(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """The date that was worked out counts again."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = deadlines.deadline(case=case, pk=deadline, member=request.membership)
    form = TakeBackForm(request.POST or None)
    back = sending.address(request, "deadline_why", reference=reference, deadline=deadline)

    def act() -> str:
        made = work.take_back(deadline=found, because=form.cleaned_data["because"], by=request.membership)
        return sending.address(request, "deadline_why", reference=reference, deadline=made.pk)

    title = f"Back to the date that was worked out: {deadlines.title_of(found)}"
    return preview.show(
        request, form, act, title=title, case=case, back=back, submit="Show what this changes"
    )
