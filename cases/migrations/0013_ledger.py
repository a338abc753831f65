"""The ledger of reminders with its policy, consents, absences and proofs, and the doors that its sweep goes through."""

import datetime as dt
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence
from cases.models import policies

# What the earlier tables cannot hold goes when this is taken back: escalations, digests, clients' reminders.
FILL = """
UPDATE cases_reminder r SET planned_for = r.due_at, about_on = COALESCE(
    (SELECT d.act_by FROM cases_deadline d WHERE d.id = r.deadline_id),
    (SELECT h.day FROM cases_hearing h WHERE h.id = r.hearing_id),
    (r.due_at + r.offset_days * interval '1 day')::date
);
UPDATE cases_reminder SET withdrawn_because = 'not recorded' WHERE state = 'withdrawn' AND withdrawn_because = '';
"""
EMPTY = """
DELETE FROM cases_reminder r USING cases_message m WHERE r.message_id = m.id AND (m.case_id IS NULL OR m.to_id IS NULL);
DELETE FROM cases_reminder WHERE membership_id IS NULL OR kind <> 'reminder' OR state = 'escalated';
DELETE FROM cases_message WHERE case_id IS NULL OR to_id IS NULL;
"""

# They run as the owner, to whom the fence does not apply; hence so few columns. The lease is the claimed row's
# own due_at, so that what is due and what was left lying by a dead worker are one scan of one index.
DOORS = """
CREATE FUNCTION cases_claim_reminders(moment timestamptz, lease interval, most integer)
    RETURNS TABLE (clinic_id bigint, reminder_id bigint, due_at timestamptz)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH due AS (
        SELECT r.id, r.due_at FROM cases_reminder r
        WHERE r.due_at <= moment AND r.state IN ('planned', 'claimed')
        ORDER BY r.due_at, r.clinic_id, r.membership_id LIMIT most FOR UPDATE SKIP LOCKED
    )
    UPDATE cases_reminder r
    SET state = 'claimed', claimed_at = moment, due_at = moment + lease, attempts = r.attempts + 1
    FROM due WHERE r.id = due.id
    RETURNING r.clinic_id, r.id, due.due_at
$$;
CREATE FUNCTION cases_unanswered_reminders(moment timestamptz, most integer)
    RETURNS TABLE (clinic_id bigint, reminder_id bigint, escalate_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.clinic_id, r.id, r.escalate_at FROM cases_reminder r
    WHERE r.escalate_at <= moment AND r.state = 'sent' AND r.escalate_at IS NOT NULL
    ORDER BY r.escalate_at LIMIT most
$$;
CREATE FUNCTION cases_next_reminder() RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT LEAST(
        (SELECT r.due_at FROM cases_reminder r WHERE r.state IN ('planned', 'claimed') ORDER BY r.due_at LIMIT 1),
        (SELECT r.escalate_at FROM cases_reminder r
         WHERE r.state = 'sent' AND r.escalate_at IS NOT NULL ORDER BY r.escalate_at LIMIT 1)
    )
$$;
REVOKE ALL ON FUNCTION cases_claim_reminders(timestamptz, interval, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION cases_unanswered_reminders(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION cases_next_reminder() FROM PUBLIC;
"""
SHUT = """
DROP FUNCTION cases_next_reminder();
DROP FUNCTION cases_unanswered_reminders(timestamptz, integer);
DROP FUNCTION cases_claim_reminders(timestamptz, interval, integer);
"""
FENCES = [
    fence.around("cases_absence"),
    fence.around("cases_morningproof"),
    fence.around("cases_mute"),
    fence.around("cases_reminderconsent"),
    fence.around("cases_reminderpolicy"),
    fence.around("cases_todo"),
    fence.same_clinic("cases_absence", membership_id="cases_membership", stand_in_id="cases_membership"),
    fence.same_clinic("cases_mute", membership_id="cases_membership"),
    fence.same_clinic(
        "cases_reminderconsent",
        case_id="cases_case",
        person_id="cases_person",
        contact_id="cases_contactpoint",
        recorded_by_id="cases_membership",
        revoked_by_id="cases_membership",
    ),
    fence.same_clinic(
        "cases_todo",
        case_id="cases_case",
        hearing_id="cases_hearing",
        opened_by_id="cases_membership",
        done_by_id="cases_membership",
    ),
    fence.same_clinic("cases_message", contact_id="cases_contactpoint"),
    fence.same_clinic("cases_reminder", contact_id="cases_contactpoint"),
]


