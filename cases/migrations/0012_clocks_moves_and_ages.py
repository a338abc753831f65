"""Stops and rulings of the work-permit clock, juvenile ages, moves, and the days that fix a child's age; all fenced."""

import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """The tables and columns, then their fences and keys."""

    dependencies = [
        ("cases", "0011_screenings_and_editions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The code that was answered; another code asks again.", max_length=2
                    ),
                ),
                ("stops", models.BooleanField()),
                ("reason", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ClockStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_on", models.DateField(help_text="The day missed, or the day of the request.")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, help_text="The day the clock ran again; empty: it stands.", null=True
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("uscis_notice", "USCIS notice or letter"),
                            ("case_status", "USCIS case status or asylum clock online"),
                            ("eoir_record", "EOIR hotline or case information"),
                            ("hearing", "Said at the hearing"),
                            ("client", "The client says so"),
                            ("other", "Another source"),
                        ],
                        max_length=14,
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
            name="JuvenileAge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=2)),
                ("age", models.PositiveSmallIntegerField()),
                ("citation", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved_on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="relief",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not recorded"),
                    ("asylum", "Asylum"),
                    ("withholding", "Withholding of removal"),
                    ("cat", "Protection under the Convention against Torture"),
                    ("other", "Something else"),
                ],
                default="",
                help_text="What was granted.",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="minor",
            name="apprehended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="minor",
            name="petition_approved_on",
            field=models.DateField(blank=True, null=True, verbose_name="visa petition approved on"),
        ),
        migrations.AddField(
            model_name="minor",
            name="petition_filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="visa petition filed on"),
        ),
        migrations.AddField(
            model_name="minor",
            name="principal_i589_on",
            field=models.DateField(blank=True, null=True, verbose_name="parent's I-589 received on"),
        ),
        migrations.AddField(
            model_name="minor",
            name="visa_available_on",
            field=models.DateField(blank=True, null=True, verbose_name="visa available from"),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="brief_due_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="brief due, as printed on the schedule"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("relief", ""), ("outcome", "granted"), _connector="OR"),
                name="relief_is_named_of_a_grant",
            ),
        ),
        migrations.AddField(
            model_name="clockruling",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="clockruling",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="clockruling",
            name="hearing",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clock_rulings",
                to="cases.hearing",
            ),
        ),
        migrations.AddField(
            model_name="clockruling",
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
            model_name="clockstop",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="clockstop",
            name="proceeding",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clock_stops",
                to="cases.proceeding",
            ),
        ),
        migrations.AddField(
            model_name="clockstop",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="clockstop",
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
            model_name="juvenileage",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="juvenileage",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="juvenileage",
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
            model_name="move",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="move",
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
            model_name="clockruling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("hearing",),
                name="one_standing_clock_ruling",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="clock_ruling_taken_back_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"
                ),
                name="clock_restarts_after_it_stopped",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="clock_stop_taken_back_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="juvenileage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("clinic", "state"),
                name="one_standing_age_per_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="juvenileage",
            constraint=models.CheckConstraint(
                condition=models.Q(("age__gte", 14), ("age__lte", 23)),
                name="juvenile_age_is_one_that_states_have",
            ),
        ),
        migrations.AddConstraint(
            model_name="juvenileage",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True), name="juvenile_age_has_its_citation"
            ),
        ),
        migrations.AddConstraint(
            model_name="juvenileage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="juvenile_age_taken_back_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("person", "moved_on"),
                name="one_move_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="move_taken_back_by_someone",
            ),
        ),
        fence.around("cases_clockstop"),
        fence.same_clinic(
            "cases_clockstop",
            proceeding_id="cases_proceeding",
            recorded_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
        fence.around("cases_clockruling"),
        fence.same_clinic(
            "cases_clockruling",
            hearing_id="cases_hearing",
            decided_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
        fence.around("cases_juvenileage"),
        fence.same_clinic(
            "cases_juvenileage", decided_by_id="cases_membership", taken_back_by_id="cases_membership"
        ),
        fence.around("cases_move"),
        fence.same_clinic(
            "cases_move",
            person_id="cases_person",
            recorded_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
    ]
