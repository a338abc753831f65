"""Evidence: the documents that came in, encrypted under the case's key, and the exhibits made of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases import vault
from cases.models.base import Fenced, within_clinic
from cases.models.library import LibraryReport
from cases.models.people import Certainty


class Document(Fenced):
    """A file as it was uploaded, kept untouched and encrypted, beside the PDF that it became."""

    class Work(models.TextChoices):
        NONE = "", "Nothing to do"
        LOOK = "look", "Its pages are to be looked at"
        RECOGNISE = "recognise", "Its text is to be recognised"

    case = within_clinic("Case", related_name="documents")
    original_name = vault.SealedTextField()
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(help_text="Bytes, as uploaded.")
    pages = models.PositiveIntegerField()
    content_hash = models.CharField(
        max_length=64, help_text="Keyed by the case: equal files of two cases differ."
    )
    original_file = models.CharField(max_length=120, help_text="Name in the file store, encrypted.")
    pdf_file = models.CharField(max_length=120, help_text="Normalised PDF in the file store, encrypted.")
    pdf_size = models.PositiveBigIntegerField(help_text="Bytes.")
    findings = models.JSONField(default=list, help_text="What normalising changed or noticed, as sentences.")
    facts = models.JSONField(
        default=list, help_text="What was seen on its pages: code, page (0: the whole file), detail."
    )
    numbers = models.JSONField(
        default=list, help_text="Page and keyed hash of each A-number on it; the hash is this case's own."
    )
    uploaded_by = within_clinic("Membership")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # What the worker is to do with it; a problem ends it until somebody asks again.
    work = models.CharField(max_length=9, choices=Work.choices, default=Work.NONE, blank=True)
    work_asked_at = models.DateTimeField(null=True, blank=True)
    work_claimed_at = models.DateTimeField(null=True, blank=True)
    work_attempts = models.PositiveSmallIntegerField(default=0)
    work_problem = models.CharField(max_length=300, blank=True)
    recognised_at = models.DateTimeField(
        null=True, blank=True, help_text="When a text layer was laid under its scanned pages."
    )

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "content_hash"], name="same_file_once_per_case")
        ]
        indexes = [
            models.Index(
                fields=["work_asked_at"], condition=~Q(work="") & Q(work_problem=""), name="documents_waiting"
            )
        ]

    @property
    def key(self) -> bytes:
        """The wrapped key under which its files are sealed: the case's."""
        return bytes(self.case.key)


class Exhibit(Fenced):
    """A paper as it will be put before the judge: its place, title, date, what it proves, what of it is filed.

    The paper is a document of the case, or a report of the clinic's library, never both.
    """

    class Kind(models.TextChoices):
        OTHER = "other", "Another paper"
        DECLARATION = "declaration", "Declaration or affidavit"
        COUNTRY = "country", "Country conditions: report or article"
        EXPERT = "expert", "Expert's report"
        IDENTITY = "identity", "Identity or family paper"
        MEDICAL = "medical", "Medical or psychological record"
        POLICE = "police", "Police or prosecutor's record"
        SCHOOL = "school", "School or church record"
        JUVENILE = "juvenile", "Juvenile court record"
        CRIMINAL = "criminal", "Arrest or conviction record"
        PHOTOGRAPH = "photograph", "Photographs"

    class Closed(models.TextChoices):
        OPEN = "", "Neither"
        CONFIDENTIAL = "confidential", "Confidential"
        SEALED = "sealed", "Sealed by order"

    class Oath(models.TextChoices):
        NOT_LOOKED = "", "Not looked yet"
        SHORT = "short", "“under penalty of perjury”"
        LONG = "long", "“under penalty of perjury under the laws of the United States of America”"
        SWORN = "sworn", "Sworn before a notary or consul"
        NONE = "none", "None of these"

    case = within_clinic("Case", related_name="exhibits")
    document = within_clinic("Document", null=True, blank=True, related_name="exhibits")
    report = within_clinic("LibraryReport", null=True, blank=True, related_name="exhibits")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(max_length=300)
    dated = models.CharField(max_length=60, blank=True, help_text="As it is known: 3 May 2021, about 2019.")
    date_certainty = models.CharField(max_length=12, choices=Certainty.choices, default=Certainty.UNKNOWN)
    source = models.CharField(
        max_length=200, blank=True, help_text="Who wrote or issued it, and where it is from."
    )
    language = models.CharField(max_length=3, default="eng")
    proves = models.CharField(max_length=300, blank=True)
    elements = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text="Elements of the claim, by the codes of cases/law/claim_elements.toml.",
    )
    closed = models.CharField(max_length=12, choices=Closed.choices, default=Closed.OPEN, blank=True)
    pages = models.CharField(max_length=200, blank=True, help_text="Pages relied on, 3-9, 14; empty: all.")
    published_on = models.DateField(null=True, blank=True, help_text="Of a report or an article.")
    signed_on = models.DateField(null=True, blank=True, help_text="Of a declaration, as it bears it.")
    signed_in = models.CharField(max_length=2, blank=True, help_text="ISO code of the country of signing.")
    oath = models.CharField(max_length=6, choices=Oath.choices, default=Oath.NOT_LOOKED, blank=True)
    interpreted = models.BooleanField(
        default=False, help_text="The declarant does not understand the language it is written in."
    )
    disclosure = models.CharField(
        max_length=300,
        blank=True,
        help_text="Who permitted a juvenile court's record to be disclosed, and when.",
    )
    version = models.PositiveIntegerField(default=1)
    created_by = within_clinic("Membership")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "position"],
                name="one_exhibit_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, report=None) | Q(document=None, report__isnull=False),
                name="exhibit_is_of_one_paper",
            ),
        ]

    @property
    def paper(self) -> "Document | LibraryReport":
        """What it is made of: the case's document, or the library's report."""
        found: Document | LibraryReport = self.document or self.report
        return found


