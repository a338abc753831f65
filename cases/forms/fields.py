"""Form fields that keep what was typed and answer with a sentence: days, A-numbers, the once token."""

import calendar
import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.errors import Problem
from cases.law import a_numbers

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_SLASHED = re.compile(r"^(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{2,4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{2,4})$")
_MONTH_FIRST = re.compile(r"^(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{2,4})$")


def read_day(typed: str) -> dt.date:
    """Read a day as people type it: 12/28/2026 (month first), 28 Dec 2026, Dec 28, 2026, 2026-12-28.

    Raises ValidationError with a sentence that names what was typed and what would be right.
    """
    text = " ".join(typed.split())
    year, month, day = _parts(text)
    if year < 100:
        raise ValidationError(f"“{text}” has a year of two digits. Write all four, as in 12/28/2026.")
    if not 1 <= month <= 12:
        raise ValidationError(
            f"“{text}” has month {month}, and a year has 12. The month comes first, as in 12/28/2026."
        )
    if not 1000 <= year <= 9999:
        raise ValidationError(f"“{text}” has the year {year}. Write four digits, as in 12/28/2026.")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise ValidationError(
            f"“{text}” is not a day: {calendar.month_name[month]} {year} has {longest} days. "
            "Correct the day, or leave it empty."
        )
    return dt.date(year, month, day)


def _parts(text: str) -> tuple[int, int, int]:
    low = text.lower()
    if found := _ISO.match(low):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SLASHED.match(low):
        return int(found[3]), int(found[1]), int(found[2])
    if (found := _DAY_FIRST.match(low)) and found[2] in _MONTHS:
        return int(found[3]), _MONTHS[found[2]], int(found[1])
    if (found := _MONTH_FIRST.match(low)) and found[1] in _MONTHS:
        return int(found[3]), _MONTHS[found[1]], int(found[2])
    raise ValidationError(f"“{text[:40]}” is not a date. Type it as 12/28/2026 or 28 Dec 2026.")


class DayField(forms.Field):
    """A day, typed in any usual way; what was typed stays in the box when it cannot be read."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        told = options.get("help_text", "")
        if not told:
            options["help_text"] = "For example 12/28/2026 or 28 Dec 2026."
        elif "12/28/" not in told:  # a field's own words never cost it the example of how a day is typed
            options["help_text"] = f"For example 12/28/2026. {told}"
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "off", "maxlength": "40"})

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day, or None for an empty box."""
        if isinstance(value, dt.date) or value in self.empty_values or not str(value).strip():
            return value if isinstance(value, dt.date) else None
        return read_day(str(value))

    def prepare_value(self, value: Any) -> Any:
        """Show a stored day the way it is typed here."""
        return f"{value.month}/{value.day}/{value.year}" if isinstance(value, dt.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not spellings."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class ANumberField(forms.CharField):
    """An A-number in any punctuation; refusals say which rule was broken."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "A-number")
        options.setdefault("help_text", "8 or 9 digits, with or without the A and dashes.")
        options.setdefault("max_length", 40)
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "off", "inputmode": "text", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        """Return what was typed once it is a possible A-number; the action stores its nine digits."""
        typed: str = super().clean(value)
        if typed:
            try:
                a_numbers.parse(typed)
            except a_numbers.NotAnANumber as problem:
                raise ValidationError(problem.sentence) from problem
        return typed


class Once(forms.UUIDField):
    """The hidden token that makes a double click land on what the first click made."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid.uuid4, **options)


class Versioned(forms.Form):
    """The version that the page showed: a form that comes back too late is a conflict."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def lay_at(form: forms.BaseForm, problem: Problem) -> None:
    """Show a Problem's sentence beside the field that it names, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
