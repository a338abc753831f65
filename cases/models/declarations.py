"""Declarations: numbered paragraphs in the declarant's own words, in up to two languages side by side."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases import vault
from cases.access import scope
from cases.access.roles import Role
from cases.models.base import Fenced, FencedQuerySet, within_clinic


class DeclarationQuerySet(FencedQuerySet["Declaration"]):
    """Declarations; an interpreter reaches the text of their own session and nothing else of the case."""

    def visible_to(self, member: scope.Member) -> "DeclarationQuerySet":
        """Return the declarations of visible cases, or an interpreter's running sessions."""
        if member.role == Role.INTERPRETER:
            return self.filter(interpreter_id=member.pk, session_ends_at__gt=timezone.now())
        return self.filter(pk__in=super().visible_to(member).values("pk"))


class Declaration(Fenced):
    """A sworn statement under 28 USC 1746, one per declarant and occasion."""

    class Kind(models.TextChoices):
        RESPONDENT = "respondent", "Respondent"
        FAMILY = "family", "Family member or sponsor"
        WITNESS = "witness", "Witness"
        EXPERT = "expert", "Expert"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        REVIEW = "review", "With the attorney"
        SIGNING_COPY = "signing_copy", "Signing copy"
        READ_BACK = "read_back", "Read back"
        SIGNED = "signed", "Signed"

    # Nobody writes in these: what was printed for signature must not change under it.
    LOCKED: ClassVar = (State.SIGNING_COPY, State.READ_BACK, State.SIGNED)

    case = within_clinic("Case", related_name="declarations")
    declarant = within_clinic("Person", related_name="declarations")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.RESPONDENT)
    state = models.CharField(max_length=14, choices=State.choices, default=State.DRAFT)
    language = models.CharField(
        max_length=3, default="eng", help_text="ISO 639-3 of the text that is signed."
    )
    other_language = models.CharField(max_length=3, blank=True, help_text="The language beside it, if any.")
    signed_in_us = models.BooleanField("will be signed in the United States", default=True)
    signing_place = models.CharField(max_length=120, blank=True)
    interpreter = within_clinic("Membership", null=True, blank=True, related_name="sessions")
    interpreter_name = models.CharField(max_length=120, blank=True)
    session_ends_at = models.DateTimeField(null=True, blank=True)
    outline = models.CharField(
        max_length=30,
        blank=True,
        help_text="Questions beside the text, by their code in cases/law/outlines.toml.",
    )
    locked_version = within_clinic("DeclarationVersion", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = within_clinic("Membership")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = DeclarationQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(interpreter=None) | Q(session_ends_at__isnull=False), name="a_session_ends"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "review"), locked_version=None)
                | Q(state__in=("signing_copy", "read_back", "signed"), locked_version__isnull=False),
                name="a_locked_copy_is_a_version",
            ),
        ]


class Paragraph(Fenced):
    """One numbered paragraph or heading; its number is its place, its uid never changes."""

    case_path = "declaration__case"

    class Side(models.TextChoices):
        NEITHER = "", "Neither"
        TEXT = "text", "The language that is signed"
        OTHER = "other", "The language beside it"

    declaration = within_clinic("Declaration", related_name="paragraphs")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    is_heading = models.BooleanField(default=False)
    text = vault.SealedTextField(blank=True)
    other_text = vault.SealedTextField(blank=True)
    behind = models.CharField(
        max_length=5,
        choices=Side.choices,
        blank=True,
        default=Side.NEITHER,
        help_text="The side whose words are older than what they translate.",
    )
    behind_since = models.PositiveIntegerField(
        default=0, help_text="Number of the version in which the other side changed."
    )
    followed = models.CharField(max_length=5, choices=Side.choices, blank=True, default=Side.NEITHER)
    followed_in = models.PositiveIntegerField(
        default=0, help_text="Number of the version in which that side was brought up to the other."
    )
    version = models.PositiveIntegerField(default=1)
    updated_by = within_clinic("Membership")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(Fenced.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "position"],
                name="one_paragraph_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["declaration", "uid"], name="paragraph_uid_once"),
        ]
