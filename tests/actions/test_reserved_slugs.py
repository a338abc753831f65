"""No clinic can be founded under a name that Amparo's own addresses begin with."""

from django.urls import get_resolver

from cases.actions import founding


def test_every_first_word_of_the_urlconf_is_reserved() -> None:
    def beginnings(resolver: object) -> set[str]:
        found: set[str] = set()
        for entry in resolver.url_patterns:  # type: ignore[attr-defined]
            pattern = str(entry.pattern)
            if pattern == "":
                found |= beginnings(entry) if hasattr(entry, "url_patterns") else set()
            elif not pattern.startswith("<"):
                found.add(pattern.split("/", maxsplit=1)[0])
        return found

    assert beginnings(get_resolver()) | {"static"} == founding.RESERVED_SLUGS
