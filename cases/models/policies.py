"""How a clinic wants its people reminded, and what each person arranged for themselves: absences and muted kinds."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, within_clinic

HEARING = "hearing"  # beside the kinds of deadline that the rulebook knows

# What a clinic that has chosen nothing gets. Days are counted back from the act-by date or the hearing.
OFFSETS: dict[str, list[int]] = {
    kind: [60, 30, 14, 7, 3, 1, 0]
    for kind in (HEARING, "duty", "court_set", "eligibility", "expiry", "government", "information")
}
PACKET_OFFSETS = [60, 45, 30, 21]  # days before an individual hearing for which no packet is under way
CLIENT_OFFSETS = [7, 1]  # days before a hearing, to a client or sponsor who agreed
# Days left, hours: with at most so many days to go, the coordinator hears of it when nobody has
# acknowledged for so many hours.
ESCALATION = [[60, 120], [14, 48], [7, 24], [3, 12], [1, 4]]
DUTIES = ["lead", "co_counsel", "paralegal", "student"]


class ClinicWideQuerySet(FencedQuerySet[Any]):
    """Rows of the clinic as a whole, which speak of no case: everybody who works there may read them."""

    def visible_to(self, member: scope.Member) -> "ClinicWideQuerySet":
        """Return every row of the clinic: the fence has already left out the others."""
        return self.all()


def usual_offsets() -> dict[str, list[int]]:
    """Return the days ahead of a clinic that has chosen none, by kind of date."""
    return {kind: list(days) for kind, days in OFFSETS.items()}


def usual_packet_offsets() -> list[int]:
    """Return the days before a hearing at which a missing packet is spoken of."""
    return list(PACKET_OFFSETS)


def usual_client_offsets() -> list[int]:
    """Return the days before a hearing at which clients hear of it."""
    return list(CLIENT_OFFSETS)


def usual_escalation() -> list[list[int]]:
    """Return pairs of days left and hours of patience."""
    return [list(pair) for pair in ESCALATION]


def usual_duties() -> list[str]:
    """Return the duties of those on a case who are reminded."""
    return list(DUTIES)


class ReminderPolicy(Fenced):
    """When a clinic's people are reminded, of what, and how soon somebody else hears that nobody has answered."""

    offsets = models.JSONField(default=usual_offsets, help_text="Days ahead, by kind of date.")
    packet_offsets = models.JSONField(default=usual_packet_offsets)
    client_offsets = models.JSONField(default=usual_client_offsets)
    duties = models.JSONField(default=usual_duties, help_text="Who on a case is reminded of its dates.")
    escalation = models.JSONField(
        default=usual_escalation, help_text="Pairs: at most so many days left, hours."
    )
    urgent_days = models.PositiveSmallIntegerField(
        default=1, help_text="With so few days left, a date has a message of its own and ignores quiet hours."
    )
    quiet_from = models.TimeField(default=dt.time(20, 0), help_text="On the clinic's clock.")
    quiet_until = models.TimeField(default=dt.time(6, 30), help_text="On the clinic's clock.")
    show_dates = models.BooleanField(
        default=False, help_text="Messages name the day, not only the days left."
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    planned_version = models.PositiveIntegerField(
        default=1, help_text="The version by which every date's reminders were last planned."
    )
    planned_through = models.BigIntegerField(
        default=0, help_text="While they are planned anew: the last case that was."
    )

    objects: ClassVar[Any] = ClinicWideQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [models.UniqueConstraint(fields=["clinic"], name="one_reminder_policy_per_clinic")]

    @property
    def is_being_planned(self) -> bool:
        """Whether the worker is still planning by what was chosen last."""
        return self.planned_version < self.version

    def days_ahead(self, kind: str) -> list[int]:
        """Return how many days ahead a date of this kind is spoken of; the farthest first."""
        chosen: Any = self.offsets.get(kind, OFFSETS.get(kind, OFFSETS["duty"]))
        return sorted({int(days) for days in chosen}, reverse=True)

    def patience(self, days_left: int) -> dt.timedelta:
        """Return how long a reminder may stay unanswered with so many days left: less, the nearer the date."""
        fitting = [hours for bound, hours in sorted(self.escalation) if days_left <= bound]
        hours = fitting[0] if fitting else max((pair[1] for pair in self.escalation), default=120)
        return dt.timedelta(hours=hours)


class Mute(Fenced):
    """A kind of date of which a member wants no reminders. Never a court date of a case of their own."""

    membership = within_clinic("Membership", related_name="mutes")
    kind = models.CharField(max_length=20)
    since = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = ClinicWideQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [models.UniqueConstraint(fields=["membership", "kind"], name="muted_once")]


class Absence(Fenced):
    """Days on which a member is away, and who is reminded in their place."""

    membership = within_clinic("Membership", related_name="absences")
    stand_in = within_clinic("Membership", related_name="standing_in")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day away.")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Called off, or back early.")

    objects: ClassVar[Any] = ClinicWideQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(membership=F("stand_in")), name="stand_in_is_another"),
        ]
        indexes = [models.Index(fields=["clinic", "ends_on"], name="absences_by_end")]
