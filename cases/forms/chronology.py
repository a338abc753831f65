"""What is asked of an event, and of what a source says: an honest date, who was there, what followed."""

from typing import Any, TypedDict

from django import forms

from cases.forms.fields import DayField, Once
from cases.law import accounts as told
from cases.law import told_facts
from cases.law.accounts import FactKind, Present
from cases.law.honest_dates import How, Stated
from cases.law.number_words import IN_FULL
from cases.law.seasons import NAMES
from cases.models import Account
from cases.models.events import Reported

EMPTY_ROWS = 3  # rows for people beyond those that are there
MOST_PEOPLE = 30
KNOWN = [
    (How.UNKNOWN, "Not known, or not asked yet"),
    (How.DAY, "The day"),
    (How.MONTH, "The month"),
    (How.SEASON, "The season of a year"),
    (How.YEAR, "The year"),
    (How.AGE, "How old they were"),
    (How.BEFORE, "Before another event"),
    (How.AFTER, "After another event"),
]
Choices = list[tuple[Any, str]]


class Typed(TypedDict):
    """What both kinds of form hand on."""

    happened: Stated
    people: tuple[Present, ...]


class ToldForm(forms.Form):
    """An honest date and the people: what events and the accounts of sources have in common."""

    how = forms.ChoiceField(label="How exactly is it known?", choices=KNOWN, required=False)
    year = forms.IntegerField(label="Year", required=False)
    month = forms.TypedChoiceField(
        label="Month",
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *enumerate(IN_FULL, 1)],
        required=False,
    )
    day = forms.IntegerField(label="Day", required=False)
    season = forms.ChoiceField(label="Season", choices=[("", "–"), *NAMES.items()], required=False)
    age = forms.IntegerField(label="Age in years", required=False)
    other = forms.ChoiceField(label="If before or after: which event", required=False)
    is_about = forms.BooleanField(label="About: it may be somewhat earlier or later", required=False)
    when_words = forms.CharField(
        label="In their own words",
        required=False,
        max_length=200,
        help_text="“when the rains began”, “cuando tenía doce años”. Kept as it was said.",
    )
    once = Once()

    def __init__(self, *args: Any, events: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other: Any = self.fields["other"]
        other.choices = [("", "–"), *((str(pk), title) for pk, title in events)]
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.rows = self._people_rows()
        for number in range(self.rows):
            self.fields[f"name_{number}"] = forms.CharField(
                label="Name, as it is said", required=False, max_length=120
            )
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label="Part", choices=[("", "–"), *told.ROLES.items()], required=False
            )
            self.fields[f"gang_{number}"] = forms.CharField(
                label="Gang, as said", required=False, max_length=80
            )

    def _people_rows(self) -> int:
        if self.is_bound:
            known = sum(1 for name in self.data if name.startswith("name_"))
            return min(max(known, EMPTY_ROWS), MOST_PEOPLE)
        return min(int(self.initial.get("people_rows", 0)) + EMPTY_ROWS, MOST_PEOPLE)

    @property
    def people(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The boxes of each person, row by row."""
        return [(self[f"name_{n}"], self[f"role_{n}"], self[f"gang_{n}"]) for n in range(self.rows)]

    def told(self) -> Typed:
        """Return the date and the people as the actions take them; an empty row is nobody."""
        given = self.cleaned_data
        people = []
        for number in range(self.rows):
            one = Present(*(" ".join(given[f"{part}_{number}"].split()) for part in ("name", "role", "gang")))
            if one.name or one.gang:
                people.append(one)
        stated = Stated(
            how=given["how"],
            year=given["year"] or 0,
            month=given["month"] or 0,
            day=given["day"] or 0,
            season=given["season"],
            age=given["age"] if given["age"] is not None else -1,
            other=given["other"],
            is_about=given["is_about"],
            words=" ".join(given["when_words"].split()),
        )
        return {"happened": stated, "people": tuple(people)}


class EventForm(ToldForm):
    """One event of the chronology."""

    title = forms.CharField(
        label="What happened, in a line",
        max_length=200,
        help_text="As the declarant would say it: “They came to my school”.",
    )
    story = forms.CharField(
        label="In the declarant's words", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.CharField(
        label="Where",
        required=False,
        max_length=200,
        help_text="Village, department, country; or “outside my school”.",
    )
    harm = forms.CharField(
        label="What harm was done", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reported = forms.ChoiceField(
        label="Was it reported to the police?", choices=Reported.choices, required=False
    )
    report_answer = forms.CharField(
        label="What the police answered or did", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def given(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        own = ("title", "story", "place", "harm", "reported", "report_answer")
        return {**{name: self.cleaned_data[name] for name in own}, **self.told()}


class SaysForm(ToldForm):
    """What a source says of an event."""

    words = forms.CharField(
        label="In the source's words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The sentence itself, in its language.",
    )
    age_said = forms.IntegerField(
        label="Age that it gives besides the date", required=False, min_value=0, max_value=110
    )
    place = forms.CharField(label="Where", required=False, max_length=200)
    says_nobody_else = forms.BooleanField(label="It says that nobody else was there", required=False)
    times = forms.IntegerField(label="How often, if it says so", required=False, min_value=1, max_value=1000)
    count = forms.IntegerField(
        label="How many people did it, if it says so", required=False, min_value=1, max_value=1000
    )
    reported = forms.ChoiceField(
        label="Reported to the police?",
        choices=[("", "It does not say"), *Reported.choices[1:]],
        required=False,
    )

    def given(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        own = ("words", "place", "says_nobody_else", "times", "count", "reported")
        return {
            **{name: self.cleaned_data[name] for name in own},
            "age": self.cleaned_data["age_said"],
            **self.told(),
        }


class FactForm(ToldForm):
    """What a source says of a fact of a person; only the boxes of its kind stay."""

    value = forms.CharField(label="What it says", required=False, max_length=300)
    place = forms.CharField(label="Which place it names", required=False, max_length=200)
    words = forms.CharField(
        label="In the source's words", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, fact: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = told_facts.fact(fact)
        for number in range(self.rows):
            for part in ("name", "role", "gang"):
                del self.fields[f"{part}_{number}"]
        self.rows = 0
        if self.known.kind != FactKind.DATE:
            for name in ("how", "year", "month", "day", "season", "age", "other", "is_about", "when_words"):
                del self.fields[name]
        if self.known.kind != FactKind.PLACE:
            del self.fields["place"]
        if self.known.kind in (FactKind.DATE, FactKind.PLACE):
            del self.fields["value"]
        elif self.known.kind == FactKind.CHOICE:
            choices = [("", "Choose…"), *self.known.choices.items()]
            self.fields["value"] = forms.ChoiceField(label="What it says", choices=choices, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        found: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("value", "place", "words") if name in self.fields
        }
        if self.known.kind == FactKind.DATE:
            found["happened"] = self.told()["happened"]
        return found


class WhereForm(forms.Form):
    """Where something is said: the choice of a source, before what it says."""

    paragraph = forms.ChoiceField(label="A paragraph of a declaration", required=False)
    document = forms.TypedChoiceField(label="An exhibit", coerce=int, empty_value=None, required=False)
    page = forms.IntegerField(label="At page", required=False, min_value=1)
    answer = forms.TypedChoiceField(
        label="An answer of the I-589", coerce=int, empty_value=None, required=False
    )
    session = forms.TypedChoiceField(
        label="A session with the client", coerce=int, empty_value=None, required=False
    )
    record = forms.ChoiceField(
        label="A record of the government, or another",
        required=False,
        choices=[
            ("", "–"),
            *(
                each
                for each in Account.Source.choices
                if each[0] not in ("paragraph", "exhibit", "answer", "session")
            ),
        ],
    )
    record_on = DayField(label="Date of the record", required=False)
    BOXES = ("paragraph", "document", "answer", "session", "record")

    def __init__(
        self,
        *args: Any,
        paragraphs: Choices,
        documents: Choices,
        answers: Choices,
        sessions: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("paragraph", paragraphs),
            ("document", documents),
            ("answer", answers),
            ("session", sessions),
        ):
            field: Any = self.fields[name]
            field.choices = [("", "–"), *choices]
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for one source; a record may have its scan among the exhibits."""
        given: dict[str, Any] = super().clean() or {}
        chosen = [name for name in self.BOXES if given.get(name)]
        if not chosen and not self.errors:
            self.add_error("record", "Choose where it is said: one of these.")
        if len(chosen) > 1 and set(chosen) != {"document", "record"} and not self.errors:
            self.add_error(chosen[1], "Choose one source. Another source is written down beside it.")
        return given

    @property
    def source(self) -> str:
        """The kind of source that was chosen."""
        given = self.cleaned_data
        if given.get("record"):
            return str(given["record"])
        names = {"paragraph": "paragraph", "answer": "answer", "session": "session", "document": "exhibit"}
        return next(kind for name, kind in names.items() if given.get(name))
