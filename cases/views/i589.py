"""The answers of the I-589, part by part, in the form's numbering: entered once, prefilled from what the case knows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import answers as work
from cases.actions import audit as trail
from cases.actions import contacts
from cases.errors import Conflict
from cases.forms.i589 import PartForm
from cases.law import i589_form
from cases.queries import answers, audit, casework, clinics
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def i589(request: ClinicRequest, reference: str) -> HttpResponse:
    """The parts of the form for each applicant, and how much of each is answered."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    trail.read(what="i589", by=request.membership, case_id=case.pk)
    people = [
        (person, answers.parts(case=case, person=person, member=request.membership))
        for person in answers.applicants(case=case)
    ]
    form = i589_form.form()
    context = {
        "case": case,
        "people": people,
        "form": form,
        "overdue": form.review_by < clinics.today(request.clinic),
    }
    return render(request, "i589/form.html", context)


@require_http_methods(["GET", "POST"])
def i589_part(request: ClinicRequest, reference: str, person: int, section: str) -> HttpResponse:
    """One part: its questions with what was answered, or what the case already knows and where that stands."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    about = answers.applicant(case=case, pk=person)
    part = answers.section(section)
    trail.read(what="i589", by=request.membership, case_id=case.pk, object_id=about.pk)
    asked: dict[str, Any] = {"case": case, "person": about, "section": part.key, "member": request.membership}
    boxes = answers.boxes(**asked, address=_address(request, case, about, part.key))
    form = PartForm(request.POST or None, boxes=boxes)
    back = sending.address(request, "i589", reference=reference)

    def act() -> str:
        work.keep(case=case, person=about, section=part.key, given=form.given(), by=request.membership)
        following = _after(part.key)
        if request.POST.get("go") == "on" and following:
            return sending.address(
                request, "i589_part", reference=reference, person=about.pk, section=following
            )
        return request.path

    if request.method == "POST" and form.is_valid():
        try:
            sent = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=case, verb="i589.answer", object_id=about.pk)
            return _conflict(request, form, boxes, back, last)
        if sent:
            return sent
    context = {
        "case": case,
        "person": about,
        "part": part,
        "form": form,
        "edition": i589_form.form().edition,
        "back": back,
        "is_last": not _after(part.key),
        "hides_addresses": not request.membership.may(May.REVEAL),
    }
    return render(request, "i589/part.html", context)


def _address(request: ClinicRequest, case: Any, about: Any, section: str) -> str:
    """The applicant's recorded address, opened for whoever may reveal it; opening it is written down."""
    if section != "you" or not request.membership.may(May.REVEAL):
        return ""
    point = answers.address(person=about)
    return contacts.reveal(point=point, case=case, by=request.membership) if point else ""


def _after(key: str) -> str:
    keys = [each.key for each in i589_form.form().sections]
    place = keys.index(key) + 1
    return keys[place] if place < len(keys) else ""


def _conflict(request: ClinicRequest, form: PartForm, boxes: list[Any], back: str, last: Any) -> HttpResponse:
    """Both answers side by side; sending it again saves over the newest. Each answer has a version of its own."""
    stands = {box.name: box.text for box in boxes}
    newest = {f"{box.name}_version": box.version for box in boxes}
    post = request.POST.copy()
    for name, version in newest.items():
        post[name] = str(version)
    request.POST = post  # type: ignore[assignment]
    return sending.conflict(
        request, form, stands=stands, version=0, what="this part of the form", back=back, last=last
    )
