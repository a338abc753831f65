"""The rows that relief screening asks through, read from ``screening.toml`` and checked with a sentence each."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
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
    "came_after_tps_date": "last_arrival",
}
KINDS = {
    "date": "date",
    "yes-no": "yes-no",
    "country": "text",
    "state": "text",
}  # ours -> how the facts read it
VERIFICATIONS = rules.VERIFICATIONS


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, in two languages. ``only_if`` names the answer that must not be no for it to be asked."""

    name: str
    kind: str  # date, yes-no, country, state
    group: str
    ask: str
    ask_in_spanish: str
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked together."""

    id: str
    title: str
    title_in_spanish: str
    asked: tuple[Asked, ...]


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

    @property
    def fingerprint(self) -> str:
        """Twelve letters that change with any line of the row, so that a stored flag knows which row raised it."""
        lines = [(each.name, repr(getattr(self, each.name))) for each in fields(self)]
        return hashlib.sha256(repr(lines).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Designation:
    """What was known of a country's TPS; ``since`` is the day from which residence is asked."""

    say: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole file: questions, rows, and what is known of TPS; ``edition`` changes with any line."""

    answers: Mapping[str, Asked]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    tps: Mapping[str, Designation]
    tps_never: frozenset[str]
    edition: str

    def row(self, row_id: str) -> Row | None:
        """The row of this id, or None when the sheet no longer has it."""
        return next((row for row in self.rows if row.id == row_id), None)


@cache
def sheet() -> Sheet:
    """The sheet that ships with Amparo. Raises RulebookBroken, naming the row and the remedy."""
    text = SOURCE.read_text(encoding="utf-8")
    return make_sheet(tomllib.loads(text), hashlib.sha256(text.encode()).hexdigest()[:12])


def make_sheet(data: Mapping[str, Any], edition: str) -> Sheet:
    """A checked sheet from raw rows."""
    answers = {name: _asked(name, line, data) for name, line in data["answers"].items()}
    groups = tuple(
        Group(key, title, spanish, tuple(each for each in answers.values() if each.group == key))
        for key, (title, spanish) in data["groups"].items()
    )
    rows = tuple(_row(row, answers) for row in data["row"])
    look_up = dict.fromkeys(data["tps_look_up"]["codes"], Designation(data["tps_look_up"]["say"]))
    known = {code: Designation(**line) for code, line in data["tps"].items()}
    return Sheet(answers, groups, rows, look_up | known, frozenset(data["tps_never"]["codes"]), edition)


def _asked(name: str, line: Sequence[str], data: Mapping[str, Any]) -> Asked:
    where, only_if = f"screening.toml, answer {name}", data["only_if"].get(name, "")
    if len(line) != 4 or line[0] not in KINDS or line[1] not in data["groups"]:
        raise RulebookBroken(
            f"{where}: it needs a kind ({', '.join(KINDS)}), a group, and the question in two languages."
        )
    if only_if and only_if not in data["answers"]:
        raise RulebookBroken(f"{where}: only_if names {only_if!r}, which nobody asks for.")
    kind, group, ask, spanish = line
    return Asked(name, kind, group, ask, spanish, only_if)


def _row(row: Mapping[str, Any], answers: Mapping[str, Asked]) -> Row:
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


def _check(row: Row, where: str, answers: Mapping[str, Asked]) -> None:
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
