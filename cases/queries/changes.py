"""What a plan is made of: each date that appears, moves, stays or ends, and what they come to in one line."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from cases.law import rules
from cases.law.casefile import Wanted
from cases.models import Override


class Row(Protocol):
    """What a plan looks at in a row that stands: a Deadline, or as many columns of one as a sweep reads."""

    pk: Any
    rule: Any
    trigger: Any
    state: Any
    title: Any
    facts: Any
    rule_version: Any
    nominal_on: Any
    legal_on: Any
    safe_on: Any
    act_by: Any
    was_rejected: Any
    ended_because: Any

    @property
    def owner_id(self) -> int | None: ...

    @property
    def override_id(self) -> int | None: ...

    @property
    def entered_by_id(self) -> int | None: ...


@dataclass(frozen=True)
class Change:
    """One line of a preview: a date that appears, moves, or ends."""

    kind: str  # new, moved, restated (the same date for new reasons), kept (overridden by hand), ended, met
    title: str
    old: dt.date | None
    new: dt.date | None  # what staff will see
    why: tuple[str, ...]
    is_past: bool = False
    row: Row | None = None
    wanted: Wanted | None = None
    override: Override | None = None
    warning: str = (
        ""  # what is wrong with a day that somebody set: not the one that staff will see, or too late
    )
    notes: tuple[str, ...] = ()  # every warning that the new row bears

    @property
    def key(self) -> tuple[str, str]:
        """The rule and the trigger: what makes two changes speak of the same deadline."""
        one: Any = self.wanted or self.row
        return one.rule, one.trigger

    @property
    def computed(self) -> dt.date | None:
        """The day that was worked out, whatever somebody set over it."""
        return self.wanted.result.safe if self.wanted and self.wanted.result else None

    @property
    def is_overridden(self) -> bool:
        """Whether staff will see the day that somebody set, and not the one that was worked out."""
        return self.override is not None and self.new == self.override.act_by != self.computed

    @property
    def authority(self) -> str:
        """The law behind the new date; nothing where a date ends."""
        return rule_of(self.wanted).authority if self.wanted else ""


# kind of change, one of it, several of it
WORDS = (
    ("new", "new date", "new dates"),
    ("moved", "date moves", "dates move"),
    ("restated", "date stays, for new reasons", "dates stay, for new reasons"),
    ("ended", "date ends", "dates end"),
    ("met", "date is met", "dates are met"),
)


@dataclass(frozen=True)
class Plan:
    """What recomputing a case's deadlines would do; nothing is written by asking."""

    changes: tuple[Change, ...]
    unchanged: int = 0

    @property
    def summary(self) -> str:
        """``2 new dates, 3 dates move, 1 is already past``."""
        parts = []
        for kind, one, several in WORDS:
            number = sum(change.kind == kind for change in self.changes)
            if number:
                parts.append(f"{number} {one if number == 1 else several}")
        past = sum(change.is_past for change in self.changes)
        if past:
            parts.append(f"{past} {'is' if past == 1 else 'are'} already past")
        kept = sum(change.kind == "kept" for change in self.changes)
        if kept:
            parts.append(
                f"{kept} {'was overridden by hand and stays' if kept == 1 else 'were overridden by hand and stay'}"
            )
        return ", ".join(parts) or "No date changes"

    @property
    def has_past(self) -> bool:
        """Whether one of the new dates lies behind us already."""
        return any(change.is_past for change in self.changes)

    @property
    def digest(self) -> str:
        """A short sign of exactly these changes, so that what is applied is what was shown."""
        shown = [
            (change.kind, change.title, str(change.old), str(change.new), str(change.computed))
            for change in self.changes
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def rule_of(wanted: Wanted) -> rules.Rule:
    """Return the version of the rule that answered, or the newest while a fact is missing."""
    return wanted.answer.rule
