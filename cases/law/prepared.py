"""What can be settled about a rule before any facts are known, settled once: how it reads, starts and counts.

A million deadlines ask the same few rules again and again; the row of the book is looked through only the first time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from cases.law import counting, facts, special, wording
from cases.law.counting import Count
from cases.law.outcome import Trigger
from cases.law.problems import FactMissing
from cases.law.rules import Rule

Facts = Mapping[str, Any]
Read = tuple[
    Facts, tuple[str, ...]
]  # the facts as the rule reads them, and the names of those that were assumed
OUTAGE = "ecas_unplanned_outage"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule made ready: three functions, used one after the other."""

    read: Callable[[Facts], Read]
    start: Callable[[Facts], Trigger | None]  # raises FactMissing for what the rule cannot do without
    count: Callable[[Facts, Trigger], special.Answer]


@cache
def prepared(rule: Rule) -> Prepared:
    """The rule made ready; the same object for the same row."""
    return Prepared(_reader(rule), _starter(rule), _counter(rule))


def _reader(rule: Rule) -> Callable[[Facts], Read]:
    """How its facts are checked, and what is assumed of those that were not given."""
    readers = {name: facts.reader(name) for name in rule.known_facts}
    good = {name: facts.needs_no_reading(name) for name in rule.known_facts}
    defaults = {name: facts.reader(name)(name, value) for name, value in rule.defaults.items()}

    names = tuple(defaults)

    def read(given: Facts) -> Read:
        found = {}
        for name, value in given.items():
            if type(value) is good.get(name):
                found[name] = value
            elif value is not None and name in readers:
                found[name] = readers[name](name, value)
        for name in defaults:
            if name not in found:
                absent = names if len(names) == 1 else tuple(each for each in names if each not in found)
                return defaults | found, absent
        return found, ()

    return read


def _starter(rule: Rule) -> Callable[[Facts], Trigger | None]:
    """Which fact the count starts from."""

    def start(read: Facts) -> Trigger | None:
        for name in rule.requires:
            if name not in read:
                raise _missing(rule, (name,))
        found = special.trigger(rule, read) if rule.start else None
        if found is None and rule.start and not rule.without:
            raise _missing(rule, rule.start)
        return found

    def start_from_one(read: Facts) -> Trigger | None:
        """The usual case in short: one of the rule's dates was given, whichever it is."""
        found = None
        for name in rule.start:
            value = read.get(name)
            if value is not None:
                if found is not None or type(value) is not date:
                    return start(read)
                found = (name, value)
        return found or start(read)

    return start if rule.requires else start_from_one


def _missing(rule: Rule, names: tuple[str, ...]) -> FactMissing:
    asked = [facts.known()[name] for name in names]
    questions = " Or: ".join(each.ask for each in asked)
    named = wording.either([each.name for each in asked])
    return FactMissing(f"{rule.id} needs {named}, and nothing is guessed. {questions}", names[0])


def _counter(rule: Rule) -> Callable[[Facts, Trigger], special.Answer]:
    """The way in which it counts, and what an outage does to it where it is asked about one."""
    if rule.count.by == "none":
        nothing: special.Answer = (None, no_count(rule))
        return lambda _read, _found: nothing
    whole = special.WHOLE_RULES.get(rule.count.by)
    count = partial(whole, rule) if whole is not None else special.counter(rule)
    if OUTAGE not in rule.known_facts:
        return count

    def count_with_outage(read: Facts, found: Trigger) -> special.Answer:
        counted = count(read, found)
        return (with_outage(read, counted[0]), counted[1]) if OUTAGE in read else counted

    return count_with_outage


def no_count(rule: Rule) -> str:
    """Why a rule counts nothing, in its own words."""
    return rule.say or f"There is no date to count: {rule.applies_to}"


def with_outage(read: Facts, count: Count | None) -> Count | None:
    """The count after an unplanned ECAS outage, where there was one."""
    outage = read.get(OUTAGE)
    return counting.extended_by_outage(count, outage) if outage and count else count
