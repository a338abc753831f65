"""The data of one answer: the rule, the facts it read, the three dates, and what the steps are written from."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cases.law.counting import Count
from cases.law.rules import Rule, When

Trigger = tuple[str, Any]  # a fact's name and its value


class Outcome(NamedTuple):
    """One rule applied to some facts; ``dates`` is None where no such date exists."""

    rule: Rule
    facts: Mapping[str, Any]
    assumed: tuple[str, ...]  # the facts that nobody gave
    dates: Count | None = None
    trigger: Trigger | None = None  # what the count started from
    because: str = ""  # a first step already in words, where one line of arithmetic cannot say it
    exception: When | None = None
    needs: tuple[str, ...] = ()  # the facts that would settle a missing date
    also: "Outcome | None" = None  # a date of another rule that is kept in view

    @property
    def nominal(self) -> date | None:
        """The bare arithmetic."""
        return self.dates.nominal if self.dates else None

    @property
    def legal(self) -> date | None:
        """The last lawful day, after rolling; shown only under *why*."""
        return self.dates.legal if self.dates else None

    @property
    def safe(self) -> date | None:
        """The day to act by: the headline."""
        return self.dates.safe if self.dates else None

    @property
    def rule_id(self) -> str:
        """The rule's name in the book."""
        return self.rule.id

    @property
    def title(self) -> str:
        """What the rule is called."""
        return self.rule.title

    @property
    def do(self) -> str:
        """What to do, starting with a verb."""
        return self.rule.do

    @property
    def kind(self) -> str:
        """duty, court_set, eligibility, expiry, government or information."""
        return self.rule.kind

    @property
    def authority(self) -> str:
        """The law behind the rule."""
        return self.rule.authority

    @property
    def rule_version(self) -> str:
        """Which edition of the rule answered."""
        return self.rule.version

    @property
    def verification(self) -> str:
        """``verified`` against a stored copy, ``from memory``, or ``contested``."""
        return self.rule.verification
