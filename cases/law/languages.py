"""The languages that clients speak, named as their speakers name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cases.law import reference


@dataclass(frozen=True)
class Language:
    """One language; `family` tells whom to ask for an interpreter ("maya", "signed" or "")."""

    code: str  # ISO 639-3
    english: str
    spanish: str
    family: str
    eoir: str  # EOIR's own code where its table clearly means the same, else ""

    def name(self, locale: str = "en") -> str:
        """The name in English, or in Spanish for any "es" locale."""
        return self.spanish if locale.startswith("es") else self.english


def language(code: str) -> Language:
    """The language with this ISO 639-3 code; raises UnknownCode."""
    found = _by_code().get(code.strip().lower())
    if found is None:
        raise reference.UnknownCode(
            f"“{code[:20]}” is not a language code that Amparo knows: choose one from the list, such as mam."
        )
    return found


def all_languages() -> tuple[Language, ...]:
    """Every language, those of Central America first."""
    return tuple(_by_code().values())


def from_eoir(code: str) -> Language | None:
    """The language behind an EOIR code such as "SP"; None when the table's code is unknown or ambiguous."""
    return next((found for found in _by_code().values() if found.eoir and found.eoir == code.upper()), None)


@lru_cache
def _by_code() -> dict[str, Language]:
    return {row["code"]: Language(**row) for row in reference.read("languages")["languages"]}
