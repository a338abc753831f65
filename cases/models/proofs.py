"""The morning's proof: whether every recorded date's reminder was sent, as it was counted that day."""

from typing import Any, ClassVar

from django.db import models

from cases.models.base import Fenced
from cases.models.policies import ClinicWideQuerySet


class MorningProof(Fenced):
    """One morning's count in one clinic; while it fails it is counted again, until it holds."""

    day = models.DateField(help_text="The clinic's own date.")
    taken_at = models.DateTimeField()
    since = models.DateTimeField(help_text="Reminders promised from here on are counted.")
    due = models.PositiveIntegerField()
    sent = models.PositiveIntegerField()
    acknowledged = models.PositiveIntegerField()
    escalated = models.PositiveIntegerField()
    excused = models.PositiveIntegerField(help_text="Not sent, for a recorded reason.")
    waiting = models.PositiveIntegerField(help_text="Promised, and still not sent.")
    failed = models.PositiveIntegerField(help_text="Given up, and nobody else was told.")
    unspoken = models.PositiveIntegerField(help_text="Live dates of which the ledger says nothing.")
    unheard = models.PositiveIntegerField(help_text="Live dates of which nobody could be told.")
    swept_at = models.DateTimeField(null=True, blank=True)
    holds = models.BooleanField()
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the coordinators were told that it fails."
    )

    objects: ClassVar[Any] = ClinicWideQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [models.UniqueConstraint(fields=["clinic", "day"], name="one_proof_per_morning")]
