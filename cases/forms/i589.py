"""A page of questions of the I-589: a box for each answer, filled from what was answered or is already known."""

from typing import Any

from django import forms

from cases.actions.answers import LONGEST, Given
from cases.forms.fields import Once
from cases.law import read_dates
from cases.queries.answers import Box

YES_NO = [("", "Not answered"), ("yes", "Yes"), ("no", "No")]


class PartForm(forms.Form):
    """The boxes of one section; ``given()`` is what the action takes."""

    once = Once()

    def __init__(self, *args: Any, boxes: list[Box], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = boxes
        for box in boxes:
            self.fields[box.name] = _field(box)
            hidden = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=box.version)
            self.fields[f"{box.name}_version"] = hidden

    def lines(self) -> list[list[tuple[Box, forms.BoundField]]]:
        """The boxes in lines: those of a question that repeats stand with the others of their row."""
        found: list[list[tuple[Box, forms.BoundField]]] = []
        block: list[Box] = []
        for box in [*self.boxes, None]:
            repeats = box is not None and box.question.rows > 1
            if block and not (repeats and box and box.question.number == block[-1].question.number):
                rows = sorted({each.row for each in block})
                found += [[(each, self[each.name]) for each in block if each.row == row] for row in rows]
                block = []
            if box is None:
                break
            if repeats:
                block.append(box)
            else:
                found.append([(box, self[box.name])])
        return found

    def given(self) -> list[Given]:
        """Return every box as it was typed; what stands as the case's record has it keeps where it came from."""
        found = []
        for box in self.boxes:
            text = str(self.cleaned_data.get(box.name) or "").strip()
            from_record = box.known is not None and text == box.known.text.strip()
            origin = box.known.origin if from_record and box.known else "typed"
            version = self.cleaned_data.get(f"{box.name}_version") or 0
            found.append(Given(box.question.key, box.row, text, version, origin))
        return found


def _field(box: Box) -> forms.Field:
    question = box.question
    row = f" {box.row + 1}" if question.rows > 1 else ""
    common: dict[str, Any] = {"label": f"{question.ask}{row}", "required": False, "initial": box.text}
    if question.kind == "yes_no":
        return forms.ChoiceField(choices=YES_NO, **common)
    if question.kind == "choice":
        return forms.ChoiceField(choices=[("", "Not answered"), *question.choices.items()], **common)
    if question.kind == "long":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST["long"], **common)
    field = forms.CharField(max_length=LONGEST.get(question.kind, 100), **common)
    field.widget.attrs["autocomplete"] = "off"
    if question.kind == "date" and box.row == 0:
        field.help_text = read_dates.EXAMPLE
    return field
