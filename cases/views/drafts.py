"""The versions of a declaration: the list, one as it stood, two side by side, an earlier one taken up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import drafts as keeping
from cases.actions import word
from cases.forms.signing import WordForm
from cases.queries import declarations, drafts
from cases.views import files, sending
from cases.views.request import ClinicRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def declaration_versions(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """Who made which version, when and why."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    trail.read(what="versions", by=request.membership, case_id=found.case_id, object_id=found.pk)
    context = {
        "case": found.case,
        "declaration": found,
        "versions": list(drafts.versions(declaration=found)),
    }
    return render(request, "declarations/versions.html", context)


@require_GET
def declaration_compare(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """Two versions (?old=, ?new=), paragraph by paragraph; without numbers the last two."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    rows = list(drafts.versions(declaration=found))
    newest = rows[0].number if rows else 0
    new = _number(request, "new", newest)
    old = _number(request, "old", max(new - 1, 1))
    compared = drafts.compare(declaration=found, old=old, new=new)
    trail.read(what="versions", by=request.membership, case_id=found.case_id, object_id=found.pk)
    context = {
        "case": found.case,
        "declaration": found,
        "versions": rows,
        "compared": compared,
        "all": bool(request.GET.get("all")),
        "languages": declarations.written_in(found),
    }
    return render(request, "declarations/compare.html", context)


@require_POST
def declaration_restore(
    request: ClinicRequest, reference: str, declaration: int, number: int
) -> HttpResponse:
    """Take an earlier version up again, as a new one."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    made = keeping.restore(declaration=found, number=number, by=request.membership)
    messages.success(
        request, f"Version {number} was taken up again as version {made.number}. Nothing is lost."
    )
    return redirect(sending.address(request, "declaration", reference=reference, declaration=found.pk))


@require_GET
def declaration_to_word(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """The declaration as a Word file: ?language= one of the two, ?both=1 side by side."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    data = word.take_out(
        declaration=found,
        by=request.membership,
        language=request.GET.get("language", ""),
        both=bool(request.GET.get("both")),
    )
    return files.download(data, name=f"{reference}_declaration_{found.pk}.docx", kind=DOCX)


@require_http_methods(["GET", "POST"])
def declaration_from_word(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """The Word file that comes back: its changes become a version, shown with its difference."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    sent = request.method == "POST"
    form = WordForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():

        def act() -> str:
            file = form.cleaned_data["file"]
            made = word.bring_in(
                declaration=found, name=file.name or "The file", file=file.file, by=request.membership
            )
            page = sending.address(request, "declaration_compare", reference=reference, declaration=found.pk)
            return f"{page}?new={made.number}"

        if taken := sending.take(
            request, form, act, said="It came back as a version of its own. This is what changed."
        ):
            return taken
    context = {
        "case": found.case,
        "form": form,
        "title": "Back from Word",
        "note": (
            "Paragraphs are known again by hidden marks in the file, or by their words. What was changed here meanwhile "
            "stays, with Word's words beside it as a comment. The caption and the oath are not taken over."
        ),
        "back": sending.address(request, "declaration", reference=reference, declaration=found.pk),
        "submit": "Bring it back",
    }
    return render(request, "form_page.html", context)


def _number(request: ClinicRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else otherwise
