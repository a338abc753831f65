"""The rulebook: every rule in all its versions, read from files that an attorney edits, found by id and date."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cases.law.problems import RulebookBroken, RuleUnknown
from cases.law.rule import COUNTINGS, KINDS, VERIFICATIONS, Example, HowToCount, Rule, When
from cases.law.rule_checks import check_history, check_names
from cases.law.rule_rows import make_rule

FOLDER = Path(__file__).with_name("rulebook")


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Every rule, oldest version first; ``edition`` changes whenever any row does. Compared by identity."""

    versions: Mapping[str, tuple[Rule, ...]]
    edition: str

    def all_versions(self, rule_id: str) -> tuple[Rule, ...]:
        """The history of one rule."""
        try:
            return self.versions[rule_id]
        except KeyError:
            raise RuleUnknown(
                f"There is no rule {rule_id!r} in the rulebook; check the id for a typing error."
            ) from None

    def latest(self, rule_id: str) -> Rule:
        """The newest version of one rule."""
        return self.all_versions(rule_id)[-1]

    def ids(self) -> list[str]:
        """The id of every rule, aliases left out, in the book's order."""
        return list(dict.fromkeys(versions[-1].id for versions in self.versions.values()))


def read_rows(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The raw rows of every file of the book, each with its file's name."""
    return [(path.name, row) for path in sorted(folder.glob("*.toml")) for row in _rows_of(path)]


def _rows_of(path: Path) -> list[dict[str, Any]]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RulebookBroken(
            f"{path.name} cannot be read: {error}. Look at that line: a missing quote, bracket or brace, "
            "a date that does not exist, or a line written twice."
        ) from None
    except UnicodeDecodeError:
        raise RulebookBroken(f"{path.name} cannot be read: save it as plain text in UTF-8.") from None
    rows = read.pop("rule", None)
    others = sorted({*read} - {"part"})
    if others or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        found = f"; found {', '.join(others)}" if others else ""
        raise RulebookBroken(
            f"{path.name}: after its part, a file holds blocks that begin with [[rule]]{found}."
        )
    return rows


def make_rulebook(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Rulebook:
    """A checked rulebook from raw rows."""
    rows = list(rows)
    found: dict[str, list[Rule]] = {}
    for file, row in rows:
        rule = make_rule(file, row)
        found.setdefault(rule.id, []).append(rule)
    history = {each: tuple(sorted(rules, key=lambda rule: rule.since)) for each, rules in found.items()}
    for versions in history.values():
        check_history(versions)
    aliases = [
        (alias, rule.id) for versions in history.values() for rule in versions for alias in rule.also_known_as
    ]
    check_names(history, aliases)
    digest = hashlib.sha256(repr([(file, sorted(row.items())) for file, row in rows]).encode()).hexdigest()
    return Rulebook(history | {alias: history[rule_id] for alias, rule_id in aliases}, digest[:12])


@cache
def _shipped() -> Rulebook:
    return make_rulebook(read_rows(FOLDER))


_tried_out: ContextVar[Rulebook | None] = ContextVar("rulebook_tried_out", default=None)


def book() -> Rulebook:
    """The rulebook that ships with Amparo, read once; or the one that is being tried out."""
    return _tried_out.get() or _shipped()


@contextmanager
def trying_out(rulebook: Rulebook) -> Iterator[None]:
    """Within this, every answer comes from another rulebook: an edited copy, before it is put in force."""
    token = _tried_out.set(rulebook)
    try:
        yield
    finally:
        _tried_out.reset(token)


__all__ = [
    "COUNTINGS", "FOLDER", "KINDS", "VERIFICATIONS", "Example", "HowToCount", "Rule", "Rulebook", "When", "book",
    "make_rule", "make_rulebook", "read_rows", "trying_out",
]  # fmt: skip
