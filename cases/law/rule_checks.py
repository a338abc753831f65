"""What must hold of a rule's lines together, and of the versions of a rule; a mistake is refused with a sentence."""

import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from cases.law import facts, wording
from cases.law.problems import FactImpossible, RulebookBroken
from cases.law.rule import (
    COUNTINGS,
    DIRECTIONS,
    KINDS,
    LONGEST_DO,
    NOTES,
    PICKS,
    UNCOUNTED,
    UNITS,
    VERIFICATIONS,
    Rule,
)

AN_ID = re.compile(r"[A-Z][A-Z0-9_]*\Z")
CALENDAR_UNITS = ("days", "months", "years")
# The ways of counting that only make sense in some units; all others take calendar units.
UNITS_OF = {
    "before_birthday": ("years",),
    "clock_hours": ("hours",),
    **dict.fromkeys(
        ("working_days", "government_working_days", "frap", "mail_plus_3", "asylum_clock", "motion_to_reopen",
         "auto_extension"), ("days",)
    ),
}  # fmt: skip
DIRECTIONS_OF = {
    **dict.fromkeys(("before_hearing", "before_date", "before_birthday"), ("before",)),
    **dict.fromkeys(("court_set", *UNCOUNTED), ("on",)),
    **dict.fromkeys(("eligibility", "exact"), DIRECTIONS),
}
MAY_BE_NOTHING = ("exact", *UNCOUNTED)  # an amount of 0 is the day itself
WHOLE_RULES = ("asylum_clock", "auto_extension", "motion_to_reopen", "age_lock", "title_42")


def check(rule: Rule, where: str) -> None:
    """Refuse a rule whose lines do not make sense together."""
    for line in ("id", "version", "title", "do", "applies_to", "exceptions", "authority"):
        if not getattr(rule, line).strip():
            raise RulebookBroken(f"{where}: {line} must be a sentence, and it is empty.")
    if not AN_ID.match(rule.id):
        raise RulebookBroken(
            f"{where}: the id {rule.id!r} must be capitals, digits and underscores, such as BIA_APPEAL_30."
        )
    _check_choices(rule, where)
    _check_facts(rule, where)
    _check_count(rule, where)
    _check_exceptions(rule, where)
    _check_days(rule, where)
    _check_examples(rule, where)
    if not (rule.do[0].isupper() and rule.do.endswith(".")):
        raise RulebookBroken(
            f"{where}: do must be a sentence that starts with a capital and ends with a full stop."
        )
    if len(rule.do) > LONGEST_DO:
        raise RulebookBroken(f"{where}: do has {len(rule.do)} letters; a list has room for {LONGEST_DO}.")


def _check_choices(rule: Rule, where: str) -> None:
    choices: list[tuple[str, str, tuple[str, ...]]] = [
        ("kind", rule.kind, KINDS),
        ("verification", rule.verification, VERIFICATIONS),
        ("count.by", rule.count.by, COUNTINGS),
        ("count.unit", rule.count.unit, UNITS),
        ("count.direction", rule.count.direction, DIRECTIONS),
        ("pick", rule.pick, PICKS),
        ("notes", rule.notes or NOTES[0], NOTES),
        *((f"when {case.fact}: by", case.by, COUNTINGS) for case in rule.when),
        *((f"{line}.unit", law.unit, CALENDAR_UNITS) for line, law in _other_laws(rule)),
    ]
    for line, value, allowed in choices:
        if value not in allowed:
            raise RulebookBroken(f"{where}: {line} is {value!r}; it must be {wording.either(allowed)}.")


def _other_laws(rule: Rule) -> Iterable[tuple[str, Any]]:
    laws = (("vacated", rule.vacated), ("proposed", rule.proposed), ("count.stricter", rule.count.stricter))
    return tuple((line, law) for line, law in laws if law is not None)


def _check_facts(rule: Rule, where: str) -> None:
    exceptions = {case.fact for case in rule.when} | {case.start for case in rule.when if case.start}
    counted = {name for name in (rule.count.amount_fact, rule.count.extra_days_fact) if name}
    for name in sorted(rule.known_facts | exceptions | counted | ({rule.prefer} - {""})):
        if name not in facts.known():
            raise RulebookBroken(
                f"{where}: the fact {name!r} is not in facts.toml; add it there or correct the name."
            )
    for name in sorted(exceptions - rule.known_facts):
        raise RulebookBroken(
            f"{where}: an exception asks for {name!r}, which the rule does not read; add it to reads."
        )
    if rule.prefer and rule.prefer not in rule.start:
        raise RulebookBroken(f"{where}: prefer names {rule.prefer!r}, which is not among the facts of from.")
    for name, value in rule.defaults.items():
        _check_value(f"{where}: defaults", name, value)
    for name in sorted(counted):
        if facts.known()[name].kind != "number":
            raise RulebookBroken(f"{where}: {name!r} cannot be counted with, because it is not a number.")
        if name not in {*rule.defaults, *rule.requires}:
            raise RulebookBroken(f"{where}: {name!r} needs a value in defaults, or a place in requires.")


def _check_value(where: str, name: str, value: object) -> None:
    try:
        facts.reader(name)(name, value)
    except FactImpossible as problem:
        raise RulebookBroken(f"{where}: {problem.sentence}") from None


