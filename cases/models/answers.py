"""Answers of the I-589 as facts of their own: entered once, kept by question, with the form's edition."""

from django.db import models

from cases import vault
from cases.models.base import Fenced, within_clinic


class Answer(Fenced):
    """What one applicant answers to one question of the form; the questions are in cases/law/i589.toml."""

    class Origin(models.TextChoices):
        TYPED = "typed", "Typed here"
        PERSON = "person", "From what is recorded about the person"
        ENTRY = "entry", "From the recorded arrival"
        FAMILY = "family", "From the people of the case"
        CONTACT = "contact", "From the recorded contacts"
        PROCEEDING = "proceeding", "From the proceedings"

    case = within_clinic("Case", related_name="answers")
    person = within_clinic("Person", related_name="answers", help_text="Whose application it is.")
    question = models.CharField(max_length=60, help_text="Key in cases/law/i589.toml.")
    row = models.PositiveSmallIntegerField(default=0, help_text="Of a question that repeats: 0 is the first.")
    value = vault.SealedTextField(
        blank=True, help_text="A date is an honest date, as law/honest_dates writes it."
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    edition = models.DateField(help_text="Edition date of the form by whose numbering it was asked.")
    version = models.PositiveIntegerField(default=1)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(Fenced.Meta):
        ordering = ["person", "question", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "question", "row"], name="one_answer_to_a_question"
            ),
        ]
