"""The chronology, what each source says of it, the answers of the I-589, and what was done about contradictions."""

import cases.vault
import django.db.models.deletion
from django.db import migrations, models

from cases.access import fence


class Migration(migrations.Migration):
    """Four tables with their fences and keys."""

    dependencies = [
        ("cases", "0021_declarations_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(help_text="Key in cases/law/i589.toml.", max_length=60)),
                (
                    "row",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Of a question that repeats: 0 is the first."
                    ),
                ),
                (
                    "value",
                    cases.vault.SealedTextField(
                        blank=True, help_text="A date is an honest date, as law/honest_dates writes it."
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "Typed here"),
                            ("person", "From what is recorded about the person"),
                            ("entry", "From the recorded arrival"),
                            ("family", "From the people of the case"),
                            ("contact", "From the recorded contacts"),
                            ("proceeding", "From the proceedings"),
                        ],
                        default="typed",
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.DateField(help_text="Edition date of the form by whose numbering it was asked."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Whose application it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="cases.person",
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
                "ordering": ["person", "question", "row"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", cases.vault.SealedTextField(help_text="What happened, in a line.")),
                ("story", cases.vault.SealedTextField(blank=True, help_text="In the declarant's words.")),
                (
                    "happened",
                    cases.vault.SealedTextField(
                        blank=True, help_text="When: an honest date, as law/honest_dates writes it."
                    ),
                ),
                ("place", cases.vault.SealedTextField(blank=True)),
                (
                    "people",
                    cases.vault.SealedTextField(
                        blank=True, help_text="Name as it is said, role and gang of each, as JSON."
                    ),
                ),
                ("harm", cases.vault.SealedTextField(blank=True)),
                (
                    "reported",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not asked yet"),
                            ("yes", "Yes"),
                            ("by_another", "Somebody else reported it"),
                            ("no", "No"),
                            ("afraid", "No, for fear"),
                            ("unknown", "Does not know"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "report_answer",
                    cases.vault.SealedTextField(blank=True, help_text="What the police answered or did."),
                ),
                (
                    "position",
                    models.PositiveIntegerField(help_text="As they are told; orders what no date orders."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
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
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Before or after which event it was.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.event",
                    ),
                ),
                (
                    "struck_by",
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
                "ordering": ["position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(blank=True, help_text="As in cases/law/facts_told.toml.", max_length=40),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("paragraph", "A paragraph of a declaration"),
                            ("exhibit", "An exhibit"),
                            ("answer", "An answer of the I-589"),
                            ("session", "A session with the client"),
                            ("nta", "Notice to appear"),
                            ("i213", "Record of deportable alien (I-213)"),
                            ("credible_fear", "Credible-fear or asylum officer's notes"),
                            ("orr", "ORR notes or assessment"),
                            ("statement", "An earlier statement"),
                            ("other", "Another record"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "paragraph",
                    models.UUIDField(
                        blank=True, help_text="Paragraph.uid: it survives every version.", null=True
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="Of the paragraph's text that says so.", max_length=3
                    ),
                ),
                (
                    "page",
                    models.PositiveIntegerField(blank=True, help_text="Of the paper, from 1.", null=True),
                ),
                (
                    "record_on",
                    models.DateField(blank=True, help_text="The date that the record bears.", null=True),
                ),
                ("words", cases.vault.SealedTextField(blank=True, help_text="As the source has it.")),
                ("happened", cases.vault.SealedTextField(blank=True, help_text="When: an honest date.")),
                (
                    "age",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Years, as the source says.", null=True
                    ),
                ),
                ("place", cases.vault.SealedTextField(blank=True)),
                ("people", cases.vault.SealedTextField(blank=True, help_text="As on an event.")),
                (
                    "says_nobody_else",
                    models.BooleanField(default=False, help_text="It says that nobody else was there."),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How often it happened.", null=True
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How many people did it.", null=True
                    ),
                ),
                (
                    "reported",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not asked yet"),
                            ("yes", "Yes"),
                            ("by_another", "Somebody else reported it"),
                            ("no", "No"),
                            ("afraid", "No, for fear"),
                            ("unknown", "Does not know"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "value",
                    cases.vault.SealedTextField(
                        blank=True, help_text="Of a fact: a name, an address, a manner of entry."
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whose fact it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
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
                    "declaration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.declaration",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="cases.document",
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
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="cases.interviewsession",
                    ),
                ),
                (
                    "struck_by",
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="cases.answer",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="cases.event",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Before or after which event.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.event",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(help_text="Keyed hash of both sides as they stood.", max_length=64),
                ),
                (
                    "subject",
                    models.CharField(help_text="Keyed hash of what the two sides speak of.", max_length=64),
                ),
                ("kind", models.CharField(help_text="As in cases/law/inconsistencies.", max_length=20)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("asked", "Asked in a session; what was wrong is corrected"),
                            ("explained", "Both may stand; here is why"),
                        ],
                        max_length=10,
                    ),
                ),
                ("explanation", cases.vault.SealedTextField(blank=True)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
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
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.membership",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="cases.interviewsession",
                    ),
                ),
                (
                    "taken_back_by",
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
                "ordering": ["-decided_at", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("case", "person", "question", "row"), name="one_answer_to_a_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                    models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                    _connector="OR",
                ),
                name="event_struck_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other", None), models.Q(("other", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="event_is_not_before_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                    models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                    _connector="OR",
                ),
                name="account_struck_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declaration__isnull", True), ("paragraph__isnull", True)),
                    models.Q(("declaration__isnull", False), ("paragraph__isnull", False)),
                    _connector="OR",
                ),
                name="account_of_a_paragraph_of_a_declaration",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event__isnull", False), ("fact", "")),
                    models.Q(("event", None), models.Q(("fact", ""), _negated=True)),
                    _connector="OR",
                ),
                name="account_of_an_event_or_of_a_fact",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "paragraph"), ("paragraph__isnull", False)),
                    models.Q(("paragraph", None), models.Q(("source", "paragraph"), _negated=True)),
                    _connector="OR",
                ),
                name="account_names_its_paragraph",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("source", "answer"), _negated=True), ("answer", None)),
                    models.Q(("source", "answer"), ("answer__isnull", False)),
                    _connector="OR",
                ),
                name="account_names_its_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("source", "session"), _negated=True), ("session", None)),
                    models.Q(("source", "session"), ("session__isnull", False)),
                    _connector="OR",
                ),
                name="account_names_its_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "exhibit"), _negated=True),
                    ("document__isnull", False),
                    _connector="OR",
                ),
                name="account_names_its_exhibit",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("case", "fingerprint"),
                name="one_standing_resolution",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("how", "explained"), ("session__isnull", False), _connector="OR"),
                name="what_was_asked_names_its_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="resolution_taken_back_by_someone",
            ),
        ),
        fence.around("cases_event"),
        fence.around("cases_answer"),
        fence.around("cases_account"),
        fence.around("cases_resolution"),
        fence.same_clinic(
            "cases_event",
            case_id="cases_case",
            other_id="cases_event",
            created_by_id="cases_membership",
            struck_by_id="cases_membership",
        ),
        fence.same_clinic(
            "cases_answer", case_id="cases_case", person_id="cases_person", recorded_by_id="cases_membership"
        ),
        fence.same_clinic(
            "cases_account",
            case_id="cases_case",
            event_id="cases_event",
            other_id="cases_event",
            about_id="cases_person",
            declaration_id="cases_declaration",
            document_id="cases_document",
            answer_id="cases_answer",
            session_id="cases_interviewsession",
            recorded_by_id="cases_membership",
            struck_by_id="cases_membership",
        ),
        fence.same_clinic(
            "cases_resolution",
            case_id="cases_case",
            session_id="cases_interviewsession",
            decided_by_id="cases_membership",
            taken_back_by_id="cases_membership",
        ),
    ]
