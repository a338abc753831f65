"""What is asked about a report of the library: its file and where it was published; which pages a case relies on."""

from typing import Any

from django import forms

from cases.forms.evidence import KINDS
from cases.forms.fields import DayField, Once, Versioned
from cases.forms.people import country_choices, language_choices


class ReportForm(forms.Form):
    """A report to add."""

    paper = forms.FileField(
        label="File",
        help_text="As it was published: PDF, JPEG, PNG, TIFF, HEIC or Word. Never a client's paper.",
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
    )
    title = forms.CharField(max_length=300, label="Title", help_text="As the index names it, with its year.")
    publisher = forms.CharField(max_length=200, label="Author, publication or agency")
    published_on = DayField(label="Published on")
    country = forms.ChoiceField(label="Country", required=False)
    language = forms.ChoiceField(label="Language", initial="eng")
    found_at = forms.CharField(
        max_length=400,
        required=False,
        label="Address on the web",
        help_text="In full: the court asks where it is.",
    )
    retrieved_on = DayField(label="Retrieved on", required=False)
    once = Once()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()[1:]  # type: ignore[attr-defined]


class NewerForm(Versioned):
    """Which report is the newer edition."""

    newer = forms.ChoiceField(label="Newer edition")

    def __init__(self, *args: Any, reports: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["newer"].choices = reports  # type: ignore[attr-defined]


class CiteForm(forms.Form):
    """A report that a case cites, and the pages that it relies on."""

    report = forms.ChoiceField(label="Report")
    pages = forms.CharField(
        max_length=200,
        required=False,
        label="Pages relied on",
        help_text="Only these are filed: 3-9, 14. A judge may refuse a whole report.",
    )
    proves = forms.CharField(max_length=300, required=False, label="What it proves", help_text="One line.")
    once = Once()

    def __init__(self, *args: Any, reports: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].choices = reports  # type: ignore[attr-defined]
