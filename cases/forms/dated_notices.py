"""What is asked about a notice with a date: only what its kind's rules read, in the order in which the paper says it."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once, Versioned
from cases.law import facts as known_facts
from cases.law.facts import Fact
from cases.law.notices import Kind
from cases.models import DatedNotice

PRINTED = "Only if the paper prints one. Against a limit of law a later date extends nothing; an earlier one is worked to."


class NoticeForm(forms.Form):
    """The questions of one kind; ``given()`` is what the action takes, persons and proceedings as numbers."""

    person = forms.TypedChoiceField(coerce=int, empty_value=None, label="Whom is it about?")
    proceeding = forms.TypedChoiceField(
        coerce=int, empty_value=None, label="In which proceeding did it come?", required=False
    )
    notice_on = DayField(label="Date on it", required=False, help_text="The date that the paper bears.")
    service = forms.ChoiceField(
        label="How was it served?", choices=DatedNotice.Service.choices, required=False
    )
    served_on = DayField(
        label="Mailed, posted or given on",
        required=False,
        help_text="By the postmark or the account. Empty: the date on it.",
    )
    respond_by = DayField(label="Answer by, as printed", required=False, help_text=PRINTED)
    receipt_number = forms.CharField(label="Receipt number", required=False, max_length=60)
    once = Once()

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        people: list[tuple[int, str]],
        proceedings: list[tuple[int, str]],
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._offer("person", people, needed=kind.needs_person)
        self._offer("proceeding", proceedings, needed=False)
        if not (kind.reads("notice_on") or kind.reads("served_on")):
            del self.fields["notice_on"]
        if not kind.served:
            del self.fields["service"], self.fields["served_on"]
        if not kind.printed:
            del self.fields["respond_by"]
        for name in kind.asks:
            self.fields[name] = _field(known_facts.known()[name], needed=name not in kind.may_be_empty)
        if not is_new:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.order_fields(
            [
                "person",
                "notice_on",
                "service",
                "served_on",
                *kind.asks,
                "respond_by",
                "receipt_number",
                "proceeding",
            ]
        )

    def _offer(self, name: str, choices: list[tuple[int, str]], *, needed: bool) -> None:
        field: Any = self.fields[name]
        if not choices and not needed:
            del self.fields[name]
            return
        field.required = needed
        field.choices = (
            choices if needed and len(choices) == 1 else [("", "Choose…" if needed else "Not said"), *choices]
        )
        if len(choices) == 1 and needed:
            field.initial, field.widget = choices[0][0], forms.HiddenInput()

    def given(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        own = ("notice_on", "service", "served_on", "respond_by", "receipt_number")
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in own if name in self.cleaned_data}
        return found | {"facts": {name: self.cleaned_data.get(name) for name in self.kind.asks}}


class ScanForm(forms.Form):
    """The scan of a notice: one that the case has already, or a file."""

    document = forms.TypedChoiceField(
        coerce=int, empty_value=None, label="One of the case's papers", required=False
    )
    paper = forms.FileField(
        label="Or a new file",
        required=False,
        help_text="PDF, JPEG, PNG or TIFF, at most 100 MB. It is taken in among the case's evidence.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}),
    )
    once = Once()

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        field.choices = [("", "None of them"), *papers]
        if not papers:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and not for both."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("document")) == bool(given.get("paper")) and not self.errors:
            self.add_error("paper", "Choose one of the case's papers, or a file: one of the two.")
        return given


class BackForm(Versioned):
    """Why a notice is taken back."""

    because = forms.CharField(
        label="Why is it taken back?", max_length=300, help_text="Recorded in the wrong case, read wrongly, …"
    )
    once = Once()


def _field(fact: Fact, *, needed: bool) -> forms.Field:
    """The box that one fact of a rule is asked with."""
    if fact.kind == "date":
        return DayField(label=fact.ask, required=needed)
    if fact.kind == "number":
        return forms.IntegerField(
            label=fact.ask, required=needed, min_value=0, max_value=known_facts.LONGEST_COUNT
        )
    if fact.choices:
        words = [("", "Not known"), *((each, each) for each in fact.choices)]
        return forms.ChoiceField(label=fact.ask, required=needed, choices=words)
    return forms.CharField(label=fact.ask, required=needed, max_length=60)
