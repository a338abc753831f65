"""Reminders and the messages that carried them: the ledger that proves what was sent."""

from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, paired, within_clinic


class Message(Fenced):
    """One e-mail: its Message-ID is committed before it is sent, so a second try is the same message."""

    class State(models.TextChoices):
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        WITHHELD = "withheld", "Not sent"

    case = within_clinic("Case", related_name="messages")
    to = within_clinic("Membership", related_name="messages")
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(help_text="Holds the case reference, never a name.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    answer = models.CharField(
        max_length=300, blank=True, help_text="What the mail server said, or why not sent."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)


class Reminder(Fenced):
    """One promise to tell one person of one date through one channel, so many days ahead."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = within_clinic("Case", related_name="reminders")
    deadline = within_clinic("Deadline", null=True, blank=True, related_name="reminders")
    hearing = within_clinic("Hearing", null=True, blank=True, related_name="reminders")
    membership = within_clinic("Membership", related_name="reminders")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    offset_days = models.SmallIntegerField(help_text="Days before the act-by date or the hearing.")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    message = within_clinic("Message", null=True, blank=True, related_name="reminders")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = within_clinic("Membership", null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__isnull=False, hearing=None) | Q(deadline=None, hearing__isnull=False),
                name="reminder_of_exactly_one_date",
            ),
            models.UniqueConstraint(
                fields=["deadline", "membership", "channel", "offset_days"],
                condition=Q(deadline__isnull=False),
                name="one_reminder_per_deadline",
            ),
            models.UniqueConstraint(
                fields=["hearing", "membership", "channel", "offset_days"],
                condition=Q(hearing__isnull=False),
                name="one_reminder_per_hearing",
            ),
            paired("reminder_acknowledged_by_someone", "acknowledged_at", "acknowledged_by"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=["planned", "claimed"]), name="reminders_waiting"
            )
        ]
