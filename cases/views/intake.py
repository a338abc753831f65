"""Intake: steps in the order of a conversation, each saved as it is left, to be resumed where it stopped."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import casework as work
from cases.actions import contacts, sponsors
from cases.actions import people as persons
from cases.errors import Conflict
from cases.forms import homes as home_forms
from cases.forms import people as asked
from cases.forms.answers import was_answered
from cases.queries import audit, casework, people
from cases.queries.people import InCase
from cases.views import homes, sending
from cases.views.request import ClinicRequest

STEPS = {
    "name": "Who is with us",
    "birth": "Birth",
    "arrival": "Arrival",
    "papers": "A-number",
    "family": "Family",
    "home": "Home",
    "status": "What papers say",
    "contact": "How to reach them",
    "check": "Check",
}
ADDS = ("family", "home", "status", "contact")  # steps that add rows, as many as there are
Save = Callable[[Any], None]


@require_http_methods(["GET", "POST"])
def intake(request: ClinicRequest) -> HttpResponse:
    """The first step: it opens the case, so that everything after it can be saved."""
    trail.require(May.INTAKE, by=request.membership)
    form = asked.NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            case = work.open_intake(by=request.membership, **form.facts())
            work.keep_intake_step(case=case, step="birth", by=request.membership)
            return sending.address(request, "intake_step", reference=case.reference, step="birth")

        if taken := sending.take(request, form, act):
            return taken
    steps = [{"label": label, "url": "", "now": key == "name", "done": False} for key, label in STEPS.items()]
    back = sending.address(request, "cases")
    return render(
        request, "casework/intake.html", {"form": form, "steps": steps, "step": "name", "leave": back}
    )


@require_http_methods(["GET", "POST"])
def intake_step(request: ClinicRequest, reference: str, step: str) -> HttpResponse:
    """One later step of an intake, or the case page once the case is open."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.INTAKE, by=request.membership)
    if step not in STEPS:
        raise Http404
    if case.status != "intake":
        return redirect(sending.address(request, "case", reference=reference))
    everyone = people.everyone(case=case)
    lead = next(one for one in everyone if one.party.is_lead)
    if request.method == "GET":
        work.keep_intake_step(case=case, step=step, by=request.membership)
        trail.read(what="intake", by=request.membership, case_id=case.pk)
    if step == "check":
        return _check(request, case, everyone, lead)
    form, save = _step(request, case, step, lead)
    goes_on = step not in ADDS or "go_on" in request.POST
    if request.method == "POST" and step in ADDS and goes_on and not was_answered(form):
        return redirect(sending.address(request, "intake_step", reference=reference, step=_after(step)))
    if request.method == "POST" and form.is_valid():
        try:
            taken = _take(request, reference, _after(step) if goes_on else step, form, save)
        except Conflict:
            return _conflict(request, case, step, form, lead)
        if taken:
            return taken
    return _page(request, case, step, form=form, everyone=everyone, lead=lead)


def _step(request: ClinicRequest, case: Any, step: str, lead: InCase) -> tuple[forms.Form, Save]:
    """The step's form, filled with what stands, and what saving it means."""
    data, by, who = request.POST or None, request.membership, lead.person
    if step == "arrival" and lead.client:
        client = lead.client
        stands = asked.ArrivalForm.initial_of(client)
        arrival = asked.IntakeArrivalForm(data, initial={**stands, "version": client.version})

        def save_arrival(given: dict[str, Any]) -> None:
            persons.change_client(
                client=client, version=given["version"], case=case, by=by, **arrival.facts()
            )

        return arrival, save_arrival
    adding = {
        "family": (asked.AddPersonForm, _add_person),
        "home": (home_forms.PlacementForm, homes.place),
        "status": (home_forms.StatusForm, _assert_status),
        "contact": (home_forms.ContactForm, _add_contact),
    }
    if step in adding:
        make, add = adding[step]
        form = make(data)
        return form, lambda _given: add(request, case, who, form)
    correcting: dict[str, tuple[Any, Any]] = {
        "name": (asked.IntakeNameForm, asked.NameForm.initial_of(who)),
        "birth": (asked.IntakeBirthForm, asked.BirthForm.initial_of(who)),
        "papers": (asked.IntakePapersForm, {}),
    }
    make_form, stands = correcting[step]
    correct = make_form(data, initial={**stands, "version": who.version})

    def save_person(given: dict[str, Any]) -> None:
        now = persons.change_person(person=who, version=given["version"], case=case, by=by, **correct.facts())
        if persons.is_under_21(now):
            persons.record_minor(person=now, case=case, by=by)

    return correct, save_person


