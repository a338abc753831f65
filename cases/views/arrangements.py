"""How people are reminded: the clinic's policy, each person's own arrangements, and the proof that it works."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import policies as work
from cases.errors import Conflict, Problem
from cases.forms.fields import lay_at
from cases.forms.reminders import BOUNDS, AwayForm, LanguageForm, MuteForm, PolicyForm
from cases.queries import audit, clinics, policies, promises, proofs, todos
from cases.views import sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def policy(request: ClinicRequest) -> HttpResponse:
    """When the clinic's people are reminded, and what messages may say."""
    trail.require(May.SET_REMINDERS, by=request.membership)
    stands = promises.policy_of(request.clinic)
    form = PolicyForm(
        request.POST or None, initial=PolicyForm.initial_of(stands) | {"morning": request.clinic.morning}
    )
    if request.method == "POST" and form.is_valid():
        try:
            work.change(by=request.membership, **form.chosen())
        except Conflict:
            return _both(request, form)
        except Problem as problem:
            lay_at(form, problem)
        else:
            messages.success(request, f"{sending.saved_now()} Every date's reminders are planned anew now.")
            return redirect(request.path)
    context = {
        "form": form,
        "kinds": [form[name] for name in form.fields if name.startswith("offsets_")],
        "hours": [form[f"hours_{days}"] for days in BOUNDS],
        "planning": policies.how_far(stands),
    }
    return render(request, "reminders/policy.html", context)


def _both(request: ClinicRequest, form: PolicyForm) -> HttpResponse:
    """Two coordinators saved at once: what each of them chose, and nothing lost."""
    fresh = promises.policy_of(request.clinic)
    clinic = clinics.all_clinics().get(pk=request.clinic.pk)
    stands = PolicyForm.initial_of(fresh) | {"morning": clinic.morning}
    stands["show_dates"] = "on" if fresh.show_dates else None  # as a browser sends it
    return sending.conflict(
        request,
        form,
        stands=stands,
        version=fresh.version,
        what="how the clinic is reminded",
        back=request.path,
        last=audit.last_change(
            clinic_id=request.clinic.pk, verb="reminders.change_policy", object_id=fresh.pk
        ),
    )


@require_http_methods(["GET", "POST"])
def mine(request: ClinicRequest) -> HttpResponse:
    """A member's own page: when they are away and who stands in, and what they want no reminders of."""
    member = request.membership
    away = AwayForm(
        request.POST if "stand_in" in request.POST else None, colleagues=policies.stand_ins(member=member)
    )
    mute = MuteForm(
        request.POST if "mute" in request.POST else None, initial={"kinds": policies.muted(member=member)}
    )
    if request.method == "POST" and "mute" in request.POST and mute.is_valid():
        work.mute(kinds=mute.cleaned_data["kinds"], by=member)
        messages.success(request, sending.saved_now())
        return redirect(request.path)
    language = LanguageForm(
        request.POST if "language" in request.POST else None, initial={"language": member.user.language}
    )
    if request.method == "POST" and "language" in request.POST and language.is_valid():
        work.speak(language=language.cleaned_data["language"], by=member)
        messages.success(request, sending.saved_now())
        return redirect(request.path)
    if request.method == "POST" and "stand_in" in request.POST and away.is_valid():

        def act() -> str:
            given: dict[str, Any] = {
                name: away.cleaned_data[name] for name in ("starts_on", "ends_on", "stand_in")
            }
            work.go_away(by=member, **given)
            return request.path

        if taken := sending.take(request, away, act):
            return taken
    context = {
        "away": away,
        "mute": mute,
        "language": language,
        "absences": policies.absences(member=member),
        "others": policies.standing_in_for(member=member),
        "today": clinics.today(request.clinic),
    }
    return render(request, "reminders/mine.html", context)


@require_POST
def come_back(request: ClinicRequest, absence: int) -> HttpResponse:
    """End one's own absence."""
    work.come_back(absence=policies.absence(pk=absence, member=request.membership), by=request.membership)
    messages.success(request, "You are back: your reminders come to you again.")
    return redirect(sending.address(request, "reminders_mine"))


@require_GET
def proof(request: ClinicRequest) -> HttpResponse:
    """Whether every recorded date's reminder was sent: counted now, and as it was counted this morning."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    now = proofs.prove(clinic=request.clinic)
    context = {
        "proof": now,
        "sentence": now.sentence(request.clinic.time_zone),
        "wrong": now.wrong(),
        "morning": proofs.of_morning(member=request.membership),
        "silent": proofs.silent(member=request.membership),
        "escalated": proofs.escalated(member=request.membership),
        "todos": todos.waiting(member=request.membership),
        "zone": request.clinic.time_zone,
        "today": clinics.today(request.clinic),
    }
    return render(request, "reminders/proof.html", context)
