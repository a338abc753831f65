"""Gives the demo a past: what was sent and acknowledged before today, so that not every reminder rings at once."""

import datetime as dt
from collections import Counter

from cases import mail
from cases.actions import policies, reminders
from cases.actions.reminders import letters
from cases.demo import days
from cases.demo.scene import Scene
from cases.mail import phrases
from cases.models import HearingReport, Message, Reminder, ReminderPolicy
from cases.queries import promises

# The cases whose first words are still to be sent: what makes the outbox alive when the demo starts.
FRESH = 3
UNHEEDED = 5  # of fourteen near ones: nobody answered it, and the coordinator was told
SOON = 40  # days: what falls due within them was not acknowledged by everybody


def settle(scene: Scene) -> None:
    """Mark the first words of all but the newest dates as sent on an earlier morning, most of them acknowledged.

    Straight into the tables, because a past cannot be acted: the actions would put hundreds of e-mails of today
    into the outbox. The rows say what they would say had the demo been opened months ago. The audit trail stays
    as it is: it tells when things were really written, and nobody may write its past.
    """
    waiting = list(
        Reminder.objects.filter(state="planned", due_at__lte=dt.datetime.now(dt.UTC))
        .select_related("deadline__proceeding", "hearing", "case", "membership__user")
        .order_by("-about_on", "pk")
    )
    fresh = {reminder.case_id for reminder in _soonest(waiting)}
    policy = promises.policy_of(scene.clinic)
    past = [reminder for reminder in waiting if reminder.case_id not in fresh]
    for number, reminder in enumerate(past):
        _send_in_the_past(scene, policy, reminder, number)
    Message.objects.bulk_create([reminder.message for reminder in past if reminder.message])
    Reminder.objects.bulk_update(
        past,
        [
            "state",
            "message",
            "attempts",
            "claimed_at",
            "sent_at",
            "planned_for",
            "due_at",
            "acknowledged_at",
            "acknowledged_by",
            "escalated_at",
            "escalated_because",
        ],
    )
    # Django stamps created_at with the moment of writing; the past is written afterwards.
    for reminder in past:
        if reminder.message and reminder.sent_at:
            reminder.message.created_at = reminder.sent_at
    Message.objects.bulk_update([reminder.message for reminder in past if reminder.message], ["created_at"])
    _date_the_sources(scene)


def arrange(scene: Scene) -> None:
    """The coordinator has set the clinic's policy, and one of the staff goes away next week.

    The demo keeps no quiet hours: who opens it in the evening is to see its mail go out.
    """
    policies.change(
        version=1,
        morning=scene.clinic.morning,
        urgent_days=1,
        quiet_from=scene.clinic.morning,
        quiet_until=scene.clinic.morning,
        by=scene.coordinator,
    )
    reminders.replan(clinic=scene.clinic)
    policies.go_away(
        starts_on=scene.day(5), ends_on=scene.day(12), stand_in=scene.attorney, by=scene.paralegal
    )


def _soonest(waiting: list[Reminder]) -> list[Reminder]:
    """The reminders of the cases that have an overdue or very near date."""
    near = sorted(waiting, key=lambda one: (one.about_on, one.pk))
    cases = list(dict.fromkeys(one.case_id for one in near))[:FRESH]
    return [one for one in near if one.case_id in cases]


def _send_in_the_past(scene: Scene, policy: ReminderPolicy, reminder: Reminder, number: int) -> None:
    days_ago = 2 + number * 7 % 40
    sent = days.at(scene.day(-days_ago), scene.clinic.morning.hour, scene.clinic.time_zone)
    reminder.planned_for = reminder.due_at = reminder.claimed_at = reminder.sent_at = sent
    reminder.attempts, reminder.state = 1, Reminder.State.SENT
    message_id, reader = mail.new_message_id(), reminder.membership
    assert reader is not None  # noqa: S101 - what is planned for clients lies in days to come
    letter = letters.to_staff(
        scene.clinic,
        policy,
        [reminder],
        to=reader,
        away=(),
        message_id=message_id,
        today=scene.day(-days_ago),
    )
    reminder.message = Message(
        clinic_id=reminder.clinic_id,
        case_id=reminder.case_id,
        to_id=reminder.membership_id,
        message_id=message_id,
        subject=letter.subject,
        text=letter.text,
        state=Message.State.SENT,
        attempts=1,
        sent_at=sent,
    )
    is_near = (reminder.about_on - scene.today).days < SOON
    if is_near and number % 14 == UNHEEDED:
        reminder.state, reminder.escalated_because = Reminder.State.ESCALATED, phrases.UNANSWERED
        reminder.escalated_at = sent + dt.timedelta(hours=48)
    elif not (is_near and number % 2):
        reminder.state = Reminder.State.ACKNOWLEDGED
        reminder.acknowledged_at, reminder.acknowledged_by = sent + dt.timedelta(hours=3), reminder.membership


def _date_the_sources(scene: Scene) -> None:
    """Let the sources of each hearing have spoken one after the other, weeks apart, the last one a few days ago."""
    reports = list(HearingReport.objects.order_by("hearing_id", "pk"))
    later = Counter(report.hearing_id for report in reports)
    for report in reports:
        later[report.hearing_id] -= 1
        days_ago = 3 + 19 * later[report.hearing_id]
        report.reported_at = days.at(scene.day(-days_ago), 10, scene.clinic.time_zone)
    HearingReport.objects.bulk_update(reports, ["reported_at"])
