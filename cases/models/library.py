"""The clinic's library of country conditions: reports that any case may cite. It holds no client's data."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from cases.access import scope
from cases.access.roles import NO_CLIENT_FILE
from cases.models.base import Fenced, FencedQuerySet, paired, within_clinic


class LibraryReportQuerySet(FencedQuerySet["LibraryReport"]):
    """Reports; they belong to no case, so whoever opens files in the clinic reads them."""

    def visible_to(self, member: scope.Member) -> "LibraryReportQuerySet":
        """Return the reports of the member's clinic; nothing for a role that opens no files."""
        if member.role in NO_CLIENT_FILE:
            return self.none()
        return self.filter(clinic_id=member.clinic_id)


class LibraryReport(Fenced):
    """A published report or article on a country, kept once and cited in any case with the pages relied on there."""

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, help_text="Author, publication or agency.")
    published_on = models.DateField()
    country = models.CharField(max_length=2, blank=True, help_text="ISO code; empty for a region.")
    language = models.CharField(max_length=3, default="eng")
    found_at = models.CharField(max_length=400, blank=True, help_text="Its full address on the web.")
    retrieved_on = models.DateField(null=True, blank=True)
    pages = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(help_text="Bytes, as uploaded.")
    content_hash = models.CharField(max_length=64, help_text="Keyed by the clinic.")
    original_file = models.CharField(max_length=120, help_text="Name in the file store, encrypted.")
    pdf_file = models.CharField(max_length=120, help_text="Normalised PDF in the file store, encrypted.")
    pdf_size = models.PositiveBigIntegerField(help_text="Bytes.")
    findings = models.JSONField(default=list, help_text="What normalising changed or noticed, as sentences.")
    facts = models.JSONField(default=list, help_text="What was seen on its pages: code, page, detail.")
    superseded_by = within_clinic("LibraryReport", null=True, blank=True, related_name="earlier")
    superseded_at = models.DateTimeField(null=True, blank=True)
    added_by = within_clinic("Membership")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = LibraryReportQuerySet.as_manager()

    class Meta(Fenced.Meta):
        ordering = ["-published_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "content_hash"], name="same_report_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("pk")), name="no_report_follows_itself"
            ),
            paired("superseded_by_something", "superseded_at", "superseded_by"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> bytes:
        """The wrapped key under which its files are sealed: the clinic's."""
        return bytes(self.clinic.key)
