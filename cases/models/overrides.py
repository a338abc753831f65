"""Overrides: a date that a person set over the one that was worked out, with the reason, until it is taken back."""

from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, paired, within_clinic


class Override(Fenced):
    """A day that an order prints, or an attorney set by hand, for one rule and one trigger of a case.

    It is not tied to a row of deadlines, so that it outlives every recomputing of them.
    """

    class Source(models.TextChoices):
        PRINTED = "printed", "Printed in an order or notice"
        BY_HAND = "by_hand", "Set by hand"

    case = within_clinic("Case", related_name="overrides")
    rule = models.CharField(max_length=40, help_text="The rule's id in the rulebook.")
    trigger = models.CharField(max_length=60, help_text="As in Deadline: hearing:12.")
    act_by = models.DateField()
    source = models.CharField(max_length=8, choices=Source.choices)
    reason = models.CharField(max_length=300)
    by = within_clinic("Membership")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule", "trigger"],
                condition=Q(taken_back_at=None),
                name="one_override_per_deadline",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            paired("override_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]
