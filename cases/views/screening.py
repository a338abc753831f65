"""Relief screening: the questions in short groups, then what they point to, which an attorney reviews first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import screening as work
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.forms.screening import QuestionsForm, ReviewForm, initial_of
from cases.queries import audit, casework, clinics, screening_result
from cases.queries import screening as screenings
from cases.queries.screening import Questions
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def case_screenings(request: ClinicRequest, reference: str) -> HttpResponse:
    """The case's respondents, each with their screenings."""
    case = _case(request, reference)
    trail.read(what="screenings", by=request.membership, case_id=case.pk)
    everyone = screenings.respondents(case=case, member=request.membership)
    return render(request, "screening/list.html", {"case": case, "respondents": everyone})


@require_POST
def screening_start(request: ClinicRequest, reference: str, person: int) -> HttpResponse:
    """Open a screening of a respondent, or go on with the one that is open."""
    case = _case(request, reference)
    who = screenings.respondent(case=case, pk=person, member=request.membership)
    try:
        opened = work.start(case=case, person=who, by=request.membership)
    except (Conflict, Missing, NotPermitted):
        raise
    except Problem as problem:
        messages.warning(request, problem.sentence)
        return redirect(sending.address(request, "case_screenings", reference=reference))
    groups = _questions(request, opened)
    resume = next((each for each in groups if each.id == opened.step), None)
    group = resume or next((each for each in groups if each.unanswered), groups[0])
    return redirect(_to(request, opened, "screening_questions", group=group.id))


@require_http_methods(["GET", "POST"])
def screening_questions(request: ClinicRequest, reference: str, screening: int, group: str) -> HttpResponse:
    """One group of questions; every answer may be left for later."""
    case, found = _screening(request, reference, screening)
    if found.finished_at is not None:
        return redirect(_to(request, found, "screening"))
    groups = _questions(request, found)
    here = next((each for each in groups if each.id == group), None)
    if here is None:
        raise Http404
    if request.method == "GET":
        trail.read(what="screening", by=request.membership, case_id=case.pk, object_id=found.pk)
    asked = [each.asked for each in here.to_ask]
    form = QuestionsForm(
        request.POST or None, asked=asked, given=screenings.given(found), version=found.version
    )
    if request.method == "POST" and form.is_valid():
        try:
            taken = sending.take(request, form, lambda: _keep(request, found, form, groups, here))
        except Conflict:
            return _conflict(request, case, found, form, here)
        if taken:
            return taken
    context = {
        "case": case,
        "screening": found,
        "here": here,
        "form": form,
        "steps": _steps(request, found, groups, here.id),
        "before": _neighbour(request, found, groups, here, -1),
    }
    return render(request, "screening/questions.html", context)


@require_GET
def screening(request: ClinicRequest, reference: str, screening: int) -> HttpResponse:
    """What is still open; or, once finished, what was answered and, to those who may read it, what it points to."""
    case, found = _screening(request, reference, screening)
    trail.read(what="screening", by=request.membership, case_id=case.pk, object_id=found.pk)
    if found.finished_at is None:
        groups = _questions(request, found)
        steps = _steps(request, found, groups, "finish")
        lines = [
            {"group": each, "url": _to(request, found, "screening_questions", group=each.id)}
            for each in groups
        ]
        context = {"case": case, "screening": found, "lines": lines, "steps": steps}
        return render(request, "screening/finish.html", context)
    return render(request, "screening/result.html", _result(request, case, found))


@require_POST
def screening_finish(request: ClinicRequest, reference: str, screening: int) -> HttpResponse:
    """Work out what the answers point to."""
    _, found = _screening(request, reference, screening)
    version = request.POST.get("version", "")
    shown = int(version) if version.isdigit() else found.version
    try:
        work.finish(screening=found, version=shown, by=request.membership)
    except (Conflict, Missing, NotPermitted):
        raise
    except Problem as problem:
        messages.warning(request, problem.sentence)
    return redirect(_to(request, found, "screening"))


