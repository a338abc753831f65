"""The evidence of a case: taking papers in, describing them as exhibits, putting them in order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import evidence as papers
from cases.errors import Conflict
from cases.forms.evidence import ExhibitForm, UploadForm
from cases.queries import audit, casework
from cases.queries import evidence as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def evidence(request: ClinicRequest, reference: str) -> HttpResponse:
    """The exhibits in order, and the place where new papers come in."""
    case = casework.case(reference=reference, member=request.membership)
    if request.method == "POST":
        trail.require(May.EDIT_EVIDENCE, by=request.membership)
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    if request.method == "POST" and form.is_valid():
        said: list[str] = []

        def act() -> str:
            uploads = [papers.Upload(one.name or "", one.file) for one in form.cleaned_data["papers"]]
            taken = papers.take_in(case=case, uploads=uploads, by=request.membership)
            for sentence in taken.refused:
                messages.warning(request, sentence)
            said.append(_taken_in(len(taken.exhibits)))
            messages.info(request, said[0])
            return sending.address(request, "evidence", reference=reference)

        if taken := sending.take(request, form, act):
            return taken
    trail.read(what="evidence", by=request.membership, case_id=case.pk)
    found = asked.for_case_page(case=case, member=request.membership)
    return render(request, "evidence/list.html", {"case": case, "evidence": found, "form": form})


@require_http_methods(["GET", "POST"])
def exhibit(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """What one exhibit is."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    stands = {
        name: getattr(found, name)
        for name in ("title", "dated", "language", "translation_certified", "proves")
    }
    form = ExhibitForm(request.POST or None, initial={**stands, "version": found.version})
    back = sending.address(request, "evidence", reference=reference)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            papers.describe(exhibit=found, by=request.membership, **form.cleaned_data)
            return back

        try:
            taken = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=case, verb="exhibit.describe", object_id=found.pk)
            return sending.conflict(
                request, form, stands=stands, version=found.version, what="this exhibit", back=back, last=last
            )
        if taken:
            return taken
    return render(
        request, "evidence/exhibit.html", {"case": case, "exhibit": found, "form": form, "back": back}
    )


@require_POST
def exhibit_move(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """One place up or down."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    papers.move(exhibit=found, up=request.POST.get("to") == "up", by=request.membership)
    return redirect(sending.address(request, "evidence", reference=reference) + f"#exhibit-{exhibit}")


@require_POST
def exhibit_set_aside(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """Out of the row; the document stays."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    title = found.title
    papers.set_aside(exhibit=found, by=request.membership)
    messages.info(request, f"“{title}” is set aside. Its document is kept below and can be taken up again.")
    return redirect(sending.address(request, "evidence", reference=reference))


@require_GET
def document(request: ClinicRequest, reference: str, document: int) -> HttpResponse:
    """The paper itself, as it will be filed."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.document(case=case, pk=document, member=request.membership)
    return files.pdf(
        papers.read(document=found, by=request.membership),
        name=f"{reference}_document_{found.pk}.pdf",
        inline=True,
    )


@require_GET
def document_page(request: ClinicRequest, reference: str, document: int, page: int) -> HttpResponse:
    """One page of the paper as a picture, for reading beside what was typed from it."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.document(case=case, pk=document, member=request.membership)
    return HttpResponse(
        papers.picture(document=found, page=page, by=request.membership), content_type="image/jpeg"
    )


@require_POST
def document_take_up(request: ClinicRequest, reference: str, document: int) -> HttpResponse:
    """A document that was set aside becomes an exhibit again."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.document(case=case, pk=document, member=request.membership)
    papers.take_up(document=found, by=request.membership)
    return redirect(sending.address(request, "evidence", reference=reference))


def _taken_in(count: int) -> str:
    return {0: "No file was taken in.", 1: "1 file taken in."}.get(count, f"{count} files taken in.")
