"""One paragraph at a time: saved by itself, taken apart, joined, moved, deleted; a slower save is shown what it would overwrite.

The page sends the same forms with or without its script. With it, answers are small JSON and nothing on the page is
replaced under somebody's fingers; without it, they are redirects. Whatever is pressed, the words in the box are saved
first, so that no button loses what was typed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from cases.actions import comments as saying
from cases.actions import declarations as writing
from cases.actions import paragraphs as shaping
from cases.errors import Conflict
from cases.forms.declarations import ParagraphForm
from cases.queries import audit
from cases.queries import declarations as asked
from cases.views import sending
from cases.views.request import ClinicRequest

if TYPE_CHECKING:
    from cases.models import Declaration, Paragraph

Deed = Callable[["Paragraph"], "Paragraph | None"]


@require_POST
def paragraph_add(request: ClinicRequest, reference: str, declaration: int) -> HttpResponse:
    """A new paragraph at the end, or below another one (?after=)."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    form = ParagraphForm(request.POST)
    after = request.POST.get("after", "")
    made: list[Paragraph] = []
    if form.is_valid():

        def act() -> str:
            made.append(
                writing.add_paragraph(
                    declaration=found,
                    text=form.cleaned_data["text"],
                    other_text=form.cleaned_data["other_text"],
                    is_heading=form.cleaned_data["is_heading"],
                    after=asked.paragraph(declaration=found, pk=int(after)) if after.isdecimal() else None,
                    by=request.membership,
                )
            )
            return _place(request, found, made[0])

        if _scripted(request):
            act()
            return JsonResponse(_answer(made[0]) | {"id": made[0].pk})
        if taken := sending.take(request, form, act):
            return taken
    return _again(request, found, form)


