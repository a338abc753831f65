"""For whom an I-589 was filed, what a remand opens again, and notices with a date: inside the clinic's fence."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """Two tables with their fences and keys, and one column with its key."""

    dependencies = [
        ("cases", "0017_exhibits_described"),
    ]

    operations = [
        migrations.CreateModel(
            name="Applicant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "received_on",
                    models.DateField(
                        blank=True,
                        help_text="The asylum filing date; empty while it is not accepted.",
                        null=True,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="DatedNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="As in cases/law/notices.toml.", max_length=40)),
                ("notice_on", models.DateField(blank=True, help_text="The date that it bears.", null=True)),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not known"),
                            ("mail", "By mail"),
                            ("online", "In the online account, or by e-service"),
                            ("in_person", "Handed over, or said in court"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "served_on",
                    models.DateField(
                        blank=True, help_text="The day it was mailed, posted or given.", null=True
                    ),
                ),
                (
                    "respond_by",
                    models.DateField(blank=True, help_text="The answer's date, as printed on it.", null=True),
                ),
                ("receipt_number", models.CharField(blank=True, max_length=60)),
                (
                    "facts",
                    models.JSONField(default=dict, help_text="What else its rules read, by the fact's name."),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_because", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="sends_back_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Which proceeding a remand opened again.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.proceeding",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("sends_back_to", None), ("outcome", "remanded"), _connector="OR"),
                name="only_a_remand_sends_back",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applicants",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="filing",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applicants",
                to="cases.filing",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applicants",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="principal",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="On whose application; empty: on their own.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="proceeding",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applicants",
                to="cases.proceeding",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="applicant",
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
            model_name="datednotice",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dated_notices",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dated_notices",
                to="cases.document",
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Whom it is about.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
            name="proceeding",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="In which it came.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.proceeding",
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="datednotice",
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
        migrations.AddConstraint(
            model_name="applicant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("received_on__isnull", False), ("taken_back_at", None)),
                fields=("proceeding", "person"),
                name="one_received_i589_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("principal", None),
                    models.Q(("principal", models.F("person")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_derives_from_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("filing__isnull", False), ("received_on__isnull", False), _connector="OR"
                ),
                name="applicant_of_a_filing_or_a_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="applicant_taken_back_by_someone",
            ),
        ),
        migrations.AddIndex(
            model_name="datednotice",
            index=models.Index(fields=["case", "kind"], name="dated_notices_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="datednotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("served_on", None),
                    ("notice_on", None),
                    ("served_on__gte", models.F("notice_on")),
                    _connector="OR",
                ),
                name="notice_served_after_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="datednotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="notice_taken_back_by_someone",
            ),
        ),
        fence.around("cases_applicant"),
        fence.same_clinic(
            "cases_applicant",
            case_id="cases_case",
            proceeding_id="cases_proceeding",
            person_id="cases_person",
            principal_id="cases_person",
            filing_id="cases_filing",
            recorded_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
        fence.around("cases_datednotice"),
        fence.same_clinic(
            "cases_datednotice",
            case_id="cases_case",
            person_id="cases_person",
            proceeding_id="cases_proceeding",
            document_id="cases_document",
            recorded_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
        fence.same_clinic("cases_decision", sends_back_to_id="cases_proceeding"),
    ]
