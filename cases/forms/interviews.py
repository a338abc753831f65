"""What is asked about a session: with whom, when, through whom, what was told."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from cases.actions.interviews import Facts, Interpreter
from cases.forms.fields import DayField, Once
from cases.forms.people import language_choices
from cases.law import outlines
from cases.models import InterviewSession

LINKS = (1, 2, 3)  # a relay of more has not been met
_CLOCKS = ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")


class ClockField(forms.TimeField):
    """A time of day, as it is said: 14:30 or 2:30 PM."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "14:30 or 2:30 PM.")
        super().__init__(input_formats=_CLOCKS, **options)
        self.widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": "20"})
        self.error_messages["invalid"] = "Type the time as 14:30 or 2:30 PM."


class InterviewForm(forms.Form):
    """One session, in the order in which it went."""

    person = forms.TypedChoiceField(label="With whom?", coerce=int)
    declaration = forms.TypedChoiceField(
        label="About which declaration?", required=False, coerce=int, empty_value=None
    )
    day = DayField(label="On which day?")
    began = ClockField(label="It began at")
    ended = ClockField(
        label="It ended at", required=False, help_text="Empty while it goes on. 15:45 or 3:45 PM."
    )
    break_minutes = forms.IntegerField(
        label="Breaks, in minutes altogether", required=False, min_value=0, max_value=600, initial=0
    )
    breaks = forms.CharField(
        label="Which breaks?",
        required=False,
        max_length=500,
        help_text="For example: 10:20 for ten minutes, tired.",
    )
    how = forms.ChoiceField(label="How?", choices=InterviewSession.How.choices, widget=forms.RadioSelect)
    place = forms.CharField(label="Where?", required=False, max_length=120)
    others_present = forms.CharField(
        label="Who else was there?",
        required=False,
        max_length=200,
        help_text="By their part: an aunt, a student.",
    )
    topics = forms.MultipleChoiceField(
        label="What was told?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody is asked to tell these a second time.",
    )
    covered = forms.CharField(
        label="In a few words", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    notes = forms.CharField(
        label="Notes", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 5})
    )
    next_time = forms.CharField(
        label="For the next time", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = Once()

    def __init__(
        self,
        *args: Any,
        people: list[tuple[int, str]],
        declarations: list[tuple[int, str]],
        zone: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self._offer("person", people)
        self._offer("declaration", [("", "None in particular"), *declarations])
        self._offer("topics", [(topic.code, topic.english) for topic in outlines.all_topics()])
        spoken = [("", "Language"), *language_choices()[1:]]
        for link in LINKS:
            who = "Interpreter" if link == 1 else f"Interpreter {link}, in relay"
            self.fields[f"name_{link}"] = forms.CharField(label=who, required=False, max_length=120)
            self.fields[f"source_{link}"] = forms.ChoiceField(label="From", required=False, choices=spoken)
            self.fields[f"target_{link}"] = forms.ChoiceField(label="Into", required=False, choices=spoken)
            self.fields[f"address_{link}"] = forms.CharField(label="Address", required=False, max_length=200)
            self.fields[f"telephone_{link}"] = forms.CharField(
                label="Telephone", required=False, max_length=60
            )
            self.fields[f"remote_{link}"] = forms.BooleanField(label="Not in the room", required=False)

    def relay(self) -> list[dict[str, Any]]:
        """Return the boxes of each link, for the page."""
        names = ("name", "source", "target", "address", "telephone", "remote")
        return [{"number": link, **{name: self[f"{name}_{link}"] for name in names}} for link in LINKS]

    def clean(self) -> dict[str, Any]:
        """Each interpreter with both languages; the end on the day of the beginning, or past midnight."""
        given: dict[str, Any] = super().clean() or {}
        for link in LINKS:
            named = given.get(f"name_{link}", "").strip()
            if not named and (given.get(f"source_{link}") or given.get(f"target_{link}")):
                self.add_error(f"name_{link}", "Name the interpreter, or leave both languages empty.")
            for side in ("source", "target"):
                if named and not given.get(f"{side}_{link}"):
                    self.add_error(f"{side}_{link}", "Choose the language.")
        return given

    def facts(self) -> Facts:
        """Return what was typed, its times as instants of the clinic's clock."""
        given = self.cleaned_data
        begins = dt.datetime.combine(given["day"], given["began"], tzinfo=self.zone)
        ends = None
        if given["ended"] is not None:
            ends = dt.datetime.combine(given["day"], given["ended"], tzinfo=self.zone)
            if ends < begins and begins - ends > dt.timedelta(hours=12):
                ends += dt.timedelta(days=1)
        texts = ("how", "place", "others_present", "breaks", "covered", "notes", "next_time")
        return Facts(
            starts_at=begins,
            ended_at=ends,
            break_minutes=given["break_minutes"] or 0,
            topics=tuple(given["topics"]),
            **{name: given[name] for name in texts},
        )

    def interpreters(self) -> list[Interpreter]:
        """Return the links of the relay that were filled in."""
        given = self.cleaned_data
        return [
            Interpreter(
                given[f"name_{link}"].strip(),
                given[f"source_{link}"],
                given[f"target_{link}"],
                given[f"address_{link}"].strip(),
                given[f"telephone_{link}"].strip(),
                given[f"remote_{link}"],
            )
            for link in LINKS
            if given[f"name_{link}"].strip()
        ]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