def _take(
    request: ClinicRequest, reference: str, then: str, form: forms.Form, save: Save
) -> HttpResponseRedirect | None:
    def act() -> str:
        save(form.cleaned_data)
        return sending.address(request, "intake_step", reference=reference, step=then)

    return sending.take(request, form, act)


def _add_person(request: ClinicRequest, case: Any, _who: Any, form: Any) -> None:
    by, given = request.membership, form.cleaned_data
    made = persons.record_person(case=case, part=given["part"], detail=given["detail"], by=by, **form.facts())
    if given["part"] == "respondent":
        persons.record_client(person=made, case=case, by=by)
    if persons.is_under_21(made) and given["part"] in ("respondent", "relative"):
        persons.record_minor(person=made, case=case, by=by)


def _assert_status(request: ClinicRequest, case: Any, who: Any, form: Any) -> None:
    minor = persons.record_minor(person=who, case=case, by=request.membership)
    said = {key: form.cleaned_data[key] for key in ("kind", "asserted_on", "source", "detail")}
    sponsors.assert_status(minor=minor, case=case, by=request.membership, **said)


def _add_contact(request: ClinicRequest, case: Any, who: Any, form: Any) -> None:
    point = {key: form.cleaned_data[key] for key in ("kind", "value", "label", "safety", "rule")}
    contacts.add(person=who, case=case, by=request.membership, **point)


def _check(request: ClinicRequest, case: Any, everyone: list[InCase], lead: InCase) -> HttpResponse:
    if request.method == "POST":
        work.finish_intake(case=case, by=request.membership)
        return redirect(sending.address(request, "case", reference=case.reference))
    return _page(request, case, "check", everyone=everyone, lead=lead)


def _conflict(request: ClinicRequest, case: Any, step: str, form: forms.Form, lead: InCase) -> HttpResponse:
    row = lead.client if step == "arrival" and lead.client else lead.person
    verb = "client.change" if step == "arrival" else "person.change"
    return sending.conflict(
        request,
        form,
        stands={key: value for key, value in form.initial.items() if key != "version"},
        version=row.version,
        what=f"what is recorded about {lead.person.called}",
        back=sending.address(request, "intake_step", reference=case.reference, step=step),
        last=audit.last_change(case=case, verb=verb, object_id=row.pk),
    )


def _after(step: str) -> str:
    keys = list(STEPS)
    return keys[min(keys.index(step) + 1, len(keys) - 1)]


def _before(step: str) -> str:
    keys = list(STEPS)
    return keys[max(keys.index(step) - 1, 0)]


def _page(request: ClinicRequest, case: Any, step: str, **more: Any) -> HttpResponse:
    def to(key: str) -> str:
        return sending.address(request, "intake_step", reference=case.reference, step=key)

    keys = list(STEPS)
    steps = [
        {"label": label, "url": to(key), "now": key == step, "done": keys.index(key) < keys.index(step)}
        for key, label in STEPS.items()
    ]
    context = {
        "case": case,
        "step": step,
        "steps": steps,
        "before": to(_before(step)),
        "after": to(_after(step)),
        "leave": sending.address(request, "cases"),
        "adds": ADDS,
        **more,
    }
    return render(request, "casework/intake.html", context)
