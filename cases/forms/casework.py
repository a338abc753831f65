"""What is asked about a case as a whole: who works on it, who must not see it, what is noted."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once
from cases.models import Assignment, Membership, Note
from cases.queries import casework


class _Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


def _colleague(label: str) -> Any:
    return _Colleague(queryset=Membership.objects.none(), label=label, empty_label="Choose a colleague")


class AssignForm(forms.Form):
    """Who works on the case, as what, from when until when."""

    member = _colleague("Colleague")
    duty = forms.ChoiceField(choices=Assignment.Duty.choices, label="As what?")
    starts_on = DayField(required=False, label="From", help_text="Empty: from now.")
    ends_on = DayField(required=False, label="Through", help_text="Last day of access. Empty: no end.")
    once = Once()

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = casework.assignable(member=by)  # type: ignore[attr-defined]


class WallForm(forms.Form):
    """Who must not see the case, and why."""

    member = _colleague("Who must not see this case?")
    reason = forms.CharField(
        max_length=600,
        label="Why",
        help_text="Kept encrypted; read by those who may lift the wall.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    once = Once()

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = casework.assignable(member=by)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """Something to remember."""

    body = forms.CharField(label="Note", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(
        choices=Note.Kind.choices,
        widget=forms.RadioSelect,
        initial="general",
        label="Who may read it?",
        required=False,
    )
    once = Once()

    def __init__(self, *args: Any, may_wall: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_wall:
            del self.fields["kind"]


class CloseForm(forms.Form):
    """Why the case is closed."""

    because = forms.CharField(
        max_length=300, label="Why", help_text="Granted; moved to another clinic; withdrew. Without names."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DescribeForm(forms.Form):
    """The line for the list, and the claim as it is pleaded."""

    summary = forms.CharField(
        max_length=300, required=False, label="One line for the list", help_text="Without names."
    )
    claim_theory = forms.CharField(
        max_length=300,
        required=False,
        label="Claim theory",
        help_text="Ground and particular social group, word for word as pleaded.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
