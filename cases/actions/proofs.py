"""Taking the morning's proof, keeping it, and telling the coordinators when it fails."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases import mail
from cases.access.roles import Role
from cases.actions import bell
from cases.models import Clinic, Membership, MorningProof
from cases.queries import clinics, proofs
from cases.queries.proofs import Proof

AGAIN = dt.timedelta(hours=6)  # a proof that still fails is written about again after so long


@transaction.atomic
def take(*, clinic: Clinic) -> MorningProof | None:
    """Take this morning's proof, or take it again while it fails; None before the clinic's morning."""
    earlier: MorningProof | None = MorningProof.objects.filter(clinic_id=clinic.pk).order_by("-day").first()
    today = clinics.today(clinic)
    if not proofs.is_time(clinic):
        if earlier is None or earlier.holds:
            return earlier
        today = earlier.day  # yesterday's still fails: it is counted on until it holds or the morning comes
    if earlier is not None and earlier.day != today:
        earlier = None
    if earlier is not None and earlier.holds and timezone.now() - earlier.taken_at < AGAIN:
        return earlier
    return keep(clinic=clinic, day=today, proof=proofs.prove(clinic=clinic))


def keep(*, clinic: Clinic, day: dt.date, proof: Proof) -> MorningProof:
    """Store what was counted as the proof of that morning."""
    kept: MorningProof
    kept, _ = MorningProof.objects.update_or_create(
        clinic_id=clinic.pk,
        day=day,
        defaults={
            "taken_at": proof.taken_at,
            "since": proof.since,
            "due": proof.due,
            "sent": proof.sent,
            "acknowledged": proof.acknowledged,
            "escalated": proof.escalated,
            "excused": proof.excused,
            "waiting": proof.waiting,
            "failed": proof.failed,
            "unspoken": proof.unspoken,
            "unheard": proof.unheard,
            "swept_at": proof.swept_at,
            "holds": proof.holds,
        },
    )
    return kept


def shout(*, clinic: Clinic, proof: MorningProof) -> None:
    """Write to the coordinators that the proof fails; again after some hours. Raises NotSent while no server takes it."""
    now = timezone.now()
    if proof.holds or (proof.told_at is not None and now - proof.told_at < AGAIN):
        return
    here = Membership.objects.filter(clinic_id=clinic.pk, left_at=None, user__is_active=True).select_related(
        "user"
    )
    told = list(here.filter(role=Role.COORDINATOR)) or list(here.filter(role=Role.SUPERVISING_ATTORNEY))
    link = settings.AMPARO_URL.rstrip("/") + reverse("reminders_proof", kwargs={"clinic": clinic.slug})
    fresh = proofs.prove(clinic=clinic)
    with mail.Line() as line:
        for member in told:
            language = mail.language_of(member.user.language)
            letter = mail.render("proof", language=language, lines=fresh.wrong(language), link=link)
            line.send(
                letter,
                to=member.user.email,
                message_id=mail.message_id_of(f"proof-{proof.pk}-{member.pk}-{now:%H}"),
            )
    MorningProof.objects.filter(pk=proof.pk).update(told_at=now)


def beat(*, clinics_looked_at: int, failing: int) -> None:
    """Note for the health page how many clinics were looked at, and in how many the proof fails."""
    bell.beat(proofs.PROOF, clinics=clinics_looked_at, failing=failing)
