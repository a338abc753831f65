"""One version of one rule as an attorney reads it, and the words that its lines may use."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

KINDS = ("duty", "court_set", "eligibility", "expiry", "government", "information")
VERIFICATIONS = ("verified", "from memory", "contested")
UNITS = ("hours", "days", "months", "years")
DIRECTIONS = ("after", "before", "on")
PICKS = ("first", "earliest", "latest")
COUNTINGS = (
    "after", "before_hearing", "court_set", "working_days", "government_working_days", "anniversary", "eligibility", "exact", "before_date",
    "target", "before_birthday", "frap", "mail_plus_3", "clock_hours", "asylum_clock", "auto_extension",
    "motion_to_reopen", "age_lock", "title_42", "none",
)  # fmt: skip
LONGEST_DO = 160  # letters: one line of a list, two on a phone
NOTES = (
    "one_year", "auto_extension", "board_appeal", "court_fee", "ground", "in_status", "paper_policy",
    "petition_for_review", "reopen", "time_of_day", "tps_extension",
)  # fmt: skip
UNCOUNTED = ("court_set", "age_lock", "title_42", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stricter:
    """A second, stricter reading of the same rule, to which staff work."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToCount:
    """How much, in which direction, by which way of counting."""

    by: str
    amount: int = 0
    unit: str = "days"
    direction: str = "on"
    amount_fact: str = ""  # a fact that replaces the amount (the days an order grants, a state's age)
    extra_days_fact: str = ""  # a fact that adds days (days abroad)
    birthday: int = 0  # count from this birthday rather than from the birth
    not_before: date | None = None  # a trigger before this day counts as this day
    or_before_birthday: int = 0  # or the day before this birthday, if that is earlier
    stricter: Stricter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An exception: when ``fact`` has the value ``value``, count ``by`` something else and say why."""

    fact: str
    value: object
    by: str
    say: str
    start: str = ""  # the fact that the exception counts from; missing, it is what would settle the date
    amount: int = 0
    also: str = ""  # another rule whose date is kept in view


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLaw:
    """A rule that a court has set aside, or one only proposed: a warning with its date, never a date of its own."""

    amount: int
    unit: str
    since: date  # for triggers, or for dates that the rule itself gives, from this day on
    say: str  # a sentence that ends where the date follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Facts and what the rule makes of them; a test computes every one. ``say`` tells it in words."""

    say: str
    given: Mapping[str, Any] = field(default_factory=dict)
    legal: date | None = None
    act_by: date | None = None
    asks: str = ""  # the fact without which the rule does not answer


@dataclass(
    frozen=True, slots=True, kw_only=True, eq=False
)  # a row is itself: what is prepared for it hangs on it
class Rule:
    """One version of one rule, as an attorney reads it."""

    id: str
    version: str
    title: str
    do: str
    start: tuple[str, ...]
    count: HowToCount
    kind: str
    applies_to: str
    exceptions: str
    authority: str
    verification: str
    review_by: date
    verified_on: date | None = None
    pick: str = "first"
    requires: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    when: tuple[When, ...] = ()
    warn: tuple[str, ...] = ()
    say: str = ""
    without: str = ""  # what a missing trigger means, where that is an answer rather than a question
    prefer: str = ""  # a fact that decides alone whenever it is given, whatever ``pick`` says
    vacated: OtherLaw | None = None
    proposed: OtherLaw | None = None
    example: Example
    negative: Example  # where the rule gives no date, or another one than a reader might expect
    notes: str = ""
    also_known_as: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    judged_on: str = ""
    court_may_set: bool = False  # a date that the court printed then is the deadline, earlier or later

    # Gathered once, because computing asks for them each time:
    known_facts: frozenset[str] = field(init=False)  # every fact that this rule reads
    since: date = field(init=False)
    until: date = field(init=False)

    def __post_init__(self) -> None:
        """Gather what computing asks for each time."""
        object.__setattr__(self, "since", self.effective_from or date.min)
        object.__setattr__(self, "until", self.effective_to or date.max)
        object.__setattr__(
            self, "known_facts", frozenset((*self.start, *self.requires, *self.reads, *self.defaults))
        )

    @property
    def fingerprint(self) -> str:
        """Twelve letters that change with any line of the row: a signature holds for one wording only.

        A line that the row does not have says nothing: a new kind of line leaves the signatures as they are.
        Examples illustrate the row and change nothing in it.
        """
        said = [
            (each, getattr(self, each.name))
            for each in fields(self)
            if each.init and each.name not in ("example", "negative")
        ]
        lines = [(each.name, repr(value)) for each, value in said if value not in (each.default, ())]
        return hashlib.sha256(repr(lines).encode()).hexdigest()[:12]

    @property
    def printed_date_binds(self) -> bool:
        """Whether a date printed in an order is the deadline; otherwise a later one never extends this limit."""
        return self.court_may_set or self.kind == "court_set"

    def in_force(self, day: date) -> bool:
        """Whether this version applied on a day."""
        return self.since <= day <= self.until
