"""EOIR's codes for why a hearing was adjourned, in EOIR's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cases.law import reference

WORD = re.compile(r"[A-Z0-9]+(?:\.[A-Z]\.)?")
SHORT = frozenset(
    {"IJ", "DHS", "EOIR", "BIA", "MC", "IC", "RC", "SC", "ROP", "VP", "FTA", "U.S.", "US", "42A", "42B"}
)


@dataclass(frozen=True)
class Adjournment:
    """One reason. Whether it stops the asylum EAD clock is not in EOIR's table, so it is not here."""

    code: str  # two characters, "01" to "WA"
    official: str

    @property
    def label(self) -> str:
        """The code and EOIR's words as people write them: ``34 IJ leave``, not in capitals."""
        said = WORD.sub(lambda word: word[0] if word[0] in SHORT else word[0].lower(), self.official.upper())
        return f"{self.code} {said[:1].upper()}{said[1:]}"


def adjournment(code: str) -> Adjournment:
    """The reason with this code ("1" is read as "01"); raises UnknownCode."""
    found = _by_code().get(code.strip().upper().zfill(2))
    if found is None:
        raise reference.UnknownCode(
            f"“{code[:20]}” is not an EOIR adjournment code: two characters from the list, such as 17."
        )
    return found


def all_adjournments() -> tuple[Adjournment, ...]:
    """Every reason, by code."""
    return tuple(_by_code().values())


@lru_cache
def _by_code() -> dict[str, Adjournment]:
    return {row["code"]: Adjournment(**row) for row in reference.read("adjournments")["codes"]}
