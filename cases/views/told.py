"""What a source says of an event or of a fact of a person: written down, corrected, struck."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import accounts as work
from cases.actions import audit as trail
from cases.errors import Conflict, Missing
from cases.forms.chronology import FactForm, SaysForm, WhereForm
from cases.law import told_facts
from cases.law.reference import UnknownCode
from cases.law.told_facts import ToldFact
from cases.queries import answers, audit, casework, chronology, sources
from cases.queries.sources import Sources
from cases.views import pointing, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def account_add(request: ClinicRequest, reference: str, event: int) -> HttpResponse:
    """What one source says of an event."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = chronology.event(case=case, pk=event, member=request.membership)
    trail.read(what="event", by=request.membership, case_id=case.pk, object_id=found.pk)
    here = sources.of_case(case=case, member=request.membership)
    where = _where(request, here)
    form = SaysForm(request.POST or None, events=_events(case, request))
    back = sending.address(request, "event", reference=reference, event=found.pk)

    def act() -> str:
        work.of_event(event=found, by=request.membership, where=_chosen(where, here), **form.given())
        return back

    if request.method == "POST" and all([where.is_valid(), form.is_valid()]):
        sent = sending.take(request, form, act)
        if sent:
            return sent
    context = {"case": case, "form": form, "where": where, "back": back, "title": found.title.reveal()}
    return render(request, "chronology/account_form.html", context)


@require_http_methods(["GET", "POST"])
def account(request: ClinicRequest, reference: str, account: int) -> HttpResponse:
    """Correct what was written down of a source."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = chronology.account(case=case, pk=account, member=request.membership)
    trail.read(what="account", by=request.membership, case_id=case.pk, object_id=found.pk)
    here = sources.of_case(case=case, member=request.membership)
    stands = chronology.account_stands(found)
    form, title = _form_of(found, request, _events(case, request), stands)
    back = _page_of(request, reference, found)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        work.change(account=found, version=version, by=request.membership, **form.given())
        return back

    if request.method == "POST" and form.is_valid():
        try:
            sent = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=case, verb="account.change", object_id=found.pk)
            what = "what this source says"
            return sending.conflict(
                request, form, stands=stands, version=found.version, what=what, back=back, last=last
            )
        if sent:
            return sent
    context = {"case": case, "form": form, "back": back, "title": title, "account": found}
    return render(request, "chronology/account_form.html", {**context, "source": here.of(found)})


def _form_of(
    found: Any, request: ClinicRequest, events: list[tuple[int, str]], stands: dict[str, Any]
) -> tuple[SaysForm | FactForm, str]:
    """The form of an account, with what it begins with, and what it is of in words."""
    given: dict[str, Any] = {"events": events, "initial": {**stands, "version": found.version}}
    if found.event_id:
        return SaysForm(request.POST or None, **given), found.event.title.reveal()
    label = told_facts.fact(found.fact).label
    return FactForm(request.POST or None, fact=found.fact, **given), f"{label}, {found.about.called}"


def _page_of(request: ClinicRequest, reference: str, found: Any) -> str:
    """The page that an account stands on: its event's, or its fact's."""
    if found.event_id:
        return sending.address(request, "event", reference=reference, event=found.event_id)
    return sending.address(request, "told_fact", reference=reference, person=found.about_id, fact=found.fact)


@require_POST
def account_strike(request: ClinicRequest, reference: str, account: int) -> HttpResponse:
    """It was written down by mistake."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = chronology.account(case=case, pk=account, member=request.membership)
    work.strike(account=found, by=request.membership)
    return redirect(_page_of(request, reference, found))


@require_GET
def told_facts_page(request: ClinicRequest, reference: str) -> HttpResponse:
    """The facts that sources may tell of each respondent, and how many sources do."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="told_facts", by=request.membership, case_id=case.pk)
    rows = chronology.accounts(case=case, member=request.membership)
    people = []
    for person in answers.applicants(case=case):
        told = [each.fact for each in rows if each.about_id == person.pk]
        people.append((person, [(fact, told.count(fact.key)) for fact in told_facts.all_facts()]))
    return render(request, "chronology/facts.html", {"case": case, "people": people})


@require_http_methods(["GET", "POST"])
def told_fact(request: ClinicRequest, reference: str, person: int, fact: str) -> HttpResponse:
    """What each source says of one fact of a person, and one more source."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    about = answers.applicant(case=case, pk=person)
    known = _fact(fact)
    here = sources.of_case(case=case, member=request.membership)
    where = _where(request, here)
    form = FactForm(request.POST or None, fact=known.key, events=_events(case, request))
    back = sending.address(request, "told_facts", reference=reference)

    def act() -> str:
        given = form.given()
        work.of_fact(
            case=case, about=about, fact=known.key, by=request.membership, where=_chosen(where, here), **given
        )
        return request.path

    if request.method == "POST" and all([where.is_valid(), form.is_valid()]):
        sent = sending.take(request, form, act)
        if sent:
            return sent
    trail.read(what="told_fact", by=request.membership, case_id=case.pk, object_id=about.pk)
    said = _said(case, request, here, lambda each: each.about_id == about.pk and each.fact == known.key)
    context = {
        "case": case,
        "form": form,
        "where": where,
        "back": back,
        "title": f"{known.label}, {about.called}",
        "fact": known,
        "said": said,
        "links": pointing.links(request, reference, [each.source for each in said]),
    }
    return render(request, "chronology/account_form.html", context)


def _said(
    case: Any, request: ClinicRequest, here: Sources, wanted: Callable[[Any], bool]
) -> list[chronology.AccountRow]:
    """What sources are said to say, as far as it is wanted."""
    rows = chronology.accounts(case=case, member=request.membership)
    titles = {str(pk): title for pk, title in _events(case, request)}
    return [chronology.account_row(each, here, titles) for each in rows if wanted(each)]


def _fact(key: str) -> ToldFact:
    try:
        return told_facts.fact(key)
    except UnknownCode as unknown:
        raise Missing(unknown.sentence) from unknown


def _where(request: ClinicRequest, here: Sources) -> WhereForm:
    return WhereForm(
        request.POST or None,
        paragraphs=here.paragraph_choices(),
        documents=here.document_choices(),
        answers=here.answer_choices(),
        sessions=here.session_choices(),
    )


def _chosen(where: WhereForm, here: Sources) -> work.Where:
    """The source that was chosen, its rows found among those of the case."""
    given = where.cleaned_data
    uid, _, code = str(given.get("paragraph") or "").partition(":")
    line = next((each for key, each in here.lines.items() if str(key) == uid), None)
    document = here.documents.get(given.get("document") or 0)
    return {
        "source": where.source,
        "paragraph": line.paragraph if line else None,
        "language": code,
        "document": document[0] if document else None,
        "answer": here.answers.get(given.get("answer") or 0),
        "session": here.sessions.get(given.get("session") or 0),
        "page": given.get("page"),
        "record_on": given.get("record_on"),
    }


def _events(case: Any, request: ClinicRequest) -> list[tuple[int, str]]:
    rows = chronology.visible(case=case, member=request.membership)
    return [(each.pk, each.title.reveal()) for each in rows]
