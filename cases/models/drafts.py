"""Versions of a declaration, and what is said beside its paragraphs."""

from django.db import models
from django.db.models import Q

from cases import vault
from cases.models.base import Fenced, paired, within_clinic


class DeclarationVersion(Fenced):
    """The whole declaration as it stood: who made it so, why, and the hash that a signature is bound to.

    The last version of a declaration always says what its paragraphs say. While somebody is still writing it is open:
    without a snapshot, its words are the paragraphs themselves. It is closed before the first change of another sitting.
    """

    case_path = "declaration__case"

    class Why(models.TextChoices):
        WRITTEN = "written", "Written"
        WORD = "word", "Came back from Word"
        RESTORED = "restored", "An earlier version was taken up again"
        FOUND = "found", "As it stood when versions began to be kept"

    declaration = within_clinic("Declaration", related_name="versions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=8, choices=Why.choices, default=Why.WRITTEN)
    note = vault.SealedTextField(blank=True, help_text="What its writer said of it.")
    restores = within_clinic("DeclarationVersion", null=True, blank=True)
    by = within_clinic("Membership")
    began_at = models.DateTimeField()
    at = models.DateTimeField(help_text="The last change in it.")
    snapshot = vault.SealedTextField(
        blank=True, help_text="Canonical JSON, format 1; empty while it is open."
    )
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the snapshot's UTF-8 bytes.")

    class Meta(Fenced.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["declaration"], condition=Q(sha256=""), name="one_open_version_per_declaration"
            ),
            models.CheckConstraint(
                condition=Q(restores=None) | Q(why="restored"), name="only_a_restored_version_restores"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it may still be added to: then the declaration's paragraphs are its words."""
        return not self.sha256


class ParagraphComment(Fenced):
    """Something said beside a paragraph, to be settled before signing; it is never printed."""

    case_path = "declaration__case"

    declaration = within_clinic("Declaration", related_name="comments")
    paragraph_uid = models.UUIDField(help_text="Of the paragraph; it may have been deleted since.")
    text = vault.SealedTextField()
    by = within_clinic("Membership")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = within_clinic("Membership", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        ordering = ["at", "pk"]
        constraints = [paired("comment_settled_by_someone", "settled_at", "settled_by")]
