"""What was filed, when it was received, accepted or rejected: inside the clinic's fence, its outcomes only added to."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence

UP = """
CREATE FUNCTION cases_refuse_outcome_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The outcomes of a filing are only added to: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_filingoutcome_rows BEFORE UPDATE OR DELETE ON cases_filingoutcome
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_outcome_change();
"""

DOWN = """
DROP TRIGGER cases_filingoutcome_rows ON cases_filingoutcome;
DROP FUNCTION cases_refuse_outcome_change();
"""


class Migration(migrations.Migration):
    """The two tables, then their fences and keys, then what keeps an outcome as it was recorded."""

    dependencies = [
        ("cases", "0009_saved_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(help_text="What was filed.", max_length=200)),
                (
                    "document_type",
                    models.CharField(blank=True, help_text="As ECAS calls it.", max_length=100),
                ),
                (
                    "is_i589",
                    models.BooleanField(
                        default=False, help_text="The I-589: its receipt is the asylum filing date."
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("ecas", "ECAS"),
                            ("online", "Online account (USCIS, court of appeals, state court)"),
                            ("in_court", "In court, at the hearing"),
                            ("counter", "On paper, at the window"),
                            ("courier", "On paper, by courier"),
                            ("mail", "On paper, by mail"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                    ),
                ),
                ("filed_on", models.DateField(help_text="The day it was uploaded, handed in or sent.")),
                (
                    "received_on",
                    models.DateField(
                        blank=True, help_text="The court's or agency's own date stamp.", null=True
                    ),
                ),
                ("receipt_number", models.CharField(blank=True, max_length=60)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "Not yet accepted"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                        ],
                        default="pending",
                        help_text="As it stands now.",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="cases.case",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="cases.deadline",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "packet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="cases.packet",
                    ),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="cases.proceeding",
                    ),
                ),
                (
                    "recorded_by",
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
            },
        ),
        migrations.CreateModel(
            name="FilingOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("rejected", "Rejected")], max_length=10
                    ),
                ),
                ("on", models.DateField(help_text="The day the court or agency accepted or rejected it.")),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why it was rejected, in the clerk's words.", max_length=300
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The date that this closed, or that it opened again.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.deadline",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="cases.filing",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["case", "outcome"], name="filings_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deadline__isnull", False), ("proceeding__isnull", False), _connector="OR"
                ),
                name="filing_answers_a_date_or_stands_in_a_proceeding",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on", None), ("received_on__gte", models.F("filed_on")), _connector="OR"
                ),
                name="filing_received_after_it_was_filed",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_i589", False), ("proceeding__isnull", False), _connector="OR"),
                name="i589_names_its_proceeding",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "rejected"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="rejection_says_why",
            ),
        ),
        fence.around("cases_filing"),
        fence.same_clinic(
            "cases_filing",
            case_id="cases_case",
            proceeding_id="cases_proceeding",
            deadline_id="cases_deadline",
            packet_id="cases_packet",
            filed_by_id="cases_membership",
            recorded_by_id="cases_membership",
        ),
        fence.around("cases_filingoutcome"),
        fence.same_clinic(
            "cases_filingoutcome",
            filing_id="cases_filing",
            deadline_id="cases_deadline",
            recorded_by_id="cases_membership",
        ),
        migrations.RunSQL(UP, DOWN),
    ]
