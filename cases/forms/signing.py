"""What is asked on the way to a signature: why a copy is opened again, when it was read back, when and where it was signed."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Versioned
from cases.forms.people import country_choices, language_choices


class UnlockForm(Versioned):
    """Why a locked copy is opened to writing again."""

    because = forms.CharField(
        max_length=300,
        label="Why is it opened again?",
        help_text="Kept with the new version. For example: the declarant corrected a date at the read-back.",
    )


class ReadBackForm(Versioned):
    """When the locked copy was read to its declarant, in which language, in which logged session."""

    read_on = DayField(label="Read back on")
    language = forms.ChoiceField(label="In which language?")
    session = forms.TypedChoiceField(
        label="In which session?",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Certificates of interpretation follow from it. A session is logged under “Sessions” and has ended.",
    )

    def __init__(self, *args: Any, sessions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()[1:]  # type: ignore[attr-defined]
        choices = [("", "No interpreter, or not logged"), *sessions]
        self.fields["session"].choices = choices  # type: ignore[attr-defined]


class SignatureForm(Versioned):
    """When and where the locked copy was signed."""

    signed_on = DayField(label="Signed on", help_text="As the paper bears it.")
    place = forms.CharField(max_length=120, label="Where?", help_text="For example Houston, Texas.")
    country = forms.ChoiceField(label="In which country?", initial="US")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [("US", "United States and its territories")]
        rest = [one for one in country_choices() if one[0] and one[0] != "US"]
        self.fields["country"].choices = here + rest  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """The scan of what was signed: a paper of the case, or a file."""

    document = forms.TypedChoiceField(
        label="A paper of this case", required=False, coerce=int, empty_value=None
    )
    file = forms.FileField(
        label="Or upload the scan",
        required=False,
        help_text="It becomes an exhibit of the case as well.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}),
    )

    def __init__(self, *args: Any, documents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "None of these"), *documents]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("document") and not given.get("file"):
            self.add_error("file", "Choose a paper of the case, or a file.")
        return given


class WordForm(forms.Form):
    """A declaration that comes back from Word."""

    file = forms.FileField(
        label="The Word document (.docx)",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="The one that was taken out here, as it was edited. Tracked changes are accepted as they stand.",
    )
