"""What can be chosen of the deadline report, and the name under which a choice is kept."""

import datetime as dt
from typing import Any

from django import forms

from cases.forms.fields import DayField, Once
from cases.queries.reports.choices import WINDOW, WINDOWS, Choices, Options


class ChoicesForm(forms.Form):
    """The filters, sent as the query of an address; nothing in them names a client."""

    days = forms.TypedChoiceField(
        label="Due within",
        choices=[(days, f"{days} days") for days in WINDOWS],
        coerce=int,
        empty_value=None,
        required=False,
        initial=WINDOW,
    )
    since = DayField(label="or from", help_text="12/28/2026", required=False)
    until = DayField(label="to", help_text="12/28/2026", required=False)
    court = forms.ChoiceField(label="Court", required=False)
    attorney = forms.TypedChoiceField(label="Attorney or owner", coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label="Kind of date", required=False)
    proceeding = forms.ChoiceField(label="Proceeding", required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices, every in (
            ("court", options.courts, "Every court"),
            ("attorney", options.attorneys, "Everybody"),
            ("kind", options.kinds, "Every kind"),
            ("proceeding", options.proceedings, "Every proceeding"),
        ):
            field: Any = self.fields[name]
            field.choices = [("", every), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a window that ends before it begins."""
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if isinstance(since, dt.date) and isinstance(until, dt.date) and until < since:
            self.add_error("until", "The window ends before it begins. Correct one of the two days.")
        return data

    def chosen(self) -> Choices:
        """Return what was chosen; what could not be read is left out, and the page says so beside it."""
        if not self.is_bound:
            return Choices()
        self.is_valid()
        return Choices(
            **{name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        )


class KeepForm(forms.Form):
    """A name for the choice that stands in the address."""

    name = forms.CharField(label="Keep this view as", max_length=80)
    once = Once()
