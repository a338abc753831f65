"""What is sent when somebody says that a paper and what was typed from it say the same."""

from django import forms

from cases.forms.fields import Once


class SameForm(forms.Form):
    """The paper, and the sign of the facts that the page showed beside it."""

    document = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=16)
    once = Once()
