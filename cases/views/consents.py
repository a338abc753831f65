"""Who agreed to be reminded of hearings, and what has to be done when somebody is safe no more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import consents as work
from cases.actions import todos as doing
from cases.forms.reminders import ConsentForm, DoneForm
from cases.queries import casework, consents, people, todos
from cases.queries.todos import REVIEW_SCREENING
from cases.views import sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def consent_add(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Record that a person agreed to be reminded of this case's hearings."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=case, pk=person)
    form = ConsentForm(request.POST or None, contacts=consents.contacts_of(one.person), person=one.person)
    back = sending.address(request, "person", reference=reference, person=person)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = {
                name: form.cleaned_data[name] for name in ("contact", "capacity", "language", "given_on")
            }
            work.record(case=case, person=one.person, by=request.membership, **given)
            return back

        if taken := sending.take(request, form, act):
            return taken
    context = {
        "form": form,
        "title": f"Hearing reminders to {one.person.called}",
        "note": "They say when and where, in neutral words: no name, no court, no clinic. Anybody may see them on a locked screen.",
        "back": back,
        "case": case,
    }
    return render(request, "form_page.html", context)


@require_POST
def consent_revoke(request: ClinicRequest, reference: str, consent: int) -> HttpResponse:
    """They do not want reminders any more."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    found = consents.consent(case=case, pk=consent, member=request.membership)
    work.revoke(consent=found, by=request.membership)
    messages.success(request, "Noted: no reminders go there any more.")
    return redirect(sending.address(request, "case", reference=reference) + "#reminders")


@require_http_methods(["GET", "POST"])
def todo_do(request: ClinicRequest, reference: str, todo: int) -> HttpResponse:
    """What became of a thing to do; a screening that waits is reviewed on its own page."""
    case = casework.case(reference=reference, member=request.membership)
    found = todos.todo(case=case, pk=todo, member=request.membership)
    if found.kind == REVIEW_SCREENING:
        return redirect(sending.address(request, "case_screenings", reference=reference))
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    form = DoneForm(request.POST or None)
    back = sending.address(request, "case", reference=reference)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            doing.do(todo=found, outcome=form.cleaned_data["outcome"], by=request.membership)
            return back

        if taken := sending.take(request, form, act):
            return taken
    context = {
        "form": form,
        "title": found.get_kind_display(),
        "note": found.about,
        "back": back,
        "case": case,
    }
    return render(request, "form_page.html", context)
