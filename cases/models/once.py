"""Forms that were already taken, so that a double click lands on what the first click made."""

from typing import Any, ClassVar

from django.db import models

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, within_clinic


class SubmittedFormQuerySet(FencedQuerySet["SubmittedForm"]):
    """Taken forms; each is its sender's alone."""

    def visible_to(self, member: scope.Member) -> "SubmittedFormQuerySet":
        """Return the forms that this member sent."""
        return self.filter(membership_id=member.pk)


class SubmittedForm(Fenced):
    """One accepted form, by the token that its page carried."""

    membership = within_clinic("Membership")
    token = models.UUIDField()
    result = models.CharField(max_length=300, blank=True, help_text="The address of what the form made.")
    taken_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = SubmittedFormQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [models.UniqueConstraint(fields=["clinic", "token"], name="form_taken_once")]
