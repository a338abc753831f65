"""The rulebook: its rows read, checked with a sentence for each mistake, and found by id and date."""

import hashlib
import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cases.law import facts as facts_
from cases.law import wording
from cases.law.problems import RulebookBroken, RuleUnknown

FOLDER = Path(__file__).with_name("rulebook")

KINDS = ("duty", "court_set", "eligibility", "expiry", "government", "information")
VERIFICATIONS = ("verified", "from memory", "contested")
UNITS = ("hours", "days", "months", "years")
DIRECTIONS = ("after", "before", "on")
PICKS = ("first", "earliest", "latest")
COUNTINGS = (
    "after", "before_hearing", "court_set", "working_days", "anniversary", "eligibility", "exact", "before_date",
    "target", "before_birthday", "frap", "mail_plus_3", "clock_hours", "asylum_clock", "motion_to_reopen",
    "age_lock", "title_42", "none",
)  # fmt: skip
LONGEST_DO = 160  # letters: one line of a list, two on a phone
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
class Vacated:
    """A rule that a court has set aside: a warning with its date, never a date of its own."""

    amount: int
    unit: str
    since: date
    say: str


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
    vacated: Vacated | None = None
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
        """
        said = [(each, getattr(self, each.name)) for each in fields(self) if each.init]
        lines = [(each.name, repr(value)) for each, value in said if value not in (each.default, ())]
        return hashlib.sha256(repr(lines).encode()).hexdigest()[:12]

    @property
    def printed_date_binds(self) -> bool:
        """Whether a date printed in an order is the deadline; otherwise a later one never extends this limit."""
        return self.court_may_set or self.kind == "court_set"

    def in_force(self, day: date) -> bool:
        """Whether this version applied on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule, oldest version first; ``edition`` changes whenever any row does."""

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
    rows = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows += [
                (path.name, row) for row in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
            ]
        except tomllib.TOMLDecodeError as error:
            raise RulebookBroken(f"{path.name} cannot be read: {error}.") from None
    return rows


def make_rule(file: str, row: Mapping[str, Any]) -> Rule:
    """Check one row and make a rule of it; a mistake is refused with a sentence that names row and remedy."""
    where = f"{file}, rule {row.get('id', '(without an id)')}"
    given = dict(row)
    effective = given.pop("effective", {})
    try:
        given["start"] = tuple(given.pop("from"))
        given["count"] = _how_to_count(given["count"])
        given["when"] = tuple(
            When(
                value=case["is"],
                start=case.get("from", ""),
                **{key: case[key] for key in case if key not in ("is", "from")},
            )
            for case in given.get("when", [])
        )
        if "vacated" in given:
            given["vacated"] = Vacated(**given["vacated"])
        for key in ("requires", "reads", "warn", "also_known_as"):
            given[key] = tuple(given.get(key, ()))
        rule = Rule(
            **given,
            effective_from=effective.get("from"),
            effective_to=effective.get("to"),
            judged_on=effective.get("judged_on", ""),
        )
    except KeyError as error:
        raise RulebookBroken(f"{where}: the line {error} is missing.") from None
    except TypeError as error:
        allowed = ", ".join(each.name for each in fields(Rule))
        raise RulebookBroken(f"{where}: {error}. Lines that a rule can have: {allowed}.") from None
    _check(rule, where)
    return rule


def _how_to_count(row: Mapping[str, Any]) -> HowToCount:
    given = dict(row)
    if "stricter" in given:
        given["stricter"] = Stricter(**given["stricter"])
    return HowToCount(**given)


def _check(rule: Rule, where: str) -> None:
    """Refuse a rule whose lines do not make sense together."""
    _check_choices(rule, where)
    _check_facts(rule, where)
    for line in ("id", "version", "title", "do", "applies_to", "exceptions", "authority"):
        value = getattr(rule, line)
        if not isinstance(value, str) or not value.strip():
            raise RulebookBroken(f"{where}: {line} must be a sentence, and it is {value!r}.")
    if len(rule.do) > LONGEST_DO:
        raise RulebookBroken(f"{where}: do has {len(rule.do)} letters; a list has room for {LONGEST_DO}.")
    if type(rule.court_may_set) is not bool:
        raise RulebookBroken(
            f"{where}: court_may_set must be true or false, and it is {rule.court_may_set!r}."
        )
    if rule.verification == "verified" and rule.verified_on is None:
        raise RulebookBroken(f"{where}: it says verified, so it must say when (verified_on).")
    if type(rule.review_by) is not date:
        raise RulebookBroken(
            f"{where}: review_by must be a date such as 2027-05-22, and it is {rule.review_by!r}."
        )


def _check_choices(rule: Rule, where: str) -> None:
    choices: list[tuple[str, object, tuple[str, ...]]] = [
        ("kind", rule.kind, KINDS),
        ("verification", rule.verification, VERIFICATIONS),
        ("count.by", rule.count.by, COUNTINGS),
        ("count.unit", rule.count.unit, UNITS),
        ("count.direction", rule.count.direction, DIRECTIONS),
        ("pick", rule.pick, PICKS),
        *((f"when {case.fact}: by", case.by, COUNTINGS) for case in rule.when),
    ]
    for line, value, allowed in choices:
        if value not in allowed:
            raise RulebookBroken(f"{where}: {line} is {value!r}; it must be {wording.either(allowed)}.")


def _check_facts(rule: Rule, where: str) -> None:
    for name in rule.known_facts | {case.fact for case in rule.when}:
        if name not in facts_.known():
            raise RulebookBroken(
                f"{where}: the fact {name!r} is not in facts.toml; add it there or correct the name."
            )
    for case in rule.when:
        if case.fact not in rule.known_facts:
            raise RulebookBroken(
                f"{where}: an exception asks for {case.fact!r}, which the rule does not read."
            )
    if rule.count.by not in UNCOUNTED and not rule.start:
        raise RulebookBroken(f"{where}: it counts, so it needs a fact to count from.")
    if (rule.effective_from or rule.effective_to) and rule.judged_on not in rule.known_facts:
        raise RulebookBroken(f"{where}: effective needs judged_on, one of the rule's own facts.")


def _check_history(versions: tuple[Rule, ...]) -> None:
    for earlier, later in itertools.pairwise(versions):
        if earlier.until >= later.since:
            raise RulebookBroken(
                f"{later.id}: versions {earlier.version} and {later.version} are both in force on the same days; "
                "end the earlier one the day before the later begins."
            )


def make_rulebook(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Rulebook:
    """A checked rulebook from raw rows."""
    rows = list(rows)
    history: dict[str, list[Rule]] = {}
    aliases: dict[str, str] = {}
    for file, row in rows:
        rule = make_rule(file, row)
        history.setdefault(rule.id, []).append(rule)
        aliases |= dict.fromkeys(rule.also_known_as, rule.id)
    versions: dict[str, tuple[Rule, ...]] = {}
    for rule_id, found in history.items():
        versions[rule_id] = tuple(sorted(found, key=lambda rule: rule.since))
        _check_history(versions[rule_id])
    for alias, rule_id in aliases.items():
        if alias in history:
            raise RulebookBroken(f"{rule_id}: also_known_as {alias!r} is already a rule of its own.")
        versions[alias] = versions[rule_id]
    digest = hashlib.sha256(repr([(file, sorted(row.items())) for file, row in rows]).encode()).hexdigest()
    return Rulebook(versions, digest[:12])


@cache
def book() -> Rulebook:
    """The rulebook that ships with Amparo, read once."""
    return make_rulebook(read_rows(FOLDER))
