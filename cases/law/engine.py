"""From a rule and facts to one result: three dates, the steps that led there, the authority, the warnings.

``compute("EOIR_INDIVIDUAL_30", {"hearing": date(2026, 12, 28), "detained": False})`` needs no database and no clock.
"""

from collections.abc import Callable

from cases.law import caveats, counting, explain, wording
from cases.law.outcome import Outcome, Trigger
from cases.law.prepared import Facts, no_count, prepared, with_outage
from cases.law.problems import FactImpossible
from cases.law.rules import Rule, Rulebook, When, book

_OUTSIDE = "{}: counting leads outside the calendar; check the facts."


class Result(Outcome):
    """What a rule says about some facts. Dates are None where no such date exists; ``steps`` then say why.

    ``safe`` is the headline ("act by"); ``legal`` and ``nominal`` stand only under *why*. ``needs`` names the facts
    that would settle a missing date. Nothing here is a promise: ``verification`` says how far the rule was checked.
    """

    __slots__ = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The way to the dates, in words; written only when somebody asks."""
        return _within_calendar(self, explain.steps)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a careful reader should know: assumptions, contested law, printed dates that control."""
        return _within_calendar(self, caveats.warnings)


def _within_calendar(result: Outcome, write: Callable[[Outcome], tuple[str, ...]]) -> tuple[str, ...]:
    """The sentences, or a FactImpossible where writing them counts past the last year that there is."""
    try:
        return write(result)
    except (OverflowError, ValueError):
        raise FactImpossible(_OUTSIDE.format(result.rule_id)) from None


def written_out(result: Result) -> Result:
    """The same result, its sentences written once already. Raises FactImpossible where they cannot be written.

    For a page, which writes them in the middle of its own text, where it is too late to ask for another date.
    """
    for write in (explain.steps, caveats.warnings):
        _within_calendar(result, write)
    return result


def compute(rule_id: str, given: Facts, *, rulebook: Rulebook | None = None) -> Result:
    """Compute one deadline from ISO strings or Python values.

    Raises RuleUnknown, FactMissing (``.fact`` names what would settle it) or FactImpossible, each with a sentence.
    """
    versions = (rulebook or book()).all_versions(rule_id)
    rule = versions[-1]
    ready = prepared(rule)
    read, assumed = ready.read(given)
    if rule.judged_on:
        in_force = _in_force(versions, read)
        if in_force is None:
            return Result(rule, read, assumed, because=_never_in_force(rule, read))
        if in_force is not rule:
            rule, ready = in_force, prepared(in_force)
    found = ready.start(read)
    try:
        for case in rule.when:
            if read.get(case.fact) == case.value:
                return _exception(rule, case, read, assumed)
        if found is None:
            return Result(rule, read, assumed, because=rule.without or no_count(rule))
        count, because = ready.count(read, found)
    except (OverflowError, ValueError):
        raise FactImpossible(_OUTSIDE.format(rule.id)) from None
    return Result(rule, read, assumed, count, found, because)


def _in_force(versions: tuple[Rule, ...], read: Facts) -> Rule | None:
    """The version in force on the date that decides it; the newest when that date is not given."""
    newest = versions[-1]
    judged = read.get(newest.judged_on)
    if judged is None or newest.in_force(judged):
        return newest
    return next((rule for rule in reversed(versions) if rule.in_force(judged)), None)


def _never_in_force(rule: Rule, read: Facts) -> str:
    judged = wording.day(read[rule.judged_on])
    return f"No version of this rule in the rulebook was in force on {judged}, so it sets no date."


def _exception(rule: Rule, case: When, read: Facts, assumed: tuple[str, ...]) -> Result:
    """A result under one of the rule's exceptions."""
    if case.by == "none":
        also = compute(case.also, read) if case.also else None
        return Result(rule, read, assumed, because=case.say, exception=case, also=also)
    if case.start not in read:
        return Result(rule, read, assumed, because=case.say, exception=case, needs=(case.start,))
    start = read[case.start]
    count = with_outage(read, counting.STRATEGIES[case.by](start, case.amount, "days"))
    return Result(rule, read, assumed, count, (case.start, start), case.say, case)


__all__ = ["Facts", "Result", "Trigger", "compute", "written_out"]
