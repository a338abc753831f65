"""Facts of a person that several sources may tell of: their names, and how two tellings of one are compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cases.law.accounts import FactKind
from cases.law.reference import UnknownCode

SOURCE = Path(__file__).with_name("facts_told.toml")


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One fact: its key as accounts store it, its words, its kind, and the area that findings of it belong to."""

    key: str
    label: str
    kind: FactKind
    area: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


def all_facts() -> tuple[ToldFact, ...]:
    """Return the facts in the order in which they are offered."""
    return tuple(_by_key().values())


def fact(key: str) -> ToldFact:
    """Return the fact with this key; raises UnknownCode."""
    found = _by_key().get(key)
    if found is None:
        raise UnknownCode(
            f"“{key[:20]}” is no fact that Amparo compares: choose one of {', '.join(_by_key())}."
        )
    return found


@cache
def _by_key() -> dict[str, ToldFact]:
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["fact"]
    return {row["key"]: ToldFact(**row | {"kind": FactKind(row["kind"])}) for row in rows}