class Migration(migrations.Migration):
    """Tables and columns, what fills the new columns of old rows, then fences and doors."""

    dependencies = [
        ("cases", "0012_clocks_moves_and_ages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="The last day away.")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, help_text="Called off, or back early.", null=True),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MorningProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(help_text="The clinic's own date.")),
                ("taken_at", models.DateTimeField()),
                ("since", models.DateTimeField(help_text="Reminders promised from here on are counted.")),
                ("due", models.PositiveIntegerField()),
                ("sent", models.PositiveIntegerField()),
                ("acknowledged", models.PositiveIntegerField()),
                ("escalated", models.PositiveIntegerField()),
                ("excused", models.PositiveIntegerField(help_text="Not sent, for a recorded reason.")),
                ("waiting", models.PositiveIntegerField(help_text="Promised, and still not sent.")),
                ("failed", models.PositiveIntegerField(help_text="Given up, and nobody else was told.")),
                (
                    "unspoken",
                    models.PositiveIntegerField(help_text="Live dates of which the ledger says nothing."),
                ),
                (
                    "unheard",
                    models.PositiveIntegerField(help_text="Live dates of which nobody could be told."),
                ),
                ("swept_at", models.DateTimeField(blank=True, null=True)),
                ("holds", models.BooleanField()),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, help_text="When the coordinators were told that it fails.", null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReminderConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("client", "Client"),
                            ("parent", "Parent or legal guardian"),
                            ("sponsor", "Sponsor"),
                            ("other", "Another person in the case"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("eng", "English"), ("spa", "Spanish"), ("por", "Portuguese")], max_length=3
                    ),
                ),
                ("given_on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_because", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReminderPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "offsets",
                    models.JSONField(
                        default=policies.usual_offsets, help_text="Days ahead, by kind of date."
                    ),
                ),
                ("packet_offsets", models.JSONField(default=policies.usual_packet_offsets)),
                ("client_offsets", models.JSONField(default=policies.usual_client_offsets)),
                (
                    "duties",
                    models.JSONField(
                        default=policies.usual_duties,
                        help_text="Who on a case is reminded of its dates.",
                    ),
                ),
                (
                    "escalation",
                    models.JSONField(
                        default=policies.usual_escalation,
                        help_text="Pairs: at most so many days left, hours.",
                    ),
                ),
                (
                    "urgent_days",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="With so few days left, a date has a message of its own and ignores quiet hours.",
                    ),
                ),
                (
                    "quiet_from",
                    models.TimeField(default=dt.time(20, 0), help_text="On the clinic's clock."),
                ),
                (
                    "quiet_until",
                    models.TimeField(default=dt.time(6, 30), help_text="On the clinic's clock."),
                ),
                (
                    "show_dates",
                    models.BooleanField(
                        default=False, help_text="Messages name the day, not only the days left."
                    ),
                ),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ToDo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("who_tells_the_child", "Who tells the child?")], max_length=20
                    ),
                ),
                ("about", models.CharField(help_text="What happened, without names.", max_length=300)),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(blank=True, help_text="Who told whom, and when.", max_length=300),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="one_reminder_per_deadline",
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="one_reminder_per_hearing",
        ),
        migrations.RemoveIndex(
            model_name="reminder",
            name="reminders_waiting",
        ),
        migrations.AddField(
            model_name="message",
            name="channel",
            field=models.CharField(
                choices=[("email", "E-mail"), ("sms", "Text message")], default="email", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.contactpoint",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="perhaps_twice",
            field=models.BooleanField(
                default=False,
                help_text="Sent again, with the same Message-ID, because the first try was never confirmed.",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="about_on",
            field=models.DateField(
                help_text="The act-by date, or the hearing's day, of which it speaks.", null=True
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="cases.contactpoint",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="escalate_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the coordinator hears of it, unless somebody acknowledges first.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="escalated_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reminder",
            name="escalated_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="reminder",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reminder", "Reminder"),
                    ("packet", "Warning that no packet is under way"),
                    ("escalation", "Escalation"),
                    ("client", "Hearing reminder to a client or sponsor"),
                ],
                default="reminder",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="planned_for",
            field=models.DateTimeField(
                help_text="The moment that was promised; quiet hours move it.", null=True
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="refusals",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Tries that the server answered with no; a server out of reach does not count.",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="None in a digest.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="cases.membership",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="acknowledged_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="channel",
            field=models.CharField(
                choices=[("email", "E-mail"), ("sms", "Text message")], default="email", max_length=8
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="due_at",
            field=models.DateTimeField(
                help_text="When the sweep looks at it next: planned, a retry, or the lease's end."
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="membership",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="cases.membership",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("claimed", "Being sent"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                    ("acknowledged", "Acknowledged"),
                    ("escalated", "Escalated"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="planned",
                max_length=12,
            ),
        ),
        migrations.RunSQL(FILL, EMPTY),
        migrations.AlterField(
            model_name="reminder",
            name="about_on",
            field=models.DateField(help_text="The act-by date, or the hearing's day, of which it speaks."),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="planned_for",
            field=models.DateTimeField(help_text="The moment that was promised; quiet hours move it."),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["clinic", "created_at"], name="messages_by_age"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("state__in", ["planned", "claimed"])),
                fields=["due_at", "clinic", "membership"],
                name="reminders_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("escalate_at__isnull", False), ("state", "sent")),
                fields=["escalate_at"],
                name="reminders_unanswered",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["clinic", "planned_for"], name="reminders_by_promise"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("contact__isnull", False)),
                fields=["contact"],
                name="reminders_of_a_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", None), ("to__isnull", False)),
                    models.Q(("contact__isnull", False), ("to", None)),
                    _connector="OR",
                ),
                name="message_has_one_addressee",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", None), ("membership__isnull", False)),
                    models.Q(("contact__isnull", False), ("membership", None)),
                    models.Q(("contact", None), ("membership", None), ("state", "withdrawn")),
                    _connector="OR",
                ),
                name="reminder_to_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("withdrawn_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("deadline__isnull", False), models.Q(("state", "withdrawn"), _negated=True)
                ),
                fields=("deadline", "membership", "channel", "kind", "offset_days"),
                name="one_reminder_per_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("hearing__isnull", False), models.Q(("state", "withdrawn"), _negated=True)
                ),
                fields=("hearing", "about_on", "membership", "channel", "kind", "offset_days"),
                name="one_reminder_per_hearing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("contact__isnull", False), models.Q(("state", "withdrawn"), _negated=True)
                ),
                fields=("hearing", "about_on", "contact", "channel", "offset_days"),
                name="one_reminder_per_contact",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="membership",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="stand_in",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_in",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="morningproof",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="mute",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="mute",
            name="membership",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mutes",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_consents",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="contact",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_consents",
                to="cases.contactpoint",
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_consents",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="reminderconsent",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="reminderpolicy",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="todo",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="todos",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="todo",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="todo",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="todo",
            name="hearing",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.hearing",
            ),
        ),
        migrations.AddField(
            model_name="todo",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["clinic", "ends_on"], name="absences_by_end"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="absence_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("membership", models.F("stand_in")), _negated=True),
                name="stand_in_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="morningproof",
            constraint=models.UniqueConstraint(fields=("clinic", "day"), name="one_proof_per_morning"),
        ),
        migrations.AddConstraint(
            model_name="mute",
            constraint=models.UniqueConstraint(fields=("membership", "kind"), name="muted_once"),
        ),
        migrations.AddConstraint(
            model_name="reminderconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("case", "contact"),
                name="one_consent_per_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="consent_revoked_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderpolicy",
            constraint=models.UniqueConstraint(fields=("clinic",), name="one_reminder_policy_per_clinic"),
        ),
        migrations.AddIndex(
            model_name="todo",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["clinic", "due_on"], name="todos_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="todo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None)), fields=("case", "kind"), name="one_open_todo_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="todo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    _connector="OR",
                ),
                name="todo_done_by_someone",
            ),
        ),
        *FENCES,
        migrations.RunSQL(DOORS, SHUT),
    ]
