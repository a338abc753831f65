"""From a rule and facts to one result: three dates, the steps that led there, the authority, the warnings.

``compute("EOIR_INDIVIDUAL_30", {"hearing": date(2026, 12, 28), "detained": False})`` needs no database and no clock.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cases.law import counting, explain, facts, special, wording
from cases.law.counting import Count
from cases.law.outcome import Outcome, Trigger
from cases.law.problems import FactImpossible, FactMissing
from cases.law.rules import Rule, Rulebook, When, book

Facts = Mapping[str, Any]


class Result(Outcome):
    """What a rule says about some facts. Dates are None where no such date exists; ``steps`` then say why.

    ``safe`` is the headline ("act by"); ``legal`` and ``nominal`` stand only under *why*. ``needs`` names the facts
    that would settle a missing date. Nothing here is a promise: ``verification`` says how far the rule was checked.
    """

    __slots__ = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The way to the dates, in words; written only when somebody asks."""
        return explain.steps(self)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a careful reader should know: assumptions, contested law, printed dates that control."""
        return explain.warnings(self)


def compute(rule_id: str, given: Facts, *, rulebook: Rulebook | None = None) -> Result:
    """Compute one deadline from ISO strings or Python values.

    Raises RuleUnknown, FactMissing (``.fact`` names what would settle it) or FactImpossible, each with a sentence.
    """
    versions = (rulebook or book()).all_versions(rule_id)
    read, assumed = _read(versions[-1], given)
    rule = _in_force(versions, read)
    if rule is None:
        return Result(versions[-1], read, assumed, because=_never_in_force(versions[-1], read))
    found = _trigger(rule, read)
    for case in rule.when:
        if read.get(case.fact) == case.value:
            return _exception(rule, case, read, assumed)
    try:
        return _answer(rule, read, assumed, found)
    except (OverflowError, ValueError):
        raise FactImpossible(f"{rule.id}: counting leads outside the calendar; check the facts.") from None


def _read(rule: Rule, given: Facts) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts this rule reads, checked; and the names of those that were assumed."""
    known = _readers(rule.known_facts)
    read = {
        name: known[name](name, value) for name, value in given.items() if value is not None and name in known
    }
    if not rule.defaults:
        return read, ()
    assumed = tuple(name for name in rule.defaults if name not in read)
    for name in assumed:
        read[name] = facts.reader(name)(name, rule.defaults[name])
    return read, assumed


@cache
def _readers(names: frozenset[str]) -> Mapping[str, Callable[[str, object], Any]]:
    return {name: facts.reader(name) for name in names}


def _in_force(versions: tuple[Rule, ...], read: Facts) -> Rule | None:
    """The version in force on the date that decides it; the newest when that date is not given."""
    newest = versions[-1]
    if not newest.judged_on:
        return newest
    judged = read.get(newest.judged_on)
    if judged is None:
        return newest
    return next((rule for rule in reversed(versions) if rule.in_force(judged)), None)


def _never_in_force(rule: Rule, read: Facts) -> str:
    judged = wording.day(read[rule.judged_on])
    return f"No version of this rule in the rulebook was in force on {judged}, so it sets no date."


def _missing(rule: Rule, names: tuple[str, ...]) -> FactMissing:
    asked = [facts.known()[name] for name in names]
    questions = " Or: ".join(each.ask for each in asked)
    named = wording.either([each.name for each in asked])
    return FactMissing(f"{rule.id} needs {named}, and nothing is guessed. {questions}", names[0])


def _trigger(rule: Rule, read: Facts) -> Trigger | None:
    """What the count starts from; raises FactMissing for whatever the rule cannot do without."""
    for name in rule.requires:
        if name not in read:
            raise _missing(rule, (name,))
    found = special.trigger(rule, read) if rule.start else None
    if found is None and rule.start and not rule.without:
        raise _missing(rule, rule.start)
    return found


def _exception(rule: Rule, case: When, read: Facts, assumed: tuple[str, ...]) -> Result:
    """A result under one of the rule's exceptions."""
    if case.by == "none":
        also = compute(case.also, read) if case.also else None
        return Result(rule, read, assumed, because=case.say, exception=case, also=also)
    if case.start not in read:
        return Result(rule, read, assumed, because=case.say, exception=case, needs=(case.start,))
    start = read[case.start]
    count = _outage(read, counting.STRATEGIES[case.by](start, case.amount, "days"))
    return Result(rule, read, assumed, count, (case.start, start), case.say, case)


def _answer(rule: Rule, read: Facts, assumed: tuple[str, ...], found: Trigger | None) -> Result:
    """A result under the rule itself."""
    by = rule.count.by
    if found is None:
        return Result(rule, read, assumed, because=rule.without or _no_count(rule))
    if by == "none":
        return Result(rule, read, assumed, trigger=found, because=_no_count(rule))
    whole = special.WHOLE_RULES.get(by)
    if whole is not None:
        count, because = whole(rule, read, found)
        return Result(rule, read, assumed, count, found, because)
    return Result(rule, read, assumed, _outage(read, special.count(rule, read, found)), found)


def _no_count(rule: Rule) -> str:
    return rule.say or f"There is no date to count: {rule.applies_to}"


def _outage(read: Facts, count: Count) -> Count:
    outage = read.get("ecas_unplanned_outage")
    return counting.extended_by_outage(count, outage) if outage else count


__all__ = ["Facts", "Result", "Trigger", "compute"]
