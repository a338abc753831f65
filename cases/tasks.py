"""What the worker runs: find a row through a narrow door, enter its clinic's fence, call one action."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from celery import shared_task
from django.utils import timezone

from cases import mail
from cases.actions import (
    bell,
    filed_copies,
    notices,
    packets,
    proofs,
    recognition,
    recompute,
    reminders,
    reports,
    telling,
)
from cases.actions.reminders import escalating, sending
from cases.errors import Problem
from cases.models import Clinic, Packet
from cases.pdf import packet as binding
from cases.pdf import rooms
from cases.queries import clinics, documents
from cases.queries import packets as ordered
from cases.queries import recompute as deadline_sweeps
from cases.queries.reports import saved

log = structlog.get_logger(__name__)
MARKING = "Marking the pages"
SIDE_BY_SIDE = min(2, os.cpu_count() or 1)  # parts of a packet that are bound at the same time
BATCH = 500  # reminders that are claimed together and sent over one connection


@shared_task
def sweep_reminders() -> int:
    """Send every reminder that is due and escalate what nobody answered; return how many were looked at.

    A doubled sweep sends nothing twice. When the mail server is out of reach the sweep ends; the next one tries again.
    A morning that fills a batch rings for a second worker, who takes every other batch if one is free.
    """
    looked_at, is_down = 0, False
    while not is_down and (claimed := sending.claim(most=BATCH)):
        if len(claimed) == BATCH and not looked_at:
            bell.ring("cases.tasks.sweep_reminders")
        looked_at += len(claimed)
        with mail.Line() as line:
            for clinic, ids in _by_clinic(claimed):
                _alone(sending.send, clinic=clinic, ids=ids, line=line)
            is_down = line.is_down
    while (late := escalating.unanswered()) and _escalate(late):
        pass
    bell.beat("reminders", looked_at=looked_at, mail_is_down=int(is_down))
    return looked_at


def _escalate(late: list[tuple[int, int]]) -> int:
    """Hand each clinic's unanswered reminders to its coordinators; return how many were looked at."""
    done = 0
    for clinic, ids in _by_clinic(late):
        with clinic.inside():
            done += _alone(escalating.escalate, clinic=clinic, ids=ids)
    return done


def _by_clinic(found: list[tuple[int, int]]) -> Iterator[tuple[Clinic, list[int]]]:
    rows: dict[int, list[int]] = {}
    for clinic_id, pk in found:
        rows.setdefault(clinic_id, []).append(pk)
    for clinic in clinics.all_clinics().filter(pk__in=rows):
        yield clinic, rows[clinic.pk]


def _alone(act: Callable[..., int], *, clinic: Clinic, **given: Any) -> int:
    """Run one clinic's part; what breaks in it must not hold up anybody else's reminders."""
    try:
        return act(clinic=clinic, **given)
    except Exception:
        log.exception("reminders_not_sent", clinic_id=clinic.pk)
        return 0


@shared_task
def prove_reminders() -> int:
    """Take each clinic's morning proof, again while it fails, and tell its coordinators; return how many fail."""
    failing, looked_at = 0, 0
    for clinic in clinics.all_clinics():
        looked_at += 1
        failing += _prove(clinic)
    proofs.beat(clinics_looked_at=looked_at, failing=failing)
    return failing


def _prove(clinic: Clinic) -> bool:
    """Whether one clinic's proof fails. A proof that cannot even be taken fails too."""
    try:
        with clinic.inside():
            proof = proofs.take(clinic=clinic)
        if proof is None or proof.holds:
            return False
        with clinic.inside():
            proofs.shout(clinic=clinic, proof=proof)
    except mail.NotSent as problem:
        log.warning("proof_not_told", clinic_id=clinic.pk, problem=problem.sentence)
    except Exception:
        log.exception("proof_not_taken", clinic_id=clinic.pk)
    return True


@shared_task
def plan_reminders() -> int:
    """Plan in every clinic what events left out: an assignment that began, dates loaded in bulk; return how many rows."""
    planned = 0
    for clinic in clinics.all_clinics():
        with clinic.inside():
            planned += _alone(reminders.plan_once_a_day, clinic=clinic)
    bell.beat("plan", rows=planned)
    return planned


