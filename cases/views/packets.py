"""Packets: choosing what goes in, watching one being built, its findings, its upload, what changed since."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import packets as binding
from cases.actions import uploads
from cases.forms.packets import PacketForm, UploadedForm
from cases.pdf.packet import tab_letter
from cases.queries import casework, clinics, court_papers, deadlines, documents, filings, finding, preflight
from cases.queries import evidence as exhibits
from cases.queries import packets as asked
from cases.views import files, mending, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def packet_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Which exhibits and papers, under which title, for which proceeding, after which packet."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.BUILD_PACKET, by=request.membership)
    found = exhibits.for_case_page(case=case, member=request.membership).exhibits
    proceedings = {one.pk: one for one in asked.proceedings(case=case)}
    earlier = {one.pk: one for one in asked.to_follow(case=case, member=request.membership)}
    form = PacketForm(
        request.POST or None,
        proceedings=[(pk, one.get_kind_display()) for pk, one in proceedings.items()],
        exhibits=[(row.exhibit.pk, f"{row.tab}. {row.exhibit.title}") for row in found],
        papers=list(court_papers.KINDS.items()),
        follows=[(pk, _after(one)) for pk, one in earlier.items()],
        initial=_proposed(request, case, earlier),
    )

    def act() -> str:
        given = form.cleaned_data
        chosen = set(given["exhibits"])
        proceeding = proceedings[given["proceeding"]]
        made = binding.order(
            case=case,
            proceeding=proceeding,
            hearing=asked.next_hearing(proceeding),
            title=given["title"],
            exhibits=[row.exhibit for row in found if row.exhibit.pk in chosen],
            follows=earlier.get(int(given.get("follows") or 0)),
            papers_wanted=given["papers"],
            on_letter=given["on_letter"],
            by=request.membership,
        )
        return sending.address(request, "packet", reference=reference, packet=made.pk)

    said = "The packet is ordered. You can leave this page."
    if (
        request.method == "POST"
        and form.is_valid()
        and (taken := sending.take(request, form, act, said=said))
    ):
        return taken
    seen = [each for row in found for each in row.findings]
    context = {
        "case": case,
        "form": form,
        "rows": found,
        "proceedings": list(proceedings.values()),
        "hard": sum(each.hard for each in seen),
        "soft": sum(not each.hard for each in seen),
    }
    return render(request, "packets/add.html", context)


@require_GET
def packet_check(request: ClinicRequest, reference: str) -> HttpResponse:
    """The pre-flight of everything that could go into a packet now, each finding with the way to mend it."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.BUILD_PACKET, by=request.membership)
    trail.read(what="evidence", by=request.membership, case_id=case.pk)
    proceeding = asked.proceedings(case=case).first()
    hearing = asked.next_hearing(proceeding) if proceeding else None
    row = list(exhibits.visible(case=case, member=request.membership))
    found = preflight.before(case=case, proceeding=proceeding, hearing=hearing, exhibits=row)
    return render(
        request,
        "packets/check.html",
        {
            "case": case,
            "exhibits": len(row),
            "scans": sum(each.at == "recognise" for each in found.soft) if documents.can_recognise() else 0,
            **_shown(request, reference, found, proceeding),
        },
    )


