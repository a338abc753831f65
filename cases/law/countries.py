"""Countries of origin and the words for nationality, with stateless and not-known as answers of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cases.law import reference

STATELESS = "XA"
UNKNOWN = "XX"


@dataclass(frozen=True)
class Country:
    """One country, by ISO 3166-1 alpha-2 code (XA and XX are user-assigned)."""

    code: str
    english: str
    spanish: str
    nationality: str  # "Honduran"
    nacionalidad: str  # "hondureña", agreeing with "nacionalidad"

    def name(self, locale: str = "en") -> str:
        """The country's name in English, or in Spanish for any "es" locale."""
        return self.spanish if locale.startswith("es") else self.english


def country(code: str) -> Country:
    """The country with this code; raises UnknownCode."""
    found = _by_code().get(code.strip().upper())
    if found is None:
        raise reference.UnknownCode(
            f"“{code[:20]}” is not a country code that Amparo knows: choose one from the list, such as HN, "
            f"{STATELESS} for stateless or {UNKNOWN} for not known."
        )
    return found


def all_countries() -> tuple[Country, ...]:
    """Every country, Central America first, stateless and not known last."""
    return tuple(_by_code().values())


@lru_cache
def _by_code() -> dict[str, Country]:
    return {row["code"]: Country(**row) for row in reference.read("countries")["countries"]}
