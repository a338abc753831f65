"""The people of the clinic: who works here in which role, who is invited, and the form that invites."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit
from cases.actions import clinics as actions
from cases.errors import Problem
from cases.forms.clinics import Invite
from cases.queries import clinics
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def team(request: ClinicRequest) -> HttpResponse:
    """List the people here and the open invitations; POST invites."""
    audit.require(May.INVITE, by=request.membership)
    form = Invite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(**form.cleaned_data, by=request.membership)
        except Problem as problem:
            form.add_error(problem.field or None, problem.sentence)
        else:
            messages.success(request, f"Invitation sent to {invitation.email}. The link works for 7 days.")
            return redirect("team", clinic=request.clinic.slug)
    context = {
        "form": form,
        "colleagues": clinics.colleagues(request.membership),
        "invitations": clinics.invitations(member=request.membership),
    }
    return render(request, "clinics/team.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw_invitation(request: ClinicRequest, invitation_id: int) -> HttpResponse:
    """Close an open invitation."""
    invitation = actions.withdraw(invitation_id=invitation_id, by=request.membership)
    messages.success(
        request, f"The invitation to {invitation.email} is withdrawn: its link leads nowhere now."
    )
    return redirect("team", clinic=request.clinic.slug)
