"""Who agreed to be reminded of hearings, for which contact point, in which language, and until when."""

from django.db import models

from cases.models.base import Fenced, paired, within_clinic


class ReminderConsent(Fenced):
    """A person's word that Amparo may write to them of hearings. Nobody gives it for anybody else."""

    class Capacity(models.TextChoices):
        CLIENT = "client", "Client"
        PARENT = "parent", "Parent or legal guardian"
        SPONSOR = "sponsor", "Sponsor"
        OTHER = "other", "Another person in the case"

    class Language(models.TextChoices):
        ENGLISH = "eng", "English"
        SPANISH = "spa", "Spanish"
        PORTUGUESE = "por", "Portuguese"

    case = within_clinic("Case", related_name="reminder_consents")
    person = within_clinic("Person", related_name="reminder_consents")
    contact = within_clinic("ContactPoint", related_name="reminder_consents")
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    language = models.CharField(max_length=3, choices=Language.choices)
    given_on = models.DateField()
    recorded_by = within_clinic("Membership", db_index=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = within_clinic("Membership", null=True, blank=True, db_index=False)
    revoked_because = models.CharField(max_length=200, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "contact"],
                condition=models.Q(revoked_at=None),
                name="one_consent_per_contact",
            ),
            paired("consent_revoked_by_someone", "revoked_at", "revoked_by"),
        ]
