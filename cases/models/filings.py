"""Filings: what was sent to a court or an agency, when it was received, and what became of it."""

from django.db import models
from django.db.models import F, Q

from cases.models.base import Fenced, within_clinic


class Filing(Fenced):
    """Something filed, by whom and how; a date closes when it is accepted, never when it is sent."""

    class Method(models.TextChoices):
        ECAS = "ecas", "ECAS"
        ONLINE = "online", "Online account (USCIS, court of appeals, state court)"
        IN_COURT = "in_court", "In court, at the hearing"
        COUNTER = "counter", "On paper, at the window"
        COURIER = "courier", "On paper, by courier"
        MAIL = "mail", "On paper, by mail"
        OTHER = "other", "Another way"

    class Outcome(models.TextChoices):
        PENDING = "pending", "Not yet accepted"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"

    case = within_clinic("Case", related_name="filings")
    proceeding = within_clinic("Proceeding", null=True, blank=True, related_name="filings")
    deadline = within_clinic("Deadline", null=True, blank=True, related_name="filings")
    packet = within_clinic("Packet", null=True, blank=True, related_name="filings")
    title = models.CharField(max_length=200, help_text="What was filed.")
    document_type = models.CharField(max_length=100, blank=True, help_text="As ECAS calls it.")
    is_i589 = models.BooleanField(
        default=False, help_text="The I-589: its receipt is the asylum filing date."
    )
    method = models.CharField(max_length=10, choices=Method.choices)
    filed_on = models.DateField(help_text="The day it was uploaded, handed in or sent.")
    filed_by = within_clinic("Membership")
    received_on = models.DateField(null=True, blank=True, help_text="The court's or agency's own date stamp.")
    receipt_number = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.PENDING, help_text="As it stands now."
    )
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__isnull=False) | Q(proceeding__isnull=False),
                name="filing_answers_a_date_or_stands_in_a_proceeding",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("filed_on")),
                name="filing_received_after_it_was_filed",
            ),
            models.CheckConstraint(
                condition=Q(is_i589=False) | Q(proceeding__isnull=False), name="i589_names_its_proceeding"
            ),
        ]
        indexes = [models.Index(fields=["case", "outcome"], name="filings_by_outcome")]


class FilingOutcome(Fenced):
    """What became of a filing, in order: accepted, rejected, or one after the other. Never changed, only added to."""

    case_path = "filing__case"

    filing = within_clinic("Filing", related_name="outcomes")
    outcome = models.CharField(
        max_length=10, choices=[each for each in Filing.Outcome.choices if each[0] != "pending"]
    )
    on = models.DateField(help_text="The day the court or agency accepted or rejected it.")
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was rejected, in the clerk's words."
    )
    deadline = within_clinic(
        "Deadline", null=True, blank=True, help_text="The date that this closed, or that it opened again."
    )
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="rejected") | ~Q(reason=""), name="rejection_says_why"
            ),
        ]
