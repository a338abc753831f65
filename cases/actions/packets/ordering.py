"""What people do with packets: order, stop, take a part of."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from cases.access.roles import May
from cases.actions import audit, bell, evidence
from cases.errors import Problem
from cases.models import Case, Exhibit, Hearing, Membership, Packet, PacketExhibit, PacketPart, Proceeding
from cases.pdf import packet as binding
from cases.queries import court_papers
from cases.queries import packets as ordered

TASK = "cases.tasks.build_packet"


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


def _under_way(pk: int) -> Any:
    return Packet.objects.filter(pk=pk, state__in=[Packet.State.QUEUED, Packet.State.BUILDING])
