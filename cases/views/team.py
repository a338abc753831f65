"""The people of the clinic: who works here in which role, who is invited, and who leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit
from cases.actions import clinics as actions
from cases.errors import Problem
from cases.forms.clinics import Invite, Leave
from cases.queries import clinics, leaving
from cases.views import sending
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


@require_http_methods(["GET", "POST"])
def leave(request: ClinicRequest, member: int) -> HttpResponse:
    """Somebody's work here ends: which dates and hearings are theirs, and who takes each case."""
    audit.require(May.INVITE, by=request.membership)
    leaver = clinics.colleague(member=request.membership, pk=member)
    left_behind = leaving.handovers(member=leaver)
    hidden = leaving.hidden(left_behind=left_behind, member=request.membership)
    form = Leave(request.POST or None, left_behind=left_behind)
    back = sending.address(request, "team")
    if request.method == "POST" and form.is_valid() and not hidden:

        def act() -> str:
            actions.leave(member=leaver, heirs=form.heirs(), by=request.membership)
            return back

        said = f"{leaver.user} works here no longer: no page opens to them, and no mail goes to them."
        if taken := sending.take(request, form, act, said=said):
            return taken
    context = {
        "leaver": leaver,
        "form": form,
        "hidden": hidden,
        "rows": []
        if hidden
        else [(each, form[f"case_{each.case.pk}"] if each.heir is None else None) for each in left_behind],
        "today": clinics.today(request.clinic),
    }
    return render(request, "clinics/leave.html", context, status=400 if form.errors else 200)
