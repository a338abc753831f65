"""Declarations: begun, written paragraph by paragraph, read by an interpreter in a session, printed."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import declarations as writing
from cases.actions.drafts import LONGEST
from cases.errors import Conflict
from cases.forms.declarations import BeginForm, DetailsForm, SessionForm
from cases.law import outlines
from cases.queries import audit, casework, drafts, people, signing
from cases.queries import declarations as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_GET
def sessions(request: ClinicRequest) -> HttpResponse:
    """What an interpreter may read now."""
    trail.require(May.READ_SESSION, by=request.membership)
    return render(
        request, "declarations/sessions.html", {"sessions": asked.sessions(member=request.membership)}
    )


@require_http_methods(["GET", "POST"])
def declaration_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Whose declaration, in which languages."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    everyone = {one.person.pk: one.person for one in people.everyone(case=case)}
    form = BeginForm(request.POST or None, people=[(pk, person.name) for pk, person in everyone.items()])
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)

        def act() -> str:
            made = writing.begin(
                case=case,
                declarant=everyone[given["declarant"]],
                kind=given["kind"],
                language=given["language"],
                other_language=given["other_language"],
                outline=given["outline"],
                by=request.membership,
            )
            return sending.address(request, "declaration", reference=reference, declaration=made.pk)

        if taken := sending.take(request, form, act):
            return taken
    return render(request, "declarations/add.html", {"case": case, "form": form})


@require_GET
def declaration(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """The paragraphs, each to be written in by itself; an interpreter reads them and nothing else."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.read(what="declaration", by=request.membership, case_id=found.case_id, object_id=found.pk)
    rows = asked.numbered(declaration=found)
    way = signing.way(declaration=found, member=request.membership)
    context = {
        "case": found.case,
        "declaration": found,
        "rows": asked.with_comments(declaration=found, rows=rows),
        "adrift": asked.adrift(declaration=found, rows=rows),
        "writes": way.may_write and found.state in ("draft", "review"),
        "way": way,
        "last": drafts.last(declaration=found),
        "outline": outlines.outline(found.outline) if found.outline else None,
        "languages": asked.written_in(found),
        "boxes": asked.undrawable(rows),
        "untranslated": asked.untranslated(found, rows),
        "behind": [one.number or "a heading" for one in rows if one.paragraph.behind],
        "longest": LONGEST,
    }
    page = "read" if request.membership.may(May.READ_SESSION) else "declaration"
    return render(request, f"declarations/{page}.html", context)


@require_http_methods(["GET", "POST"])
def declaration_details(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """Where it will be signed, who interprets, which questions stand beside it."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    stands: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("signing_place", "other_language", "interpreter_name", "outline")
    }
    stands["signed_in_us"] = "yes" if found.signed_in_us else "no"
    form = DetailsForm(request.POST or None, initial={**stands, "version": found.version})
    back = sending.address(request, "declaration", reference=reference, declaration=declaration)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            writing.set_details(declaration=found, by=request.membership, **form.cleaned_data)
            return back

        try:
            taken = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=found.case, verb="declaration.set_details", object_id=found.pk)
            return sending.conflict(
                request,
                form,
                stands=stands,
                version=found.version,
                what="this declaration",
                back=back,
                last=last,
            )
        if taken:
            return taken
    context = {"case": found.case, "declaration": found, "form": form, "back": back}
    return render(request, "declarations/details.html", context)


@require_http_methods(["GET", "POST"])
def declaration_session(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """Which interpreter may read this text, and for how long."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    form = SessionForm(request.POST or None, by=request.membership)
    back = sending.address(request, "declaration", reference=reference, declaration=declaration)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            ends_at = timezone.now() + timedelta(hours=form.cleaned_data["hours"])
            writing.open_session(
                declaration=found,
                interpreter=form.cleaned_data["interpreter"],
                ends_at=ends_at,
                by=request.membership,
            )
            return back

        if taken := sending.take(request, form, act, said="The session is open."):
            return taken
    context = {"case": found.case, "declaration": found, "form": form, "back": back}
    return render(request, "declarations/session.html", context)


@require_GET
def declaration_print(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """The declaration as a court paper: ?language= one of the two, ?both=1 side by side."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    data = writing.print_out(
        declaration=found,
        by=request.membership,
        language=request.GET.get("language", ""),
        both=bool(request.GET.get("both")),
    )
    return files.pdf(data, name=f"{reference}_declaration_{found.pk}.pdf")
