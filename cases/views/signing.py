"""The way to a signature: to the attorney, locked, read back, signed, its scan attached; and opened again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import evidence as papers
from cases.actions import signing as work
from cases.errors import Missing, Problem
from cases.forms.signing import ReadBackForm, ScanForm, SignatureForm, UnlockForm
from cases.law import wording
from cases.queries import clinics, declarations, interviews, signing
from cases.views import sending
from cases.views.request import ClinicRequest

if TYPE_CHECKING:
    from cases.models import Declaration

MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "attorney": (work.send_to_attorney, "The attorney has it now."),
    "back": (work.send_back, "Back to drafting."),
    "lock": (work.lock, "Locked. This is the signing copy now: print it, and have it read back and signed."),
}


@require_POST
def declaration_move(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """One step on, or back (?to=attorney, back or lock)."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    back = sending.address(request, "declaration", reference=reference, declaration=found.pk)
    move = MOVES.get(request.POST.get("to", ""))
    if move is None:
        raise Missing("There is no such step.")
    typed = request.POST.get("version", "")
    act, said = move
    try:
        act(declaration=found, version=int(typed) if typed.isdecimal() else 0, by=request.membership)
    except Problem as problem:
        if type(problem) is not Problem:
            raise
        messages.error(request, problem.sentence)
        return redirect(back)
    messages.success(request, said)
    return redirect(back)


@require_http_methods(["GET", "POST"])
def declaration_unlock(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """Why a locked copy is opened to writing again."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.LOCK_DECLARATION, by=request.membership)
    form = UnlockForm(request.POST or None, initial={"version": found.version})
    note = (
        "What was read back and signed stays on record, with its hash. The new text counts as unsigned until it is "
        "locked, read back and signed itself."
    )
    return _form(request, found, form, "Open the locked copy again", note, work.unlock)


@require_http_methods(["GET", "POST"])
def declaration_read_back(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """When the locked copy was read to its declarant, and in which session."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    sessions = {one.pk: one for one in interviews.ended_with(declaration=found)}
    choices = [
        (pk, f"{wording.day(one.starts_at.date())}, {one.get_how_display().lower()}")
        for pk, one in sessions.items()
    ]
    initial = {
        "version": found.version,
        "read_on": clinics.today(request.clinic),
        "language": declarations.own_language(found) or found.language,
        "session": next(iter(sessions), None),
    }
    form = ReadBackForm(request.POST or None, sessions=choices, initial=initial)

    def act(**given: Any) -> None:
        work.record_read_back(**given | {"session": sessions.get(given["session"])})

    return _form(request, found, form, "Read back", f"Of {_copy(found)}, from beginning to end.", act)


@require_http_methods(["GET", "POST"])
def declaration_sign(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """When and where the locked copy was signed."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    initial = {
        "version": found.version,
        "signed_on": clinics.today(request.clinic),
        "place": found.signing_place,
        "country": "US" if found.signed_in_us else "",
    }
    form = SignatureForm(request.POST or None, initial=initial)
    note = f"Of {_copy(found)}. Look at the foot of the signed pages: the same numbers must stand there."
    return _form(request, found, form, "Signed", note, work.record_signature)


@require_http_methods(["GET", "POST"])
def declaration_scan(
    request: ClinicRequest, reference: str, declaration: int, signature: int
) -> HttpResponse:
    """The scan of what was signed: a paper of the case, or a file."""
    found = declarations.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    one = signing.signature(declaration=found, pk=signature)
    known = {each.pk: each for each in signing.scans(declaration=found, member=request.membership)}
    sent = request.method == "POST"
    form = ScanForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        documents=[(pk, each.original_name.reveal()) for pk, each in known.items()],
    )
    back = sending.address(request, "declaration", reference=reference, declaration=found.pk)
    if sent and form.is_valid():

        def act() -> str:
            if document := known.get(form.cleaned_data["document"]):
                work.attach_scan(signature=one, document=document, by=request.membership)
            else:
                file = form.cleaned_data["file"]
                upload = papers.Upload(file.name or "", file.file)
                work.take_scan(signature=one, upload=upload, by=request.membership)
            return back

        if taken := sending.take(request, form, act, said="The scan is attached to what was signed."):
            return taken
    context = {
        "case": found.case,
        "form": form,
        "title": "The signed paper",
        "note": f"Bound to version {one.locked.number}, {one.sha256[:16]}. Once attached it stays.",
        "back": back,
    }
    return render(request, "form_page.html", context)


def _copy(found: "Declaration") -> str:
    copy = found.locked_version
    return f"version {copy.number}, {copy.sha256[:16]}" if copy else "the locked copy"


def _form(
    request: ClinicRequest,
    found: "Declaration",
    form: forms.Form,
    title: str,
    note: str,
    deed: Callable[..., Any],
) -> HttpResponse:
    back = sending.address(request, "declaration", reference=found.case.reference, declaration=found.pk)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            deed(declaration=found, by=request.membership, **form.cleaned_data)
            return back

        if taken := sending.take(request, form, act):
            return taken
    context = {"case": found.case, "form": form, "title": title, "note": note, "back": back}
    return render(request, "form_page.html", context)