def _check_count(rule: Rule, where: str) -> None:
    how = rule.count
    if how.by not in UNCOUNTED and not rule.start:
        raise RulebookBroken(f"{where}: it counts, so it needs a fact to count from.")
    kinds, called = (
        (("moment",), "a date and time") if how.by == "clock_hours" else (("date", "dates"), "a date")
    )
    for name in rule.start if how.by != "none" else ():
        if facts.known()[name].kind not in kinds:
            raise RulebookBroken(f"{where}: it cannot count from {name!r}, which is not {called}.")
    units = UNITS_OF.get(how.by, CALENDAR_UNITS)
    directions = DIRECTIONS_OF.get(how.by, ("after",))
    for line, value, allowed in (("unit", how.unit, units), ("direction", how.direction, directions)):
        if value not in allowed:
            raise RulebookBroken(
                f"{where}: with count.by = {how.by!r}, count.{line} must be {wording.either(allowed)}, and it is {value!r}."
            )
    if not how.amount and how.by not in MAY_BE_NOTHING and how.by != "court_set":
        raise RulebookBroken(f"{where}: count.amount is missing or 0; say how many {how.unit}.")


def _check_exceptions(rule: Rule, where: str) -> None:
    for case in rule.when:
        _check_value(f"{where}: when {case.fact} is", case.fact, case.value)
        if case.by in WHOLE_RULES:
            raise RulebookBroken(
                f"{where}: an exception cannot count by {case.by}; make it a rule of its own."
            )
        if case.by != "none" and not case.start:
            raise RulebookBroken(f"{where}: the exception for {case.fact} counts, so it needs a from.")
        if case.start and facts.known()[case.start].kind != "date":
            raise RulebookBroken(
                f"{where}: the exception for {case.fact} counts from {case.start}, not a date."
            )


def _check_days(rule: Rule, where: str) -> None:
    if rule.verification == "verified" and rule.verified_on is None:
        raise RulebookBroken(f"{where}: it says verified, so it must say when (verified_on).")
    if rule.verification == "from memory" and rule.verified_on is not None:
        raise RulebookBroken(f"{where}: it says from memory, so it was not verified: take verified_on away.")
    if rule.verified_on is not None and rule.review_by <= rule.verified_on:
        raise RulebookBroken(
            f"{where}: review_by ({rule.review_by}) must come after verified_on ({rule.verified_on})."
        )
    if (rule.effective_from or rule.effective_to) and rule.judged_on not in rule.known_facts:
        raise RulebookBroken(f"{where}: effective needs judged_on, one of the rule's own facts.")
    if rule.judged_on and facts.known()[rule.judged_on].kind != "date":
        raise RulebookBroken(f"{where}: effective is judged on {rule.judged_on}, which is not a date.")
    if rule.until < rule.since:
        raise RulebookBroken(
            f"{where}: effective ends ({rule.until}) before it begins ({rule.since}); correct from or to."
        )


def _check_examples(rule: Rule, where: str) -> None:
    for line, example in (("example", rule.example), ("negative", rule.negative)):
        if not example.say.strip():
            raise RulebookBroken(f"{where}: {line} must say in words what it shows.")
        for name, value in example.given.items():
            if name not in rule.known_facts:
                raise RulebookBroken(f"{where}: {line} gives {name!r}, which the rule does not read.")
            _check_value(f"{where}: {line}", name, value)
        if (example.legal is None) != (example.act_by is None):
            raise RulebookBroken(
                f"{where}: {line} needs both legal and act_by, or neither where there is no date."
            )
        if example.asks and example.asks not in (*rule.start, *rule.requires):
            raise RulebookBroken(f"{where}: {line} asks for {example.asks!r}, which the rule can do without.")


def check_history(versions: tuple[Rule, ...]) -> None:
    """Refuse versions of one rule, oldest first, that overlap, leave a gap, or are judged on different dates."""
    for earlier, later in itertools.pairwise(versions):
        both = f"{later.id}: versions {earlier.version} and {later.version}"
        if earlier.version == later.version:
            raise RulebookBroken(
                f"{later.id}: two blocks are both version {later.version}; a change of law is a new version."
            )
        if earlier.judged_on != later.judged_on:
            raise RulebookBroken(f"{both} are judged on different facts; name the same judged_on in each.")
        if earlier.until >= later.since:
            raise RulebookBroken(
                f"{both} are both in force on the same days; end the earlier one the day before the later begins."
            )
        if later.since - earlier.until > timedelta(days=1):
            raise RulebookBroken(
                f"{both} leave a gap from {_next(earlier.until)} to {later.since}, when no version is in force; "
                "end the earlier one the day before the later begins, or add the version between them."
            )


def _next(day: date) -> str:
    return str(day + timedelta(days=1))


def check_names(history: Mapping[str, tuple[Rule, ...]], aliases: Iterable[tuple[str, str]]) -> None:
    """Refuse a second name that is taken, and an exception that points to a rule that is not in the book."""
    taken: dict[str, str] = {}
    for alias, rule_id in aliases:
        if alias in history:
            raise RulebookBroken(f"{rule_id}: also_known_as {alias!r} is already a rule of its own.")
        if taken.setdefault(alias, rule_id) != rule_id:
            raise RulebookBroken(f"{rule_id}: also_known_as {alias!r} is already a name of {taken[alias]}.")
    for versions in history.values():
        for rule in versions:
            for case in rule.when:
                if case.also and case.also not in history:
                    raise RulebookBroken(
                        f"{rule.id}: an exception also keeps {case.also!r} in view, and no rule has that id."
                    )
