"""Each state's juvenile age as somebody has listed it: to be verified, never counted with unless an attorney records it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cases.law.problems import FactImpossible

SOURCE = Path(__file__).with_name("juvenile_ages.toml")
USUAL = 18  # years: what the product counts with until a supervising attorney says otherwise
LOWEST, HIGHEST = 14, 23


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of a state; ``age`` is text because some say "18 to 21"."""

    state: str
    age: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAge:
    """A supervising attorney's decision about one state's age, with its citation."""

    age: int
    citation: str
    decided_by: str

    def __post_init__(self) -> None:
        """Refuse an age without law behind it."""
        if not LOWEST <= self.age <= HIGHEST:
            raise FactImpossible(f"A juvenile age of {self.age} is not one that any state has; check it.")
        if not self.citation.strip() or not self.decided_by.strip():
            raise FactImpossible(
                "Another age than 18 needs its citation and the supervising attorney's name."
            )


def listed(state: str) -> Listed | None:
    """What the lists say of a state by its two letters; None when they say nothing."""
    code, data = state.strip().upper(), _data()
    for group in ("listed", "from_memory"):
        if code in data[group] and len(code) == 2:
            return Listed(code, data[group][code], data[group]["source"], data["notes"].get(code, ""))
    return None


def states() -> tuple[str, ...]:
    """Every state and the District of Columbia, by two letters, in order."""
    groups = (_data()["listed"], _data()["from_memory"])
    return tuple(sorted(code for group in groups for code in group if len(code) == 2))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))
