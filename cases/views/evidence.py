"""The papers of a case: taking them in, reading them, making one an exhibit again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import evidence as papers
from cases.actions import exhibits
from cases.forms.evidence import UploadForm
from cases.queries import casework
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
    exhibits.take_up(document=found, by=request.membership)
    return redirect(sending.address(request, "evidence", reference=reference))


def _taken_in(count: int) -> str:
    return {0: "No file was taken in.", 1: "1 file taken in."}.get(count, f"{count} files taken in.")
