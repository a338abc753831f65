"""What is asked about proceedings, hearings and decisions, in the order in which a notice says it."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.applicants import ForWhom
from cases.forms.fields import DayField, Once
from cases.law import adjournments, courts
from cases.models import Decision, Hearing, HearingReport, Proceeding
from cases.models.proceedings import Setting

ZONES = [
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Arizona"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"),
    ("America/Puerto_Rico", "Atlantic (Puerto Rico)"),
]
_TIME = re.compile(r"^(\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?\s*m?\.?$")


class ClockField(forms.Field):
    """A time of day as people type it: 8:30 AM, 830a, 13:00; a refusal names what was typed."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "On the court's own clock, for example 8:30 AM.")
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "off", "maxlength": "20"})

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time, or None for an empty box."""
        if isinstance(value, dt.time):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        found = _TIME.match(typed.lower())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        half = found[3] if found else None
        if half and not 1 <= hour <= 12:
            hour = 99
        hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
        if not (hour <= 23 and minute <= 59):
            raise ValidationError(f"“{typed[:20]}” is not a time of day. Type it as 8:30 AM or 13:00.")
        if not half and hour < 7:
            raise ValidationError(
                f"“{typed[:20]}”: morning or afternoon? Type {hour or 12}:{minute:02d} PM or AM."
            )
        return dt.time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored time the way it is typed here."""
        if isinstance(value, dt.time):
            return f"{value.hour % 12 or 12}:{value.minute:02d} {'AM' if value.hour < 12 else 'PM'}"
        return value


