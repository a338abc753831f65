"""One paragraph at a time: saved by itself, moved, deleted; a slower save is shown what it would overwrite."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cases.actions import declarations as writing
from cases.errors import Conflict, Problem
from cases.forms.declarations import ParagraphForm
from cases.queries import audit
from cases.queries import declarations as asked
from cases.views import sending
from cases.views.request import ClinicRequest

if TYPE_CHECKING:
    from cases.models import Declaration, Paragraph


@require_POST
def paragraph_add(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """A new paragraph at the end, or below another one (?after=)."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    form = ParagraphForm(request.POST)
    after = request.POST.get("after", "")
    if form.is_valid():

        def act() -> str:
            made = writing.add_paragraph(
                declaration=found,
                text=form.cleaned_data["text"],
                other_text=form.cleaned_data["other_text"],
                is_heading=form.cleaned_data["is_heading"],
                after=asked.paragraph(declaration=found, pk=int(after)) if after.isdecimal() else None,
                by=request.membership,
            )
            return _place(request, reference, found, made)

        if taken := sending.take(request, form, act):
            return taken
    return _again(request, found, form)


@require_POST
def paragraph(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """Save one paragraph. htmx gets back only the new version and when it was saved: what is typed stays."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _again(request, found, form, one)
    given = form.cleaned_data
    try:
        saved = writing.edit_paragraph(
            paragraph=one,
            # The newest that this page was shown: its own, or the one beside the button that overrules.
            version=max(given["over"] or 0, given["version"] or 0),
            text=given["text"],
            other_text=given["other_text"],
            by=request.membership,
        )
    except Conflict:
        return _conflict(request, reference, found, one, form)
    except Problem as problem:
        if request.htmx:
            return render(
                request, "declarations/_saved.html", {"paragraph": one, "problem": problem.sentence}
            )
        raise
    if request.htmx:
        return render(request, "declarations/_saved.html", {"paragraph": saved, "said": sending.saved_now()})
    return redirect(_place(request, reference, found, one))


@require_POST
def paragraph_move(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """One place up or down."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    writing.move_paragraph(paragraph=one, up=request.POST.get("to") == "up", by=request.membership)
    return redirect(_place(request, reference, found, one))


@require_POST
def paragraph_delete(
    request: ClinicRequest, reference: str, declaration: int, paragraph: int
) -> HttpResponse:
    """Delete a paragraph as it stood on the page."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    version = request.POST.get("version", "")
    writing.delete_paragraph(
        paragraph=one, version=int(version) if version.isdecimal() else 0, by=request.membership
    )
    return redirect(sending.address(request, "declaration", reference=reference, declaration=found.pk))


def _place(request: ClinicRequest, reference: str, found: "Declaration", one: "Paragraph") -> str:
    page = sending.address(request, "declaration", reference=reference, declaration=found.pk)
    return f"{page}#p-{one.pk}"


def _conflict(
    request: ClinicRequest, reference: str, found: "Declaration", one: "Paragraph", form: ParagraphForm
) -> HttpResponse:
    """Both texts, to choose from; the typed one is in the page and is not lost."""
    stands = {"text": one.text.reveal(), "other_text": one.other_text.reveal()}
    last = audit.last_change(case=found.case, verb="paragraph.edit", object_id=one.pk)
    if request.htmx:
        context = {
            "paragraph": one,
            "stands": stands,
            "who": last[0] if last else "",
            "when": last[1] if last else None,
        }
        return render(request, "declarations/_overtaken.html", context)
    for name, (_code, language) in zip(("text", "other_text"), asked.written_in(found), strict=False):
        form.fields[name].label = language
    back = _place(request, reference, found, one)
    return sending.conflict(
        request, form, stands=stands, version=one.version, what="this paragraph", back=back, last=last
    )


def _again(
    request: ClinicRequest, found: "Declaration", form: ParagraphForm, one: "Paragraph | None" = None
) -> HttpResponse:
    """The form again, with what was typed and the sentence that says what is wrong."""
    context = {"case": found.case, "declaration": found, "form": form, "paragraph": one}
    if request.htmx and one is not None:
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return render(request, "declarations/_saved.html", {"paragraph": one, "problem": " ".join(sentences)})
    return render(request, "declarations/again.html", context, status=400)
