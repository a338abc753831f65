"""The pages of an exhibit: looked at one by one, marked, and as they will be filed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import marks as work
from cases.forms.evidence import MarkForm
from cases.pdf import page_list
from cases.queries import casework, documents
from cases.queries import evidence as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def exhibit_pages(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """One page as a picture with its marks, and the form that makes one."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    filed = page_list.numbers(found.pages, of=found.paper.pages)
    typed = request.GET.get("page", "")
    page = min(max(int(typed), 1), found.paper.pages) if typed.isdecimal() and len(typed) < 7 else filed[0]
    form = MarkForm(request.POST or None)
    here = sending.address(request, "exhibit_pages", reference=reference, exhibit=exhibit) + f"?page={page}"

    def act() -> str:
        given = form.cleaned_data
        what = {"exhibit": found, "kind": given["kind"], "page": page, "because": given["because"]}
        if given["words"].strip() or not (box := form.box()):
            work.add_words(**what, words=given["words"], by=request.membership)
        else:
            work.add_box(**what, box=box, by=request.membership)
        return here

    if request.method == "POST" and form.is_valid() and (taken := sending.take(request, form, act)):
        return taken
    without_text = documents.lacks_text(found)
    idle = found.document is not None and (not found.document.work or found.document.work_problem)
    context = {
        "case": case,
        "exhibit": found,
        "form": form,
        "without_text": without_text,
        "recognisable": without_text and idle and documents.can_recognise(),
        "page": page,
        "is_filed": page in filed,
        "filed": len(filed),
        "before": max((number for number in filed if number < page), default=None),
        "after": min((number for number in filed if number > page), default=None),
        "here": [mark for mark in found.marks.all() if mark.page == page],
        "elsewhere": sorted({mark.page for mark in found.marks.all()} - {page}),
    }
    return render(request, "evidence/pages.html", context)


@require_GET
def exhibit_page(request: ClinicRequest, reference: str, exhibit: int, page: int) -> HttpResponse:
    """One page of the exhibit's paper as a picture."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    picture = work.picture(exhibit=found, page=page, by=request.membership)
    return HttpResponse(picture, content_type="image/jpeg")


@require_GET
def exhibit_filed(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """The exhibit's own pages as they will be filed, without number and tab."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    name = f"{reference}_exhibit_{found.pk}_as_filed.pdf"
    return files.pdf(work.as_filed(exhibit=found, by=request.membership), name=name, inline=True)


@require_POST
def exhibit_unmark(request: ClinicRequest, reference: str, exhibit: int, mark: int) -> HttpResponse:
    """A mark is taken away."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    work.remove(exhibit=found, pk=mark, by=request.membership)
    page = request.POST.get("page", "")
    back = sending.address(request, "exhibit_pages", reference=reference, exhibit=exhibit)
    return redirect(f"{back}?page={page}" if page.isdecimal() else back)
