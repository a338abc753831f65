"""Says a language to the browser and to the voice that reads the page aloud."""

from django import template

from cases.pdf.papers import language_tag

register = template.Library()


@register.filter
def lang(code: str) -> str:
    """The value of a lang attribute for a stored language: "spa" → "es", "mam" → "mam"."""
    return language_tag(code)
