"""Who stood up for which rule: a supervising attorney's signature under one version of one row of the rulebook."""

from typing import Any, ClassVar

from django.db import models

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, within_clinic


class RuleSignOffQuerySet(FencedQuerySet[Any]):
    """Signatures; everybody in the clinic may read them, for they stand beside every date."""

    def visible_to(self, member: scope.Member) -> "RuleSignOffQuerySet":
        """Return every signature of the clinic: the fence has already left out the others."""
        return self.all()


class RuleSignOff(Fenced):
    """One rule, as it was worded on the day when a supervising attorney of this clinic signed it."""

    rule = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=16, help_text="Of the row's wording; any change asks again.")
    by = within_clinic("Membership")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = RuleSignOffQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "rule", "version", "fingerprint"], name="rule_signed_once"
            )
        ]


class EditionSignOff(Fenced):
    """One edition of the rulebook, as it stood on the day when a supervising attorney of this clinic signed it whole."""

    edition = models.CharField(max_length=16)
    rows = models.JSONField(
        help_text="Every row by rule and version: its fingerprint and its lines, to compare the next with."
    )
    by = within_clinic("Membership")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = RuleSignOffQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [models.UniqueConstraint(fields=["clinic", "edition"], name="edition_signed_once")]
