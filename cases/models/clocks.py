"""What people decide about clocks: stops of the work-permit clock, whose delay a code was, a state's age, a move.

Nothing here is edited: a row is taken back, with who and when, and entered again.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, paired, within_clinic

LOWEST_AGE, HIGHEST_AGE = 14, 23  # years: no state's juvenile court ends outside these


class ClockStop(Fenced):
    """A stop of the asylum work-permit clock that no adjournment code tells of: a missed interview, a USCIS letter."""

    class Source(models.TextChoices):
        USCIS_NOTICE = "uscis_notice", "USCIS notice or letter"
        CASE_STATUS = "case_status", "USCIS case status or asylum clock online"
        EOIR_RECORD = "eoir_record", "EOIR hotline or case information"
        HEARING = "hearing", "Said at the hearing"
        CLIENT = "client", "The client says so"
        OTHER = "other", "Another source"

    case_path = "proceeding__case"

    proceeding = within_clinic("Proceeding", related_name="clock_stops")
    began_on = models.DateField(help_text="The day missed, or the day of the request.")
    ended_on = models.DateField(
        null=True, blank=True, help_text="The day the clock ran again; empty: it stands."
    )
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=14, choices=Source.choices)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="clock_restarts_after_it_stopped",
            ),
            paired("clock_stop_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]


class ClockRuling(Fenced):
    """An attorney's answer whether the adjournment of one hearing stopped the work-permit clock, with the reason."""

    case_path = "hearing__proceeding__case"

    hearing = within_clinic("Hearing", related_name="clock_rulings")
    code = models.CharField(max_length=2, help_text="The code that was answered; another code asks again.")
    stops = models.BooleanField()
    reason = models.CharField(max_length=300)
    decided_by = within_clinic("Membership")
    decided_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["hearing"], condition=Q(taken_back_at=None), name="one_standing_clock_ruling"
            ),
            paired("clock_ruling_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]


class JuvenileAgeQuerySet(FencedQuerySet["JuvenileAge"]):
    """The clinic's juvenile ages; everybody in the clinic may read them, for dates are counted with them."""

    def visible_to(self, member: scope.Member) -> "JuvenileAgeQuerySet":
        """Return every age of the clinic: the fence has already left out the others."""
        return self.all()


class JuvenileAge(Fenced):
    """Until which age a state's court can make the SIJ findings, as a supervising attorney reads its statute."""

    state = models.CharField(max_length=2)
    age = models.PositiveSmallIntegerField()
    citation = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    decided_by = within_clinic("Membership")
    decided_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = JuvenileAgeQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "state"], condition=Q(taken_back_at=None), name="one_standing_age_per_state"
            ),
            models.CheckConstraint(
                condition=Q(age__gte=LOWEST_AGE, age__lte=HIGHEST_AGE),
                name="juvenile_age_is_one_that_states_have",
            ),
            models.CheckConstraint(condition=~Q(citation=""), name="juvenile_age_has_its_citation"),
            paired("juvenile_age_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]


class Move(Fenced):
    """A respondent's change of address: its day alone. Where to is among their contacts, sealed."""

    case_path = "person__parties__case"

    person = within_clinic("Person", related_name="moves")
    moved_on = models.DateField()
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = within_clinic("Membership", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "moved_on"], condition=Q(taken_back_at=None), name="one_move_a_day"
            ),
            paired("move_taken_back_by_someone", "taken_back_at", "taken_back_by"),
        ]
