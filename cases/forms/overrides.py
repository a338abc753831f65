"""What is asked when a date is set over the one that was worked out, and when it is taken back."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once
from cases.models import Override


class OverrideForm(forms.Form):
    """Which day, who says so, and why."""

    day = DayField(label="Act by")
    source = forms.ChoiceField(label="Where does this date come from?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="Which order or notice prints it, with its date; or what you decided, and on what ground.",
    )
    once = Once()

    def __init__(self, *args: Any, may_set: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        printed, by_hand = Override.Source.choices
        field.choices = [printed, by_hand] if may_set else [printed]
        field.initial = Override.Source.PRINTED


class TakeBackForm(forms.Form):
    """Why the date that was worked out counts again."""

    because = forms.CharField(label="Why is it taken back?", max_length=300)
    once = Once()
