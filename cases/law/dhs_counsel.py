"""Offices of DHS counsel (OPLA) with the addresses that a proof of service names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cases.law import courts, reference


@dataclass(frozen=True)
class Office:
    """One office; `note` says what its published address lacks."""

    key: str  # the city it sits in
    name: str
    lines: tuple[str, ...]  # street, then city, state and ZIP
    note: str


def office(key: str) -> Office:
    """The office in this city; raises UnknownCode."""
    found = _by_key().get(key)
    if found is None:
        raise reference.UnknownCode(
            f"There is no DHS counsel office listed for “{key[:40]}”: choose one from the list."
        )
    return found


def all_offices() -> tuple[Office, ...]:
    """Every office, by city."""
    return tuple(_by_key().values())


def for_court(code: str) -> Office | None:
    """The office in the same place as this court, to suggest and never to assume; None when not known."""
    key = courts.court(code).counsel
    return office(key) if key else None


@lru_cache
def _by_key() -> dict[str, Office]:
    rows = reference.read("dhs_counsel")["offices"]
    return {row["key"]: Office(**{**row, "lines": tuple(row["lines"])}) for row in rows}