@require_GET
def packet(request: ClinicRequest, reference: str, packet: int) -> HttpResponse:
    """How far it is, or what came of it. htmx asks for the inner part alone."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.packet(case=case, pk=packet, member=request.membership)
    under_way = found.state in ("queued", "building")
    context = {
        "case": case,
        "packet": found,
        "under_way": under_way,
        "outcome": asked.outcome(found),
        "filing": asked.filing_of(found),
        "changed": asked.changed_since(found) if found.state == "built" else [],
        **_shown(request, reference, preflight.stored(found), found.proceeding),
    }
    if request.htmx:
        return render(request, "packets/_state.html", context)
    trail.read(what="packet", by=request.membership, case_id=case.pk, object_id=found.pk)
    return render(request, "packets/packet.html", context)


@require_http_methods(["GET", "POST"])
def packet_uploaded(request: ClinicRequest, reference: str, packet: int) -> HttpResponse:
    """It was uploaded or handed in: it is frozen, and the filing is recorded for the date that it answers."""
    case = casework.case(reference=reference, member=request.membership)
    member = request.membership
    trail.require(May.RECORD_FILING, by=member)
    found = asked.packet(case=case, pk=packet, member=member)
    due = {each.pk: each for each in asked.answerable(packet=found)}
    who = {each.pk: each for each in filings.filers(case=case, member=member)}
    form = UploadedForm(
        request.POST or None,
        today=clinics.today(request.clinic),
        filers=[(pk, str(each.user)) for pk, each in who.items()],
        deadlines=[(pk, deadlines.title_of(each)) for pk, each in due.items()],
        initial={"method": "ecas" if found.proceeding.uses_ecas else "counter"},
    )

    def act() -> str:
        given = form.cleaned_data
        uploads.upload(
            packet=found,
            filed_on=given["filed_on"],
            document_type=form.type_of_document(),
            receipt_number=given["receipt_number"],
            method=given["method"],
            deadline=due.get(int(given["deadline"] or 0)),
            filed_by=who.get(int(given["filed_by"])),
            by=member,
        )
        return sending.address(request, "packet", reference=reference, packet=packet)

    if request.method == "POST" and form.is_valid() and (taken := sending.take(request, form, act)):
        return taken
    hard = len(preflight.stored(found).hard)
    return render(
        request,
        "packets/uploaded.html",
        {"case": case, "packet": found, "form": form, "hard": hard, "due": due},
    )


@require_POST
def packet_stop(request: ClinicRequest, reference: str, packet: int) -> HttpResponse:
    """Stop a packet that is under way."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.packet(case=case, pk=packet, member=request.membership)
    binding.stop(packet=found, by=request.membership)
    return redirect(sending.address(request, "packet", reference=reference, packet=packet))


@require_GET
def packet_part(request: ClinicRequest, reference: str, packet: int, number: int) -> HttpResponse:
    """One file of a built packet."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.packet(case=case, pk=packet, member=request.membership)
    part = asked.part(packet=found, number=number)
    name = binding.file_name(part, parts=len(found.parts.all()))
    return files.pdf(binding.download(part=part, by=request.membership), name=name)


def _shown(
    request: ClinicRequest, reference: str, found: preflight.Preflight, proceeding: Any
) -> dict[str, Any]:
    """The findings with their links, hard and soft apart."""
    where = proceeding.pk if proceeding is not None else None

    def linked(some: list[finding.Finding]) -> list[mending.Mend]:
        return mending.mends(request, reference, some, proceeding=where)

    return {"hard": linked(found.hard), "soft": linked(found.soft)}


def _after(packet: Any) -> str:
    """What following this packet means, in words."""
    if asked.outcome(packet) == "rejected":
        return f"In place of “{packet.title}”, which was rejected: from Tab {tab_letter(packet.first_tab)}, page {packet.first_page}"
    tab = tab_letter(packet.first_tab + packet.lines.count())
    return f"A supplement to “{packet.title}”: from Tab {tab}, page {packet.last_page + 1}"


def _proposed(request: ClinicRequest, case: Any, earlier: dict[int, Any]) -> dict[str, Any]:
    """What the form starts with: the title that a page which leads here proposes, and what follows what."""
    proposed: dict[str, Any] = {}
    if title := request.GET.get("title", "").strip():
        proposed["title"] = title[:200]
    typed = request.GET.get("follows", "")
    base = (
        earlier.get(int(typed))
        if typed.isdecimal() and len(typed) < 12
        else next(iter(earlier.values()), None)
    )
    if base is None:
        return proposed
    proposed |= {"follows": base.pk, "proceeding": base.proceeding_id}
    if asked.outcome(base) == "rejected":
        kept = [line.exhibit_id for line in base.lines.all()]
        return {"title": base.title, **proposed, "exhibits": kept, "papers": base.papers}
    new = asked.unfiled(case=case, member=request.membership)
    return {"title": f"Supplement to {base.title}"[:200], **proposed, "exhibits": sorted(new)}
