"""What is asked about a minor's home, what sources say of them, and how a person may be reached."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once, Versioned
from cases.models import ContactPoint, Sponsorship, StatusAssertion

STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "DC",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "PR",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
]


class ContactRuleForm(forms.Form):
    """The rule alone: the number itself is retired and added anew, never overwritten."""

    label = forms.CharField(
        max_length=60, required=False, label="Whose is it?", help_text="Own, aunt's, school."
    )
    safety = forms.ChoiceField(
        choices=ContactPoint.Safety.choices,
        widget=forms.RadioSelect,
        initial="unknown",
        label="May we use it?",
    )
    rule = forms.CharField(
        max_length=300,
        required=False,
        label="The rule",
        help_text="When to call, what to say, what never to say.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    once = Once()


class ContactForm(ContactRuleForm):
    """One way to reach a person, and the rule for using it."""

    kind = forms.ChoiceField(choices=ContactPoint.Kind.choices, label="What is it?")
    value = forms.CharField(
        max_length=300, label="Number or address", help_text="Hidden from now on; showing it is written down."
    )
    field_order: tuple[str, ...] = ("kind", "value", "label", "safety", "rule")


class LaterContactForm(ContactForm):
    """The same after the intake, when a new address may mean that a respondent moved."""

    moved_on = DayField(
        required=False,
        label="If it is a new address: moved there on",
        help_text="Each respondent's EOIR-33 and AR-11 run from that day.",
    )
    field_order = ("kind", "value", "moved_on", "label", "safety", "rule")

    def clean(self) -> dict[str, Any]:
        """Refuse the day of a move beside what is no address."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("moved_on") and given.get("kind") != ContactPoint.Kind.ADDRESS:
            self.add_error(
                "moved_on", "Nobody moves to a telephone number. Choose “Address”, or leave the day empty."
            )
        return given


class StatusForm(forms.Form):
    """What one source says of a minor's status."""

    kind = forms.ChoiceField(choices=[("", "Choose"), *StatusAssertion.Kind.choices], label="What is said?")
    asserted_on = DayField(label="On which day?", help_text="The date that the source gives: 12/28/2025.")
    source = forms.ChoiceField(
        choices=[("", "Choose"), *StatusAssertion.Source.choices], label="Who says so?"
    )
    detail = forms.CharField(max_length=300, required=False, label="In their words")
    once = Once()


class PlacementForm(forms.Form):
    """The sponsor: who took the child in."""

    given_names = forms.CharField(max_length=120, label="Given names")
    first_surname = forms.CharField(max_length=120, required=False, label="First surname")
    second_surname = forms.CharField(max_length=120, required=False, label="Second surname")
    relationship = forms.CharField(
        max_length=80, required=False, label="Who are they to the child?", help_text="Aunt."
    )
    category = forms.ChoiceField(
        choices=Sponsorship.Category.choices,
        initial="unknown",
        label="ORR category",
        help_text="On the release form.",
    )
    released_on = DayField(required=False, label="Released on")
    state = forms.ChoiceField(
        choices=[("", "Not known"), *((code, code) for code in STATES)],
        required=False,
        label="State where the child lives",
        help_text="It decides until what age a juvenile court can act.",
    )
    standing = forms.ChoiceField(
        choices=[
            ("supportive", "Supports the child"),
            ("unclear", "Unclear"),
            ("adverse", "May be adverse: against the child or the case"),
        ],
        widget=forms.RadioSelect,
        initial="unclear",
        label="Where does the sponsor stand?",
    )
    once = Once()


class EndPlacementForm(Versioned):
    """When the child left this sponsor."""

    ended_on = DayField(label="Last day there")
    moved = forms.BooleanField(
        required=False,
        initial=True,
        label="The child moved away on that day",
        help_text="It starts the child's own EOIR-33 and AR-11. Notice to ORR is the sponsor's; the attorney decides.",
    )


class MinorForm(Versioned):
    """Where a minor lives."""

    state = forms.ChoiceField(
        choices=[("", "Not known"), *((code, code) for code in STATES)],
        required=False,
        label="State where they live",
        help_text="It decides until what age a juvenile court can act.",
    )
    note = forms.CharField(max_length=300, required=False, label="Note")


class StandingForm(forms.Form):
    """The sponsor's standing, said anew."""

    standing = forms.ChoiceField(
        choices=Sponsorship.Standing.choices,
        widget=forms.RadioSelect,
        label="Where does the sponsor stand now?",
    )
    since = DayField(required=False, label="Since when?")
    reason = forms.CharField(
        max_length=600,
        required=False,
        label="Why",
        help_text="Needed for “adverse”. Kept encrypted.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
