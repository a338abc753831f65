"""The rows that relief screening asks through, read from ``screening.toml`` and checked with a sentence each."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
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
    "choice": "text",
}  # ours -> how the facts read it
LATER = ("clock_answer", "clock_rules")  # lines that rows have been given since fingerprints are kept
VERIFICATIONS = rules.VERIFICATIONS


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, in two languages. ``only_if`` names the answer that must not be no for it to be asked."""

    name: str
    kind: str  # date, yes-no, country, state, choice
    group: str
    ask: str
    ask_in_spanish: str
    only_if: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # of a choice: what is kept, and its words in two languages

    def in_words(self, value: str) -> str:
        """What a choice is called; the value itself where it is none."""
        return dict(self.choices).get(value, value)


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
    clock_answer: str = ""  # the answer that may call for another rule than ``clock_rule``
    clock_rules: Mapping[str, str] = field(default_factory=dict)  # what it says -> that rule, or "" for none

    def rule_for(self, said: object) -> str:
        """The rule whose date it starts, by what ``clock_answer`` says; the stricter one while that is not known."""
        return self.clock_rules.get(str(said), self.clock_rule)

    @property
    def fingerprint(self) -> str:
        """Twelve letters that change with any line of the row, so that a stored flag knows which row raised it.

        A line that the row does not have says nothing: a new kind of line leaves the flags of other rows as they are.
        """
        said = [(each, getattr(self, each.name)) for each in fields(self)]
        lines = [(each.name, repr(value)) for each, value in said if value or each.name not in LATER]
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
    choices = data.get("choices", {}).get(name, {})
    if (kind == "choice") != bool(choices) or any(len(words) != 2 for words in choices.values()):
        raise RulebookBroken(
            f"{where}: a choice, and only a choice, has words in two languages under choices."
        )
    words = tuple((value, " / ".join(both)) for value, both in choices.items())
    return Asked(name, kind, group, ask, spanish, only_if, words)


def _row(row: Mapping[str, Any], answers: Mapping[str, Asked]) -> Row:
    where = f"screening.toml, row {row.get('id', '(without an id)')}"
    given = dict(row)
    clock, by = dict(given.pop("clock", {})), dict(given.pop("clock_by", {}))
    try:
        made = Row(
            asks=tuple(_condition(each) for each in given.pop("asks")),
            cautions=tuple(_condition(each) for each in given.pop("cautions", ())),
            clock_rule=clock.pop("rule", ""),
            clock_facts=clock,
            clock_answer=by.pop("answer", ""),
            clock_rules=by,
            **given,
        )
    except (KeyError, TypeError) as error:
        raise RulebookBroken(f"{where}: {error}; compare it with the row above.") from None
    _check(made, where, answers)
    return made


def _condition(given: Mapping[str, Any]) -> Condition:
    return Condition(given["answer"], None if given.get("known") else given["is"], given["say"])


def _check(row: Row, where: str, answers: Mapping[str, Asked]) -> None:
    named = [each.answer for each in (*row.asks, *row.cautions)]
    for name in (*named, *row.clock_facts.values(), *([row.clock_answer] if row.clock_rules else [])):
        if name not in answers and name not in DERIVED:
            raise RulebookBroken(f"{where}: {name!r} is not among the answers; add it there or correct it.")
    for rule in (each for each in (row.clock_rule, *row.clock_rules.values()) if each):
        known = rules.book().latest(rule).known_facts
        if wrong := set(row.clock_facts) - known:
            raise RulebookBroken(f"{where}: {rule} does not read {', '.join(sorted(wrong))}.")
    if (
        strange := set(row.clock_rules) - dict(answers[row.clock_answer].choices).keys()
        if row.clock_rules
        else set()
    ):
        raise RulebookBroken(f"{where}: {row.clock_answer} cannot be {', '.join(sorted(strange))}.")
    if not 1 <= row.group <= 7 or row.verification not in VERIFICATIONS or not row.authority or not row.asks:
        raise RulebookBroken(f"{where}: it needs a group from 1 to 7, asks, an authority and a verification.")
    if "ineligible" in f"{row.title} {row.then}".lower():
        raise RulebookBroken(f"{where}: nobody is called ineligible here; say what to look at.")
