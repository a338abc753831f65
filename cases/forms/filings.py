"""What is asked about a filing: what it was, how it went, when it was received, and what became of it."""

import datetime as dt
from typing import Any

from django import forms

from cases.forms.applicants import ForWhom
from cases.forms.fields import DayField, Once, Versioned
from cases.models import Filing


class RecordForm(ForWhom):
    """What was filed, where, how and by whom; the receipt and the acceptance when they are known already."""

    title = forms.CharField(label="What was filed?", max_length=200, help_text="As its cover page calls it.")
    is_i589 = forms.BooleanField(
        label="This was the I-589, the asylum application",
        required=False,
        help_text="When it is accepted, the day of its receipt becomes the asylum filing date of the proceeding.",
    )
    proceeding = forms.ChoiceField(label="In which proceeding?", required=False)
    method = forms.ChoiceField(label="How?", choices=Filing.Method.choices, initial="ecas")
    filed_on = DayField(label="Filed on", help_text="The day it was uploaded, handed in or sent.")
    filed_by = forms.ChoiceField(label="By whom?")
    accepted_on = DayField(
        label="Accepted on",
        required=False,
        help_text="Leave it empty while you wait: the date stays open until then.",
    )
    received_on = DayField(
        label="Received on",
        required=False,
        help_text="By the stamp or the receipt notice. Empty: the day of filing, unless it was sent by mail or courier.",
    )
    receipt_number = forms.CharField(label="Receipt number", required=False, max_length=60)
    document_type = forms.CharField(
        label="Document type", required=False, max_length=100, help_text="As ECAS calls it."
    )
    packet = forms.ChoiceField(label="Which packet was it?", required=False)
    once = Once()

    def __init__(
        self,
        *args: Any,
        today: dt.date,
        proceedings: list[tuple[int, str]],
        filers: list[tuple[int, str]],
        packets: list[tuple[int, str]],
        needs_proceeding: bool,
        may_be_i589: bool,
        may_accept: bool,
        respondents: list[tuple[int, str]],
        whose: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["filed_on"].initial = today
        self._offer("filed_by", filers)
        self._offer("proceeding", proceedings if needs_proceeding else [("", "None"), *proceedings])
        self.fields["proceeding"].required = needs_proceeding
        if len(proceedings) == 1:
            self.fields["proceeding"].initial = proceedings[0][0]
            self.fields["proceeding"].widget = forms.HiddenInput()
        self._offer("packet", [("", "None of them"), *packets])
        if not packets:
            del self.fields["packet"]
        if not proceedings:
            del self.fields["proceeding"]
        if not (proceedings and may_be_i589):
            del self.fields["is_i589"]
            respondents = []
        self.offer_people(respondents, usual=[whose] if whose else [], principal=whose)
        if not may_accept:
            del self.fields["accepted_on"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        if name == "filed_by" and choices:
            field.initial = choices[0][0]

    def facts(self) -> dict[str, Any]:
        """Return what the action takes as it stands; who, where and which packet are numbers and stay here."""
        kept = ("title", "is_i589", "method", "filed_on", "received_on", "receipt_number", "document_type")
        given = {name: self.cleaned_data[name] for name in kept if name in self.cleaned_data}
        return given | self.people(is_asked=bool(given.get("is_i589")))

    def clean(self) -> dict[str, Any]:
        """Ask for whom an I-589 is."""
        given: dict[str, Any] = super().clean() or {}
        self.check_people(given, is_asked=bool(given.get("is_i589")))
        return given


class ReceiptForm(Versioned):
    """When the court or agency received it, and under which number."""

    received_on = DayField(label="Received on", help_text="By the stamp or the receipt notice.")
    receipt_number = forms.CharField(label="Receipt number", required=False, max_length=60)
    once = Once()


class AcceptedForm(Versioned):
    """That it was accepted, and when."""

    on = DayField(label="Accepted on", help_text="The day of the clerk's or agency's answer.")
    received_on = DayField(
        label="Received on", required=False, help_text="The day of receipt is the day of filing."
    )
    receipt_number = forms.CharField(label="Receipt number", required=False, max_length=60)
    once = Once()


class RejectedForm(Versioned):
    """That it was rejected, when and why."""

    on = DayField(label="Rejected on")
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="In the clerk's words: wrong document type, missing proof of service, fee not paid.",
    )
    once = Once()
