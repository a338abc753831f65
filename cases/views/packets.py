"""Packets: choosing what goes in, watching one being built, taking its parts, reading its warnings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import packets as binding
from cases.forms.packets import PacketForm
from cases.queries import casework
from cases.queries import evidence as exhibits
from cases.queries import packets as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def packet_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Which exhibits, under which title, for which proceeding."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.BUILD_PACKET, by=request.membership)
    found = exhibits.for_case_page(case=case, member=request.membership).exhibits
    proceedings = {one.pk: one for one in asked.proceedings(case=case)}
    form = PacketForm(
        request.POST or None,
        proceedings=[(pk, one.get_kind_display()) for pk, one in proceedings.items()],
        exhibits=[(row.exhibit.pk, f"{row.tab}. {row.exhibit.title}") for row in found],
        **_titled(request),
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            chosen = set(form.cleaned_data["exhibits"])
            proceeding = proceedings[form.cleaned_data["proceeding"]]
            made = binding.order(
                case=case,
                proceeding=proceeding,
                hearing=asked.next_hearing(proceeding),
                title=form.cleaned_data["title"],
                exhibits=[row.exhibit for row in found if row.exhibit.pk in chosen],
                by=request.membership,
            )
            return sending.address(request, "packet", reference=reference, packet=made.pk)

        if taken := sending.take(request, form, act, said="The packet is ordered. You can leave this page."):
            return taken
    context = {"case": case, "form": form, "rows": found, "proceedings": list(proceedings.values())}
    return render(request, "packets/add.html", context)


@require_GET
def packet(request: ClinicRequest, reference: str, packet: int) -> HttpResponse:
    """How far it is, or what came of it. htmx asks for the inner part alone."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.packet(case=case, pk=packet, member=request.membership)
    under_way = found.state in ("queued", "building")
    context = {"case": case, "packet": found, "under_way": under_way}
    if request.htmx:
        return render(request, "packets/_state.html", context)
    trail.read(what="packet", by=request.membership, case_id=case.pk, object_id=found.pk)
    return render(request, "packets/packet.html", context)


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


def _titled(request: ClinicRequest) -> dict[str, Any]:
    """The title that a page which leads here proposes, such as a motion's, in place of the usual one."""
    title = request.GET.get("title", "").strip()
    return {"initial": {"title": title[:200]}} if title else {}
