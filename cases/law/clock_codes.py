"""What an EOIR adjournment code does to the asylum work-permit clock, and how sure that is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cases.law import adjournments
from cases.law.problems import RulebookBroken

SOURCE = Path(__file__).with_name("clock_codes.toml")
STOPS, RUNS, OPEN = EFFECTS = ("stops", "does not stop", "needs a human")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one code does; ``verification`` says how far that was checked."""

    effect: str
    because: str
    authority: str
    verification: str


def of(code: str) -> Effect:
    """The effect of a code ("1" is read as "01"). Raises UnknownCode."""
    return all_codes()[adjournments.adjournment(code).code]


def review_by() -> date:
    """The day by which somebody must look at the placing of the codes again."""
    return _day("review_by")


def as_of() -> date:
    """The day on which the codes were last placed."""
    return _day("as_of")


@cache
def _day(name: str) -> date:
    day: date = tomllib.loads(SOURCE.read_text(encoding="utf-8"))[name]
    return day


@cache
def all_codes() -> Mapping[str, Effect]:
    """Every code of EOIR's table. Raises RulebookBroken when one is missing, unknown or placed twice."""
    found: dict[str, Effect] = {}
    for group in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["group"]:
        effect = Effect(group["effect"], group["because"], group["authority"], group["verification"])
        if effect.effect not in EFFECTS:
            raise RulebookBroken(
                f"clock_codes.toml: effect is {effect.effect!r}; it must be one of {EFFECTS}."
            )
        for code in group["codes"]:
            if code in found:
                raise RulebookBroken(f"clock_codes.toml: code {code} stands in two groups; leave it in one.")
            found[code] = effect
    known = {each.code for each in adjournments.all_adjournments()}
    if known ^ found.keys():
        wrong = ", ".join(sorted(known ^ found.keys()))
        raise RulebookBroken(f"clock_codes.toml: missing, or not in EOIR's table: {wrong}.")
    return found
