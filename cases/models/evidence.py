"""Evidence: the documents that came in, encrypted under the case's key, and the exhibits made of them."""

from django.db import models

from cases import vault
from cases.models.base import Fenced, within_clinic


class Document(Fenced):
    """A file as it was uploaded, kept untouched and encrypted, beside the PDF that it became."""

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
    uploaded_by = within_clinic("Membership")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "content_hash"], name="same_file_once_per_case")
        ]


class Exhibit(Fenced):
    """A document as it will be put before the judge: its place, title, date and what it proves."""

    case = within_clinic("Case", related_name="exhibits")
    document = within_clinic("Document", related_name="exhibits")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    dated = models.CharField(max_length=60, blank=True, help_text="As it is known: 3 May 2021, about 2019.")
    language = models.CharField(max_length=3, default="eng")
    translation_certified = models.BooleanField(default=False)
    proves = models.CharField(max_length=300, blank=True)
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
            )
        ]
