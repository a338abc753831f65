"""Addresses of pages inside the clinic that the reader is in."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def page(context: template.Context, name: str, **kwargs: Any) -> str:
    """Return the address of a page of the current clinic: ``{% page 'case' reference=case.reference %}``."""
    return reverse(name, kwargs={"clinic": context["request"].clinic.slug, **kwargs})
