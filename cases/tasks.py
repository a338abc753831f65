"""What the worker runs: find a row through a narrow door, enter its clinic's fence, call one action."""

import tempfile
import time
from pathlib import Path

import structlog
from celery import shared_task

from cases.actions import bell, packets, reminders
from cases.errors import Problem
from cases.models import Clinic, Packet
from cases.pdf import packet as binding
from cases.queries import clinics
from cases.queries import packets as ordered
from cases.queries import reminders as due

log = structlog.get_logger(__name__)


@shared_task
def sweep_reminders() -> int:
    """Send every reminder that is due; return how many were looked at. A doubled sweep sends nothing twice."""
    found = due.waiting()
    known = {clinic.pk: clinic for clinic in clinics.all_clinics()}
    for clinic_id, reminder_id in found:
        try:
            with known[clinic_id].inside():
                claimed = reminders.claim(reminder_id=reminder_id)
            if claimed is not None:
                with known[clinic_id].inside():
                    reminders.deliver(reminder_id=reminder_id)
        except Exception:  # one bad row must not hold up everybody else's reminder
            log.exception("reminder_not_sent", reminder_id=reminder_id)
    bell.beat("reminders", due=len(found))
    return len(found)


@shared_task
def sweep_packets() -> int:
    """Ring for every packet that waits or whose worker fell silent; return how many."""
    waiting = ordered.waiting()
    for one in waiting:
        bell.ring(packets.TASK, one.clinic_id, one.packet_id)
    bell.beat("packets", waiting=len(waiting))
    return len(waiting)


@shared_task
def build_packet(clinic_id: int, packet_id: int) -> bool:
    """Build one packet; False when somebody else has it. Rung twice, or swept up as well, it is built once."""
    clinic = clinics.all_clinics().filter(pk=clinic_id).first()
    if clinic is None:
        return False
    with clinic.inside():
        packet = packets.claim(packet_id=packet_id)
    if packet is None:
        return False
    try:
        _build(clinic, packet)
    except packets.Stopped:
        return False
    except Problem as problem:
        with clinic.inside():
            packets.fail(packet=packet, sentence=problem.sentence)
    except Exception:
        log.exception("packet_not_built", packet_id=packet_id)
        with clinic.inside():
            packets.fail(
                packet=packet,
                sentence="Something broke while binding. Order it again; if it breaks again, report it.",
            )
    return True


def _build(clinic: Clinic, packet: Packet) -> None:
    """Bind outside any transaction, so that progress can be seen and a lock is never held for minutes."""
    last_said = time.monotonic()

    def say(done: int, total: int) -> None:
        nonlocal last_said
        if time.monotonic() - last_said >= 1 or done == total:
            last_said = time.monotonic()
            with clinic.inside():
                packets.report(packet=packet, done=done, total=total)

    # Decrypted pages lie in this folder, readable by this user alone, until the packet is bound.
    with tempfile.TemporaryDirectory(prefix="amparo-packet-") as folder:
        with clinic.inside():
            order = packets.lay_out(packet=packet, folder=Path(folder))
        built = binding.assemble(order, Path(folder), progress=say)
        with clinic.inside():
            packets.finish(packet=packet, built=built)
