"""Dated notices: a paper or an event with a date that starts a rule of the rulebook, and the scan that says so."""

from django.db import models
from django.db.models import F, Q

from cases.models.base import Fenced, paired, within_clinic


class DatedNotice(Fenced):
    """Something with a date came: a request for evidence, a bond order, an appointment. Its kinds are in the law's data."""

    class Service(models.TextChoices):
        UNKNOWN = "", "Not known"
        MAIL = "mail", "By mail"
        ONLINE = "online", "In the online account, or by e-service"
        IN_PERSON = "in_person", "Handed over, or said in court"

    case = within_clinic("Case", related_name="dated_notices")
    kind = models.CharField(max_length=40, help_text="As in cases/law/notices.toml.")
    person = within_clinic("Person", null=True, blank=True, help_text="Whom it is about.")
    proceeding = within_clinic("Proceeding", null=True, blank=True, help_text="In which it came.")
    notice_on = models.DateField(null=True, blank=True, help_text="The date that it bears.")
    service = models.CharField(max_length=10, choices=Service.choices, blank=True, default=Service.UNKNOWN)
    served_on = models.DateField(null=True, blank=True, help_text="The day it was mailed, posted or given.")
    respond_by = models.DateField(null=True, blank=True, help_text="The answer's date, as printed on it.")
    receipt_number = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, help_text="What else its rules read, by the fact's name.")
    document = within_clinic("Document", null=True, blank=True, related_name="dated_notices")
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(notice_on=None) | Q(served_on__gte=F("notice_on")),
                name="notice_served_after_its_date",
            ),
            paired("notice_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]
        indexes = [models.Index(fields=["case", "kind"], name="dated_notices_by_kind")]
