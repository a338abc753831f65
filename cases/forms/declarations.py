"""What is asked about a declaration: whose it is, in which languages, where it will be signed, who interprets."""

from typing import Any

from django import forms

from cases.actions.drafts import LONGEST
from cases.forms.fields import Once
from cases.forms.people import language_choices
from cases.law import outlines
from cases.models import Declaration, Membership

_OTHER = "For a second language side by side, paragraph by paragraph."


def outline_choices() -> list[tuple[str, str]]:
    """Return the outlines of questions, none of them first."""
    return [("", "None"), *((one.code, one.name) for one in outlines.all_outlines())]


class BeginForm(forms.Form):
    """Whose declaration, of what kind, in which languages."""

    declarant = forms.TypedChoiceField(label="Whose declaration is it?", coerce=int)
    kind = forms.ChoiceField(choices=Declaration.Kind.choices, label="As whom do they speak?")
    language = forms.ChoiceField(label="Language that is signed", initial="eng")
    other_language = forms.ChoiceField(label="Language beside it", required=False, help_text=_OTHER)
    outline = forms.ChoiceField(
        label="Questions beside the text",
        required=False,
        help_text="Prompts for the interview, in English and Spanish. They are never printed.",
    )
    once = Once()

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declarant"].choices = people  # type: ignore[attr-defined]
        self.fields["outline"].choices = outline_choices()  # type: ignore[attr-defined]
        choices = language_choices()
        self.fields["language"].choices = choices[1:]  # type: ignore[attr-defined]
        self.fields["other_language"].choices = [("", "None"), *choices[1:]]  # type: ignore[attr-defined]


class DetailsForm(forms.Form):
    """Where it will be signed, who reads it to the declarant, which questions stand beside it."""

    signed_in_us = forms.TypedChoiceField(
        label="Where will it be signed?",
        choices=[("yes", "In the United States or its territories"), ("no", "Outside, or not known yet")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text="Outside, 28 USC 1746 asks for longer words. They hold inside too, so in doubt choose the second.",
    )
    signing_place = forms.CharField(
        max_length=120, required=False, label="Place of signing", help_text="For example Houston, Texas."
    )
    other_language = forms.ChoiceField(label="Language beside it", required=False, help_text=_OTHER)
    interpreter_name = forms.CharField(
        max_length=120,
        required=False,
        label="Interpreter's name",
        help_text="Printed in a draft's preview of the certificate. What is certified follows from the logged session.",
    )
    outline = forms.ChoiceField(
        label="Questions beside the text", required=False, help_text="For the interview; never printed."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outline"].choices = outline_choices()  # type: ignore[attr-defined]
        self.fields["other_language"].choices = [("", "None"), *language_choices()[1:]]  # type: ignore[attr-defined]


class ParagraphForm(forms.Form):
    """One paragraph, in one language or two."""

    text = forms.CharField(
        required=False, strip=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    other_text = forms.CharField(
        required=False, strip=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    over = forms.IntegerField(
        widget=forms.HiddenInput, required=False
    )  # the version that they saw and overrule
    is_heading = forms.BooleanField(required=False, label="A heading, without a number")
    # What goes into a new paragraph below, when this one is taken apart at the cursor.
    rest = forms.CharField(required=False, strip=False, max_length=LONGEST)
    other_rest = forms.CharField(required=False, strip=False, max_length=LONGEST)
    once = Once()


class _Interpreter(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class SessionForm(forms.Form):
    """Which interpreter may read this text, and for how long."""

    interpreter = _Interpreter(queryset=Membership.objects.none(), empty_label="Choose an interpreter")
    hours = forms.TypedChoiceField(
        label="For how long?",
        choices=[("1", "1 hour"), ("2", "2 hours"), ("4", "4 hours"), ("8", "8 hours")],
        coerce=int,
        initial="2",
    )

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.filter(clinic_id=by.clinic_id, role="interpreter", left_at=None)
        self.fields["interpreter"].queryset = here.select_related("user").order_by("user__name")  # type: ignore[attr-defined]