@shared_task
def replan_reminders() -> int:
    """Plan anew in every clinic whose policy changed since it was last planned by; return how many rows."""
    planned = 0
    for clinic in clinics.all_clinics():
        planned += _alone(reminders.replan, clinic=clinic)
    bell.beat("replan", rows=planned)
    return planned


@shared_task
def sweep_deadlines() -> int:
    """Recompute each clinic's deadlines once in its early morning, and send what owners are to be told.

    Returns in how many cases something changed. Interrupted, it goes on with the next run: what is done differs no more.
    """
    done, changed = deadline_sweeps.swept(), 0
    for clinic in clinics.all_clinics():
        try:
            if deadline_sweeps.is_due(clinic):
                changed += recompute.recompute(clinic=clinic, verb="deadline.sweep").changed
                done[str(clinic.pk)] = clinics.today(clinic).toordinal()
            notices.deliver(clinic=clinic)
        except Exception:  # one clinic's fault must not keep the others' dates from following
            log.exception("deadlines_not_swept", clinic_id=clinic.pk)
    bell.beat(deadline_sweeps.SWEEP, **done)
    return changed


@shared_task
def mail_reports() -> int:
    """Say of each kept report whose week has come that it waits, in its clinic's morning; return how many mails went."""
    sent = 0
    for clinic in clinics.all_clinics():
        if timezone.localtime(timezone=ZoneInfo(clinic.time_zone)).time() < clinic.morning:
            continue
        today = clinics.today(clinic)
        with clinic.inside():
            waiting = list(saved.to_mail(today=today).values_list("pk", flat=True))
        for pk in waiting:
            try:
                with clinic.inside():
                    sent += reports.send_weekly(pk=pk, today=today)
            except mail.NotSent as problem:  # it still waits: the next round tries again
                log.warning("report_not_mailed", clinic_id=clinic.pk, problem=problem.sentence)
    bell.beat("reports", sent=sent)
    return sent


@shared_task
def tell_todos() -> int:
    """Write to whoever has something to do today, and to the coordinators what was not done; return how many letters went."""
    sent = 0
    for clinic in clinics.all_clinics():
        with clinic.inside():
            _alone(telling.tell, clinic=clinic)
        sent += _alone(notices.deliver, clinic=clinic)
    bell.beat("todos", sent=sent)
    return sent


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
    with rooms.room() as folder:
        with clinic.inside():
            laid_out = packets.lay_out(packet=packet, folder=folder)
        for number, copy in enumerate(filed_copies.written(laid_out.copies), start=1):
            with clinic.inside():
                filed_copies.keep(copy)
                packets.report(packet=packet, done=number, total=len(laid_out.copies), doing=MARKING)
        built = binding.assemble(laid_out.order, folder, progress=say, processes=SIDE_BY_SIDE)
        with clinic.inside():
            packets.finish(packet=packet, built=built)


@shared_task
def sweep_documents() -> int:
    """Ring for every document that waits to be worked on, or whose worker fell silent; return how many."""
    waiting = documents.waiting()
    for one in waiting:
        bell.ring(recognition.TASK, one.clinic_id, one.document_id)
    bell.beat("documents", waiting=len(waiting))
    return len(waiting)


@shared_task
def work_on_document(clinic_id: int, document_id: int) -> bool:
    """Recognise a document's text, or look at its pages; False when somebody else has it. Rung twice, it is done once."""
    clinic = clinics.all_clinics().filter(pk=clinic_id).first()
    if clinic is None:
        return False
    with clinic.inside():
        document = recognition.claim(document_id=document_id)
    if document is None:
        return False
    sentence = "Something broke on the way. Ask again; if it breaks again, report it."
    try:
        with rooms.room() as folder:
            with clinic.inside():
                plain, language = recognition.lay_down(document=document, folder=folder)
            seen = recognition.do(document=document, plain=plain, language=language)
            with clinic.inside():
                return recognition.finish(document=document, seen=seen)
    except Problem as problem:
        sentence = problem.sentence
    except Exception:
        log.exception("document_not_worked_on", document_id=document_id)
    with clinic.inside():
        recognition.fail(document=document, sentence=sentence)
    return False
