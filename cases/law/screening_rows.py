"""The rows that relief screening asks through, read from ``screening.toml`` and checked with a sentence each."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cases.law import rules
from cases.law.problems import RulebookBroken

SOURCE = Path(__file__).with_name("screening.toml")
# What is worked out from the answers rather than asked; each with the answer that would settle it.
DERIVED = {
    "under_18": "born",
    "under_21": "born",
    "order_within_30": "removal_order",
    "order_within_90": "removal_order",
    "order_within_180": "removal_order",
    "hearing_within_30": "hearing",
    "tps_country": "country",
}
VERIFICATIONS = rules.VERIFICATIONS


@dataclass(frozen=True, slots=True)
class Condition:
    """An answer that a row hopes for, or fears; ``wanted`` None means: whatever it is, it is known."""

    answer: str
    wanted: bool | None
    say: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the answers may point to."""

    id: str
    group: int
    title: str
    then: str
    asks: tuple[Condition, ...]
    cautions: tuple[Condition, ...]
    clock_rule: str
    clock_facts: Mapping[str, str]  # fact of the rule -> answer
    authority: str
    verification: str
    review_by: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole file: questions, rows, and what is known of TPS; ``edition`` changes with any line."""

    answers: Mapping[str, tuple[str, str]]  # name -> kind, question
    rows: tuple[Row, ...]
    tps: Mapping[str, str]
    tps_never: frozenset[str]
    edition: str


@cache
def sheet() -> Sheet:
    """The sheet that ships with Amparo. Raises RulebookBroken, naming the row and the remedy."""
    text = SOURCE.read_text(encoding="utf-8")
    return make_sheet(tomllib.loads(text), hashlib.sha256(text.encode()).hexdigest()[:12])


def make_sheet(data: Mapping[str, Any], edition: str) -> Sheet:
    """A checked sheet from raw rows."""
    answers = {name: (str(kind), str(ask)) for name, (kind, ask) in data["answers"].items()}
    made = tuple(_row(row, answers) for row in data["row"])
    return Sheet(answers, made, data["tps"], frozenset(data["tps_never"]["codes"]), edition)


def _row(row: Mapping[str, Any], answers: Mapping[str, tuple[str, str]]) -> Row:
    where = f"screening.toml, row {row.get('id', '(without an id)')}"
    given = dict(row)
    clock = dict(given.pop("clock", {}))
    try:
        made = Row(
            asks=tuple(_condition(each) for each in given.pop("asks")),
            cautions=tuple(_condition(each) for each in given.pop("cautions", ())),
            clock_rule=clock.pop("rule", ""),
            clock_facts=clock,
            **given,
        )
    except (KeyError, TypeError) as error:
        raise RulebookBroken(f"{where}: {error}; compare it with the row above.") from None
    _check(made, where, answers)
    return made


def _condition(given: Mapping[str, Any]) -> Condition:
    return Condition(given["answer"], None if given.get("known") else given["is"], given["say"])


def _check(row: Row, where: str, answers: Mapping[str, tuple[str, str]]) -> None:
    for name in (*(each.answer for each in (*row.asks, *row.cautions)), *row.clock_facts.values()):
        if name not in answers and name not in DERIVED:
            raise RulebookBroken(f"{where}: {name!r} is not among the answers; add it there or correct it.")
    if row.clock_rule:
        known = rules.book().latest(row.clock_rule).known_facts
        if wrong := set(row.clock_facts) - known:
            raise RulebookBroken(f"{where}: {row.clock_rule} does not read {', '.join(sorted(wrong))}.")
    if not 1 <= row.group <= 7 or row.verification not in VERIFICATIONS or not row.authority or not row.asks:
        raise RulebookBroken(f"{where}: it needs a group from 1 to 7, asks, an authority and a verification.")
    if "ineligible" in f"{row.title} {row.then}".lower():
        raise RulebookBroken(f"{where}: nobody is called ineligible here; say what to look at.")