@require_POST
def screening_review(request: ClinicRequest, reference: str, screening: int) -> HttpResponse:
    """An attorney has read it: the rest of the staff may."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.REVIEW_SCREENING, by=request.membership)
    found = screenings.screening(case=case, pk=screening, member=request.membership)
    form = ReviewForm(request.POST)

    def act() -> str:
        work.review(screening=found, note=form.cleaned_data["note"], by=request.membership)
        return _to(request, found, "screening")

    if form.is_valid() and (taken := sending.take(request, form, act, said="Reviewed and signed.")):
        return taken
    return render(request, "screening/result.html", _result(request, case, found, review=form))


@require_POST
def screening_discard(request: ClinicRequest, reference: str, screening: int) -> HttpResponse:
    """Delete a screening that is still being answered."""
    _, found = _screening(request, reference, screening)
    try:
        work.discard(screening=found, by=request.membership)
    except NotPermitted:
        raise
    except Problem as problem:
        messages.warning(request, problem.sentence)
    else:
        messages.success(request, "Deleted: its answers are gone.")
    return redirect(sending.address(request, "case_screenings", reference=reference))


def _case(request: ClinicRequest, reference: str) -> Any:
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.SCREEN, by=request.membership)
    return case


def _screening(request: ClinicRequest, reference: str, pk: int) -> tuple[Any, Any]:
    case = _case(request, reference)
    return case, screenings.screening(case=case, pk=pk, member=request.membership)


def _questions(request: ClinicRequest, found: Any) -> tuple[Questions, ...]:
    known = screenings.known(screening=found, member=request.membership)
    today = clinics.today(request.clinic)
    return screenings.questions(given=screenings.given(found), known=known, today=today)


def _keep(
    request: ClinicRequest,
    found: Any,
    form: QuestionsForm,
    groups: tuple[Questions, ...],
    here: Questions,
) -> str:
    then = groups[groups.index(here) + 1].id if here is not groups[-1] else ""
    work.answer(
        screening=found,
        version=form.cleaned_data["version"],
        answers=form.answers(),
        step=then or here.id,
        by=request.membership,
    )
    if not then:
        return _to(request, found, "screening")
    return _to(request, found, "screening_questions", group=then)


def _result(
    request: ClinicRequest, case: Any, found: Any, review: ReviewForm | None = None
) -> dict[str, Any]:
    member, today = request.membership, clinics.today(request.clinic)
    then, now = screenings.kept(found), screenings.known(screening=found, member=member)
    may_read = screenings.may_read(screening=found, member=member)
    groups = screenings.questions(given=screenings.given(found), known=then, today=today)
    may_review = member.may(May.REVIEW_SCREENING) and found.reviewed_at is None
    return {
        "case": case,
        "screening": found,
        "groups": groups,
        "today": today,
        "may_read": may_read,
        "shown": screening_result.shown(screening=found, member=member, today=today) if may_read else None,
        "moved": screening_result.moved(found),
        "differing": screenings.differing(then=then, now=now),
        "review": (review or ReviewForm()) if may_review else None,
        "note": found.review_note.reveal() if may_read and found.review_note else "",
    }


def _conflict(
    request: ClinicRequest, case: Any, found: Any, form: QuestionsForm, here: Questions
) -> HttpResponse:
    fresh = screenings.screening(case=case, pk=found.pk, member=request.membership)
    return sending.conflict(
        request,
        form,
        stands=initial_of(form.asked, screenings.given(fresh)),
        version=fresh.version,
        what=f"the answers of {found.person.called}",
        back=_to(request, found, "screening_questions", group=here.id),
        last=audit.last_change(case=case, verb="screening.answer", object_id=found.pk),
    )


def _steps(
    request: ClinicRequest, found: Any, groups: tuple[Questions, ...], now: str
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "label": each.title,
            "url": _to(request, found, "screening_questions", group=each.id),
            "now": each.id == now,
            "done": not each.unanswered,
        }
        for each in groups
    ]
    last = {
        "label": "Check",
        "url": _to(request, found, "screening"),
        "now": now == "finish",
        "done": False,
    }
    return [*rows, last]


def _neighbour(
    request: ClinicRequest, found: Any, groups: tuple[Questions, ...], here: Questions, by: int
) -> str:
    place = groups.index(here) + by
    return _to(request, found, "screening_questions", group=groups[place].id) if place >= 0 else ""


def _to(request: ClinicRequest, found: Any, name: str, **kwargs: Any) -> str:
    return sending.address(request, name, reference=found.case.reference, screening=found.pk, **kwargs)
