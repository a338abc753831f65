"""What is asked about people, in the order that a conversation goes."""

from typing import Any, cast

from django import forms

from cases.actions.people import ArrivalFacts, PersonFacts
from cases.forms.fields import ANumberField, DayField, Once, Versioned
from cases.law import countries, languages
from cases.models import Client, Party, Person
from cases.models.people import Certainty, Gender

HOW_SURE = [
    (Certainty.EXACT, "Sure: from a paper, or they know it well"),
    (Certainty.APPROXIMATE, "About right"),
    (Certainty.DISPUTED, "Disputed: papers or people disagree"),
    (Certainty.UNKNOWN, "Unknown"),
    (Certainty.NOT_SAID, "Would rather not say"),
]


def language_choices() -> list[tuple[str, str]]:
    """Every language, those of Central America first, after an empty answer."""
    return [("", "Choose a language"), *((one.code, one.name()) for one in languages.all_languages())]


def country_choices() -> list[tuple[str, str]]:
    """Every country, Central America first, with stateless and not known."""
    return [("", "Choose a country"), *((one.code, one.name()) for one in countries.all_countries())]


class NameForm(forms.Form):
    """Who is with us."""

    given_names = forms.CharField(
        max_length=120, label="Given names", help_text="As they say them, with accents: María José."
    )
    first_surname = forms.CharField(max_length=120, required=False, label="First surname")
    second_surname = forms.CharField(max_length=120, required=False, label="Second surname")
    preferred_name = forms.CharField(
        max_length=120,
        required=False,
        label="What do they want to be called?",
        help_text="Used when we speak to them.",
    )
    best = forms.ChoiceField(
        choices=language_choices,
        required=False,
        label="Best language",
        help_text="The one to interview them in.",
    )
    second = forms.ChoiceField(choices=language_choices, required=False, label="Second language")
    third = forms.ChoiceField(choices=language_choices, required=False, label="Third language")
    gender = forms.ChoiceField(
        choices=Gender.choices, initial=Gender.UNKNOWN, label="Gender, as they give it"
    )
    once = Once()

    def facts(self) -> PersonFacts:
        """What was answered, as the actions take it."""
        given = self.cleaned_data
        spoken = [given[key] for key in ("best", "second", "third") if given[key]]
        plain = {
            key: given[key] for key in ("given_names", "first_surname", "second_surname", "preferred_name")
        }
        return cast("PersonFacts", {**plain, "gender": given["gender"], "languages": spoken})

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """The answers that stand."""
        spoken = [*person.languages, "", "", ""]
        return {
            "given_names": person.given_names,
            "first_surname": person.first_surname,
            "second_surname": person.second_surname,
            "preferred_name": person.preferred_name,
            "gender": person.gender,
            "best": spoken[0],
            "second": spoken[1],
            "third": spoken[2],
        }


class BirthForm(forms.Form):
    """Where and when they were born."""

    birth_date = DayField(required=False, label="Birth date")
    birth_date_certainty = forms.ChoiceField(
        choices=HOW_SURE, widget=forms.RadioSelect, label="How sure is that date?", required=False
    )
    nationality = forms.ChoiceField(choices=country_choices, required=False, label="Country of nationality")
    birthplace = forms.CharField(
        max_length=200, required=False, label="Birthplace", help_text="Village, municipality, department."
    )

    def clean(self) -> dict[str, Any]:
        """A date without a word about it counts as sure; no date counts as unknown."""
        given = super().clean() or {}
        if "birth_date" in given and not given.get("birth_date_certainty"):
            given["birth_date_certainty"] = Certainty.EXACT if given["birth_date"] else Certainty.UNKNOWN
        return given

    def facts(self) -> PersonFacts:
        """What was answered, as the actions take it."""
        keys = ("birth_date", "birth_date_certainty", "nationality", "birthplace")
        return cast("PersonFacts", {key: self.cleaned_data[key] for key in keys})

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """The answers that stand."""
        keys = ("birth_date", "birth_date_certainty", "nationality", "birthplace")
        stands = {key: getattr(person, key) for key in keys}
        if person.birth_date is None and person.birth_date_certainty == Certainty.UNKNOWN:
            stands["birth_date_certainty"] = ""
        return stands


class ANumberForm(forms.Form):
    """The A-number, which need not be known."""

    a_number = ANumberField(required=False)

    def facts(self) -> PersonFacts:
        """The number if one was typed; an empty box changes nothing."""
        typed = self.cleaned_data["a_number"]
        return {"a_number": typed} if typed else {}


class PersonForm(NameForm, BirthForm, ANumberForm):
    """Everything that can be said about a person, on one page."""

    field_order: tuple[str, ...] = (
        "given_names",
        "first_surname",
        "second_surname",
        "preferred_name",
        "birth_date",
        "birth_date_certainty",
    )

    def facts(self) -> PersonFacts:
        """What was answered, as the actions take it."""
        return cast(
            "PersonFacts", {**NameForm.facts(self), **BirthForm.facts(self), **ANumberForm.facts(self)}
        )


class EditPersonForm(PersonForm, Versioned):
    """The answers that stand, to be corrected."""

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """The answers that stand; the A-number stays hidden."""
        return {
            **NameForm.initial_of(person),
            **BirthForm.initial_of(person),
            "birth_date_certainty": person.birth_date_certainty,
            "version": person.version,
        }


class AddPersonForm(PersonForm):
    """One more person of the case."""

    part = forms.ChoiceField(choices=Party.Part.choices, label="What is their part in the case?")
    detail = forms.CharField(
        max_length=120, required=False, label="In a few words", help_text="Twin brother; aunt in Houston."
    )
    field_order = ("part", "detail", *PersonForm.field_order)


class ArrivalForm(forms.Form):
    """The last arrival, from which the one-year date runs."""

    last_arrival_on = DayField(required=False, label="Last arrival in the United States")
    last_arrival_certainty = forms.ChoiceField(
        choices=HOW_SURE, widget=forms.RadioSelect, required=False, label="How sure is that date?"
    )
    manner_of_entry = forms.ChoiceField(
        choices=Client.Entry.choices,
        widget=forms.RadioSelect,
        initial="unknown",
        label="How did they come in?",
    )
    place_of_entry = forms.CharField(
        max_length=120, required=False, label="Where?", help_text="Hidalgo, Texas."
    )

    def clean(self) -> dict[str, Any]:
        """As with a birth date: no word about it means sure, no date means unknown."""
        given = super().clean() or {}
        if "last_arrival_on" in given and not given.get("last_arrival_certainty"):
            given["last_arrival_certainty"] = (
                Certainty.EXACT if given["last_arrival_on"] else Certainty.UNKNOWN
            )
        return given

    def facts(self) -> ArrivalFacts:
        """What was answered, as the actions take it."""
        return cast("ArrivalFacts", {key: self.cleaned_data[key] for key in ArrivalForm.base_fields})

    @staticmethod
    def initial_of(client: Client) -> dict[str, Any]:
        """The answers that stand."""
        return {key: getattr(client, key) for key in ArrivalForm.base_fields}


class IntakeNameForm(NameForm, Versioned):
    """Who is with us, opened again."""


class IntakeBirthForm(BirthForm, Versioned):
    """Birth, as a step of the intake."""


class IntakeArrivalForm(ArrivalForm, Versioned):
    """Arrival, as a step of the intake."""


class IntakePapersForm(ANumberForm, Versioned):
    """Papers, as a step of the intake."""
