"""Confirmations: a second person compared what was typed with the scanned paper, and found the same."""

from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, within_clinic


class Confirmation(Fenced):
    """A second pair of eyes on one trigger of a case, for as long as its facts stay what they were."""

    case = within_clinic("Case", related_name="confirmations")
    trigger = models.CharField(max_length=60, help_text="As in Deadline: hearing:12.")
    fingerprint = models.CharField(max_length=16, help_text="Of the facts; any change asks again.")
    facts = models.JSONField(help_text="The facts as they were compared: label and words.")
    document = within_clinic("Document", related_name="confirmations")
    by = within_clinic("Membership")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "trigger"], condition=Q(ended_at=None), name="one_confirmation_per_trigger"
            ),
        ]
