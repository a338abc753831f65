"""What the worker does with a packet, each step a short transaction of its own: claim, lay out, report, finish or fail."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, evidence, filed_copies
from cases.errors import Problem
from cases.models import Case, Certificate, Membership, Packet, PacketExhibit, PacketPart, Proceeding
from cases.pdf import packet as binding
from cases.pdf import papers
from cases.queries import captions, court_papers, filed, findings, preflight
from cases.queries.packets import LEASE

_TRIES = 3


class Stopped(Problem):
    """The packet was stopped, or another worker has taken it over: this one must not go on."""


@transaction.atomic
def claim(*, packet_id: int, now: dt.datetime | None = None) -> Packet | None:
    """Take a packet that waits, or whose worker fell silent; None when somebody else has it.

    The packet's `attempts` is this worker's claim from now on. After three tries it is given up, and said.
    """
    now = now or timezone.now()
    free = Q(state=Packet.State.QUEUED) | Q(state=Packet.State.BUILDING, claimed_at__lt=now - LEASE)
    taken = Packet.objects.filter(free, pk=packet_id).update(
        state=Packet.State.BUILDING,
        claimed_at=now,
        attempts=F("attempts") + 1,
        doing="Opening the exhibits",
        done=0,
    )
    if not taken:
        return None
    packet = Packet.objects.select_related("case", "proceeding", "hearing", "requested_by__user").get(
        pk=packet_id
    )
    if packet.attempts > _TRIES:
        fail(
            packet=packet, sentence="The building was broken off three times. Order it again, or report this."
        )
        return None
    return packet


@dataclass(frozen=True)
class LaidOut:
    """What to bind, and the copies of single exhibits to make before: chosen pages, highlights, redactions."""

    order: binding.Order
    copies: list[filed_copies.Copy]


@transaction.atomic
def lay_out(*, packet: Packet, folder: Path) -> LaidOut:
    """Write the packet's exhibits, decrypted, into the worker's own folder; return what to make and bind of them.

    Raises Problem when whoever ordered it may no longer see the case.
    """
    by, case = packet.requested_by, packet.case
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists() or not by.may(May.BUILD_PACKET):
        raise Problem(
            "Whoever ordered this packet may no longer open the case. Somebody who may must order it."
        )
    bound: list[binding.Exhibit] = []
    copies: list[filed_copies.Copy] = []
    for line in _lines(packet):
        laid = filed_copies.lay_down(line.exhibit, folder, stem=f"{line.position:04d}")
        copies += [laid.copy] if laid.copy else []
        files, pages = zip((laid.file, laid.pages), *_companions(line, folder), strict=True)
        bound.append(binding.Exhibit(line.exhibit.title, files, filed.detail(line.exhibit), pages))
    caption = captions.caption(case=case, proceeding=packet.proceeding, hearing=packet.hearing)
    order = binding.Order(
        caption=caption,
        title=packet.title,
        exhibits=tuple(bound),
        name="packet",
        label=f"Evidence, {case.reference}",
        service=_service(packet.proceeding, captions.lead_attorney(case)),
        first_tab=packet.first_tab,
        first_page=packet.first_page,
        on_letter=packet.on_letter,
        papers=court_papers.printed(packet=packet, caption=caption),
    )
    return LaidOut(order, copies)


@transaction.atomic
def report(*, packet: Packet, done: int, total: int, doing: str = "Binding the pages") -> None:
    """Say how far the work is, and that this worker lives. Raises Stopped when the claim is gone."""
    held = _mine(packet).update(done=done, total=total, doing=doing, claimed_at=timezone.now())
    if not held:
        raise Stopped("This packet was stopped, or another worker has taken it over.")


@transaction.atomic
def finish(*, packet: Packet, built: binding.Packet) -> None:
    """Seal the parts, write down on which pages each exhibit stands, and call it built, with its warnings."""
    if not _mine(packet).select_for_update(no_key=True).exists():
        raise Stopped("This packet was stopped, or another worker has taken it over.")
    for number, part in enumerate(built.parts, start=1):
        with part.path.open("rb") as source:
            name, stored = evidence.seal(source, key=packet.case.key)
        PacketPart.objects.create(
            clinic_id=packet.clinic_id,
            packet=packet,
            number=number,
            file=name,
            pages=part.pages,
            size=stored.size,
            sha256=_sha256(part.path),
        )
    lines = list(_lines(packet))
    for line, row in zip(lines, built.rows, strict=True):
        line.first_page, line.last_page = row.first_page, row.last_page
        line.title, line.filed_as = line.exhibit.title, filed.fingerprint(line.exhibit)
    PacketExhibit.objects.bulk_update(lines, ["first_page", "last_page", "title", "filed_as"])
    found = [asdict(each) for each in preflight.of_result(packet=packet, built=built, lines=lines)]
    _mine(packet).update(
        state=Packet.State.BUILT,
        built_at=timezone.now(),
        claimed_at=None,
        doing="",
        problem="",
        pages=built.pages,
        findings=found,
        done=F("total"),
    )
    audit.write(
        verb="packet.build",
        by=packet.requested_by,
        case_id=packet.case_id,
        object_id=packet.pk,
        pages=built.pages,
        parts=len(built.parts),
        findings=len(found),
    )


@transaction.atomic
def fail(*, packet: Packet, sentence: str) -> None:
    """Say why the packet was not built; whoever ordered it reads the sentence."""
    failed = _mine(packet).update(
        state=Packet.State.FAILED, problem=sentence[:500], doing="", claimed_at=None
    )
    if failed:
        audit.write(verb="packet.fail", by=packet.requested_by, case_id=packet.case_id, object_id=packet.pk)


def _companions(line: PacketExhibit, folder: Path) -> Iterator[tuple[Path, int]]:
    """The translation and the certificates that are files of their own, as they are filed, each with its page count."""
    seen: set[int] = set()
    for kind in ("translation", "interpretation"):
        found = findings.certificate_of(line.exhibit, kind)
        for file in (found.document, found.certificate) if found else ():
            if file is None or file.pk in seen:
                continue
            seen.add(file.pk)
            out = folder / f"{line.position:04d}_{len(seen)}.pdf"
            with out.open("wb") as target:
                target.writelines(evidence.unsealed(file.pdf_file, key=line.exhibit.case.key))
            yield out, file.pages


def _lines(packet: Packet) -> Any:
    found = packet.lines.select_related(
        "exhibit__case", "exhibit__document__case", "exhibit__report__clinic", "exhibit__filed_copy"
    )
    certified = Prefetch(
        "exhibit__certificates", Certificate.objects.select_related("document", "certificate")
    )
    return found.prefetch_related(certified, "exhibit__marks").order_by("position")


def _mine(packet: Packet) -> Any:
    """The packet's row as long as this worker's claim on it stands."""
    return Packet.objects.filter(pk=packet.pk, state=Packet.State.BUILDING, attempts=packet.attempts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _service(proceeding: Proceeding, lead: Membership | None) -> papers.Service:
    """The ECAS statement when the proceeding is on ECAS, else a proof of service with blanks to fill in by hand."""
    return papers.Service(ecas=proceeding.uses_ecas, server=str(lead.user) if lead else "")
