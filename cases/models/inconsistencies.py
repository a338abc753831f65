"""What was done about two sources that do not agree: attorney work product."""

from django.db import models

from cases import vault
from cases.models.base import Fenced, paired, within_clinic


class Resolution(Fenced):
    """The answer to one contradiction, as it stood: asked in a session, or explained. It ends when a side changes."""

    class How(models.TextChoices):
        ASKED = "asked", "Asked in a session; what was wrong is corrected"
        EXPLAINED = "explained", "Both may stand; here is why"

    case = within_clinic("Case", related_name="resolutions")
    fingerprint = models.CharField(max_length=64, help_text="Keyed hash of both sides as they stood.")
    subject = models.CharField(max_length=64, help_text="Keyed hash of what the two sides speak of.")
    kind = models.CharField(max_length=20, help_text="As in cases/law/inconsistencies.")
    how = models.CharField(max_length=10, choices=How.choices)
    session = within_clinic("InterviewSession", null=True, blank=True, related_name="resolutions")
    explanation = vault.SealedTextField(blank=True)
    decided_by = within_clinic("Membership")
    decided_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)

    class Meta(Fenced.Meta):
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "fingerprint"],
                condition=models.Q(taken_back_at=None),
                name="one_standing_resolution",
            ),
            models.CheckConstraint(
                condition=models.Q(how="explained") | models.Q(session__isnull=False),
                name="what_was_asked_names_its_session",
            ),
            paired("resolution_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]
