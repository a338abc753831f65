"""Sessions with the people of a case: what was already told, so that no child is made to tell it twice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases import vault
from cases.models.base import Fenced, within_clinic


class InterviewSession(Fenced):
    """One sitting with a person: when, how long, with which breaks, through whom, and what they told."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video"
        TELEPHONE = "telephone", "By telephone"

    case = within_clinic("Case", related_name="interviews")
    person = within_clinic("Person", related_name="interviews")
    declaration = within_clinic("Declaration", null=True, blank=True, related_name="interviews")
    conducted_by = within_clinic("Membership")
    others_present = models.CharField(
        max_length=200, blank=True, help_text="By their part: an aunt, a student."
    )
    how = models.CharField(max_length=10, choices=How.choices, default=How.IN_PERSON)
    place = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it goes on.")
    break_minutes = models.PositiveSmallIntegerField(default=0)
    breaks = vault.SealedTextField(blank=True, help_text="When, and why where it was said.")
    topics = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text="What was told, by the codes of cases/law/outlines.toml: not to be asked again.",
    )
    covered = vault.SealedTextField(blank=True, help_text="What was told, in a few words.")
    notes = vault.SealedTextField(blank=True)
    next_time = vault.SealedTextField(blank=True, help_text="What is still to be asked, and how.")
    version = models.PositiveIntegerField(default=1)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("starts_at")), name="interview_ends_after_start"
            ),
        ]


class SessionInterpreter(Fenced):
    """One interpreter of a session, in the order of the relay: Mam to Spanish, then Spanish to English."""

    case_path = "session__case"

    session = within_clinic("InterviewSession", related_name="interpreters", on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=3, help_text="ISO 639-3: from this language.")
    target = models.CharField(max_length=3, help_text="Into this one, and back.")
    address = vault.SealedTextField(blank=True)
    telephone = vault.SealedTextField(blank=True)
    is_remote = models.BooleanField(default=False)

    class Meta(Fenced.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_interpreter_per_place"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="interpreted_into_another_language"
            ),
        ]


class SessionCertificate(Fenced):
    """What one interpreter certified of a session that is over; for a read-back, of which locked version."""

    case_path = "interpreter__session__case"

    interpreter = within_clinic("SessionInterpreter", related_name="certificates")
    declaration = within_clinic("Declaration", related_name="certificates")
    locked = within_clinic("DeclarationVersion", null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the version that was read.")
    made_by = within_clinic("Membership")
    made_at = models.DateTimeField(auto_now_add=True)
    signed_on = models.DateField(null=True, blank=True)
    scan = within_clinic("Document", null=True, blank=True)

    class Meta(Fenced.Meta):
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interpreter", "declaration", "sha256"], name="one_certificate_of_what_was_read"
            ),
        ]
