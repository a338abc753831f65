"""Views of a report that somebody keeps: what was chosen, and whether a mail says each week that it waits."""

from typing import Any, ClassVar

from django.db import models

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, within_clinic


class SavedReportQuerySet(FencedQuerySet["SavedReport"]):
    """Saved views: each member's own."""

    def visible_to(self, member: scope.Member) -> "SavedReportQuerySet":
        """Return the views that this member keeps."""
        return self.filter(membership_id=member.pk)


class SavedReport(Fenced):
    """A name for a choice of filters; it holds no client's data, only where to look."""

    membership = within_clinic("Membership")
    name = models.CharField(max_length=80)
    choices = models.JSONField(default=dict, help_text="What differs from the report as it opens.")
    is_weekly = models.BooleanField(default=False, help_text="A mail on Monday says that it waits.")
    mailed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = SavedReportQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["membership", "name"], name="one_saved_report_per_name")
        ]
