"""Views of the deadline report that members keep, inside the clinic's fence."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """The table, then its fence and its key."""

    dependencies = [
        ("cases", "0008_overrides_and_confirmations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "choices",
                    models.JSONField(default=dict, help_text="What differs from the report as it opens."),
                ),
                (
                    "is_weekly",
                    models.BooleanField(default=False, help_text="A mail on Monday says that it waits."),
                ),
                ("mailed_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("membership", "name"), name="one_saved_report_per_name")
                ],
            },
        ),
        fence.around("cases_savedreport"),
        fence.same_clinic("cases_savedreport", membership_id="cases_membership"),
    ]
