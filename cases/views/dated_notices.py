"""A notice with a date came: its kind, what it says, what that starts, its scan, and taking it back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import dated_notices as work
from cases.actions import evidence as papers
from cases.errors import Conflict, Problem
from cases.forms.dated_notices import BackForm, NoticeForm, ScanForm
from cases.law.notices import Kind
from cases.queries import audit, casework, clinics, dated_notices, evidence, proceedings
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@require_GET
def notice_list(request: ClinicRequest, reference: str) -> HttpResponse:
    """The notices of a case, those that were taken back too."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="notices", by=request.membership, case_id=case.pk)
    rows = dated_notices.all_of_case(case=case, member=request.membership)
    return render(request, "dated_notices/list.html", {"case": case, "rows": rows})


@require_GET
def notice_new(request: ClinicRequest, reference: str) -> HttpResponse:
    """What kind of notice it is: each kind with one line to choose it by."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    return render(request, "dated_notices/kinds.html", {"case": case, "groups": dated_notices.groups()})


@require_http_methods(["GET", "POST"])
def notice_add(request: ClinicRequest, reference: str, kind: str) -> HttpResponse:
    """A notice of this kind; what it starts is shown before it is saved."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    chosen = dated_notices.kind(kind)
    who, where = _links(case, request)
    form = NoticeForm(request.POST or None, kind=chosen, people=_named(who), proceedings=_places(where))

    def act() -> str:
        made = work.record(
            case=case,
            by=request.membership,
            kind=chosen.id,
            person=who.get(form.cleaned_data.get("person")),
            proceeding=where.get(form.cleaned_data.get("proceeding")),
            **form.given(),
        )
        return sending.address(request, "notice", reference=reference, notice=made.pk)

    return preview.show(
        request,
        form,
        act,
        title=chosen.title,
        case=case,
        back=sending.address(request, "notice_new", reference=reference),
        page="dated_notices/form.html",
        kind=chosen,
    )


@require_GET
def notice(request: ClinicRequest, reference: str, notice: int) -> HttpResponse:
    """One notice: what it says, the dates that it started, and its scan."""
    case = casework.case(reference=reference, member=request.membership)
    found = dated_notices.notice(case=case, pk=notice, member=request.membership)
    trail.read(what="notice", by=request.membership, case_id=case.pk, object_id=found.pk)
    return _page(request, case, found, None)


@require_http_methods(["POST"])
def notice_scan(request: ClinicRequest, reference: str, notice: int) -> HttpResponse:
    """Its scanned paper: one that the case has, or a file that is taken in now."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = dated_notices.notice(case=case, pk=notice, member=request.membership)
    form = _scan_form(request, case)
    here = sending.address(request, "notice", reference=reference, notice=found.pk)

    def act() -> str:
        file = form.cleaned_data.get("paper")
        if file is None:
            pk = form.cleaned_data["document"]
            scan = evidence.document(case=case, pk=pk, member=request.membership)
        else:
            taken = papers.take_in(case=case, uploads=[papers.Upload(file.name, file)], by=request.membership)
            if not taken.exhibits:
                raise Problem(" ".join(taken.refused), field="paper")
            scan = taken.exhibits[0].document
        work.attach(notice=found, document=scan, by=request.membership)
        return here

    if form.is_valid() and (sent := sending.take(request, form, act, said="The scan is with its notice.")):
        return sent
    return _page(request, case, found, form)


@require_http_methods(["GET", "POST"])
def notice_change(request: ClinicRequest, reference: str, notice: int) -> HttpResponse:
    """Correct what was typed from a notice; the dates that move are shown before it is saved."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = dated_notices.notice(case=case, pk=notice, member=request.membership)
    kind = dated_notices.kind(found.kind)
    who, where = _links(case, request)
    form = NoticeForm(
        request.POST or None, kind=kind, people=_named(who), proceedings=_places(where), is_new=False
    )
    stands = dated_notices.stands(found)
    form.initial = {**stands, "version": found.version}
    back = sending.address(request, "notice", reference=reference, notice=found.pk)

    def act() -> str:
        work.change(
            notice=found,
            version=form.cleaned_data["version"],
            by=request.membership,
            person=who.get(form.cleaned_data.get("person")),
            proceeding=where.get(form.cleaned_data.get("proceeding")),
            **form.given(),
        )
        return back

    try:
        return preview.show(
            request,
            form,
            act,
            title=kind.title,
            case=case,
            back=back,
            page="dated_notices/form.html",
            kind=kind,
        )
    except Conflict:
        last = audit.last_change(case=case, verb="notice.change", object_id=found.pk)
        return sending.conflict(
            request, form, stands=stands, version=found.version, what="this notice", back=back, last=last
        )


@require_http_methods(["GET", "POST"])
def notice_take_back(request: ClinicRequest, reference: str, notice: int) -> HttpResponse:
    """It was recorded by mistake: the dates that it started end, and which is shown first."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = dated_notices.notice(case=case, pk=notice, member=request.membership)
    form = BackForm(request.POST or None, initial={"version": found.version})
    back = sending.address(request, "notice", reference=reference, notice=found.pk)

    def act() -> str:
        given = form.cleaned_data
        work.take_back(
            notice=found, version=given["version"], because=given["because"], by=request.membership
        )
        return back

    title = f"Take back: {dated_notices.kind(found.kind).title}"
    return preview.show(
        request, form, act, title=title, case=case, back=back, submit="Show what this changes"
    )


def _page(request: ClinicRequest, case: Any, found: Any, form: ScanForm | None) -> HttpResponse:
    row = dated_notices.row(found)
    kind: Kind = dated_notices.kind(found.kind)
    context = {
        "case": case,
        "row": row,
        "kind": kind,
        "document": found.document,
        "deadlines": dated_notices.dates(found, member=request.membership),
        "today": clinics.today(request.clinic),
        "form": form or _scan_form(request, case),
    }
    return render(request, "dated_notices/notice.html", context)


def _scan_form(request: ClinicRequest, case: Any) -> ScanForm:
    sent = request.method == "POST"
    known = dated_notices.papers(case=case, member=request.membership)
    named = [(each.pk, _called(each)) for each in known]
    return ScanForm(request.POST if sent else None, request.FILES if sent else None, papers=named)


def _called(document: Any) -> str:
    first = next(iter(document.exhibits.all()), None)
    return f"{first.title if first else f'Document {document.pk}, set aside'} ({document.pages} p.)"


def _links(case: Any, request: ClinicRequest) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Whom and which proceeding it can be about, by number."""
    who = {each.pk: each for each in dated_notices.people(case=case)}
    return who, {each.pk: each for each in proceedings.proceedings(case=case, member=request.membership)}


def _named(people: dict[Any, Any]) -> list[tuple[int, str]]:
    return [(pk, each.called) for pk, each in people.items()]


def _places(where: dict[Any, Any]) -> list[tuple[int, str]]:
    return [
        (pk, f"{each.get_kind_display()}: {proceedings.court_name(each)}".rstrip(": "))
        for pk, each in where.items()
    ]
