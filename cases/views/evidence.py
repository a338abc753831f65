"""The papers of a case: taking them in, reading them, making one an exhibit again."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import evidence as papers
from cases.actions import exhibits
from cases.forms.evidence import OneFileForm, UploadForm
from cases.queries import casework
from cases.queries import evidence as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def evidence(request: ClinicRequest, reference: str) -> HttpResponse:
    """The exhibits in order, and the place where new papers come in."""
    case = casework.case(reference=reference, member=request.membership)
    sent = request.method == "POST"
    if sent:
        trail.require(May.EDIT_EVIDENCE, by=request.membership)
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    taken: list[papers.Taken] = []
    if sent and form.is_valid():

        def act() -> str:
            password = form.cleaned_data["password"]
            uploads = [
                papers.Upload(one.name or "", one.file, password=password)
                for one in form.cleaned_data["papers"]
            ]
            taken.append(papers.take_in(case=case, uploads=uploads, by=request.membership))
            return sending.address(request, "evidence", reference=reference)

        done = sending.take(request, form, act, said=None)
        if done and not taken:  # sent twice: the first has said what became of it
            return done
    trail.read(what="evidence", by=request.membership, case_id=case.pk)
    context = {
        "case": case,
        "evidence": asked.for_case_page(case=case, member=request.membership),
        "form": UploadForm() if taken else form,
        "taken": taken[0] if taken else None,
        "most": settings.AMPARO_UPLOAD_LIMIT,
        "most_mb": settings.AMPARO_UPLOAD_LIMIT // papers.MB,
    }
    return render(request, "evidence/list.html", context)


@require_POST
def evidence_upload(request: ClinicRequest, reference: str) -> HttpResponse:
    """One file of the page's queue; answers what became of it, for the row that shows it.

    Sent again after a broken connection it is not added twice: the case knows it by its content.
    """
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    form = OneFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(
            {"fate": "refused", "reason": "did not arrive whole. Choose it again."}, status=400
        )
    file, given = form.cleaned_data["paper"], form.cleaned_data
    upload = papers.Upload(file.name or "", file.file, path=given["path"], password=given["password"])
    (outcome,) = papers.take_in(case=case, uploads=[upload], by=request.membership).outcomes
    answer: dict[str, str | int] = {"fate": outcome.fate, "reason": outcome.reason}
    if outcome.exhibit is not None:
        where = sending.address(request, "exhibit", reference=reference, exhibit=outcome.exhibit.pk)
        answer |= {"exhibit": outcome.exhibit.pk, "title": outcome.exhibit.title, "url": where}
    return JsonResponse(answer)


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
def document_original(request: ClinicRequest, reference: str, document: int) -> HttpResponse:
    """The file as it came, to compare with; it is handed out to be kept, never shown in the browser."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.document(case=case, pk=document, member=request.membership)
    kind = {"image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif", "image/heic": "heic"}.get(
        found.media_type, "pdf" if found.media_type == "application/pdf" else "docx"
    )
    data = papers.original(document=found, by=request.membership)
    name = f"{reference}_document_{found.pk}_original.{kind}"
    return files.download(data, name=name, kind="application/octet-stream")


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
