"""What is asked when a deadline is closed."""

from django import forms

from cases.forms.fields import Once


class AcceptForm(forms.Form):
    """What was filed, and when it was accepted."""

    because = forms.CharField(
        label="What was filed, and when was it accepted?",
        max_length=300,
        help_text="For example: evidence filed through ECAS on 12 Nov, accepted on 13 Nov.",
    )
    once = Once()
