"""A packet's life after it is built: what follows which, what was uploaded and is frozen; what its papers are printed from."""

import cases.vault
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


WARNINGS_TO_FINDINGS = """
UPDATE cases_packet SET findings = COALESCE((
    SELECT jsonb_agg(jsonb_build_object('code', 'earlier', 'sentence', said, 'hard', false))
    FROM jsonb_array_elements_text(warnings) AS said), '[]'::jsonb);
"""
FINDINGS_TO_WARNINGS = """
UPDATE cases_packet SET warnings = COALESCE((
    SELECT jsonb_agg(one ->> 'sentence') FROM jsonb_array_elements(findings) AS one), '[]'::jsonb);
"""
TITLES = """
UPDATE cases_packetexhibit line SET title = exhibit.title FROM cases_exhibit exhibit
WHERE exhibit.id = line.exhibit_id AND line.title = '';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
# What the court has is kept as it was uploaded, whoever asks: its parts, their hashes, its index, its numbers.
FREEZE = """
CREATE FUNCTION cases_refuse_frozen_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cases_packet p WHERE p.uploaded_at IS NOT NULL
               AND p.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.packet_id ELSE OLD.packet_id END) THEN
        RAISE EXCEPTION 'An uploaded packet is kept as it was: % on % is refused.', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION cases_refuse_frozen_packet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An uploaded packet is kept as it was: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_packetpart_frozen BEFORE INSERT OR UPDATE OR DELETE ON cases_packetpart
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_frozen_part();
CREATE TRIGGER cases_packetexhibit_frozen BEFORE INSERT OR UPDATE OR DELETE ON cases_packetexhibit
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_frozen_part();
CREATE TRIGGER cases_packet_frozen BEFORE UPDATE OR DELETE ON cases_packet
    FOR EACH ROW WHEN (OLD.uploaded_at IS NOT NULL) EXECUTE FUNCTION cases_refuse_frozen_packet();
"""
THAW = """
DROP TRIGGER cases_packet_frozen ON cases_packet;
DROP TRIGGER cases_packetexhibit_frozen ON cases_packetexhibit;
DROP TRIGGER cases_packetpart_frozen ON cases_packetpart;
DROP FUNCTION cases_refuse_frozen_packet();
DROP FUNCTION cases_refuse_frozen_part();
"""


class Migration(migrations.Migration):
    """Columns, two tables with their fences, the old warnings as findings, and what keeps an uploaded packet."""

    dependencies = [
        ("cases", "0019_planned_through"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrested_on", models.DateField(blank=True, null=True)),
                ("docket", cases.vault.SealedTextField(blank=True, help_text="Court and docket number.")),
                ("charge", cases.vault.SealedTextField()),
                ("disposition", cases.vault.SealedTextField(blank=True)),
                (
                    "consequence",
                    cases.vault.SealedTextField(blank=True, help_text="For immigration, if any."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["arrested_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("a_number", cases.vault.SealedTextField(blank=True)),
                ("summary", cases.vault.SealedTextField(help_text="What they will say, in a few sentences.")),
                ("minutes", models.PositiveSmallIntegerField(help_text="How long the testimony will take.")),
                ("language", models.CharField(default="eng", max_length=3)),
                (
                    "appears",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("webex", "By Webex"),
                            ("telephone", "By telephone"),
                        ],
                        default="in_person",
                        max_length=10,
                    ),
                ),
                ("contact", cases.vault.SealedTextField(blank=True)),
                ("is_expert", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "witnesses",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="packet",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="cases.packet",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="findings",
            field=models.JSONField(
                default=list, help_text="To be mended: code, sentence, hard, exhibit, where it is mended."
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="first_page",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="packet",
            name="first_tab",
            field=models.PositiveIntegerField(default=0, help_text="0 is A."),
        ),
        migrations.AddField(
            model_name="packet",
            name="on_letter",
            field=models.BooleanField(default=False, help_text="Pages of other sizes are put onto Letter."),
        ),
        migrations.AddField(
            model_name="packet",
            name="papers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                default=list,
                help_text="Papers printed into it.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="supplements",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supplemented_by",
                to="cases.packet",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="uploaded_at",
            field=models.DateTimeField(
                blank=True, help_text="From then on nothing of it changes.", null=True
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="uploaded_by",
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
            model_name="packetexhibit",
            name="filed_as",
            field=models.CharField(
                blank=True,
                help_text="Hash of what was bound of it: another one now means that it changed.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="packetexhibit",
            name="title",
            field=models.CharField(blank=True, help_text="As the index names it.", max_length=300),
        ),
        migrations.AddField(
            model_name="packetpart",
            name="sha256",
            field=models.CharField(
                blank=True,
                help_text="Of the file as it is handed out, to hold the uploaded one against.",
                max_length=64,
            ),
        ),
        migrations.AddConstraint(
            model_name="packet",
            constraint=models.CheckConstraint(
                condition=models.Q(("uploaded_at", None), ("state", "built"), _connector="OR"),
                name="only_a_built_packet_is_uploaded",
            ),
        ),
        migrations.AddConstraint(
            model_name="packet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("uploaded_at__isnull", True), ("uploaded_by__isnull", True)),
                    models.Q(("uploaded_at__isnull", False), ("uploaded_by__isnull", False)),
                    _connector="OR",
                ),
                name="packet_uploaded_by_someone",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="exhibit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The record of it, by its tab.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.exhibit",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="witness",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="witnesses",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="witness",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="witness",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        fence.same_clinic(
            "cases_packet",
            supplements_id="cases_packet",
            corrects_id="cases_packet",
            uploaded_by_id="cases_membership",
        ),
        fence.around("cases_witness"),
        fence.same_clinic("cases_witness", case_id="cases_case", recorded_by_id="cases_membership"),
        fence.around("cases_charge"),
        fence.same_clinic(
            "cases_charge",
            case_id="cases_case",
            exhibit_id="cases_exhibit",
            recorded_by_id="cases_membership",
        ),
        migrations.RunSQL(WARNINGS_TO_FINDINGS, FINDINGS_TO_WARNINGS),
        migrations.RunSQL(TITLES, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="packet", name="warnings"),
        migrations.RunSQL(FREEZE, THAW),
    ]