@require_POST
def paragraph(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """Save one paragraph."""
    return _do(request, reference, declaration, paragraph, lambda one: one)


@require_POST
def paragraph_split(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """Take a paragraph apart: at the cursor, or before the words that were typed (?before=)."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _again(request, found, form, one)
    given = form.cleaned_data
    text, rest = given["text"], given["rest"]
    if before := request.POST.get("before", "").strip():
        at = text.find(before)
        if at < 0:
            form.add_error(
                None, "Those words are not in the paragraph: copy the first words of the second part."
            )
            return _again(request, found, form, one)
        text, rest = text[:at], text[at:]
    try:
        first, second = shaping.split(
            paragraph=one,
            version=given["version"] or 0,
            text=text,
            rest=rest,
            other_text=given["other_text"],
            other_rest=given["other_rest"],
            by=request.membership,
        )
    except Conflict:
        return _conflict(request, found, one, form)
    if _scripted(request):
        return JsonResponse(_answer(first) | {"below": _answer(second) | {"id": second.pk}})
    return redirect(_place(request, found, second))


@require_POST
def paragraph_join(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """Put a paragraph's words behind those of the one above."""

    def join(one: "Paragraph") -> "Paragraph":
        return shaping.join(paragraph=one, version=one.version, by=request.membership)

    return _do(request, reference, declaration, paragraph, join)


@require_POST
def paragraph_heading(
    request: ClinicRequest, reference: str, declaration: int, paragraph: int
) -> HttpResponse:
    """Make a paragraph a heading, or a heading a paragraph."""

    def turn(one: "Paragraph") -> "Paragraph":
        return shaping.set_heading(
            paragraph=one, version=one.version, is_heading=not one.is_heading, by=request.membership
        )

    return _do(request, reference, declaration, paragraph, turn)


@require_POST
def paragraph_below(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """An empty paragraph below this one."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)

    def add(one: "Paragraph") -> "Paragraph":
        return writing.add_paragraph(declaration=found, after=one, by=request.membership)

    return _do(request, reference, declaration, paragraph, add)


@require_POST
def paragraph_fits(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """Say that both languages say the same."""
    return _do(
        request,
        reference,
        declaration,
        paragraph,
        lambda one: shaping.fits(paragraph=one, by=request.membership),
    )


@require_POST
def paragraph_move(request: ClinicRequest, reference: str, declaration: int, paragraph: int) -> HttpResponse:
    """One place up or down (?to=up), or below another paragraph (?after=, 0 for the top)."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    after = request.POST.get("after", "")

    def move(one: "Paragraph") -> "Paragraph":
        if after.isdecimal():
            target = asked.paragraph(declaration=found, pk=int(after)) if int(after) else None
            shaping.place_after(paragraph=one, after=target, by=request.membership)
        else:
            writing.move_paragraph(paragraph=one, up=request.POST.get("to") == "up", by=request.membership)
        return one

    return _do(request, reference, declaration, paragraph, move)


@require_POST
def paragraph_delete(
    request: ClinicRequest, reference: str, declaration: int, paragraph: int
) -> HttpResponse:
    """Delete a paragraph as it stood on the page; what it said stays in the version before."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    version = request.POST.get("version", "")
    writing.delete_paragraph(
        paragraph=one, version=int(version) if version.isdecimal() else 0, by=request.membership
    )
    return redirect(sending.address(request, "declaration", reference=reference, declaration=found.pk))


@require_POST
def paragraph_comment(
    request: ClinicRequest, reference: str, declaration: int, paragraph: int
) -> HttpResponse:
    """Say something beside a paragraph."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)

    def say(one: "Paragraph") -> "Paragraph":
        saying.add(
            declaration=found,
            paragraph_uid=one.uid,
            text=request.POST.get("comment", ""),
            by=request.membership,
        )
        return one

    return _do(request, reference, declaration, paragraph, say)


@require_POST
def comment_settle(request: ClinicRequest, reference: str, declaration: int, comment: int) -> HttpResponse:
    """Say that what was said beside a paragraph is dealt with."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.comment(declaration=found, pk=comment)
    saying.settle(comment=one, by=request.membership)
    return redirect(
        sending.address(request, "declaration", reference=reference, declaration=found.pk)
        + f"#u-{one.paragraph_uid}"
    )


def _do(request: ClinicRequest, reference: str, declaration: int, paragraph: int, deed: Deed) -> HttpResponse:
    """Save the words in the box, where they were sent and differ, and do what was pressed."""
    found = asked.declaration(reference=reference, pk=declaration, member=request.membership)
    one = asked.paragraph(declaration=found, pk=paragraph)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _again(request, found, form, one)
    given = form.cleaned_data
    try:
        if "text" in request.POST:
            one = writing.edit_paragraph(
                paragraph=one,
                # The newest that this page was shown: its own, or the one beside the button that overrules.
                version=max(given["over"] or 0, given["version"] or 0),
                text=given["text"],
                other_text=given["other_text"],
                by=request.membership,
            )
        after = deed(one) or one
    except Conflict:
        return _conflict(request, found, one, form)
    if _scripted(request):
        return JsonResponse(_answer(after))
    return redirect(_place(request, found, after))


def _scripted(request: ClinicRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _answer(one: "Paragraph") -> dict[str, Any]:
    """What the page needs to know of a saved paragraph: never its words, which it has."""
    return {
        "id": one.pk,
        "version": one.version,
        "said": sending.saved_now(),
        "behind": one.behind,
    }


def _place(request: ClinicRequest, found: "Declaration", one: "Paragraph") -> str:
    page = sending.address(request, "declaration", reference=found.case.reference, declaration=found.pk)
    return f"{page}#p-{one.pk}"


def _conflict(
    request: ClinicRequest, found: "Declaration", one: "Paragraph", form: ParagraphForm
) -> HttpResponse:
    """Both texts, to choose from; the typed one is in the page and is not lost."""
    one = asked.paragraph(declaration=found, pk=one.pk)
    stands = {"text": one.text.reveal(), "other_text": one.other_text.reveal()}
    last = audit.last_change(case=found.case, verb="paragraph.edit", object_id=one.pk)
    if _scripted(request):
        context = {
            "paragraph": one,
            "stands": stands,
            "who": last[0] if last else "",
            "when": last[1] if last else None,
        }
        shown = render_to_string("declarations/_overtaken.html", context, request)
        return JsonResponse({"conflict": shown}, status=409)
    for name, (_code, language) in zip(("text", "other_text"), asked.written_in(found), strict=False):
        form.fields[name].label = language
    for name in ("rest", "other_rest", "is_heading"):
        del form.fields[name]
    back = _place(request, found, one)
    return sending.conflict(
        request, form, stands=stands, version=one.version, what="this paragraph", back=back, last=last
    )


def _again(
    request: ClinicRequest, found: "Declaration", form: ParagraphForm, one: "Paragraph | None" = None
) -> HttpResponse:
    """The form again, with what was typed and the sentence that says what is wrong."""
    if _scripted(request):
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"problem": " ".join(sentences)}, status=400)
    context = {"case": found.case, "declaration": found, "form": form, "paragraph": one}
    return render(request, "declarations/again.html", context, status=400)
