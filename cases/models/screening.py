"""Relief screenings: what a respondent answered, what the rulebook made of it that day, and who reviewed it."""

from django.db import models
from django.db.models import Q

from cases import vault
from cases.models.base import Fenced, paired, within_clinic


class ReliefScreening(Fenced):
    """One screening of one respondent. While it is open its answers are written; once finished it stays as it is."""

    case = within_clinic("Case", related_name="screenings")
    person = within_clinic("Person")
    answers = vault.SealedTextField(
        help_text="JSON: what was said, and what the file knew when it was finished."
    )
    result = vault.SealedTextField(null=True, blank=True, help_text="JSON: the flags; they tell the answers.")
    edition = models.CharField(max_length=16, blank=True, help_text="Of the screening's rows.")
    rulebook_edition = models.CharField(max_length=16, blank=True)
    step = models.CharField(max_length=20, blank=True, help_text="The questions at which it goes on.")
    version = models.PositiveIntegerField(default=1)

    started_by = within_clinic("Membership")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_by = within_clinic("Membership", null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = within_clinic("Membership", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = vault.SealedTextField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(finished_at=None), name="one_open_screening"
            ),
            paired("screening_finished_by_someone", "finished_at", "finished_by", "result"),
            paired("screening_reviewed_by_someone", "reviewed_at", "reviewed_by"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None) | Q(finished_at__isnull=False),
                name="screening_reviewed_after_it_was_finished",
            ),
        ]
        indexes = [models.Index(fields=["case", "person"])]
