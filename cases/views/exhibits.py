"""The exhibits of a case: what each is, what its certificates say, their order."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import certificates, recognition
from cases.actions import exhibits as work
from cases.errors import Conflict, Problem
from cases.forms.evidence import CertificateForm, ExhibitForm
from cases.queries import audit, casework, documents, findings
from cases.queries import evidence as asked
from cases.views import sending
from cases.views.request import ClinicRequest

DESCRIBED = (
    *("title", "kind", "source", "dated", "date_certainty", "language", "elements", "proves", "closed"),
    *("pages", "published_on", "signed_on", "signed_in", "oath", "interpreted", "disclosure"),
)
CERTIFIED = (
    "name",
    "language",
    "is_competent",
    "is_accurate",
    "was_understood",
    "is_signed",
    "signed_on",
    "address",
)


@require_http_methods(["GET", "POST"])
def exhibit(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """What one exhibit is, and which of its pages are filed."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    stands = {name: getattr(found, name) for name in DESCRIBED}
    form = ExhibitForm(request.POST or None, initial={**stands, "version": found.version})
    back = sending.address(request, "evidence", reference=reference) + f"#exhibit-{found.pk}"

    def act() -> str:
        work.describe(exhibit=found, by=request.membership, **form.cleaned_data)
        return back

    if request.method == "POST" and form.is_valid():
        try:
            if taken := sending.take(request, form, act):
                return taken
        except Conflict:
            last = audit.last_change(case=case, verb="exhibit.describe", object_id=found.pk)
            return sending.conflict(
                request, form, stands=stands, version=found.version, what="this exhibit", back=back, last=last
            )
    context = {"case": case, "exhibit": found, "form": form, "back": back}
    return render(request, "evidence/exhibit.html", context)


@require_http_methods(["GET", "POST"])
def exhibit_translation(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """The English translation of an exhibit and what its translator certified."""
    return _certificate(request, reference, exhibit, "translation")


@require_http_methods(["GET", "POST"])
def exhibit_interpretation(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """Who read a declaration to its declarant, and what the interpreter certified."""
    return _certificate(request, reference, exhibit, "interpretation")


def _certificate(request: ClinicRequest, reference: str, pk: int, kind: str) -> HttpResponse:
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    found = asked.exhibit(case=case, pk=pk, member=request.membership)
    stands = findings.certificate_of(found, kind)
    files = {each.pk: each for each in asked.companions(exhibit=found, member=request.membership)}
    initial: dict[str, Any] = {name: getattr(stands, name) for name in CERTIFIED} if stands else {}
    if stands:
        initial |= {"document": stands.document_id or "", "certificate": stands.certificate_id or ""}
    form = CertificateForm(
        request.POST or None,
        documents=[(each.pk, asked.title_of(each)) for each in files.values()],
        reads=kind == "interpretation",
        initial={**initial, "version": found.version},
    )
    back = sending.address(request, "evidence", reference=reference) + f"#exhibit-{found.pk}"

    def act() -> str:
        given = {**form.cleaned_data}
        for name in ("document", "certificate"):
            given[name] = files.get(int(given.get(name) or 0))
        certificates.record(exhibit=found, kind=kind, by=request.membership, **given)
        return back

    if request.method == "POST" and "gone" in request.POST:
        certificates.take_back(exhibit=found, kind=kind, by=request.membership)
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            if taken := sending.take(request, form, act):
                return taken
        except Conflict:
            last = audit.last_change(case=case, verb=f"certificate.{kind}", object_id=found.pk)
            return sending.conflict(
                request,
                form,
                stands=initial,
                version=found.version,
                what="this exhibit",
                back=back,
                last=last,
            )
    context = {
        "case": case,
        "exhibit": found,
        "form": form,
        "back": back,
        "kind": kind,
        "stands": stands,
        "missing": [words for _, words in findings.missing(stands)] if stands else [],
        "language": findings.language_name(found.language),
    }
    return render(request, "evidence/certificate.html", context)


@require_POST
def exhibits_order(request: ClinicRequest, reference: str) -> HttpResponse:
    """The whole row in a new order: each exhibit with the place that was typed, or that it was dragged to.

    With ``among``, ids in order, only these share out the places that they hold: files that came in side by side.
    """
    case = casework.case(reference=reference, member=request.membership)
    if among := [int(pk) for pk in request.POST.getlist("among") if _is_place(pk)]:
        work.settle(case=case, order=among, by=request.membership)
        return redirect(sending.address(request, "evidence", reference=reference) + "#exhibits")
    typed = {name.removeprefix("place-"): str(value).strip() for name, value in request.POST.items()}
    places = {int(pk): float(value) for pk, value in typed.items() if _is_place(pk) and _is_place(value)}
    shown = [one.pk for one in asked.visible(case=case, member=request.membership)]
    was = {pk: place for place, pk in enumerate(shown, start=1)}

    def place(pk: int) -> tuple[float, int]:
        wanted = places.get(pk, was[pk])
        # Typed to stand where another stands: it goes before that one when it moved up, after it when it moved down.
        return (wanted - 0.5 if wanted < was[pk] else wanted + 0.5 if wanted > was[pk] else wanted), was[pk]

    work.arrange(case=case, order=sorted(shown, key=place), by=request.membership)
    return redirect(sending.address(request, "evidence", reference=reference) + "#exhibits")


@require_POST
def exhibit_move(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """One place up or down."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    work.move(exhibit=found, up=request.POST.get("to") == "up", by=request.membership)
    return redirect(sending.address(request, "evidence", reference=reference) + f"#exhibit-{exhibit}")


@require_POST
def exhibit_recognise(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """The text of its scanned pages is to be recognised; the worker does it."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    if found.document is None:
        raise Problem("This is a report of the clinic's library. Add a searchable edition of it there.")
    recognition.ask(document=found.document, by=request.membership)
    messages.info(
        request,
        f"The text of “{found.title}” is being recognised, about ten seconds a page. You can go on working.",
    )
    if request.POST.get("back") == "check":
        return redirect(sending.address(request, "packet_check", reference=reference))
    return redirect(sending.address(request, "evidence", reference=reference) + f"#exhibit-{found.pk}")


@require_POST
def exhibits_recognise(request: ClinicRequest, reference: str) -> HttpResponse:
    """The text of every scan that has none is to be recognised."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    row = asked.visible(case=case, member=request.membership)
    scans = [each.document for each in row if each.document and documents.lacks_text(each)]
    for document in scans:
        recognition.ask(document=document, by=request.membership)
    messages.info(
        request,
        f"The text of {len(scans)} papers is being recognised, about ten seconds a page. Go on working.",
    )
    return redirect(sending.address(request, "packet_check", reference=reference))


@require_POST
def exhibit_set_aside(request: ClinicRequest, reference: str, exhibit: int) -> HttpResponse:
    """Out of the row; the document stays."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.exhibit(case=case, pk=exhibit, member=request.membership)
    title, document = found.title, found.document_id
    work.set_aside(exhibit=found, by=request.membership)
    kept = (
        "Its document is kept below and can be taken up again."
        if document
        else "The library keeps the report."
    )
    messages.info(request, f"“{title}” is set aside. {kept}")
    return redirect(sending.address(request, "evidence", reference=reference))


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12
