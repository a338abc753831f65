"""What the papers of a packet are printed from: the witnesses to be called, and the charges in a criminal history."""

from django.db import models

from cases import vault
from cases.models.base import Fenced, within_clinic


class Witness(Fenced):
    """Somebody whom the respondent means to call, as the witness list names them (Policy Manual II 3.3(g))."""

    class Appears(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        WEBEX = "webex", "By Webex"
        TELEPHONE = "telephone", "By telephone"

    case = within_clinic("Case", related_name="witnesses")
    name = models.CharField(max_length=120)
    a_number = vault.SealedTextField(blank=True)
    summary = vault.SealedTextField(help_text="What they will say, in a few sentences.")
    minutes = models.PositiveSmallIntegerField(help_text="How long the testimony will take.")
    language = models.CharField(max_length=3, default="eng")
    appears = models.CharField(max_length=10, choices=Appears.choices, default=Appears.IN_PERSON)
    contact = vault.SealedTextField(blank=True)
    is_expert = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        verbose_name_plural = "witnesses"
        ordering = ["pk"]


class Charge(Fenced):
    """One charge of an arrest, for the criminal history chart (Policy Manual II 3.3(f)); sealed, word for word."""

    case = within_clinic("Case", related_name="charges")
    arrested_on = models.DateField(null=True, blank=True)
    docket = vault.SealedTextField(blank=True, help_text="Court and docket number.")
    charge = vault.SealedTextField()
    disposition = vault.SealedTextField(blank=True)
    consequence = vault.SealedTextField(blank=True, help_text="For immigration, if any.")
    exhibit = within_clinic("Exhibit", null=True, blank=True, help_text="The record of it, by its tab.")
    version = models.PositiveIntegerField(default=1)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        ordering = ["arrested_on", "pk"]
