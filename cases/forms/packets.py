"""What is asked about a packet: what goes in and where it is filed; how it was uploaded; what its papers are printed from."""

import datetime as dt
from typing import Any

from django import forms

from cases.forms.fields import ANumberField, DayField, Once, Versioned
from cases.forms.people import language_choices
from cases.law import ecas_types
from cases.models import Filing, Witness

OTHER = "other"


class PacketForm(forms.Form):
    """The order for a packet. Exhibits keep the order that they have in the case."""

    title = forms.CharField(
        max_length=200,
        label="Title of the filing",
        help_text="As the cover page bears it.",
        initial="Respondent's Evidence in Support of Application for Asylum",
    )
    proceeding = forms.TypedChoiceField(label="Filed in", coerce=int)
    follows = forms.ChoiceField(label="Letters and page numbers", required=False)
    exhibits = forms.TypedMultipleChoiceField(
        label="Exhibits",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one exhibit for the packet."},
    )
    papers = forms.MultipleChoiceField(
        label="Papers behind the exhibits",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The proof of service, or the ECAS statement, is always there.",
    )
    on_letter = forms.BooleanField(
        label="Put pages of other sizes onto Letter sheets",
        required=False,
        help_text="Shrunk where they are larger; nothing is drawn anew.",
    )
    once = Once()

    def __init__(
        self,
        *args: Any,
        proceedings: list[tuple[int, str]],
        exhibits: list[tuple[int, str]],
        papers: list[tuple[str, str]],
        follows: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("proceeding", proceedings)
        self._offer("exhibits", exhibits)
        self._offer("papers", papers)
        self._offer("follows", [("", "From Tab A, page 1"), *follows])
        self.fields["exhibits"].initial = [pk for pk, _title in exhibits]
        if not follows:
            del self.fields["follows"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class UploadedForm(forms.Form):
    """How a packet was filed: the type, the receipt, when and by whom; which date it answers."""

    method = forms.ChoiceField(label="How?", choices=Filing.Method.choices, initial="ecas")
    document_type = forms.ChoiceField(
        label="Document type",
        required=False,
        help_text="As ECAS calls it. One upload holds one type; where your list differs, choose “another” and type it.",
    )
    other_type = forms.CharField(label="Another type", max_length=100, required=False)
    filed_on = DayField(label="Uploaded or handed in on")
    filed_by = forms.ChoiceField(label="By whom?")
    receipt_number = forms.CharField(label="Receipt or confirmation number", max_length=60, required=False)
    deadline = forms.ChoiceField(
        label="Which date does it answer?",
        required=False,
        help_text="The date stays open until the court has accepted the filing.",
    )
    once = Once()

    def __init__(
        self,
        *args: Any,
        today: dt.date,
        filers: list[tuple[int, str]],
        deadlines: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = ecas_types.types().names
        self._offer(
            "document_type", [("", "Choose a type"), *((one, one) for one in names), (OTHER, "Another type")]
        )
        self._offer("filed_by", filers)
        self._offer("deadline", [("", "None of the open dates"), *deadlines])
        self.fields["filed_on"].initial = today
        self.fields["deadline"].initial = deadlines[0][0] if deadlines else ""

    def type_of_document(self) -> str:
        """Return the type that was chosen, or typed where it is another."""
        given = self.cleaned_data
        chosen = given["other_type"] if given["document_type"] == OTHER else given["document_type"]
        return str(chosen)

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class WitnessForm(Versioned):
    """One witness, as the witness list names them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=120, label="Name")
    is_expert = forms.BooleanField(required=False, label="An expert: their curriculum vitae is an exhibit")
    summary = forms.CharField(
        label="What will they say?", widget=forms.Textarea(attrs={"rows": 4}), help_text="A few sentences."
    )
    minutes = forms.IntegerField(label="How many minutes?", min_value=1, max_value=600, initial=20)
    language = forms.ChoiceField(label="In which language?", initial="eng")
    appears = forms.ChoiceField(label="How do they appear?", choices=Witness.Appears.choices)
    a_number = ANumberField(required=False, label="A-number, if any")
    contact = forms.CharField(
        max_length=200,
        required=False,
        label="Contact",
        help_text="Only what the court may know: it is printed.",
    )
    once = Once()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()[1:]  # type: ignore[attr-defined]


class ChargeForm(Versioned):
    """One charge, as the criminal history chart shows it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    arrested_on = DayField(label="Arrested on", required=False)
    docket = forms.CharField(max_length=160, required=False, label="Court and docket number")
    charge = forms.CharField(
        max_length=300, label="Charge", help_text="In the words of the charging document."
    )
    disposition = forms.CharField(
        max_length=300,
        required=False,
        label="Disposition",
        help_text="Convicted, dismissed, pending; with its day.",
    )
    consequence = forms.CharField(max_length=300, required=False, label="Immigration consequence, if any")
    exhibit = forms.ChoiceField(label="Its record", required=False)
    once = Once()

    def __init__(self, *args: Any, exhibits: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exhibit"].choices = [("", "No exhibit"), *exhibits]  # type: ignore[attr-defined]
