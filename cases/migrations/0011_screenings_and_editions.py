"""Relief screenings, and editions of the rulebook that were signed whole: inside the clinic's fence."""

import cases.vault
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence

# What was answered and found is kept as it was: later only a review is added. A rerun is a new row.
UP = """
CREATE FUNCTION cases_refuse_screening_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A finished screening stays as it is: a rerun is a new row.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_reliefscreening_kept BEFORE UPDATE ON cases_reliefscreening FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL AND (NEW.answers, NEW.result, NEW.person_id, NEW.case_id, NEW.finished_at,
          NEW.finished_by_id, NEW.edition, NEW.rulebook_edition) IS DISTINCT FROM (OLD.answers, OLD.result,
          OLD.person_id, OLD.case_id, OLD.finished_at, OLD.finished_by_id, OLD.edition, OLD.rulebook_edition))
    EXECUTE FUNCTION cases_refuse_screening_change();
"""

DOWN = """
DROP TRIGGER cases_reliefscreening_kept ON cases_reliefscreening;
DROP FUNCTION cases_refuse_screening_change();
"""


class Migration(migrations.Migration):
    """The two tables, their fences and keys, and what keeps a finished screening as it was."""

    dependencies = [
        ("cases", "0010_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionSignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(max_length=16)),
                (
                    "rows",
                    models.JSONField(
                        help_text="Every row by rule and version: its fingerprint and its lines, to compare the next with."
                    ),
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
                    models.UniqueConstraint(fields=("clinic", "edition"), name="edition_signed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliefScreening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answers",
                    cases.vault.SealedTextField(
                        help_text="JSON: what was said, and what the file knew when it was finished."
                    ),
                ),
                (
                    "result",
                    cases.vault.SealedTextField(
                        blank=True, help_text="JSON: the flags; they tell the answers.", null=True
                    ),
                ),
                (
                    "edition",
                    models.CharField(blank=True, help_text="Of the screening's rows.", max_length=16),
                ),
                ("rulebook_edition", models.CharField(blank=True, max_length=16)),
                (
                    "step",
                    models.CharField(
                        blank=True, help_text="The questions at which it goes on.", max_length=20
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", cases.vault.SealedTextField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
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
                    "finished_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "started_by",
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
                "indexes": [models.Index(fields=["case", "person"], name="cases_relie_case_id_a292dc_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("case", "person"),
                        name="one_open_screening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True),
                                ("finished_by__isnull", True),
                                ("result__isnull", True),
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("finished_by__isnull", False),
                                ("result__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="screening_finished_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="screening_reviewed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_at", None), ("finished_at__isnull", False), _connector="OR"
                        ),
                        name="screening_reviewed_after_it_was_finished",
                    ),
                ],
            },
        ),
        fence.around("cases_editionsignoff"),
        fence.same_clinic("cases_editionsignoff", by_id="cases_membership"),
        fence.around("cases_reliefscreening"),
        fence.same_clinic(
            "cases_reliefscreening",
            case_id="cases_case",
            person_id="cases_person",
            started_by_id="cases_membership",
            finished_by_id="cases_membership",
            reviewed_by_id="cases_membership",
        ),
        migrations.RunSQL(UP, DOWN),
    ]
