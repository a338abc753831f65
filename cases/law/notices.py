"""Kinds of notices with a date: which rules each starts, and where each fact of these rules is read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cases.law import facts, rules
from cases.law.problems import RulebookBroken

SOURCE = Path(__file__).with_name("notices.toml")
ASKED = "asked"
PLACES = ("notice_on", "served_on", "respond_by", "by_mail", "birth", ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of notice, as its block in ``notices.toml`` has it."""

    id: str
    title: str
    group: str
    when: str
    paper: str
    rules: tuple[str, ...]
    sets: Mapping[str, str]
    may_be_empty: tuple[str, ...] = ()
    served: bool = False
    printed: bool = False
    about: str = ""

    @property
    def asks(self) -> tuple[str, ...]:
        """The facts with a question of their own, in the order of the block."""
        return tuple(name for name, place in self.sets.items() if place == ASKED)

    @property
    def needs_person(self) -> bool:
        """Whether it must say whom it is about."""
        return self.about == "person"

    def reads(self, place: str) -> bool:
        """Whether one of its facts is read there."""
        return place in self.sets.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one notice states, as it is recorded; empty for what it does not say."""

    notice_on: date | None = None
    served_on: date | None = None
    respond_by: date | None = None
    by_mail: bool | None = None
    birth: date | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)


def facts_of(kind: Kind, stated: Stated) -> tuple[tuple[str, Any], ...]:
    """Return the facts that a notice states for its kind's rules; a notice that was not served counts from its date."""
    served = stated.served_on or stated.notice_on
    found: dict[str, Any] = {}
    for name, place in kind.sets.items():
        if place == ASKED:
            value = stated.asked.get(name)
            found[name] = None if value in (None, "") else facts.reader(name)(name, value)
        else:
            found[name] = served if place == "served_on" else getattr(stated, place)
    return tuple((name, value) for name, value in found.items() if value is not None)


def kind(kind_id: str) -> Kind:
    """Return one kind. Raises RulebookBroken for one that the data no longer has: cases may still rest on it."""
    try:
        return kinds()[kind_id]
    except KeyError:
        raise _broken(
            f"there is no kind {kind_id!r}, and a case has such a notice; put its block back."
        ) from None


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its id, in the file's order."""
    return check(tomllib.loads(SOURCE.read_text(encoding="utf-8")))


@cache
def left_out() -> Mapping[str, str]:
    """Rules that neither a notice nor a page of a case starts, each with the reason."""
    found: dict[str, str] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["left_out"]
    return found


def check(data: Mapping[str, Any]) -> Mapping[str, Kind]:
    """Return the kinds of a file. Raises RulebookBroken with a sentence that names the block and the remedy."""
    found: dict[str, Kind] = {}
    for block in data["kind"]:
        made = _kind(block)
        if made.id in found:
            raise _broken(f"the kind {made.id} stands there twice; give one another id.")
        found[made.id] = made
    return found


def _kind(block: Mapping[str, Any]) -> Kind:
    where = f"kind {block.get('id', 'without an id')}"
    lists = {name: tuple(block[name]) for name in ("rules", "may_be_empty") if name in block}
    try:
        made = Kind(**{**block, **lists})
    except TypeError as error:
        raise _broken(f"{where}: {error}; compare it with the block above.") from None
    for name, place in made.sets.items():
        if name not in facts.known():
            raise _broken(f"{where}: {name!r} is no fact; take one of facts.toml.")
        if place not in PLACES:
            raise _broken(f"{where}: {name} is read from {place!r}; it must be one of {', '.join(PLACES)}.")
    if strange := set(made.may_be_empty) - set(made.asks):
        raise _broken(f"{where}: {', '.join(sorted(strange))} may be empty, and it is not asked.")
    if made.about not in ("", "person") or (made.reads("birth") and not made.about):
        raise _broken(f'{where}: about must be "person" where a birth is read, or be left out.')
    if made.reads("by_mail") and not made.served:
        raise _broken(f"{where}: it reads whether it came by mail, so it must ask (served = true).")
    for rule_id in made.rules:
        _check_rule(made, rule_id, where)
    return made


def _check_rule(kind: Kind, rule_id: str, where: str) -> None:
    if rule_id not in rules.book().versions:
        raise _broken(f"{where}: the rulebook has no rule {rule_id}; correct it.")
    rule = rules.book().latest(rule_id)
    if not set(rule.start) & set(kind.sets):
        raise _broken(
            f"{where}: {rule_id} counts from {' or '.join(rule.start)}, which the kind does not set."
        )
    if missing := set(rule.requires) - set(kind.sets):
        raise _broken(f"{where}: {rule_id} needs {', '.join(sorted(missing))}, which the kind does not set.")


def _broken(sentence: str) -> RulebookBroken:
    return RulebookBroken(f"notices.toml: {sentence}")
