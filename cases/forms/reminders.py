"""What is asked about reminders: the clinic's policy, a person's absence, what they mute, and a client's consent."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Once, Versioned
from cases.models import Assignment, ContactPoint, Membership, Person, ReminderConsent, ReminderPolicy
from cases.models.policies import OFFSETS

KINDS = {
    "hearing": "Hearings",
    "court_set": "Dates a judge or a notice set",
    "duty": "Filings and steps that are due",
    "expiry": "What runs out",
    "eligibility": "What becomes possible",
    "government": "Answers expected from an agency",
    "information": "The clinic's own dates",
}


class DaysField(forms.CharField):
    """Days ahead, typed as ``60, 30, 14``; an empty field is none at all."""

    def to_python(self, value: Any) -> Any:
        """Return the days, or say which part is no number of days."""
        typed = (super().to_python(value) or "").replace(";", ",")
        days = []
        for part in (each.strip() for each in typed.split(",")):
            if part and not part.isdecimal():
                raise forms.ValidationError(
                    f"“{part[:20]}” is no number of days. Type them as in 60, 30, 14."
                )
            if part:
                days.append(int(part))
        return sorted(set(days), reverse=True)

    def prepare_value(self, value: Any) -> Any:
        """Show the days as they are typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value


def _clock(label: str, help_text: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, help_text=help_text, widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": "That is no time of day. Type it as in 7:00 or 18:30."},
    )  # fmt: skip


class PolicyForm(Versioned):
    """When people are reminded, who, how soon somebody else hears of it, and what a message may say."""

    morning = _clock("Reminders go out at", "On the clinic's clock, such as 7:00.")
    quiet_from = _clock(
        "Quiet from",
        "Only what is urgent is sent in quiet hours. A thing to do stands on the case at once; its letter waits for the morning.",
    )
    quiet_until = _clock("Quiet until", "")
    urgent_days = forms.IntegerField(
        min_value=0, max_value=14, label="Urgent with so many days left",
        help_text="An urgent date has a message of its own and is sent at once.",
    )  # fmt: skip
    duties = forms.MultipleChoiceField(
        choices=Assignment.Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        label="Who on a case is reminded",
        help_text="And whoever owns a date. With nobody there, the coordinators.",
    )
    packet_offsets = DaysField(
        required=False, label="Without a packet under way, days before an individual hearing"
    )
    client_offsets = DaysField(
        required=False, label="To clients and sponsors who agreed, days before a hearing"
    )
    show_dates = forms.BooleanField(
        required=False,
        label="Name the day in messages",
        help_text=(
            "Off: “in 7 days”. A mailbox is read by others, lost with a telephone, and kept by providers; a date with a "
            "case reference can be matched with a court's public calendar. Counsel's own docketing may need it: then on."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in OFFSETS:
            self.fields[f"offsets_{kind}"] = DaysField(required=False, label=KINDS[kind])
        for days in BOUNDS:
            self.fields[f"hours_{days}"] = forms.IntegerField(
                min_value=1,
                max_value=240,
                label=f"With {days} {'day' if days == 1 else 'days'} left or fewer",
            )

    @staticmethod
    def initial_of(policy: ReminderPolicy) -> dict[str, Any]:
        """Return what the form shows of a policy."""
        names = (
            "quiet_from",
            "quiet_until",
            "urgent_days",
            "duties",
            "packet_offsets",
            "client_offsets",
            "show_dates",
        )
        hours = {f"hours_{days}": patience for days, patience in policy.escalation}
        days = {f"offsets_{kind}": policy.days_ahead(kind) for kind in OFFSETS}
        return {name: getattr(policy, name) for name in names} | hours | days | {"version": policy.version}

    def chosen(self) -> dict[str, Any]:
        """Return the fields of the policy as they were typed."""
        given = dict(self.cleaned_data)
        offsets = {kind: given.pop(f"offsets_{kind}") for kind in OFFSETS}
        escalation = [[days, given.pop(f"hours_{days}")] for days in BOUNDS]
        return given | {"offsets": offsets, "escalation": escalation}


BOUNDS = (60, 14, 7, 3, 1)  # days left, of the policy's table of patience


class AwayForm(forms.Form):
    """From when until when somebody is away, and who is reminded in their place."""

    starts_on = DayField(label="First day away")
    ends_on = DayField(label="Last day away")
    stand_in = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label="Who is reminded in your place?",
        empty_label="Choose a colleague",
        help_text="They are told only of cases that they may see; of the others the coordinator is.",
    )
    once = Once()

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues  # type: ignore[attr-defined]


class MuteForm(forms.Form):
    """Which kinds of date a person wants no reminders of."""

    kinds = forms.MultipleChoiceField(
        choices=list(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Send me no reminders of",
        help_text="Hearings and other court dates of your own cases come all the same: nobody can mute those.",
    )


class LanguageForm(forms.Form):
    """In which language a person is written to."""

    language = forms.ChoiceField(
        choices=[("en", "English"), ("es", "Español")], label="Write to me in", widget=forms.RadioSelect
    )


class ConsentForm(forms.Form):
    """That a person agreed to be reminded of hearings: where, as what, in which language, since when."""

    contact = forms.ModelChoiceField(
        queryset=ContactPoint.objects.none(),
        label="Where may we write?",
        empty_label="Choose a contact",
        help_text="Only ways that are recorded as usable “only as agreed” stand here: ask, and record the rule first.",
    )
    capacity = forms.ChoiceField(
        choices=ReminderConsent.Capacity.choices,
        label="They agree as",
        help_text="Each person agrees for themselves: a sponsor's word is not the child's.",
    )
    language = forms.ChoiceField(choices=ReminderConsent.Language.choices, label="In which language?")
    given_on = DayField(label="When did they say so?")
    once = Once()

    def __init__(self, *args: Any, contacts: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]
        self.fields["contact"].label_from_instance = lambda point: (  # type: ignore[attr-defined]
            f"{point.get_kind_display()}{f', {point.label}' if point.label else ''}"
        )
        self.person = person


class DoneForm(forms.Form):
    """What became of something that was to be done."""

    outcome = forms.CharField(
        max_length=300,
        label="Who tells the child, and when?",
        help_text="A few words: the next reader will ask.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
