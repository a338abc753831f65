"""The rulebook as a table of contents: its parts, the rules that stand in each, and a search through their words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases.law import rules
from cases.law.problems import RulebookBroken
from cases.law.rules import Rule


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the book: what it is about, and the newest version of each of its rules."""

    title: str
    rules: tuple[Rule, ...]


@cache
def all_parts() -> tuple[Part, ...]:
    """Every part in the book's order. Raises RulebookBroken when a file does not say what it is about."""
    return tuple(_part(path.name) for path in sorted(rules.FOLDER.glob("*.toml")))


def _part(file: str) -> Part:
    read = tomllib.loads((rules.FOLDER / file).read_text(encoding="utf-8"))
    title = read.get("part")
    if not isinstance(title, str) or not title:
        raise RulebookBroken(f'{file}: the first line must say what it is about, as in part = "Asylum".')
    ids = dict.fromkeys(row["id"] for row in read["rule"])
    return Part(title, tuple(rules.book().latest(rule_id) for rule_id in ids))


ELSEWHERE = Path(__file__).with_name("elsewhere.toml")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A subject of the reference that is no row of the book: where it went instead, and why."""

    topic: str
    where: str
    why: str


@cache
def elsewhere() -> tuple[Elsewhere, ...]:
    """What has no row, in the reference's order. Raises RulebookBroken when a block is not whole."""
    rows = tomllib.loads(ELSEWHERE.read_text(encoding="utf-8")).get("elsewhere", [])
    for row in rows:
        if {*row} != {"topic", "where", "why"} or not all(row.values()):
            raise RulebookBroken(
                f"{ELSEWHERE.name}: each block needs a topic, a where and a why; found {row}."
            )
    return tuple(Elsewhere(**row) for row in rows)


@cache
def called() -> dict[str, tuple[str, ...]]:
    """The rules of the book behind a name that only the reference uses."""
    names = tomllib.loads(ELSEWHERE.read_text(encoding="utf-8")).get("called", {})
    return {name: tuple(rule_ids) for name, rule_ids in names.items()}


def search(words: str) -> tuple[Part, ...]:
    """The parts with only those rules in which every word occurs, wherever; all of them for no words."""
    wanted = words.casefold().split()
    found = (
        Part(part.title, tuple(rule for rule in part.rules if all(word in _text(rule) for word in wanted)))
        for part in all_parts()
    )
    return tuple(part for part in found if part.rules)


def part_of(rule: Rule) -> str:
    """The title of the part in which a rule stands; empty for a rule from another book."""
    ids = ((part.title, {each.id for each in part.rules}) for part in all_parts())
    return next((title for title, rule_ids in ids if rule.id in rule_ids), "")


def _text(rule: Rule) -> str:
    lines = (rule.title, rule.do, rule.applies_to, rule.exceptions, rule.authority, *rule.also_known_as)
    return " ".join((rule.id, rule.id.replace("_", " "), *lines)).casefold()
