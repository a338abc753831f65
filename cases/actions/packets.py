"""What is done with packets: ordered by a person, claimed and built by a worker, handed out, stopped."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, bell, evidence, marks
from cases.errors import Problem
from cases.models import (
    Case,
    Certificate,
    Exhibit,
    Hearing,
    Membership,
    Packet,
    PacketExhibit,
    PacketPart,
    Proceeding,
)
from cases.pdf import packet as binding
from cases.pdf import papers
from cases.queries import captions, court_papers, filed, findings, preflight
from cases.queries import packets as ordered
from cases.queries.packets import LEASE

TASK = "cases.tasks.build_packet"
_TRIES = 3


class Stopped(Problem):
    """The packet was stopped, or another worker has taken it over: this one must not go on."""


@transaction.atomic
def order(
    *,
    case: Case,
    proceeding: Proceeding,
    title: str,
    exhibits: Sequence[Exhibit],
    by: Membership,
    hearing: Hearing | None = None,
    follows: Packet | None = None,
    papers_wanted: Sequence[str] = (),
    on_letter: bool = False,
) -> Packet:
    """Order a packet of these exhibits in this order; the worker builds it.

    ``follows`` is an uploaded packet of the same proceeding: letters and page numbers go on after it, or, where it was
    rejected, begin where it began. Raises Problem for an empty choice or title, and while another is under way.
    """
    audit.require(May.BUILD_PACKET, by=by)
    if not title.strip():
        raise Problem("Give the filing its title, as the cover page will bear it.", field="title")
    if not exhibits:
        raise Problem("Choose at least one exhibit for the packet.", field="exhibits")
    began = _beginning(follows, proceeding)
    try:
        with transaction.atomic():
            made = Packet.objects.create(
                clinic_id=case.clinic_id,
                case=case,
                proceeding=proceeding,
                hearing=hearing,
                title=title.strip(),
                requested_by=by,
                doing="Waiting for the worker",
                papers=[one for one in court_papers.KINDS if one in papers_wanted],
                on_letter=on_letter,
                **began,
            )
    except IntegrityError:
        raise Problem(
            "A packet of this case is being built at this moment. Wait until it is done, or stop it, and order again."
        ) from None
    PacketExhibit.objects.bulk_create(
        PacketExhibit(
            clinic_id=case.clinic_id,
            packet=made,
            exhibit=exhibit,
            position=number + 1,
            tab=binding.tab_letter(made.first_tab + number),
            title=exhibit.title,
        )
        for number, exhibit in enumerate(exhibits)
    )
    audit.write(verb="packet.order", by=by, case_id=case.pk, object_id=made.pk, exhibits=len(exhibits))
    bell.ring(TASK, case.clinic_id, made.pk)
    return made


def _beginning(follows: Packet | None, proceeding: Proceeding) -> dict[str, Any]:
    """Where letters and numbers begin, and after which packet."""
    if follows is None:
        return {}
    if follows.proceeding_id != proceeding.pk:
        raise Problem("A supplement is filed in the same proceeding. Choose that one.", field="proceeding")
    if follows.uploaded_at is None:
        raise Problem(
            f"“{follows.title}” was not uploaded: build it again with everything in it, in place of a supplement.",
            field="follows",
        )
    if ordered.outcome(follows) == "rejected":
        return {
            "corrects": follows,
            "supplements": follows.supplements,
            "first_tab": follows.first_tab,
            "first_page": follows.first_page,
        }
    return {
        "supplements": follows,
        "first_tab": follows.first_tab + follows.lines.count(),
        "first_page": follows.last_page + 1,
    }


@transaction.atomic
def stop(*, packet: Packet, by: Membership) -> None:
    """Stop a packet that waits or is being built; its worker notices at its next step and keeps nothing."""
    audit.require(May.BUILD_PACKET, by=by)
    stopped = _under_way(packet.pk).update(
        state=Packet.State.FAILED, problem=f"Stopped by {by.user}.", doing="", claimed_at=None
    )
    if stopped:
        audit.write(verb="packet.stop", by=by, case_id=packet.case_id, object_id=packet.pk)


@transaction.atomic
def download(*, part: PacketPart, by: Membership) -> bytes:
    """Return one part of a built packet, and record who took it."""
    audit.require(May.BUILD_PACKET, by=by)
    packet = part.packet
    audit.write(
        verb="packet.download",
        by=by,
        case_id=packet.case_id,
        object_id=packet.pk,
        part=part.number,
        bytes=part.size,
    )
    return b"".join(evidence.unsealed(part.file, key=packet.case.key))


def file_name(part: PacketPart, *, parts: int) -> str:
    """Return the name under which a part is saved: the case's reference, never a person's name."""
    name = f"{part.packet.case.reference}_evidence"
    return f"{name}.pdf" if parts == 1 else f"{name}_Part{part.number}_of_{parts}.pdf"


# --- What the worker does, each step a short transaction of its own ---------------------------------


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
    copies: list[marks.Copy]


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
    copies: list[marks.Copy] = []
    for line in _lines(packet):
        file, copy = marks.lay_down(line.exhibit, folder, stem=f"{line.position:04d}")
        copies += [copy] if copy else []
        files = (file, *_companions(line, folder))
        bound.append(binding.Exhibit(line.exhibit.title, files, filed.detail(line.exhibit)))
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
def report(*, packet: Packet, done: int, total: int) -> None:
    """Say how far the binding is, and that this worker lives. Raises Stopped when the claim is gone."""
    held = _mine(packet).update(done=done, total=total, doing="Binding the pages", claimed_at=timezone.now())
    if not held:
        raise Stopped("This packet was stopped, or another worker has taken it over.")


@transaction.atomic
def finish(*, packet: Packet, built: binding.Packet) -> None:
    """Seal the parts, write down on which pages each exhibit stands, and call it built, with its warnings."""
    if not _mine(packet).select_for_update().exists():
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


def _companions(line: PacketExhibit, folder: Path) -> Iterator[Path]:
    """The translation and the certificates that are files of their own, in the order in which they are filed."""
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
            yield out


def _lines(packet: Packet) -> Any:
    found = packet.lines.select_related("exhibit__case", "exhibit__document__case", "exhibit__report__clinic")
    certified = Prefetch(
        "exhibit__certificates", Certificate.objects.select_related("document", "certificate")
    )
    return found.prefetch_related(certified, "exhibit__marks").order_by("position")


def _under_way(pk: int) -> Any:
    return Packet.objects.filter(pk=pk, state__in=[Packet.State.QUEUED, Packet.State.BUILDING])


def _mine(packet: Packet) -> Any:
    """The packet's row as long as this worker's claim on it stands."""
    return Packet.objects.filter(pk=packet.pk, state=Packet.State.BUILDING, attempts=packet.attempts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _service(proceeding: Proceeding, lead: Membership | None) -> papers.Service:
    """The ECAS statement when the proceeding is on ECAS, else a proof of service with blanks to fill in by hand."""
    return papers.Service(ecas=proceeding.uses_ecas, server=str(lead.user) if lead else "")
