"""The law's answers about the facts of a case, each worked out and written once, however many cases share the facts.

A court hears many of a clinic's cases on one day, and a sweep asks about all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from cases.law import engine, rules, wording
from cases.law import facts as facts_
from cases.law.engine import Result
from cases.law.problems import FactImpossible, FactMissing
from cases.law.rules import Rule, Rulebook

KEPT = 20_000  # answers: some tens of megabytes at the most

Dates = tuple[date | None, date | None, date | None]


@dataclass(frozen=True, eq=False)
class Answer:
    """What one rule says about some facts. ``result`` is None while a fact is missing; ``missing`` says which."""

    rule: Rule  # the version that answered, or the newest while a fact is missing
    facts: Mapping[str, Any]
    stored: Mapping[str, Any]  # the facts as a row keeps them: dates as ISO text, stops as lists
    result: Result | None = None
    dates: Dates = (None, None, None)  # nominal, legal, safe
    missing: str = ""

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The way to the dates in words, or the sentence that asks for the missing fact."""
        return self.result.steps if self.result else (self.missing,)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of the dates."""
        return self.result.warnings if self.result else ()


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_stored(each) for each in value] if isinstance(value, tuple) else value


def about(rule_id: str, facts: Mapping[str, Any]) -> Answer:
    """Return the answer; facts that are None are not given. Their values can be hashed: tuples, not lists."""
    given = tuple([each for each in facts.items() if each[1] is not None])
    return _about(rules.book(), rule_id, given)


@lru_cache(KEPT)
def _about(book: Rulebook, rule_id: str, given: tuple[tuple[str, Any], ...]) -> Answer:
    facts = dict(given)
    stored = {name: _stored(value) for name, value in given}
    try:
        result = engine.compute(rule_id, facts, rulebook=book)
    except (FactMissing, FactImpossible) as problem:
        return Answer(book.latest(rule_id), facts, stored, missing=problem.sentence)
    return Answer(result.rule, facts, stored, result, (result.nominal, result.legal, result.safe))


def counted_from(rule_id: str, facts: dict[str, Any]) -> str:
    """The fact that a stored deadline was counted from, in words; empty when there is none.

    Stored facts have lost their order, so the rulebook says which of them starts the count.
    """
    versions = rules.book().versions.get(rule_id)
    if versions is None:
        return ""
    starts = (*(case.start for case in versions[-1].when if case.start), *versions[-1].start)
    for name in starts:
        fact = facts_.known()[name]
        if name in facts and fact.kind == "date":
            return f"{fact.label} {wording.day(facts_.a_date(name, facts[name]))}"
    return ""


__all__ = ["Answer", "about", "counted_from"]
