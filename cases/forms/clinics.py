"""Forms of coming into a clinic: who is invited, and who the invited person is."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from cases.access.roles import Role


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
