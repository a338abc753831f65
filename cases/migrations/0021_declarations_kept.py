"""Versions of declarations, what is said beside them, sessions with the client, and what was read back and signed."""

import cases.vault
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


# A locked copy is a version from now on, and no version can be cut without the clinic's key: lock them anew.
UNLOCK = "UPDATE cases_declaration SET state = 'review' WHERE state = 'signing_copy';"
RELOCK = "UPDATE cases_declaration SET state = 'signing_copy' WHERE state IN ('read_back', 'signed');"
# What somebody wrote, and what somebody signed, stays as it was, whoever asks.
KEEP = """
CREATE FUNCTION cases_refuse_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was written or signed is kept as it was: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_declarationversion_kept BEFORE UPDATE OR DELETE ON cases_declarationversion
    FOR EACH ROW WHEN (OLD.sha256 <> '') EXECUTE FUNCTION cases_refuse_kept();
CREATE TRIGGER cases_readback_kept BEFORE UPDATE OR DELETE ON cases_readback
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_kept();
CREATE TRIGGER cases_signature_kept BEFORE DELETE ON cases_signature
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_kept();
CREATE TRIGGER cases_signature_bound BEFORE UPDATE ON cases_signature
    FOR EACH ROW WHEN (OLD.sha256 <> NEW.sha256 OR OLD.locked_id <> NEW.locked_id OR OLD.scan_id IS NOT NULL)
    EXECUTE FUNCTION cases_refuse_kept();
"""
LET_GO = """
DROP TRIGGER cases_signature_bound ON cases_signature;
DROP TRIGGER cases_signature_kept ON cases_signature;
DROP TRIGGER cases_readback_kept ON cases_readback;
DROP TRIGGER cases_declarationversion_kept ON cases_declarationversion;
DROP FUNCTION cases_refuse_kept();
"""


