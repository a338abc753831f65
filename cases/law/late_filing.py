"""What may be asked for when a filing was rejected and its date is past: by motion, another way, or not at all."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from cases.law import rules
from cases.law.problems import RulebookBroken

SOURCE = Path(__file__).with_name("late_filing.toml")
MOTION, ANOTHER_WAY, NONE = ROUTES = ("motion", "another way", "none")
VERIFICATIONS = ("verified", "from memory", "contested")
_FIELDS = {"id", "rules", "route", "title", "say", "must_say", "cannot", "authority", "verification"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of law with its authority and how far that was checked."""

    say: str
    authority: str
    verification: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to ask for a late filing to be taken. ``packet_title`` is empty where there is no motion."""

    id: str
    route: str
    title: str
    say: str
    must_say: tuple[str, ...]
    cannot: str
    authority: str
    verification: str
    packet_title: str = ""

    @property
    def is_motion(self) -> bool:
        """Whether a motion is what the law offers."""
        return self.route == MOTION


UNKNOWN = Offer(
    id="unknown",
    route=NONE,
    title="Nothing is recorded here about filing late",
    say="The rulebook does not say whether this date can be extended or a late filing accepted.",
    must_say=(),
    cannot="Look it up before you rely on either.",
    authority="none recorded",
    verification="from memory",
)


def offer(rule: str) -> Offer:
    """Return what may be asked for when the date of this rule was missed; UNKNOWN when nobody wrote it down."""
    return _read()[0].get(rule, UNKNOWN)


def rejected() -> Said:
    """Return what a rejection means, whatever the rule."""
    return _read()[1]


def is_filed(rule: str, kind: str) -> bool:
    """Say whether a date closes only on an accepted filing: a duty or a court's date that is met by a paper."""
    return kind in ("duty", "court_set") and rule not in _read()[2]


@cache
def _read() -> tuple[Mapping[str, Offer], Said, frozenset[str]]:
    return check(tomllib.loads(SOURCE.read_text(encoding="utf-8")))


def check(data: Mapping[str, Any]) -> tuple[Mapping[str, Offer], Said, frozenset[str]]:
    """Return the file's blocks by rule. Raises RulebookBroken with a sentence that names the block and the remedy."""
    known = set(rules.book().ids())
    found: dict[str, Offer] = {}
    for row in data["offer"]:
        name = row.get("id", "without an id")
        if missing := sorted(_FIELDS - row.keys()):
            raise _broken(f"block {name} lacks {', '.join(missing)}; write them.")
        if unknown := sorted(row.keys() - _FIELDS - {"packet_title"}):
            raise _broken(
                f"block {name} has {', '.join(unknown)}, which nothing reads; correct the spelling."
            )
        made = _offer(row)
        for rule in row["rules"]:
            if rule not in known:
                raise _broken(f"block {name} names the rule {rule}, which the rulebook does not have.")
            if rule in found:
                raise _broken(f"the rule {rule} stands in two blocks; leave it in one.")
            found[rule] = made
    otherwise = frozenset(data["done_otherwise"]["rules"])
    if wrong := sorted((otherwise - known) | (otherwise & found.keys())):
        raise _broken(f"done_otherwise: {', '.join(wrong)} is unknown, or stands in an offer as well.")
    return found, Said(**data["rejected"]), otherwise


def _offer(row: Mapping[str, Any]) -> Offer:
    if row["route"] not in ROUTES:
        raise _broken(f"block {row['id']}: route is {row['route']!r}; it must be one of {ROUTES}.")
    if row["verification"] not in VERIFICATIONS:
        raise _broken(
            f"block {row['id']}: verification is {row['verification']!r}, not one of {VERIFICATIONS}."
        )
    if (row["route"] == MOTION) != bool(row.get("packet_title")):
        raise _broken(f"block {row['id']}: a motion, and only a motion, has a packet_title.")
    made = Offer(**{name: value for name, value in row.items() if name != "rules"})
    return replace(made, must_say=tuple(made.must_say))


def _broken(sentence: str) -> RulebookBroken:
    return RulebookBroken(f"late_filing.toml: {sentence}")
