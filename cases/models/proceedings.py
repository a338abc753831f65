"""Proceedings before a court or agency, their hearings with every source that spoke of them, and decisions."""

from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, within_clinic


class Proceeding(Fenced):
    """One process before one body: removal before EOIR, asylum before USCIS, SIJ in a state court, an appeal."""

    class Kind(models.TextChoices):
        EOIR_REMOVAL = "eoir_removal", "Removal (immigration court)"
        USCIS_ASYLUM = "uscis_asylum", "Asylum (USCIS)"
        STATE_JUVENILE = "state_juvenile", "State juvenile court (SIJ)"
        BIA = "bia", "Board of Immigration Appeals"
        COURT_OF_APPEALS = "court_of_appeals", "Court of appeals"

    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        DECIDED = "decided", "Decided"
        CLOSED = "closed", "Closed"

    case = within_clinic("Case", related_name="proceedings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    court_code = models.CharField(max_length=3, blank=True, help_text="Immigration court, by EOIR's code.")
    court_name = models.CharField(
        max_length=200, blank=True, help_text="Any other court, as it calls itself."
    )
    time_zone = models.CharField(max_length=50, help_text="The court's own zone: hearings are said in it.")
    judge = models.CharField(max_length=120, blank=True)
    number = models.CharField("docket or receipt number", max_length=60, blank=True)
    is_detained = models.BooleanField(default=False)
    uses_ecas = models.BooleanField(default=True)
    nta_served_on = models.DateField("NTA served on", null=True, blank=True)
    i589_filed_on = models.DateField("I-589 received on", null=True, blank=True)
    brief_due_on = models.DateField("brief due, as printed on the schedule", null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="eoir_removal") | ~Q(court_code=""),
                name="removal_names_its_immigration_court",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "court_code"], name="proceedings_by_court")]


class Setting(models.TextChoices):
    """How firmly a hearing stands in time."""

    AT = "at", "Set for a day and time"
    CONTROL_DATE = "control_date", "Control date only"
    TBD = "tbd", "To be determined"


class Hearing(Fenced):
    """An appearance before a judge, as it now stands; how it came to stand there is in its reports."""

    class Kind(models.TextChoices):
        MASTER = "master", "Master calendar"
        INDIVIDUAL = "individual", "Individual (merits)"
        BOND = "bond", "Bond"
        JUVENILE = "juvenile", "State juvenile court"
        INTERVIEW = "interview", "USCIS interview"

    class Medium(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        IN_PERSON = "in_person", "In person"
        WEBEX = "webex", "By Webex"
        TELEPHONE = "telephone", "By telephone"

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    case_path = "proceeding__case"

    proceeding = within_clinic("Proceeding", related_name="hearings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    setting = models.CharField(max_length=14, choices=Setting.choices)
    day = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True, help_text="On the court's own clock.")
    time_zone = models.CharField(max_length=50)
    starts_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="For sorting only.")
    filings_due_on = models.DateField(
        null=True, blank=True, help_text="Evidence date that the judge ordered."
    )
    medium = models.CharField(max_length=10, choices=Medium.choices, default=Medium.UNKNOWN)
    courtroom = models.CharField(max_length=120, blank=True)
    place = models.CharField(
        max_length=160,
        blank=True,
        help_text="Street, floor and city as the notice prints them; no court's name.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    adjournment_code = models.CharField(max_length=2, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(setting="at", day__isnull=False, time__isnull=False, starts_at__isnull=False)
                | Q(setting="control_date", day__isnull=False, time=None)
                | Q(setting="tbd", day=None, time=None),
                name="hearing_says_as_much_as_its_setting",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "day"])]


class HearingReport(Fenced):
    """What one source said of a hearing, when and to whom. The adopted ones, in order, are its history."""

    class Source(models.TextChoices):
        NOTICE = "notice", "Hearing notice"
        HOTLINE = "hotline", "EOIR hotline"
        ECAS = "ecas", "ECAS or online case information"
        IN_COURT = "in_court", "Said in court"
        BY_HAND = "by_hand", "Entered by hand"

    case_path = "hearing__proceeding__case"

    hearing = within_clinic("Hearing", related_name="reports")
    source = models.CharField(max_length=10, choices=Source.choices)
    setting = models.CharField(max_length=14, choices=Setting.choices)
    day = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    is_adopted = models.BooleanField(default=False, help_text="The hearing was set to this.")
    reported_by = within_clinic("Membership")
    reported_at = models.DateTimeField(auto_now_add=True)


class Decision(Fenced):
    """A decision in a proceeding, with the facts from which appeal times run."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Relief granted"
        REMOVAL = "removal", "Removal ordered"
        IN_ABSENTIA = "in_absentia", "Removal ordered in absentia"
        VOLUNTARY_DEPARTURE = "voluntary_departure", "Voluntary departure"
        TERMINATED = "terminated", "Proceedings terminated"
        DISMISSED = "dismissed", "Appeal dismissed"
        REMANDED = "remanded", "Remanded"

    class Relief(models.TextChoices):
        UNKNOWN = "", "Not recorded"
        ASYLUM = "asylum", "Asylum"
        WITHHOLDING = "withholding", "Withholding of removal"
        CAT = "cat", "Protection under the Convention against Torture"
        OTHER = "other", "Something else"

    class Service(models.TextChoices):
        ORAL = "oral", "Given orally"
        MAILED = "mailed", "Mailed"
        E_SERVED = "e_served", "Served through ECAS"

    case_path = "proceeding__case"

    proceeding = within_clinic("Proceeding", related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    relief = models.CharField(
        max_length=12,
        choices=Relief.choices,
        default=Relief.UNKNOWN,
        blank=True,
        help_text="What was granted.",
    )
    decided_on = models.DateField()
    service = models.CharField(max_length=10, choices=Service.choices)
    served_on = models.DateField(help_text="The day it was given, mailed or e-served.")
    appeal_reserved = models.BooleanField(default=True)
    sends_back_to = within_clinic(
        "Proceeding", null=True, blank=True, help_text="Which proceeding a remand opened again."
    )
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on__gte=models.F("decided_on")), name="decision_served_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(relief="") | Q(outcome="granted"), name="relief_is_named_of_a_grant"
            ),
            models.CheckConstraint(
                condition=Q(sends_back_to=None) | Q(outcome="remanded"), name="only_a_remand_sends_back"
            ),
        ]
