"""What is asked about clocks: a stop and its end, whose delay a code was, a state's age, a child's days, a move."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once, Versioned
from cases.forms.homes import ContactRuleForm
from cases.law import juvenile_ages
from cases.models import ClockStop


class StopForm(forms.Form):
    """What stopped the clock, from when, until when."""

    began_on = DayField(
        label="Since when did it stand?", help_text="The day missed, or the day of the request."
    )
    ended_on = DayField(
        label="When did it run again?", required=False, help_text="Leave it empty while it still stands."
    )
    reason = forms.CharField(
        label="What stopped it?",
        max_length=200,
        help_text="One line: “Missed biometrics”, “Asked for another venue”.",
    )
    source = forms.ChoiceField(label="Who says so?", choices=[("", "Choose"), *ClockStop.Source.choices])
    once = Once()


class RunAgainForm(forms.Form):
    """When a stopped clock ran again."""

    ended_on = DayField(
        label="When did it run again?",
        help_text="The day of the next hearing or appointment that was attended.",
    )
    once = Once()


class TakeBackForm(forms.Form):
    """Nothing is asked: what would change is shown, and one button says yes."""

    once = Once()


class RulingForm(forms.Form):
    """Whose delay an adjournment was, as an attorney reads the record."""

    stops = forms.ChoiceField(
        label="Did this adjournment stop the clock?",
        choices=[
            ("yes", "It stops the clock: the applicant asked for it or caused it"),
            ("no", "It does not stop the clock: the court, DHS or another agency caused it"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="What does the record show?",
        max_length=300,
        help_text="The transcript, the recording, the motion: what you read, and what it says.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    once = Once()


class AgeForm(forms.Form):
    """A state's juvenile age and the law behind it."""

    state = forms.ChoiceField(label="State")
    age = forms.IntegerField(
        label="Until which birthday can its court make the findings?",
        min_value=juvenile_ages.LOWEST,
        max_value=juvenile_ages.HIGHEST,
        help_text="In years: 21 means that the order must be entered before the 21st birthday.",
    )
    citation = forms.CharField(
        label="Citation", max_length=200, help_text="The statute that you read, with its section."
    )
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="For which petitions it holds, and who must consent.",
    )
    once = Once()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [("", "Choose"), *((code, code) for code in juvenile_ages.states())]


class AgeFactsForm(Versioned):
    """The days that fix a child's age; each may stay empty."""

    apprehended_on = DayField(
        label="Apprehended on", required=False, help_text="It says which Title 42 order applied."
    )
    principal_i589_on = DayField(
        label="A parent's I-589 received on",
        required=False,
        help_text="Where the child would be that parent's derivative: under 21 on this day stays a child.",
    )
    petition_filed_on = DayField(label="Visa petition for the child filed on", required=False)
    petition_approved_on = DayField(label="Visa petition approved on", required=False)
    visa_available_on = DayField(
        label="A visa became available on",
        required=False,
        help_text="The first day of the month whose Final Action Dates chart reached the priority date.",
    )
    once = Once()

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "once")}


class MoveForm(ContactRuleForm):
    """Who moved, when, and where to: the place is sealed as soon as it is saved."""

    who = forms.MultipleChoiceField(label="Who moved?", widget=forms.CheckboxSelectMultiple)
    moved_on = DayField(label="On which day?")
    address = forms.CharField(
        label="New address",
        max_length=300,
        required=False,
        help_text="Hidden from now on; showing it is written down. Leave it empty while it is not known.",
    )
    field_order = ("who", "moved_on", "address", "safety", "rule")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["label"]
        who: Any = self.fields["who"]
        who.choices = people
        if len(people) == 1:
            # The form's own beginning would win over the field's, and nobody could choose a name that is not shown.
            self.initial["who"], who.widget = [people[0][0]], forms.MultipleHiddenInput()
