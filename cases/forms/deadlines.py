"""What is asked when a deadline is given to somebody, or closed without a filing."""

from typing import Any

from django import forms

from cases.forms.fields import Once


class SettleForm(forms.Form):
    """What was done about a date that no clerk accepts anything for."""

    because = forms.CharField(
        label="What was done, and when?", max_length=300, help_text="Or why nothing is to be done."
    )
    once = Once()


class OwnerForm(forms.Form):
    """Who answers for a date from now on."""

    owner = forms.ChoiceField(label="Who answers for this date?")
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = Once()

    def __init__(self, *args: Any, owners: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = [("", "Choose a colleague"), *owners]
