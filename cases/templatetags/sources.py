"""Looking up where a source is opened."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(links: Mapping[str, str], key: str) -> str:
    """Return the address under this key; empty where there is none."""
    return links.get(key, "")
