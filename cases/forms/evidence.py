"""What is asked about evidence: the files themselves, and what each exhibit is."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cases.forms.fields import Once
from cases.forms.people import language_choices


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; an empty one is kept, so that it can be refused by its name."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the files, or raise ValidationError when none was chosen."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not files:
            raise forms.ValidationError("Choose at least one file to upload.")
        return files


class UploadForm(forms.Form):
    """The papers to take in."""

    papers = FilesField(
        label="Files",
        help_text="PDF, JPEG, PNG or TIFF, each at most 100 MB, at most 60 at once.",
        widget=_SeveralFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}),
    )
    once = Once()


class ExhibitForm(forms.Form):
    """What the exhibit is, as the index names it."""

    title = forms.CharField(
        max_length=300,
        label="Title",
        help_text="As the index names it: “Birth certificate of the respondent”.",
    )
    dated = forms.CharField(
        max_length=60,
        required=False,
        label="Date of the paper",
        help_text="As it is known: 3 May 2021, about 2019.",
    )
    language = forms.ChoiceField(label="Language of the paper", initial="eng")
    translation_certified = forms.BooleanField(
        required=False,
        label="The file holds the English translation with the translator's signed certificate",
        help_text="The certificate says that the translator is competent and the translation true and accurate, "
        "with address and telephone (8 CFR 1003.33).",
    )
    proves = forms.CharField(max_length=300, required=False, label="What it proves")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()[1:]  # type: ignore[attr-defined]
