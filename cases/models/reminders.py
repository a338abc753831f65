"""Reminders and the messages that carried them: the ledger that proves what was sent."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.access import scope
from cases.models.base import Fenced, FencedQuerySet, paired, within_clinic


class Channel(models.TextChoices):
    """How a message travels. A spoken message in K'iche' would be one more line here and in ``cases.mail``."""

    EMAIL = "email", "E-mail"
    SMS = "sms", "Text message"


class MessageQuerySet(FencedQuerySet["Message"]):
    """Messages, less those that speak of a case which the reader may not see."""

    def visible_to(self, member: scope.Member) -> "MessageQuerySet":
        """Return the messages that are about no case hidden from this member, neither themselves nor by a reminder.

        Messages about no case at all (the morning's proof) are not hidden; whose they are decides the query.
        """
        about = Reminder.objects.filter(message=OuterRef("pk"))
        cases = apps.get_model("cases", "Case").objects.all()
        open_to = self.filter(Q(case=None) | scope.seen(cases, member, path="case"))
        return open_to.exclude(Exists(about.exclude(pk__in=Reminder.objects.visible_to(member).values("pk"))))


class Message(Fenced):
    """One message: its Message-ID is committed before it is sent, so a second try is the same message."""

    class State(models.TextChoices):
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        WITHHELD = "withheld", "Not sent"

    case = within_clinic(
        "Case", null=True, blank=True, related_name="messages", help_text="None in a digest."
    )
    to = within_clinic("Membership", null=True, blank=True, related_name="messages")
    contact = within_clinic("ContactPoint", null=True, blank=True, db_index=False)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(help_text="Holds the case reference, never a name.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    answer = models.CharField(
        max_length=300, blank=True, help_text="What the mail server said, or why not sent."
    )
    perhaps_twice = models.BooleanField(
        default=False,
        help_text="Sent again, with the same Message-ID, because the first try was never confirmed.",
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False, contact=None) | Q(to=None, contact__isnull=False),
                name="message_has_one_addressee",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "created_at"], name="messages_by_age")]


class Reminder(Fenced):
    """One promise to tell one person of one date through one channel, so many days ahead."""

    Channel = Channel

    class Kind(models.TextChoices):
        REMINDER = "reminder", "Reminder"
        PACKET = "packet", "Warning that no packet is under way"
        ESCALATION = "escalation", "Escalation"
        CLIENT = "client", "Hearing reminder to a client or sponsor"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        ESCALATED = "escalated", "Escalated"
        WITHDRAWN = "withdrawn", "Withdrawn"

    WAITING = (State.PLANNED, State.CLAIMED)

    case = within_clinic("Case", related_name="reminders")
    deadline = within_clinic("Deadline", null=True, blank=True, related_name="reminders")
    hearing = within_clinic("Hearing", null=True, blank=True, related_name="reminders")
    about_on = models.DateField(help_text="The act-by date, or the hearing's day, of which it speaks.")
    membership = within_clinic("Membership", null=True, blank=True, related_name="reminders")
    contact = within_clinic("ContactPoint", null=True, blank=True, db_index=False, related_name="reminders")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REMINDER)
    offset_days = models.SmallIntegerField(help_text="Days before the act-by date or the hearing.")
    planned_for = models.DateTimeField(help_text="The moment that was promised; quiet hours move it.")
    due_at = models.DateTimeField(
        help_text="When the sweep looks at it next: planned, a retry, or the lease's end."
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    message = within_clinic("Message", null=True, blank=True, related_name="reminders")
    attempts = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(
        default=0, help_text="Tries that the server answered with no; a server out of reach does not count."
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = within_clinic("Membership", null=True, blank=True, db_index=False)
    escalate_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the coordinator hears of it, unless somebody acknowledges first.",
    )
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_because = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__isnull=False, hearing=None) | Q(deadline=None, hearing__isnull=False),
                name="reminder_of_exactly_one_date",
            ),
            # Nobody at all: the record that nobody could receive one, with the reason.
            models.CheckConstraint(
                condition=Q(membership__isnull=False, contact=None)
                | Q(membership=None, contact__isnull=False)
                | Q(membership=None, contact=None, state="withdrawn"),
                name="reminder_to_one_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""), name="withdrawn_for_a_reason"
            ),
            # A hearing keeps its row when it moves, so the day it speaks of belongs to the key. What was
            # withdrawn makes room: a date that moves away and back is spoken of again.
            models.UniqueConstraint(
                fields=["deadline", "membership", "channel", "kind", "offset_days"],
                condition=Q(deadline__isnull=False) & ~Q(state="withdrawn"),
                name="one_reminder_per_deadline",
            ),
            models.UniqueConstraint(
                fields=["hearing", "about_on", "membership", "channel", "kind", "offset_days"],
                condition=Q(hearing__isnull=False) & ~Q(state="withdrawn"),
                name="one_reminder_per_hearing",
            ),
            models.UniqueConstraint(
                fields=["hearing", "about_on", "contact", "channel", "offset_days"],
                condition=Q(contact__isnull=False) & ~Q(state="withdrawn"),
                name="one_reminder_per_contact",
            ),
            paired("reminder_acknowledged_by_someone", "acknowledged_at", "acknowledged_by"),
        ]
        indexes = [
            # A person's rows of one morning lie beside each other, so that they travel in one message.
            models.Index(
                fields=["due_at", "clinic", "membership"],
                condition=Q(state__in=["planned", "claimed"]),
                name="reminders_waiting",
            ),
            models.Index(
                fields=["escalate_at"],
                condition=Q(state="sent", escalate_at__isnull=False),
                name="reminders_unanswered",
            ),
            models.Index(fields=["clinic", "planned_for"], name="reminders_by_promise"),
            models.Index(
                fields=["contact"], condition=Q(contact__isnull=False), name="reminders_of_a_contact"
            ),
        ]
