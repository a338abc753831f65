"""How a contradiction is resolved: the session in which the client was asked, or why both sides may stand."""

from typing import Any

from django import forms

from cases.forms.fields import Once


class ResolveForm(forms.Form):
    """A session, an explanation, or both."""

    session = forms.TypedChoiceField(
        label="The client was asked in this session",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="What was wrong is then corrected where it stands: in the declaration, the answer, the chronology.",
    )
    explanation = forms.CharField(
        label="Or: why both may stand",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What the client said of it, or what is known of the source. No guess.",
    )
    once = Once()

    def __init__(self, *args: Any, sessions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.choices = [("", "Not asked in a session"), *sessions]
        if not sessions:
            del self.fields["session"]
