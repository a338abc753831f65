"""What is asked about evidence: the files themselves, what each exhibit is, and what its certificates say."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cases.forms.fields import DayField, Once, Versioned
from cases.forms.people import country_choices, language_choices
from cases.law import claim_elements
from cases.models import Exhibit
from cases.models.people import Certainty


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; an empty one is kept, so that it can be refused by its name."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the files, [] when none was chosen."""
        return [one for one in (data if isinstance(data, list | tuple) else [data]) if one]


KINDS = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic,.heif,.docx"


class _Folder(_SeveralFiles):
    """A whole folder; a browser that does not know folders offers files."""

    def __init__(self) -> None:
        super().__init__(attrs={"webkitdirectory": True})


class UploadForm(forms.Form):
    """The papers to take in: files, a folder, or both."""

    papers = FilesField(
        label="Files",
        required=False,
        widget=_SeveralFiles(attrs={"accept": KINDS}),
    )
    folder = FilesField(label="Or a whole folder", required=False, widget=_Folder)
    password = forms.CharField(
        label="Password of the files, if they have one",
        required=False,
        max_length=200,
        strip=False,
        help_text="It opens them now and is not kept.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    once = Once()

    def clean(self) -> dict[str, Any]:
        """Put both choices together; raise ValidationError when nothing was chosen."""
        given = self.cleaned_data
        given["papers"] = [*given.get("papers", []), *given.get("folder", [])]
        if not given["papers"] and not self.errors:
            self.add_error("papers", "Choose at least one file to upload.")
        return given


class OneFileForm(forms.Form):
    """One file as the page's queue sends it, with its place in the folder that was chosen."""

    paper = forms.FileField(allow_empty_file=True)
    path = forms.CharField(required=False, max_length=1000)
    password = forms.CharField(required=False, max_length=200, strip=False)


class ExhibitForm(Versioned):
    """What the exhibit is, as the index names it, and which of its pages are filed."""

    title = forms.CharField(
        max_length=300,
        label="Title",
        help_text="As the index names it: “Birth certificate of the respondent”.",
    )
    kind = forms.ChoiceField(label="What kind of paper?", choices=Exhibit.Kind.choices, initial="other")
    source = forms.CharField(
        max_length=200,
        required=False,
        label="Author or source",
        help_text="Who wrote or issued it. Of an article: the publication; of a page on the web: its full address.",
    )
    dated = forms.CharField(
        max_length=60,
        required=False,
        label="Date of the paper",
        help_text="As it is known: 3 May 2021, about 2019.",
    )
    date_certainty = forms.ChoiceField(
        label="How sure is that date?",
        choices=[each for each in Certainty.choices if each[0] != "not_said"],
        initial="unknown",
        required=False,
    )
    language = forms.ChoiceField(label="Language of the paper", initial="eng")
    elements = forms.MultipleChoiceField(
        label="What it proves",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The elements of the claim.",
    )
    proves = forms.CharField(
        max_length=300,
        required=False,
        label="In your words",
        help_text="One line, for the brief and the index.",
    )
    closed = forms.ChoiceField(
        label="Confidential or sealed?", choices=Exhibit.Closed.choices, required=False
    )
    pages = forms.CharField(
        max_length=200,
        required=False,
        label="Pages relied on",
        help_text="Only these are filed: 3-9, 14. Empty: all of them.",
    )
    published_on = DayField(
        label="Published on", required=False, help_text="Of a report or an article on a country."
    )
    signed_on = DayField(
        label="Signed on", required=False, help_text="Of a declaration: the day beside the signature."
    )
    signed_in = forms.ChoiceField(label="Signed in", required=False)
    oath = forms.ChoiceField(
        label="Words above the signature",
        choices=Exhibit.Oath.choices,
        required=False,
        help_text="Outside the United States the longer words are needed (28 USC 1746).",
    )
    interpreted = forms.BooleanField(
        required=False, label="The declarant does not understand the language that it is written in"
    )
    disclosure = forms.CharField(
        max_length=300,
        required=False,
        label="Permission to disclose",
        help_text="Of a juvenile court's record: who permitted it, when, under which law.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", language_choices()[1:])
        self._offer("signed_in", country_choices())
        self._offer("elements", [(each.code, each.name) for each in claim_elements.all_elements()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class CertificateForm(Versioned):
    """What a translator's or an interpreter's certificate says; the version is the exhibit's."""

    document = forms.ChoiceField(label="Where is the English translation?", required=False)
    certificate = forms.ChoiceField(label="Where is the certificate?", required=False)
    name = forms.CharField(
        max_length=120, required=False, label="Name", help_text="Typed or printed legibly."
    )
    language = forms.ChoiceField(label="Read to the declarant in", required=False)
    is_competent = forms.BooleanField(required=False, label="It says: competent in both languages")
    is_accurate = forms.BooleanField(
        required=False, label="It says: true and accurate, to the best of their abilities"
    )
    was_understood = forms.BooleanField(
        required=False, label="It says: read to the declarant in full, and understood, before they signed"
    )
    is_signed = forms.BooleanField(required=False, label="It is signed")
    signed_on = DayField(label="Signed on", required=False)
    address = forms.CharField(max_length=300, required=False, label="Address and telephone")

    def __init__(self, *args: Any, documents: list[tuple[int, str]], reads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = "In the exhibit's own file"
        self._offer("document", [("", same), *documents])
        self._offer("certificate", [("", same if reads else "With the translation"), *documents])
        self._offer("language", language_choices())
        for name in ("document",) if reads else ("language", "was_understood"):
            del self.fields[name]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


SIDES = ("left", "top", "right", "bottom")


class MarkForm(forms.Form):
    """A mark on a page: words that stand there, or a box in thousandths of the page."""

    kind = forms.ChoiceField(
        label="What?",
        choices=[
            ("highlight", "Highlight: the judge should read this"),
            ("redaction", "Redact: nobody may read this"),
        ],
        widget=forms.RadioSelect,
        initial="highlight",
    )
    words = forms.CharField(
        label="These words",
        max_length=300,
        required=False,
        help_text="As they stand on the page. They are looked for and not kept.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    left = forms.IntegerField(required=False, min_value=0, max_value=1000, label="Left")
    top = forms.IntegerField(required=False, min_value=0, max_value=1000, label="Top")
    right = forms.IntegerField(required=False, min_value=0, max_value=1000, label="Right")
    bottom = forms.IntegerField(required=False, min_value=0, max_value=1000, label="Bottom")
    because = forms.CharField(
        label="Why is it redacted?",
        max_length=120,
        required=False,
        help_text="For the file: “account number”. Never what it hides.",
    )
    once = Once()

    def box(self) -> tuple[int, int, int, int] | None:
        """Return left, top, right and bottom, or None where they are not all given."""
        left, top, right, bottom = (self.cleaned_data.get(name) for name in SIDES)
        if left is None or top is None or right is None or bottom is None:
            return None
        return left, top, right, bottom
