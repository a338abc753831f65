"""The elements of a claim that an exhibit may prove, each with its test and its authority."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases.law.problems import RulebookBroken
from cases.law.reference import UnknownCode

SOURCE = Path(__file__).with_name("claim_elements.toml")
VERIFICATIONS = ("verified", "from memory")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its code, as exhibits store it, its name, the test in a sentence, and where that is from."""

    code: str
    name: str
    test: str
    authority: str
    verification: str


def all_elements() -> tuple[Element, ...]:
    """Return the elements in the order in which a claim is argued."""
    return tuple(_by_code().values())


def element(code: str) -> Element:
    """Return the element with this code; raises UnknownCode."""
    found = _by_code().get(code)
    if found is None:
        known = ", ".join(_by_code())
        raise UnknownCode(f"“{code[:20]}” is no element of a claim that Amparo knows: choose one of {known}.")
    return found


@cache
def _by_code() -> dict[str, Element]:
    rows = [Element(**row) for row in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["element"]]
    found = {row.code: row for row in rows}
    if len(found) != len(rows):
        raise RulebookBroken("claim_elements.toml: a code stands twice; give each element its own.")
    if wrong := [row.code for row in rows if row.verification not in VERIFICATIONS]:
        raise RulebookBroken(f"claim_elements.toml: {wrong[0]} must be one of {', '.join(VERIFICATIONS)}.")
    return found
