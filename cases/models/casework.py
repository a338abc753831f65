"""The case, who is in it, who works on it, who is walled off from it, and what was noted."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases import vault
from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, paired, within_clinic


class Case(Fenced):
    """One matter that the clinic handles for one respondent or family, in any number of proceedings."""

    case_path = "pk"

    class Status(models.TextChoices):
        INTAKE = "intake", "Intake"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    reference = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.INTAKE)
    summary = models.CharField(max_length=300, blank=True, help_text="One line for the list, without names.")
    claim_theory = models.CharField(
        max_length=300, blank=True, help_text="Ground and social group as pleaded."
    )
    intake_step = models.CharField(max_length=30, blank=True, help_text="Where an unfinished intake goes on.")
    key = models.BinaryField(help_text="The case's own data key for its documents, wrapped by a master key.")
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["clinic", "reference"], name="case_reference_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on=None)),
                name="closed_case_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="case_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Party(Fenced):
    """A person's part in a case: the respondent, the sponsor, a parent, a witness, an adverse party."""

    class Part(models.TextChoices):
        RESPONDENT = "respondent", "Respondent"
        SPONSOR = "sponsor", "Sponsor"
        PARENT = "parent", "Parent"
        RELATIVE = "relative", "Relative"
        WITNESS = "witness", "Witness"
        ADVERSE = "adverse", "Adverse party"
        OTHER = "other", "Other"

    case = within_clinic("Case", related_name="parties")
    person = within_clinic("Person", related_name="parties")
    part = models.CharField(max_length=12, choices=Part.choices)
    is_lead = models.BooleanField(default=False, help_text="The respondent whom the caption names first.")
    detail = models.CharField(max_length=120, blank=True, help_text="Aunt in Houston, twin brother.")

    class Meta(Fenced.Meta):
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "part"], name="one_part_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_lead=True), name="one_lead_respondent"),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(part="respondent"), name="lead_is_respondent"
            ),
        ]


class AssignmentQuerySet(FencedQuerySet["Assignment"]):
    """Assignments, and those of them that run at a moment."""

    def running(self, at: datetime | None = None) -> "AssignmentQuerySet":
        """Return the assignments whose window holds a moment (default: now)."""
        now = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)


class Assignment(Fenced):
    """A member's work on a case, from when until when; it is what lets most roles see the case at all."""

    class Duty(models.TextChoices):
        LEAD = "lead", "Lead attorney"
        CO_COUNSEL = "co_counsel", "Co-counsel"
        PARALEGAL = "paralegal", "Paralegal"
        MENTOR = "mentor", "Mentor"
        SOCIAL_WORK = "social_work", "Social work"
        STUDENT = "student", "Student"

    case = within_clinic("Case", related_name="assignments")
    membership = within_clinic("Membership", related_name="assignments")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    assigned_by = within_clinic("Membership")

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "membership", "duty"], condition=Q(ends_at=None), name="one_open_assignment"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="assignment_ends_after_start"
            ),
        ]


class Wall(Fenced):
    """An ethical wall: this member must not see this case, whatever their role or assignment."""

    case = within_clinic("Case", related_name="walls")
    membership = within_clinic("Membership", related_name="walls")
    reason = vault.SealedTextField()
    raised_by = within_clinic("Membership")
    raised_at = models.DateTimeField(auto_now_add=True)
    lifted_by = within_clinic("Membership", null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "membership"], condition=Q(lifted_at=None), name="one_standing_wall"
            ),
            paired("wall_lifted_by_someone", "lifted_at", "lifted_by"),
        ]


class NoteQuerySet(FencedQuerySet["Note"]):
    """Notes, less the walled ones of other people."""

    def visible_to(self, member: scope.Member) -> "NoteQuerySet":
        """Return the notes of visible cases, without social-work notes that somebody else wrote."""
        seen = cast("NoteQuerySet", super().visible_to(member))
        return seen.exclude(~Q(author_id=member.pk), kind=Note.Kind.SOCIAL_WORK)


class Note(Fenced):
    """What somebody wrote down about a case. A social worker's notes are walled: their author's alone."""

    class Kind(models.TextChoices):
        GENERAL = "general", "General"
        SOCIAL_WORK = "social_work", "Social work (walled)"

    case = within_clinic("Case", related_name="notes")
    author = within_clinic("Membership")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.GENERAL)
    body = vault.SealedTextField()
    written_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = NoteQuerySet.as_manager()
