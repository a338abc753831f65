"""For whom an I-589 is: asked wherever a case has several respondents, of whom each owes their own year."""

from typing import Any

from django import forms

from cases.law import wording


class ForWhom(forms.Form):
    """Two questions that other forms take along; ``offer_people`` leaves them out where a case has one respondent."""

    i589_for = forms.TypedMultipleChoiceField(
        coerce=int,
        label="For whom is the I-589?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody who is on it. It meets the one-year date of these people only: a brother or sister, or a "
        "parent, files their own.",
    )
    i589_principal = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        label="Who is the principal applicant?",
        required=False,
        help_text="The others on it are derivatives: the principal's spouse, or unmarried children under 21.",
    )

    def offer_people(
        self, respondents: list[tuple[int, str]], *, usual: list[int], principal: int | None
    ) -> None:
        """Offer these respondents (number, name); ``usual`` are ticked at first."""
        if len(respondents) < 2:
            del self.fields["i589_for"], self.fields["i589_principal"]
            return
        people: Any = self.fields["i589_for"]
        first: Any = self.fields["i589_principal"]
        people.choices, first.choices = respondents, [("", "The first of them"), *respondents]
        people.initial, first.initial = usual, principal

    def check_people(self, given: dict[str, Any], *, is_asked: bool) -> None:
        """Refuse an I-589 for nobody, and a principal applicant who is not on it."""
        if "i589_for" not in self.fields or not is_asked:
            return
        chosen, names = given.get("i589_for") or [], dict(self.fields["i589_for"].choices)  # type: ignore[attr-defined]
        if not chosen:
            self.add_error(
                "i589_for",
                f"Tick for whom it is: {wording.either(list(names.values()))}. Each of the others owes their own.",
            )
        elif given.get("i589_principal") and given["i589_principal"] not in chosen:
            self.add_error(
                "i589_principal", f"Tick {names[given['i589_principal']]} above too: the principal is on it."
            )

    def people(self, *, is_asked: bool) -> dict[str, Any]:
        """Return what the actions take; nothing where a case has one respondent or no I-589 is meant."""
        if "i589_for" not in self.fields or not is_asked:
            return {}
        return {
            "i589_for": self.cleaned_data["i589_for"],
            "i589_principal": self.cleaned_data.get("i589_principal"),
        }
