"""A supervising attorney's signature under a rule of the rulebook, inside the clinic's fence."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """The table, then its fence and its key."""

    dependencies = [("cases", "0005_rather_not_say")]

    operations = [
        migrations.CreateModel(
            name="RuleSignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=30)),
                (
                    "fingerprint",
                    models.CharField(help_text="Of the row's wording; any change asks again.", max_length=16),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "rule", "version", "fingerprint"), name="rule_signed_once"
                    )
                ],
            },
        ),
        fence.around("cases_rulesignoff"),
        fence.same_clinic("cases_rulesignoff", by_id="cases_membership"),
    ]
