"""What a rule asks for when there is no case: one field for each fact that it reads, in the order one would ask."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.fields import DayField, read_day
from cases.law import facts, plain
from cases.law.facts import LONGEST_COUNT, Fact, Interval
from cases.law.rules import Rule

_TIME = re.compile(
    r"^(?P<day>.*?)[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})\s*(?P<half>[ap]\.?m\.?)?$", re.IGNORECASE
)
_RESTART = re.compile(r"\s+(?:to|until|-|–)\s+", re.IGNORECASE)
_LONGEST = 600  # letters of a list: the address holds it
_MOST = 20

_YES_NO = [("yes", "Yes"), ("no", "No")]
_YES = {"yes": True, "no": False}


class MomentField(forms.CharField):
    """A day, and where it is known the time of day."""

    def clean(self, value: Any) -> dt.datetime | None:
        """Return the moment; a day alone is its first minute."""
        typed: str = super().clean(value)
        if not typed:
            return None
        found = _TIME.match(typed)
        if found is None:
            return dt.datetime.combine(read_day(typed), dt.time.min)
        hour, minute, half = int(found["hour"]), int(found["minute"]), (found["half"] or "").lower()[:1]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(f"“{typed}” has no such time of day. Write for example 11/20/2026 2:30 PM.")
        return dt.datetime.combine(read_day(found["day"]), dt.time(hour, minute))


class _Lines(forms.CharField):
    """Several things in one box, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **options)

    def lines(self, value: Any) -> list[str]:
        """Return the lines that say something."""
        typed: str = super().clean(value)
        found = [line.strip() for line in re.split(r"[;\n]", typed) if line.strip()]
        if len(found) > _MOST:
            raise ValidationError(f"{len(found)} lines are more than this page takes: at most {_MOST}.")
        return found


class DaysField(_Lines):
    """Several days, one a line."""

    def clean(self, value: Any) -> list[dt.date]:
        """Return the days as they were typed, in their order."""
        return [read_day(line) for line in self.lines(value)]


class StopsField(_Lines):
    """Stops of the asylum clock, one a line: from when until when it stood still."""

    def clean(self, value: Any) -> list[Interval]:
        """Return the stops; one that is still open has no restart."""
        return [self._stop(line) for line in self.lines(value)]

    def _stop(self, line: str) -> Interval:
        days = [read_day(part) for part in _RESTART.split(line)]
        if len(days) > 2:
            raise ValidationError(
                f"“{line}” has {len(days)} days. Write one stop a line: 3/2/2026 to 4/13/2026."
            )
        return days[0], days[1] if len(days) == 2 else None


class FactsForm(forms.Form):
    """The facts of one rule. Nothing is required here: the engine says which fact would settle the date."""

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.label_suffix = ""
        for name in plain.facts_in_order(rule):
            if field := _field(facts.known()[name], rule):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Give the engine only what was said: an empty box is a fact that nobody gave."""
        given = super().clean() or {}
        said = {name: value for name, value in given.items() if value not in (None, "", [])}
        return {name: _YES[value] if self._is_yes_no(name) else value for name, value in said.items()}

    def _is_yes_no(self, name: str) -> bool:
        return facts.known()[name].kind == "yes-no"


def _field(fact: Fact, rule: Rule) -> forms.Field | None:
    """One field, or None for a text that no page could offer words for (none of those moves a date)."""
    options: dict[str, Any] = {"label": fact.ask, "required": False}
    if fact.kind in _SIMPLE:
        return _SIMPLE[fact.kind](**options)
    default = rule.defaults.get(fact.name)
    if fact.kind == "number":
        help_text = "" if default is None else f"Left empty: {default}."
        return forms.IntegerField(**options, min_value=0, max_value=LONGEST_COUNT, help_text=help_text)
    words = [(word, word.replace("_", " ")) for word in fact.choices] if fact.kind == "text" else _YES_NO
    if not words:
        return None
    assumed = ("yes" if default else "no") if fact.kind == "yes-no" else str(default).replace("_", " ")
    empty = "Not said" if default is None else f"Not said (assumed: {assumed})"
    return forms.ChoiceField(**options, choices=[("", empty), *words])


def _moment(**options: Any) -> MomentField:
    said = "For example 11/20/2026 2:30 PM; a day alone is enough."
    return MomentField(**options, max_length=60, help_text=said)


def _days(**options: Any) -> DaysField:
    return DaysField(**options, help_text="One day a line, for example 12/28/2026.")


def _stops(**options: Any) -> StopsField:
    said = "One stop a line: 3/2/2026 to 4/13/2026. Leave the second day out while it still stands."
    return StopsField(**options, help_text=said)


_SIMPLE: dict[str, Callable[..., forms.Field]] = {
    "date": DayField,
    "moment": _moment,
    "dates": _days,
    "intervals": _stops,
}
