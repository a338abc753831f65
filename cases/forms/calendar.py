"""What is asked before a calendar program gets an address."""

from typing import Any

from django import forms

from cases.models import CalendarFeed


class FeedForm(forms.Form):
    """What the calendar holds."""

    reach = forms.ChoiceField(
        label="What it holds",
        choices=CalendarFeed.Reach.choices,
        initial=CalendarFeed.Reach.MINE,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the two."},
    )

    def __init__(self, *args: Any, may_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_all:
            self.fields["reach"].choices = [(CalendarFeed.Reach.MINE.value, CalendarFeed.Reach.MINE.label)]  # type: ignore[attr-defined]
