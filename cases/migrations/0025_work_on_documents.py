"""What the worker does with a document afterwards: looking at its pages, recognising its text."""

from django.db import migrations, models

# Documents from before 0017 have no facts of their pages: the worker looks at them. One whose pages gave none is looked
# at once more, which finds none again.
LOOK_AT_THE_OLD = """
UPDATE cases_document SET work = 'look', work_asked_at = now() WHERE facts = '[]'::jsonb;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# It runs as the owner, so row-level security does not apply inside it; hence so few columns.
OPEN_THE_DOOR = """
CREATE FUNCTION cases_waiting_documents(before timestamptz, lease interval, most integer)
    RETURNS TABLE (clinic_id bigint, document_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT d.clinic_id, d.id FROM cases_document d
    WHERE d.work <> '' AND d.work_problem = ''
      AND (d.work_claimed_at IS NULL OR d.work_claimed_at < before - lease)
    ORDER BY d.work_asked_at LIMIT most
$$;
REVOKE ALL ON FUNCTION cases_waiting_documents(timestamptz, interval, integer) FROM PUBLIC;
"""
CLOSE_THE_DOOR = "DROP FUNCTION cases_waiting_documents(timestamptz, interval, integer);"


class Migration(migrations.Migration):
    """Columns, an index of what waits, the worker's door to it."""

    dependencies = [
        ("cases", "0024_filed_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="work",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing to do"),
                    ("look", "Its pages are to be looked at"),
                    ("recognise", "Its text is to be recognised"),
                ],
                default="",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="work_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="work_claimed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="work_attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="document",
            name="work_problem",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="document",
            name="recognised_at",
            field=models.DateTimeField(
                blank=True, help_text="When a text layer was laid under its scanned pages.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(models.Q(("work", ""), _negated=True), ("work_problem", "")),
                fields=["work_asked_at"],
                name="documents_waiting",
            ),
        ),
        migrations.RunSQL(LOOK_AT_THE_OLD, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_THE_DOOR, CLOSE_THE_DOOR),
    ]
