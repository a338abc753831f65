"""Deadlines: what the law engine found for a case's facts, kept as rows that are superseded, never edited."""

from django.db import models
from django.db.models import F, Q

from cases.models.base import Fenced, paired, within_clinic


class Deadline(Fenced):
    """A date that binds a case, with the rule, the facts and the steps that led to it."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Accepted"
        SUPERSEDED = "superseded", "Superseded"
        WITHDRAWN = "withdrawn", "No longer applies"

    case = within_clinic("Case", related_name="deadlines")
    proceeding = within_clinic("Proceeding", null=True, blank=True, related_name="deadlines")
    hearing = within_clinic("Hearing", null=True, blank=True, related_name="deadlines")
    decision = within_clinic("Decision", null=True, blank=True, related_name="deadlines")
    person = within_clinic("Person", null=True, blank=True, related_name="deadlines")

    rule = models.CharField(max_length=40, help_text="The rule's id in the rulebook.")
    rule_version = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, help_text="The rule's kind: duty, court_set, eligibility, …")
    title = models.CharField(max_length=200, help_text="What to do, starting with a verb.")
    trigger = models.CharField(max_length=60, help_text="Which fact started it, such as hearing:12.")
    facts = models.JSONField(help_text="The facts as the engine was given them.")
    nominal_on = models.DateField(null=True, blank=True, help_text="The bare count.")
    legal_on = models.DateField(null=True, blank=True, help_text="The last lawful day, after rolling.")
    safe_on = models.DateField(null=True, blank=True, help_text="The day to act by, as it was worked out.")
    act_by = models.DateField(
        null=True, blank=True, help_text="What staff see: safe_on, unless it was overridden."
    )
    override = within_clinic("Override", null=True, blank=True, db_index=False)
    steps = models.JSONField(default=list)
    authority = models.CharField(max_length=400)
    verification = models.CharField(max_length=40)
    warnings = models.JSONField(default=list)

    # Whose change brought these facts; somebody else compares them with the paper.
    entered_by = within_clinic("Membership", null=True, blank=True, db_index=False)
    owner = within_clinic("Membership", null=True, blank=True, related_name="owned_deadlines")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    was_rejected = models.BooleanField(
        default=False,
        help_text="A filing that answered it was rejected: it ends when one is accepted or somebody says why none is needed, "
        "never because a day went by.",
    )
    superseded_by = within_clinic("Deadline", null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = within_clinic("Membership", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule", "trigger"],
                condition=Q(state="open"),
                name="one_open_deadline_per_trigger",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="ended_deadline_has_a_time",
            ),
            paired("deadline_dates_together", "nominal_on", "legal_on", "safe_on"),
            models.CheckConstraint(
                condition=Q(override__isnull=False)
                | Q(act_by__isnull=False, safe_on__isnull=False, act_by=F("safe_on"))
                | Q(act_by=None, safe_on=None),
                name="deadline_is_as_computed_unless_overridden",
            ),
            models.CheckConstraint(
                condition=Q(safe_on=None) | Q(act_by__isnull=False), name="computed_deadline_has_an_act_by"
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "act_by"], condition=Q(state="open"), name="open_deadlines_by_act_by"
            ),
            models.Index(fields=["case", "state"]),
        ]
