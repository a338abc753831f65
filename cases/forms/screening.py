"""The questions of a relief screening as a form: every one may stay empty, be not known, or be left unsaid."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from cases.forms.fields import DayField, Once, Versioned
from cases.forms.homes import STATES
from cases.law import countries
from cases.law.screening_record import NOT_SAID, SAID, UNKNOWN
from cases.law.screening_rows import Asked

INSTEAD = "__instead"  # beside a day: not known, or would rather not say
NO_ANSWER = [(UNKNOWN, "Not known"), (NOT_SAID, "Would rather not say")]
YES_NO = [("yes", "Yes"), ("no", "No"), *NO_ANSWER]


class QuestionsForm(Versioned):
    """One group of questions; ``answers()`` gives what was answered as a screening keeps it."""

    once = Once()

    def __init__(
        self, data: Any = None, *, asked: Iterable[Asked], given: Mapping[str, str], version: int
    ) -> None:
        self.asked = list(asked)
        super().__init__(data, initial={"version": version, **initial_of(self.asked, given)})
        for each in self.asked:
            self.fields[each.name] = _field(each)
            if each.kind == "date":
                self.fields[f"{each.name}{INSTEAD}"] = forms.ChoiceField(
                    choices=NO_ANSWER, widget=forms.RadioSelect, required=False, label=f"{each.ask} No date:"
                )

    def questions(self) -> list[dict[str, Any]]:
        """Each question with its boxes, for the page."""
        return [
            {
                "asked": each,
                "box": self[each.name],
                "instead": self[f"{each.name}{INSTEAD}"] if each.kind == "date" else None,
            }
            for each in self.asked
        ]

    def answers(self) -> dict[str, str]:
        """What was answered, by name; "" where nothing was. A day that was typed wins over "not known"."""
        found = {}
        for each in self.asked:
            typed = self.cleaned_data.get(each.name)
            if isinstance(typed, dt.date):
                found[each.name] = typed.isoformat()
            else:
                found[each.name] = typed or self.cleaned_data.get(f"{each.name}{INSTEAD}") or ""
        return found


class ReviewForm(forms.Form):
    """An attorney's signature under a screening."""

    note = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Note to the team",
        help_text="What to look at first, what to leave, what to ask. The team reads it with the flags.",
    )
    once = Once()


def initial_of(asked: Iterable[Asked], given: Mapping[str, str]) -> dict[str, Any]:
    """The answers that stand, as the form shows them."""
    shown: dict[str, Any] = {}
    for each in asked:
        value = given.get(each.name, "")
        if each.kind != "date":
            shown[each.name] = value
        elif value in SAID:
            shown[f"{each.name}{INSTEAD}"] = value
        elif value:
            shown[each.name] = dt.date.fromisoformat(value)
    return shown


def _field(asked: Asked) -> forms.Field:
    if asked.kind == "yes-no":
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, required=False, label=asked.ask)
    if asked.kind == "choice":
        return forms.ChoiceField(
            choices=[*asked.choices, *NO_ANSWER], widget=forms.RadioSelect, required=False, label=asked.ask
        )
    if asked.kind == "date":
        return DayField(required=False, label=asked.ask)
    if asked.kind == "country":
        named = [(one.code, one.name()) for one in countries.all_countries() if one.code != countries.UNKNOWN]
        return forms.ChoiceField(
            choices=[("", "Choose a country"), *named, *NO_ANSWER], required=False, label=asked.ask
        )
    states = [(code, code) for code in STATES]
    return forms.ChoiceField(
        choices=[("", "Choose a state"), *states, *NO_ANSWER], required=False, label=asked.ask
    )
