"""What is asked about a packet: its title, where it is filed, and which exhibits go in."""

from typing import Any

from django import forms

from cases.forms.fields import Once


class PacketForm(forms.Form):
    """The order for a packet. Exhibits keep the order that they have in the case."""

    title = forms.CharField(
        max_length=200,
        label="Title of the filing",
        help_text="As the cover page bears it.",
        initial="Respondent's Evidence in Support of Application for Asylum",
    )
    proceeding = forms.TypedChoiceField(label="Filed in", coerce=int)
    exhibits = forms.TypedMultipleChoiceField(
        label="Exhibits",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one exhibit for the packet."},
    )
    once = Once()

    def __init__(
        self,
        *args: Any,
        proceedings: list[tuple[int, str]],
        exhibits: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proceeding"].choices = proceedings  # type: ignore[attr-defined]
        self.fields["exhibits"].choices = exhibits  # type: ignore[attr-defined]
        self.fields["exhibits"].initial = [pk for pk, _title in exhibits]