class ProceedingForm(ForWhom):
    """Which court or agency, and what the papers say."""

    kind = forms.ChoiceField(label="What kind of proceeding?", choices=Proceeding.Kind.choices)
    court_code = forms.ChoiceField(label="Immigration court", required=False)
    court_name = forms.CharField(
        label="Any other court or office", required=False, max_length=200, help_text="As it calls itself."
    )
    time_zone = forms.ChoiceField(
        label="Its time zone",
        required=False,
        choices=[("", "The immigration court's, or the clinic's"), *ZONES],
        help_text="Only for a court that is not in the list.",
    )
    judge = forms.CharField(label="Judge", required=False, max_length=120)
    number = forms.CharField(label="Docket or receipt number", required=False, max_length=60)
    is_detained = forms.BooleanField(label="The respondent is detained", required=False)
    nta_served_on = DayField(label="NTA served on", required=False)
    i589_filed_on = DayField(
        label="I-589 received on",
        required=False,
        help_text="The day of USCIS's receipt, or the day on which it was filed or lodged with the court.",
    )
    brief_due_on = DayField(
        label="Brief due on",
        required=False,
        help_text="Only for an appeal: the day printed on the briefing schedule.",
    )
    once = Once()

    field_order = (
        "kind", "court_code", "court_name", "time_zone", "judge", "number", "is_detained", "nta_served_on",
        "i589_filed_on", "i589_for", "i589_principal", "brief_due_on",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        respondents: list[tuple[int, str]],
        chosen: tuple[list[int], int | None] = ([], None),
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_people(respondents, usual=chosen[0], principal=chosen[1])
        court: Any = self.fields["court_code"]
        listed = [(each.code, each.label) for each in courts.all_courts(historic=not is_new)]
        court.choices = [("", "None"), *listed]
        if not is_new:
            del self.fields["kind"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """Return what the actions take."""
        apart = ("kind", "once", "version", "i589_for", "i589_principal")
        given = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return given | self.people(is_asked=bool(given.get("i589_filed_on")))

    def clean(self) -> dict[str, Any]:
        """Ask for whom the I-589 is, where there is one."""
        given: dict[str, Any] = super().clean() or {}
        self.check_people(given, is_asked=bool(given.get("i589_filed_on")))
        return given


class HearingForm(forms.Form):
    """When, how firmly, and who says so."""

    proceeding = forms.ChoiceField(label="In which proceeding?")
    kind = forms.ChoiceField(
        label="What kind of hearing?",
        choices=[("", "Choose…"), *Hearing.Kind.choices],  # the dates follow from it: nobody's by default
        error_messages={
            "required": "What kind of hearing? Choose one from the list: the dates follow from it."
        },
    )
    setting = forms.ChoiceField(
        label="How firmly is it set?", choices=Setting.choices, initial="at", widget=forms.RadioSelect
    )
    day = DayField(label="Day", required=False, help_text="Leave it empty only when it is to be determined.")
    time = ClockField(label="Time", required=False)
    filings_due_on = DayField(
        label="Filing date that the judge ordered",
        required=False,
        help_text="A call-up date or scheduling order. It replaces the default; detained cases need it.",
    )
    medium = forms.ChoiceField(label="How does one appear?", choices=Hearing.Medium.choices, required=False)
    courtroom = forms.CharField(label="Courtroom or floor", required=False, max_length=120)
    place = forms.CharField(
        label="Where? Street, floor and city, as the notice prints them",
        required=False,
        max_length=160,
        help_text="Clients who agreed to reminders are told it, so never the court's name.",
    )
    source = forms.ChoiceField(label="Who says so?", choices=HearingReport.Source.choices)
    detail = forms.CharField(
        label="Anything about the source",
        required=False,
        max_length=300,
        help_text="Notice dated, page, who called.",
    )
    once = Once()

    def __init__(
        self, *args: Any, proceedings: list[tuple[int, str]], is_new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            field: Any = self.fields["proceeding"]
            field.choices = proceedings
            if len(proceedings) == 1:
                field.initial, field.widget = proceedings[0][0], forms.HiddenInput()
        else:
            del self.fields["proceeding"], self.fields["kind"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def settings(self) -> dict[str, Any]:
        """Return what the actions take."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("proceeding", "once", "version")
        }
        return given | {"medium": given["medium"] or "unknown"}


class ReportForm(forms.Form):
    """What another source says of the same hearing."""

    source = forms.ChoiceField(label="Who says so?", choices=HearingReport.Source.choices, initial="hotline")
    setting = forms.ChoiceField(
        label="How firmly is it set there?", choices=Setting.choices, initial="at", widget=forms.RadioSelect
    )
    day = DayField(label="Day", required=False)
    time = ClockField(label="Time", required=False)
    detail = forms.CharField(label="Anything about the source", required=False, max_length=300)
    once = Once()


class EndHearingForm(forms.Form):
    """Held or cancelled, and why."""

    status = forms.ChoiceField(
        label="What happened?",
        choices=[("held", "It was held"), ("cancelled", "It was cancelled or adjourned")],
        widget=forms.RadioSelect,
    )
    adjournment_code = forms.ChoiceField(label="Adjournment code", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    once = Once()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["adjournment_code"]
        code.choices = [
            ("", "Not known"),
            *((a.code, a.label) for a in adjournments.all_adjournments()),
        ]


class DecisionForm(forms.Form):
    """What was decided, when, and how it was served."""

    proceeding = forms.ChoiceField(label="In which proceeding?")
    outcome = forms.ChoiceField(
        label="What was decided?", choices=Decision.Outcome.choices, initial="removal"
    )
    relief = forms.ChoiceField(
        label="What was granted?",
        choices=[("", "Nothing, or not known"), *Decision.Relief.choices[1:]],
        required=False,
        help_text="A grant of asylum starts two years for the relatives' petitions and one year to residence.",
    )
    decided_on = DayField(label="Decided on")
    service = forms.ChoiceField(label="How was it served?", choices=Decision.Service.choices)
    served_on = DayField(
        label="Mailed or e-served on", required=False, help_text="Leave empty for an oral decision."
    )
    appeal_reserved = forms.BooleanField(label="Appeal was reserved", required=False, initial=True)
    sends_back_to = forms.ChoiceField(
        label="Which proceeding does the remand open again?",
        required=False,
        help_text="Only for a remand by the Board or a court. That proceeding is pending again: its hearings count, and "
        "what its earlier decision started ends.",
    )
    once = Once()

    def __init__(
        self,
        *args: Any,
        proceedings: list[tuple[int, str]],
        decided: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        back: Any = self.fields["sends_back_to"]
        back.choices = [("", "None"), *decided]
        if not decided:
            del self.fields["sends_back_to"]
        field: Any = self.fields["proceeding"]
        field.choices = proceedings
        if len(proceedings) == 1:
            field.initial, field.widget = proceedings[0][0], forms.HiddenInput()

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        apart = ("proceeding", "once", "sends_back_to")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    def clean(self) -> dict[str, Any]:
        """Ask which proceeding a remand opens again, where there is one to open."""
        given: dict[str, Any] = super().clean() or {}
        back: Any = self.fields.get("sends_back_to")
        if (
            back is not None
            and given.get("outcome") == Decision.Outcome.REMANDED
            and not given["sends_back_to"]
        ):
            self.add_error(
                "sends_back_to", "Say which proceeding is pending again: one of those that are decided."
            )
        return given
