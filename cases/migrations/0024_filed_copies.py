"""A place for the copies of exhibits that are filed with chosen pages and marks."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """One table with its fence."""

    dependencies = [
        ("cases", "0023_calendar_feeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="FiledCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_of",
                    models.CharField(
                        help_text="Hash of the paper, its pages and its marks: another one now means that it is stale.",
                        max_length=64,
                    ),
                ),
                (
                    "file",
                    models.CharField(
                        help_text="Name in the file store, encrypted under the case's key.", max_length=120
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
                (
                    "exhibit",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filed_copy",
                        to="cases.exhibit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "filed copies",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        fence.around("cases_filedcopy"),
        fence.same_clinic("cases_filedcopy", exhibit_id="cases_exhibit"),
    ]