class Certificate(Fenced):
    """What a translator or interpreter has certified about an exhibit; an element that is not there is False or empty."""

    case_path = "exhibit__case"

    class Kind(models.TextChoices):
        TRANSLATION = "translation", "Translation"
        INTERPRETATION = "interpretation", "Interpretation"

    exhibit = within_clinic("Exhibit", related_name="certificates", on_delete=models.CASCADE)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    document = within_clinic(
        "Document", null=True, blank=True, help_text="The translation, where it is a file of its own."
    )
    certificate = within_clinic(
        "Document", null=True, blank=True, help_text="The certificate, where it is a file of its own."
    )
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(
        max_length=3, blank=True, help_text="In which an interpreter read the paper to its declarant."
    )
    is_competent = models.BooleanField(default=False, help_text="It says: competent in both languages.")
    is_accurate = models.BooleanField(default=False, help_text="It says: true and accurate.")
    was_understood = models.BooleanField(
        default=False, help_text="It says: read to the declarant, who understood it before signing."
    )
    is_signed = models.BooleanField(default=False)
    signed_on = models.DateField(null=True, blank=True)
    address = models.CharField(
        max_length=300, blank=True, help_text="Address and telephone, as it bears them."
    )
    recorded_by = within_clinic("Membership", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "kind"], name="one_certificate_of_a_kind"),
        ]


class Mark(Fenced):
    """A place on a page of an exhibit that is highlighted or blacked out when it is filed, as seen by the reader."""

    case_path = "exhibit__case"

    class Kind(models.TextChoices):
        HIGHLIGHT = "highlight", "Highlight"
        REDACTION = "redaction", "Redaction"

    exhibit = within_clinic("Exhibit", related_name="marks", on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    page = models.PositiveIntegerField(help_text="Of the paper, from 1.")
    # Thousandths of the page's width and height, from its top left corner as it is read.
    left = models.PositiveSmallIntegerField()
    top = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField()
    bottom = models.PositiveSmallIntegerField()
    because = models.CharField(
        max_length=120, blank=True, help_text="Why it is redacted: never what it hides."
    )
    made_by = within_clinic("Membership")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["page", "top", "left", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lt=F("right"), top__lt=F("bottom"), right__lte=1000, bottom__lte=1000),
                name="a_mark_lies_on_its_page",
            ),
        ]

    @property
    def wide(self) -> int:
        """Its width in thousandths of the page's."""
        return self.right - self.left

    @property
    def high(self) -> int:
        """Its height in thousandths of the page's."""
        return self.bottom - self.top
