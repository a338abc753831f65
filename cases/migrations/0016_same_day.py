"""Where a hearing is, a screening that waits as a thing to do, a policy that is planned by the worker; one door less."""

from django.db import migrations, models

# Since 0013 the sweep claims through cases_claim_reminders, and nobody goes through this one.
SHUT = "DROP FUNCTION cases_due_reminders(timestamptz, interval, integer);"
OPEN = """
CREATE FUNCTION cases_due_reminders(before timestamptz, lease interval, most integer)
    RETURNS TABLE (clinic_id bigint, reminder_id bigint, due_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.clinic_id, r.id, r.due_at FROM cases_reminder r
    WHERE r.due_at <= before
      AND (r.state = 'planned' OR (r.state = 'claimed' AND r.claimed_at < before - lease))
    ORDER BY r.due_at LIMIT most
$$;
REVOKE ALL ON FUNCTION cases_due_reminders(timestamptz, interval, integer) FROM PUBLIC;
"""
PLANNED = "UPDATE cases_reminderpolicy SET planned_version = version;"
NONE_WAITS = "DELETE FROM cases_todo WHERE kind = 'review_screening';"


class Migration(migrations.Migration):
    """Two columns, one more kind, and the door that nobody used."""

    dependencies = [
        ("cases", "0015_rejected_dates"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="place",
            field=models.CharField(
                blank=True,
                help_text="Street, floor and city as the notice prints them; no court's name.",
                max_length=160,
            ),
        ),
        migrations.AddField(
            model_name="reminderpolicy",
            name="planned_version",
            field=models.PositiveIntegerField(
                default=1, help_text="The version by which every date's reminders were last planned."
            ),
        ),
        migrations.RunSQL(PLANNED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="todo",
            name="kind",
            field=models.CharField(
                choices=[
                    ("who_tells_the_child", "Who tells the child?"),
                    ("review_screening", "Review a relief screening"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, NONE_WAITS),
        migrations.RunSQL(SHUT, OPEN),
    ]
