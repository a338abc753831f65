"""Ages and moves: the days that fix a child's age, the states' juvenile ages, and a change of address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.access.roles import May
from cases.actions import ages as work
from cases.actions import audit as trail
from cases.actions import moves as moving
from cases.errors import Conflict, Missing
from cases.forms.clocks import AgeFactsForm, AgeForm, MoveForm, TakeBackForm
from cases.law import casefile, wording
from cases.law import juvenile_ages as lists
from cases.queries import ages, audit, casework, moves, people
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def age_facts(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """The days that fix a child's age for a benefit."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    one = people.in_case(case=case, pk=person)
    minor = one.minor
    if minor is None:
        raise Missing("This person is not recorded as a minor.")
    names = [name for name in AgeFactsForm.base_fields if name not in ("version", "once")]
    stands = {name: getattr(minor, name) for name in names}
    form = AgeFactsForm(request.POST or None, initial={**stands, "version": minor.version})
    back = sending.address(request, "person", reference=reference, person=person)

    def act() -> str:
        version = form.cleaned_data["version"]
        work.change_age_facts(minor=minor, version=version, case=case, by=request.membership, **form.facts())
        return back

    title = f"Days that fix {one.person.called}'s age"
    try:
        return preview.show(request, form, act, title=title, case=case, back=back)
    except Conflict:
        last = audit.last_change(case=case, verb="minor.change_ages", object_id=minor.pk)
        what = f"{one.person.called}'s record as a minor"
        return sending.conflict(
            request, form, stands=stands, version=minor.version, what=what, back=back, last=last
        )


@require_http_methods(["GET", "POST"])
def juvenile_ages(request: ClinicRequest) -> HttpResponse:
    """Until which age each state's court can make the SIJ findings: 18, unless a supervising attorney said otherwise."""
    may_decide = request.membership.may(May.STATE_AGE)
    context: dict[str, Any] = {
        "rows": ages.states(member=request.membership),
        "may_decide": may_decide,
        "usual": lists.USUAL,
    }
    if request.method == "GET" and not may_decide:
        return render(request, "clocks/ages.html", context)
    trail.require(May.STATE_AGE, by=request.membership)
    form = AgeForm(request.POST or None, initial={"state": request.GET.get("state", "")})
    back = sending.address(request, "juvenile_ages")

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        work.record_age(by=request.membership, **given)
        return back

    return preview.show(
        request,
        form,
        act,
        title="A state's juvenile age",
        case=None,
        back=back,
        page="clocks/ages.html",
        **context,
    )


@require_http_methods(["GET", "POST"])
def juvenile_age_take_back(request: ClinicRequest, age: int) -> HttpResponse:
    """18 is counted with again for this state."""
    trail.require(May.STATE_AGE, by=request.membership)
    found = ages.decided(pk=age, member=request.membership)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    back = sending.address(request, "juvenile_ages")

    def act() -> str:
        work.take_back_age(age=found, by=request.membership)
        return back

    note = f"{found.state}: {found.age} by {found.citation}. Without it, {lists.USUAL} is counted with."
    return preview.show(
        request, form, act, title="Take this age back", case=None, back=back, note=note, submit="Take it back"
    )


@require_http_methods(["GET", "POST"])
def move_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Respondents moved: two duties open for each, with the court and with DHS."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    respondents = [one.person for one in people.everyone(case=case) if one.party.part == "respondent"]
    asked = request.GET.get("person", "")
    form = MoveForm(
        request.POST or None,
        people=[(one.pk, one.name) for one in respondents],
        initial={"who": [int(asked)] if asked.isdigit() else []},
    )

    def act() -> str:
        given = form.cleaned_data
        moving.move(
            case=case,
            who=[int(each) for each in given["who"]],
            moved_on=given["moved_on"],
            address=given["address"],
            safety=given["safety"],
            rule=given["rule"],
            by=request.membership,
        )
        return sending.address(request, "clocks", reference=reference)

    back = sending.address(request, "clocks", reference=reference)
    return preview.show(
        request,
        form,
        act,
        title="A change of address",
        case=case,
        back=back,
        note=f"{casefile.LINKED} {moves.ORR}",
    )


@require_http_methods(["GET", "POST"])
def move_take_back(request: ClinicRequest, reference: str, move: int) -> HttpResponse:
    """A move that was recorded by mistake: its duties end."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_PEOPLE, by=request.membership)
    found = moves.one(case=case, pk=move, member=request.membership)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    back = sending.address(request, "clocks", reference=reference)

    def act() -> str:
        moving.take_back(move=found, case=case, by=request.membership)
        return back

    note = f"{found.person.called} moved on {wording.day(found.moved_on)}. Contacts stay as they are."
    return preview.show(
        request,
        form,
        act,
        title="Take this move back",
        case=case,
        back=back,
        note=note,
        submit="Take it back",
    )