class Migration(migrations.Migration):
    """Seven tables with their fences and keys, columns, and what keeps a version as it was."""

    dependencies = [
        ("cases", "0020_packets_filed"),
    ]

    operations = [
        migrations.RunSQL(UNLOCK, RELOCK),
        migrations.CreateModel(
            name="InterviewSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "others_present",
                    models.CharField(
                        blank=True, help_text="By their part: an aunt, a student.", max_length=200
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "By video"),
                            ("telephone", "By telephone"),
                        ],
                        default="in_person",
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120)),
                ("starts_at", models.DateTimeField()),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, help_text="Empty while it goes on.", null=True),
                ),
                ("break_minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "breaks",
                    cases.vault.SealedTextField(blank=True, help_text="When, and why where it was said."),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        help_text="What was told, by the codes of cases/law/outlines.toml: not to be asked again.",
                        size=None,
                    ),
                ),
                (
                    "covered",
                    cases.vault.SealedTextField(blank=True, help_text="What was told, in a few words."),
                ),
                ("notes", cases.vault.SealedTextField(blank=True)),
                (
                    "next_time",
                    cases.vault.SealedTextField(blank=True, help_text="What is still to be asked, and how."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ParagraphComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paragraph_uid",
                    models.UUIDField(help_text="Of the paragraph; it may have been deleted since."),
                ),
                ("text", cases.vault.SealedTextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReadBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("language", models.CharField(help_text="In which it was read.", max_length=3)),
                ("read_on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SessionCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, help_text="Of the version that was read.", max_length=64),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("signed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SessionInterpreter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("source", models.CharField(help_text="ISO 639-3: from this language.", max_length=3)),
                ("target", models.CharField(help_text="Into this one, and back.", max_length=3)),
                ("address", cases.vault.SealedTextField(blank=True)),
                ("telephone", cases.vault.SealedTextField(blank=True)),
                ("is_remote", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("language", models.CharField(help_text="Of the text that was signed.", max_length=3)),
                ("signed_on", models.DateField()),
                ("place", models.CharField(max_length=120)),
                ("country", models.CharField(help_text="ISO code of the country of signing.", max_length=2)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="declaration",
            name="outline",
            field=models.CharField(
                blank=True,
                help_text="Questions beside the text, by their code in cases/law/outlines.toml.",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="behind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Neither"),
                    ("text", "The language that is signed"),
                    ("other", "The language beside it"),
                ],
                default="",
                help_text="The side whose words are older than what they translate.",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="behind_since",
            field=models.PositiveIntegerField(
                default=0, help_text="Number of the version in which the other side changed."
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="followed",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Neither"),
                    ("text", "The language that is signed"),
                    ("other", "The language beside it"),
                ],
                default="",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="followed_in",
            field=models.PositiveIntegerField(
                default=0, help_text="Number of the version in which that side was brought up to the other."
            ),
        ),
        migrations.AlterField(
            model_name="declaration",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("review", "With the attorney"),
                    ("signing_copy", "Signing copy"),
                    ("read_back", "Read back"),
                    ("signed", "Signed"),
                ],
                default="draft",
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="DeclarationVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("written", "Written"),
                            ("word", "Came back from Word"),
                            ("restored", "An earlier version was taken up again"),
                            ("found", "As it stood when versions began to be kept"),
                        ],
                        default="written",
                        max_length=8,
                    ),
                ),
                ("note", cases.vault.SealedTextField(blank=True, help_text="What its writer said of it.")),
                ("began_at", models.DateTimeField()),
                ("at", models.DateTimeField(help_text="The last change in it.")),
                (
                    "snapshot",
                    cases.vault.SealedTextField(
                        blank=True, help_text="Canonical JSON, format 1; empty while it is open."
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, help_text="Of the snapshot's UTF-8 bytes.", max_length=64),
                ),
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
                (
                    "declaration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="cases.declaration",
                    ),
                ),
                (
                    "restores",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.declarationversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="declaration",
            name="locked_version",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.declarationversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("locked_version", None), ("state__in", ("draft", "review"))),
                    models.Q(
                        ("locked_version__isnull", False),
                        ("state__in", ("signing_copy", "read_back", "signed")),
                    ),
                    _connector="OR",
                ),
                name="a_locked_copy_is_a_version",
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="conducted_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="declaration",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="cases.declaration",
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="cases.person",
            ),
        ),
        migrations.AddField(
            model_name="interviewsession",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="paragraphcomment",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="paragraphcomment",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="paragraphcomment",
            name="declaration",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="cases.declaration",
            ),
        ),
        migrations.AddField(
            model_name="paragraphcomment",
            name="settled_by",
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
            model_name="readback",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="readback",
            name="declaration",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="read_backs",
                to="cases.declaration",
            ),
        ),
        migrations.AddField(
            model_name="readback",
            name="locked",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.declarationversion",
            ),
        ),
        migrations.AddField(
            model_name="readback",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="readback",
            name="session",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="read_backs",
                to="cases.interviewsession",
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="declaration",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="cases.declaration",
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="locked",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.declarationversion",
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.document",
            ),
        ),
        migrations.AddField(
            model_name="sessioninterpreter",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="sessioninterpreter",
            name="session",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="interpreters",
                to="cases.interviewsession",
            ),
        ),
        migrations.AddField(
            model_name="sessioncertificate",
            name="interpreter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="cases.sessioninterpreter",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="declaration",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="cases.declaration",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="locked",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.declarationversion",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="read_back",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.readback",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="cases.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="declarationversion",
            constraint=models.UniqueConstraint(
                fields=("declaration", "number"), name="one_version_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="declarationversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sha256", "")),
                fields=("declaration",),
                name="one_open_version_per_declaration",
            ),
        ),
        migrations.AddConstraint(
            model_name="declarationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("restores", None), ("why", "restored"), _connector="OR"),
                name="only_a_restored_version_restores",
            ),
        ),
        migrations.AddConstraint(
            model_name="interviewsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gt", models.F("starts_at")), _connector="OR"
                ),
                name="interview_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraphcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="comment_settled_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="readback",
            constraint=models.UniqueConstraint(
                fields=("declaration", "sha256"), name="one_read_back_per_hash"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessioninterpreter",
            constraint=models.UniqueConstraint(
                fields=("session", "position"), name="one_interpreter_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessioninterpreter",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="interpreted_into_another_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessioncertificate",
            constraint=models.UniqueConstraint(
                fields=("interpreter", "declaration", "sha256"), name="one_certificate_of_what_was_read"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("declaration", "sha256"), name="one_signature_per_hash"
            ),
        ),
        fence.around("cases_declarationversion"),
        fence.around("cases_paragraphcomment"),
        fence.around("cases_interviewsession"),
        fence.around("cases_sessioninterpreter"),
        fence.around("cases_sessioncertificate"),
        fence.around("cases_readback"),
        fence.around("cases_signature"),
        fence.same_clinic(
            "cases_declarationversion",
            declaration_id="cases_declaration",
            restores_id="cases_declarationversion",
            by_id="cases_membership",
        ),
        fence.same_clinic(
            "cases_paragraphcomment",
            declaration_id="cases_declaration",
            by_id="cases_membership",
            settled_by_id="cases_membership",
        ),
        fence.same_clinic(
            "cases_interviewsession",
            case_id="cases_case",
            person_id="cases_person",
            declaration_id="cases_declaration",
            conducted_by_id="cases_membership",
            recorded_by_id="cases_membership",
        ),
        fence.same_clinic("cases_sessioninterpreter", session_id="cases_interviewsession"),
        fence.same_clinic(
            "cases_sessioncertificate",
            interpreter_id="cases_sessioninterpreter",
            declaration_id="cases_declaration",
            locked_id="cases_declarationversion",
            made_by_id="cases_membership",
            scan_id="cases_document",
        ),
        fence.same_clinic(
            "cases_readback",
            declaration_id="cases_declaration",
            locked_id="cases_declarationversion",
            session_id="cases_interviewsession",
            recorded_by_id="cases_membership",
        ),
        fence.same_clinic(
            "cases_signature",
            declaration_id="cases_declaration",
            locked_id="cases_declarationversion",
            read_back_id="cases_readback",
            scan_id="cases_document",
            recorded_by_id="cases_membership",
        ),
        fence.same_clinic("cases_declaration", locked_version_id="cases_declarationversion"),
        migrations.RunSQL(KEEP, LET_GO),
    ]
