"""Whether anything was answered in a form at all, as a person would see it."""

from django import forms


def was_answered(form: forms.Form) -> bool:
    """Say whether what was sent differs from the form as it was shown.

    Hidden fields do not count, nor does a list without an empty choice that stands on its first one.
    """
    return any(
        _differs(box)
        for box in form.visible_fields()
        if box.html_name in form.data  # a radio that was never pressed sends nothing
    )


def _differs(box: forms.BoundField) -> bool:
    shown = box.initial
    if shown is None and isinstance(box.field.widget, forms.Select):
        shown = next((value for value, _label in box.field.widget.choices), "")
    return box.field.has_changed(shown, box.data)
