"""The people of a case: their page, corrections, and showing what is masked."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import contacts, moves, sponsors
from cases.actions import people as work
from cases.errors import Conflict
from cases.forms.homes import ContactRuleForm, LaterContactForm, StatusForm
from cases.forms.people import AddPersonForm, EditPersonForm
from cases.queries import ages, audit, casework, clinics, people
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_GET
def person(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """What is recorded about one person of the case."""
    return _page(request, reference, person)


@require_http_methods(["GET", "POST"])
def person_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """One more person of the case; ``?like=`` a person begins with what twins share."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    like = request.GET.get("like", "")
    initial = _twin_of(people.in_case(case=found, pk=int(like)).person) if like.isdigit() else {}
    form = AddPersonForm(request.POST or None, initial=initial)

    def act() -> str:
        given = form.cleaned_data
        made = work.record_person(
            case=found, part=given["part"], detail=given["detail"], by=request.membership, **form.facts()
        )
        if given["part"] == "respondent":
            work.record_client(person=made, case=found, by=request.membership)
        if work.is_under_21(made) and given["part"] in ("respondent", "relative"):
            work.record_minor(person=made, case=found, by=request.membership)
        return sending.address(request, "person", reference=reference, person=made.pk)

    back = sending.address(request, "case", reference=reference)
    return preview.show(request, form, act, title="Add a person", case=found, back=back)


@require_http_methods(["GET", "POST"])
def person_edit(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Correct what is recorded about a person."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    who = people.in_case(case=found, pk=person).person
    stands = EditPersonForm.initial_of(who)
    form = EditPersonForm(request.POST or None, initial=stands)
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        version = form.cleaned_data["version"]
        work.change_person(person=who, version=version, case=found, by=request.membership, **form.facts())
        return back

    note = "An A-number is recorded. Type one only to replace it." if who.a_number else ""
    try:
        title = f"Correct: {who.name}"
        return preview.show(request, form, act, title=title, case=found, back=back, note=note)
    except Conflict:
        last = audit.last_change(case=found, verb="person.change", object_id=who.pk)
        what = f"what is recorded about {who.called}"
        return sending.conflict(
            request, form, stands=stands, version=who.version, what=what, back=back, last=last
        )


@require_POST
def person_reveal(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Show the A-number; it is written down who asked."""
    found = casework.case(reference=reference, member=request.membership)
    who = people.in_case(case=found, pk=person).person
    plain = work.reveal_a_number(person=who, case=found, by=request.membership)
    if request.htmx:
        return render(request, "people/_plain.html", {"plain": plain})
    return _page(request, reference, person, plain=plain)


@require_http_methods(["GET", "POST"])
def contact_add(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """A way to reach somebody, with its rule."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=found, pk=person)
    who, party = one.person, one.party
    form = LaterContactForm(request.POST or None)
    if party.part != "respondent":  # the two duties of a move are a respondent's
        del form.fields["moved_on"]
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        given = {key: value for key, value in form.cleaned_data.items() if key not in ("once", "moved_on")}
        if moved_on := form.cleaned_data.get("moved_on"):
            how = {"safety": given["safety"], "rule": given["rule"], "address": given["value"]}
            moves.move(case=found, who=[who.pk], moved_on=moved_on, by=request.membership, **how)
        else:
            contacts.add(person=who, case=found, by=request.membership, **given)
        return back

    return preview.show(request, form, act, title=f"How to reach {who.called}", case=found, back=back)


@require_http_methods(["GET", "POST"])
def contact_rule(request: ClinicRequest, reference: str, contact: int) -> HttpResponse:
    """The rule for using a number or address."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    point = people.contact(case=found, pk=contact)
    stands = {"label": point.label, "safety": point.safety, "rule": point.rule}
    form = ContactRuleForm(request.POST or None, initial=stands)
    back = sending.address(request, "person", reference=reference, person=point.person_id)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = {key: value for key, value in form.cleaned_data.items() if key != "once"}
            contacts.change_rule(point=point, case=found, by=request.membership, **given)
            return back

        if taken := sending.take(request, form, act):
            return taken
    return _form(request, form, f"The rule for reaching {point.person.called}", back, case=found)


@require_POST
def contact_retire(request: ClinicRequest, reference: str, contact: int) -> HttpResponse:
    """It no longer reaches them."""
    found = casework.case(reference=reference, member=request.membership)
    point = people.contact(case=found, pk=contact)
    contacts.retire(point=point, case=found, by=request.membership)
    return redirect(sending.address(request, "person", reference=reference, person=point.person_id))


@require_POST
def contact_reveal(request: ClinicRequest, reference: str, contact: int) -> HttpResponse:
    """Show a number or address; it is written down who asked."""
    found = casework.case(reference=reference, member=request.membership)
    point = people.contact(case=found, pk=contact)
    plain = contacts.reveal(point=point, case=found, by=request.membership)
    if request.htmx:
        return render(request, "people/_plain.html", {"plain": plain})
    return _page(request, reference, point.person_id, shown={"pk": point.pk, "plain": plain})


@require_http_methods(["GET", "POST"])
def status_add(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """What a source says of a minor."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    who = people.in_case(case=found, pk=person).person
    form = StatusForm(request.POST or None)
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        given = {key: value for key, value in form.cleaned_data.items() if key != "once"}
        minor = work.record_minor(person=who, case=found, by=request.membership)
        sponsors.assert_status(minor=minor, case=found, by=request.membership, **given)
        return back

    title = f"What a source says of {who.called}"
    return preview.show(request, form, act, title=title, case=found, back=back)


@require_POST
def status_withdraw(request: ClinicRequest, reference: str, assertion: int) -> HttpResponse:
    """It was recorded by mistake; it stays readable as withdrawn. The dates that rest on it are shown first."""
    found = casework.case(reference=reference, member=request.membership)
    said = people.assertion(case=found, pk=assertion)
    back = sending.address(request, "person", reference=reference, person=said.minor.person_id)

    def act() -> str:
        sponsors.withdraw_status(assertion=said, case=found, by=request.membership)
        return back

    title = f"Take back: {said.get_kind_display()}"
    return preview.show(request, forms.Form(request.POST), act, title=title, case=found, back=back)


def _page(
    request: ClinicRequest, reference: str, pk: int, plain: str = "", shown: dict[str, Any] | None = None
) -> HttpResponse:
    found = casework.case(reference=reference, member=request.membership)
    who = people.in_case(case=found, pk=pk)
    trail.read(what="people", by=request.membership, case_id=found.pk, object_id=pk)
    today = clinics.today(request.clinic)
    context = {
        "case": found,
        "one": who,
        "plain": plain,
        "shown": shown or {},
        "child": next(iter(ages.children([who], today=today)), None),
        "today": today,
    }
    return render(request, "people/person.html", context)


def _form(request: ClinicRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    return render(request, "form_page.html", {"form": form, "title": title, "back": back, **more})


def _twin_of(person: Any) -> dict[str, Any]:
    spoken = [*person.languages, "", "", ""]
    return {
        "part": "respondent",
        "detail": f"twin of {person.called}",
        "first_surname": person.first_surname,
        "second_surname": person.second_surname,
        "birth_date": person.birth_date,
        "birth_date_certainty": person.birth_date_certainty,
        "nationality": person.nationality,
        "birthplace": person.birthplace,
        "best": spoken[0],
        "second": spoken[1],
        "third": spoken[2],
    }
