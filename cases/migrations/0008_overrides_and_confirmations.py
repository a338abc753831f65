"""Overrides and confirmations; a deadline keeps the date that was worked out beside the one that staff see."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """Two fenced tables and three columns; the dates that stand were all worked out, none was overridden."""

    dependencies = [
        ("cases", "0007_clinic_morning_is_a_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trigger", models.CharField(help_text="As in Deadline: hearing:12.", max_length=60)),
                (
                    "fingerprint",
                    models.CharField(help_text="Of the facts; any change asks again.", max_length=16),
                ),
                ("facts", models.JSONField(help_text="The facts as they were compared: label and words.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(help_text="The rule's id in the rulebook.", max_length=40)),
                ("trigger", models.CharField(help_text="As in Deadline: hearing:12.", max_length=60)),
                ("act_by", models.DateField()),
                (
                    "source",
                    models.CharField(
                        choices=[("printed", "Printed in an order or notice"), ("by_hand", "Set by hand")],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_because", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.RemoveConstraint(
            model_name="deadline",
            name="deadline_dates_together",
        ),
        migrations.AddField(
            model_name="deadline",
            name="entered_by",
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
            model_name="deadline",
            name="safe_on",
            field=models.DateField(
                blank=True, help_text="The day to act by, as it was worked out.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="act_by",
            field=models.DateField(
                blank=True, help_text="What staff see: safe_on, unless it was overridden.", null=True
            ),
        ),
        migrations.RunSQL(
            "UPDATE cases_deadline SET safe_on = act_by", "UPDATE cases_deadline SET act_by = safe_on"
        ),
        migrations.AddField(
            model_name="confirmation",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="document",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="cases.document",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overrides",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="override",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.override",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("legal_on__isnull", True), ("nominal_on__isnull", True), ("safe_on__isnull", True)
                    ),
                    models.Q(
                        ("legal_on__isnull", False), ("nominal_on__isnull", False), ("safe_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="deadline_dates_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("override__isnull", False),
                    models.Q(
                        ("act_by", models.F("safe_on")), ("act_by__isnull", False), ("safe_on__isnull", False)
                    ),
                    models.Q(("act_by", None), ("safe_on", None)),
                    _connector="OR",
                ),
                name="deadline_is_as_computed_unless_overridden",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("safe_on", None), ("act_by__isnull", False), _connector="OR"),
                name="computed_deadline_has_an_act_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("case", "trigger"),
                name="one_confirmation_per_trigger",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("case", "rule", "trigger"),
                name="one_override_per_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="override_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="override_taken_back_by_someone",
            ),
        ),
        fence.around("cases_confirmation"),
        fence.same_clinic(
            "cases_confirmation",
            case_id="cases_case",
            document_id="cases_document",
            by_id="cases_membership",
        ),
        fence.around("cases_override"),
        fence.same_clinic(
            "cases_override",
            case_id="cases_case",
            by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
        fence.same_clinic("cases_deadline", override_id="cases_override", entered_by_id="cases_membership"),
    ]
