"""Applicants: for whom an I-589 was filed, as the principal or as a derivative on whose application."""

from django.db import models
from django.db.models import F, Q

from cases.models.base import Fenced, paired, within_clinic


class Applicant(Fenced):
    """One person of one I-589. It meets their one-year date and starts their clock once it is received, and only theirs.

    Who is not among a proceeding's applicants still owes their own; where nobody is named, nobody wrote it down.
    """

    case = within_clinic("Case", related_name="applicants")
    proceeding = within_clinic("Proceeding", related_name="applicants")
    person = within_clinic("Person", related_name="applicants")
    principal = within_clinic(
        "Person", null=True, blank=True, help_text="On whose application; empty: on their own."
    )
    filing = within_clinic("Filing", null=True, blank=True, related_name="applicants")
    received_on = models.DateField(
        null=True, blank=True, help_text="The asylum filing date; empty while it is not accepted."
    )
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "person"],
                condition=Q(taken_back_at=None, received_on__isnull=False),
                name="one_received_i589_per_person",
            ),
            models.CheckConstraint(
                condition=Q(principal=None) | ~Q(principal=F("person")), name="nobody_derives_from_themselves"
            ),
            models.CheckConstraint(
                condition=Q(filing__isnull=False) | Q(received_on__isnull=False),
                name="applicant_of_a_filing_or_a_receipt",
            ),
            paired("applicant_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]
