"""Forms of coming into a clinic and leaving it: who is invited, who the invited person is, who takes over."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from cases.access.roles import Role
from cases.forms.fields import Once
from cases.models import Membership
from cases.queries.leaving import Handover


class Invite(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="E-mail",
        help_text="The link goes to this address, and only its holder can use it.",
        error_messages={"invalid": "Write the whole address, such as name@example.org."},
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])


class Accept(forms.Form):
    """The name and password of a person who is new to Amparo."""

    name = forms.CharField(label="Your name", max_length=200, help_text="As colleagues should see it.")
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least 12 characters. Four words that do not belong together are easy to keep and hard to guess.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        """`email` is the invited address: a password that repeats it is refused."""
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Hold the password to the same rules as everywhere."""
        password: str = self.cleaned_data["password"]
        if self.email.split("@")[0].lower() in password.lower():
            raise ValidationError("The password repeats your e-mail address: choose one that does not.")
        password_validation.validate_password(password)
        return password


class Leave(forms.Form):
    """Who leads each case from now on, of somebody who leaves."""

    once = Once()

    def __init__(self, *args: Any, left_behind: list[Handover], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_behind = [each for each in left_behind if each.heir is None]
        for each in self.left_behind:
            team = [one for one in each.able if one.pk in each.on_team]
            self.fields[f"case_{each.case.pk}"] = forms.ModelChoiceField(
                queryset=Membership.objects.filter(pk__in=[one.pk for one in each.able]).select_related(
                    "user"
                ),
                label=f"Who leads {each.case.reference} from now on?",
                required=each.needs_heir,
                empty_label="Choose a colleague" if each.needs_heir else "Nobody for now",
                initial=team[0] if len(team) == 1 else None,
                error_messages={
                    "required": "Its dates or hearings would be nobody's. Choose who answers for them.",
                    "invalid_choice": "This colleague cannot lead the case any more. Choose somebody else.",
                },
            )

    def heirs(self) -> dict[int, Membership]:
        """Return who was chosen, by case."""
        chosen = {each.case.pk: self.cleaned_data[f"case_{each.case.pk}"] for each in self.left_behind}
        return {case: heir for case, heir in chosen.items() if heir is not None}
