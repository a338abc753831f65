"""How a client arrived, where a minor lives and with whom: corrected after the intake."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import moves, sponsors
from cases.actions import people as work
from cases.errors import Conflict, Missing
from cases.forms.homes import EndPlacementForm, MinorForm, PlacementForm, StandingForm
from cases.forms.people import ArrivalForm, IntakeArrivalForm
from cases.queries import audit, casework, people
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def client_edit(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Correct a client's last arrival; the dates that follow from it follow."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=found, pk=person)
    client = one.client
    if client is None:
        raise Missing("This person is not a client of the clinic.")
    stands = ArrivalForm.initial_of(client)
    form = IntakeArrivalForm(request.POST or None, initial={**stands, "version": client.version})
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        version = form.cleaned_data["version"]
        work.change_client(client=client, version=version, case=found, by=request.membership, **form.facts())
        return back

    try:
        title = f"How {one.person.called} arrived"
        return preview.show(request, form, act, title=title, case=found, back=back)
    except Conflict:
        last = audit.last_change(case=found, verb="client.change", object_id=client.pk)
        what = f"{one.person.called}'s arrival"
        return sending.conflict(
            request, form, stands=stands, version=client.version, what=what, back=back, last=last
        )


@require_http_methods(["GET", "POST"])
def minor_edit(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Correct the state where a minor lives."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=found, pk=person)
    minor = one.minor
    if minor is None:
        raise Missing("This person is not recorded as a minor.")
    stands = {"state": minor.state, "note": minor.note}
    form = MinorForm(request.POST or None, initial={**stands, "version": minor.version})
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        work.change_minor(minor=minor, case=found, by=request.membership, **form.cleaned_data)
        return back

    try:
        title = f"Where {one.person.called} lives"
        return preview.show(request, form, act, title=title, case=found, back=back)
    except Conflict:
        last = audit.last_change(case=found, verb="minor.change", object_id=minor.pk)
        what = f"where {one.person.called} lives"
        return sending.conflict(
            request, form, stands=stands, version=minor.version, what=what, back=back, last=last
        )


@require_http_methods(["GET", "POST"])
def placement_add(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Record to whom a minor was released."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=found, pk=person)
    form = PlacementForm(request.POST or None)
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        place(request, found, one.person, form)
        return back

    title = f"Whom {one.person.called} lives with"
    return preview.show(request, form, act, title=title, case=found, back=back)


def place(request: ClinicRequest, case: Any, who: Any, form: Any) -> None:
    """Record the sponsor as a person of the case, and the placement of this minor with them."""
    by, given = request.membership, form.cleaned_data
    names = {key: given[key] for key in ("given_names", "first_surname", "second_surname")}
    sponsor = work.record_person(case=case, part="sponsor", detail=given["relationship"], by=by, **names)
    minor = work.record_minor(person=who, case=case, by=by)
    if given["state"] and given["state"] != minor.state:
        minor = work.change_minor(minor=minor, version=minor.version, case=case, state=given["state"], by=by)
    details = {key: given[key] for key in ("relationship", "category", "released_on", "standing")}
    sponsors.place(minor=minor, person=sponsor, case=case, by=by, **details)


@require_http_methods(["GET", "POST"])
def placement_end(request: ClinicRequest, reference: str, sponsorship: int) -> HttpResponse:
    """The child no longer lives with this sponsor."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    placed = people.sponsorship(case=found, pk=sponsorship)
    form = EndPlacementForm(request.POST or None, initial={"version": placed.version})
    back = sending.address(request, "person", reference=reference, person=placed.minor.person_id)
    child = placed.minor.person
    is_respondent = people.in_case(case=found, pk=child.pk).party.part == "respondent"
    if not is_respondent:  # the two duties of a move are a respondent's
        del form.fields["moved"]

    def act() -> str:
        given = dict(form.cleaned_data)
        moved = given.pop("moved", False)
        sponsors.end(sponsorship=placed, case=found, by=request.membership, **given)
        if moved:
            moves.move(case=found, who=[child.pk], moved_on=given["ended_on"], by=request.membership)
        return back

    title = f"{child.called} no longer lives with {placed.sponsor.person.called}"
    return preview.show(request, form, act, title=title, case=found, back=back)


@require_http_methods(["GET", "POST"])
def sponsor_standing(request: ClinicRequest, reference: str, sponsorship: int) -> HttpResponse:
    """Whether the sponsor supports the child or has become adverse."""
    found = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    placed = people.sponsorship(case=found, pk=sponsorship)
    stands: dict[str, Any] = {"standing": placed.standing, "since": placed.adverse_since}
    form = StandingForm(request.POST or None, initial={**stands, "version": placed.version})
    back = sending.address(request, "person", reference=reference, person=placed.sponsor.person_id)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            sponsors.change_standing(
                sponsorship=placed, case=found, by=request.membership, **form.cleaned_data
            )
            return back

        try:
            taken = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=found, verb="sponsorship.change_standing", object_id=placed.pk)
            what = "where the sponsor stands"
            return sending.conflict(
                request, form, stands=stands, version=placed.version, what=what, back=back, last=last
            )
        if taken:
            return taken
    title = f"{placed.sponsor.person.called}, sponsor of {placed.minor.person.called}"
    return _form(request, form, title, back, case=found)


def _form(request: ClinicRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    return render(request, "form_page.html", {"form": form, "title": title, "back": back, **more})
