"""What an exhibit is and what of it is filed, what its translator certified, its marks, and the clinic's library."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


# The tick said that the file holds the translation with a signed certificate of all elements; name and day were not asked.
TICKS_TO_CERTIFICATES = """
INSERT INTO cases_certificate (clinic_id, exhibit_id, kind, name, language, is_competent, is_accurate,
    was_understood, is_signed, address, recorded_at)
SELECT clinic_id, id, 'translation', '', '', true, true, false, true, '', now()
FROM cases_exhibit WHERE translation_certified;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
CERTIFICATES_TO_TICKS = """
UPDATE cases_exhibit SET translation_certified = true WHERE id IN (
    SELECT exhibit_id FROM cases_certificate
    WHERE kind = 'translation' AND is_competent AND is_accurate AND is_signed);
"""


class Migration(migrations.Migration):
    """Columns, three tables with their fences and keys, and the old tick as the certificate that it stood for."""

    dependencies = [
        ("cases", "0016_same_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("highlight", "Highlight"), ("redaction", "Redaction")], max_length=10
                    ),
                ),
                ("page", models.PositiveIntegerField(help_text="Of the paper, from 1.")),
                ("left", models.PositiveSmallIntegerField()),
                ("top", models.PositiveSmallIntegerField()),
                ("right", models.PositiveSmallIntegerField()),
                ("bottom", models.PositiveSmallIntegerField()),
                (
                    "because",
                    models.CharField(
                        blank=True, help_text="Why it is redacted: never what it hides.", max_length=120
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["page", "top", "left", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="document",
            name="facts",
            field=models.JSONField(
                default=list, help_text="What was seen on its pages: code, page (0: the whole file), detail."
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="numbers",
            field=models.JSONField(
                default=list,
                help_text="Page and keyed hash of each A-number on it; the hash is this case's own.",
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="closed",
            field=models.CharField(
                blank=True,
                choices=[("", "Neither"), ("confidential", "Confidential"), ("sealed", "Sealed by order")],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="date_certainty",
            field=models.CharField(
                choices=[
                    ("exact", "Exact"),
                    ("approximate", "Approximate"),
                    ("disputed", "Disputed"),
                    ("unknown", "Unknown"),
                    ("not_said", "Would rather not say"),
                ],
                default="unknown",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="disclosure",
            field=models.CharField(
                blank=True,
                help_text="Who permitted a juvenile court's record to be disclosed, and when.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="elements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30),
                blank=True,
                default=list,
                help_text="Elements of the claim, by the codes of cases/law/claim_elements.toml.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="interpreted",
            field=models.BooleanField(
                default=False, help_text="The declarant does not understand the language it is written in."
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("other", "Another paper"),
                    ("declaration", "Declaration or affidavit"),
                    ("country", "Country conditions: report or article"),
                    ("expert", "Expert's report"),
                    ("identity", "Identity or family paper"),
                    ("medical", "Medical or psychological record"),
                    ("police", "Police or prosecutor's record"),
                    ("school", "School or church record"),
                    ("juvenile", "Juvenile court record"),
                    ("criminal", "Arrest or conviction record"),
                    ("photograph", "Photographs"),
                ],
                default="other",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="oath",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not looked yet"),
                    ("short", "“under penalty of perjury”"),
                    ("long", "“under penalty of perjury under the laws of the United States of America”"),
                    ("sworn", "Sworn before a notary or consul"),
                    ("none", "None of these"),
                ],
                default="",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="pages",
            field=models.CharField(
                blank=True, help_text="Pages relied on, 3-9, 14; empty: all.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="published_on",
            field=models.DateField(blank=True, help_text="Of a report or an article.", null=True),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="signed_in",
            field=models.CharField(blank=True, help_text="ISO code of the country of signing.", max_length=2),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="signed_on",
            field=models.DateField(blank=True, help_text="Of a declaration, as it bears it.", null=True),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="source",
            field=models.CharField(
                blank=True, help_text="Who wrote or issued it, and where it is from.", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="exhibit",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exhibits",
                to="cases.document",
            ),
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("translation", "Translation"), ("interpretation", "Interpretation")],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="In which an interpreter read the paper to its declarant.",
                        max_length=3,
                    ),
                ),
                (
                    "is_competent",
                    models.BooleanField(default=False, help_text="It says: competent in both languages."),
                ),
                ("is_accurate", models.BooleanField(default=False, help_text="It says: true and accurate.")),
                (
                    "was_understood",
                    models.BooleanField(
                        default=False,
                        help_text="It says: read to the declarant, who understood it before signing.",
                    ),
                ),
                ("is_signed", models.BooleanField(default=False)),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="Address and telephone, as it bears them.", max_length=300
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The certificate, where it is a file of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.document",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The translation, where it is a file of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.document",
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certificates",
                        to="cases.exhibit",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="LibraryReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("publisher", models.CharField(help_text="Author, publication or agency.", max_length=200)),
                ("published_on", models.DateField()),
                (
                    "country",
                    models.CharField(blank=True, help_text="ISO code; empty for a region.", max_length=2),
                ),
                ("language", models.CharField(default="eng", max_length=3)),
                (
                    "found_at",
                    models.CharField(blank=True, help_text="Its full address on the web.", max_length=400),
                ),
                ("retrieved_on", models.DateField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField()),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes, as uploaded.")),
                ("content_hash", models.CharField(help_text="Keyed by the clinic.", max_length=64)),
                (
                    "original_file",
                    models.CharField(help_text="Name in the file store, encrypted.", max_length=120),
                ),
                (
                    "pdf_file",
                    models.CharField(
                        help_text="Normalised PDF in the file store, encrypted.", max_length=120
                    ),
                ),
                ("pdf_size", models.PositiveBigIntegerField(help_text="Bytes.")),
                (
                    "findings",
                    models.JSONField(
                        default=list, help_text="What normalising changed or noticed, as sentences."
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        default=list, help_text="What was seen on its pages: code, page, detail."
                    ),
                ),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
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
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="cases.libraryreport",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="exhibit",
            name="report",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exhibits",
                to="cases.libraryreport",
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", False), ("report", None)),
                    models.Q(("document", None), ("report__isnull", False)),
                    _connector="OR",
                ),
                name="exhibit_is_of_one_paper",
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.clinic"
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="exhibit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="marks",
                to="cases.exhibit",
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("exhibit", "kind"), name="one_certificate_of_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="libraryreport",
            constraint=models.UniqueConstraint(
                fields=("clinic", "content_hash"), name="same_report_once_per_clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="libraryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_by", None),
                    models.Q(("superseded_by", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="no_report_follows_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="libraryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("superseded_at__isnull", True), ("superseded_by__isnull", True)),
                    models.Q(("superseded_at__isnull", False), ("superseded_by__isnull", False)),
                    _connector="OR",
                ),
                name="superseded_by_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bottom__lte", 1000),
                    ("left__lt", models.F("right")),
                    ("right__lte", 1000),
                    ("top__lt", models.F("bottom")),
                ),
                name="a_mark_lies_on_its_page",
            ),
        ),
        fence.around("cases_libraryreport"),
        fence.same_clinic(
            "cases_libraryreport", superseded_by_id="cases_libraryreport", added_by_id="cases_membership"
        ),
        fence.same_clinic("cases_exhibit", report_id="cases_libraryreport"),
        fence.around("cases_certificate"),
        fence.same_clinic(
            "cases_certificate",
            exhibit_id="cases_exhibit",
            document_id="cases_document",
            certificate_id="cases_document",
            recorded_by_id="cases_membership",
        ),
        fence.around("cases_mark"),
        fence.same_clinic("cases_mark", exhibit_id="cases_exhibit", made_by_id="cases_membership"),
        migrations.RunSQL(TICKS_TO_CERTIFICATES, CERTIFICATES_TO_TICKS),
        migrations.RemoveField(model_name="exhibit", name="translation_certified"),
    ]
