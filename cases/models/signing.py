"""Which version of a declaration was read back and signed, each bound to the hash of what was locked."""

from django.db import models

from cases.models.base import Fenced, within_clinic


class ReadBack(Fenced):
    """A locked version was read to its declarant from beginning to end; it holds for that hash and for no other."""

    case_path = "declaration__case"

    declaration = within_clinic("Declaration", related_name="read_backs")
    locked = within_clinic("DeclarationVersion")
    sha256 = models.CharField(max_length=64)
    session = within_clinic("InterviewSession", null=True, blank=True, related_name="read_backs")
    language = models.CharField(max_length=3, help_text="In which it was read.")
    read_on = models.DateField()
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "sha256"], name="one_read_back_per_hash")
        ]


class Signature(Fenced):
    """The declarant signed a locked version; the scan of what they signed is bound to its hash."""

    case_path = "declaration__case"

    declaration = within_clinic("Declaration", related_name="signatures")
    locked = within_clinic("DeclarationVersion")
    sha256 = models.CharField(max_length=64)
    read_back = within_clinic("ReadBack", null=True, blank=True)
    language = models.CharField(max_length=3, help_text="Of the text that was signed.")
    signed_on = models.DateField()
    place = models.CharField(max_length=120)
    country = models.CharField(max_length=2, help_text="ISO code of the country of signing.")
    scan = within_clinic("Document", null=True, blank=True, related_name="signatures")
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "sha256"], name="one_signature_per_hash")
        ]
