"""From a raw row of the rulebook to a rule: the lines that a row may have, and a sentence for each mistake.

Whoever edits the book is a lawyer, so a sentence names the file, the rule, the line and the remedy, and no Python.
"""

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cases.law.problems import RulebookBroken
from cases.law.rule import Example, HowToCount, OtherLaw, Rule, Stricter, When
from cases.law.rule_checks import check

# What a line holds, in words that finish "must be ...", and how to tell.
SENTENCE = "a sentence in quotes"
WORD = 'a word in quotes, such as "days"'
WORDS = 'a list in square brackets, such as ["hearing"]'
DAY = "a date without quotes, such as 2027-05-22"
NUMBER = "a whole number, such as 30"
YES_NO = "true or false, without quotes"
TABLE = 'lines in braces, such as {amount = 30, unit = "days"}'
TABLES = 'a list of lines in braces, such as [{fact = "detained", is = true}]'
ANYTHING = "a value"

Lines = Mapping[str, tuple[str, bool]]  # line -> what it holds, whether a row must have it

RULE: Lines = {
    "id": (WORD, True), "version": (WORD, True), "title": (SENTENCE, True), "do": (SENTENCE, True),
    "from": (WORDS, True), "pick": (WORD, False), "prefer": (WORD, False), "count": (TABLE, True),
    "kind": (WORD, True), "requires": (WORDS, False), "reads": (WORDS, False), "defaults": (TABLE, False),
    "when": (TABLES, False), "warn": (WORDS, False), "say": (SENTENCE, False), "without": (SENTENCE, False),
    "vacated": (TABLE, False), "proposed": (TABLE, False), "notes": (WORD, False), "also_known_as": (WORDS, False),
    "court_may_set": (YES_NO, False), "applies_to": (SENTENCE, True), "exceptions": (SENTENCE, True),
    "effective": (TABLE, False), "authority": (SENTENCE, True), "verification": (WORD, True),
    "verified_on": (DAY, False), "review_by": (DAY, True), "example": (TABLE, True), "negative": (TABLE, True),
}  # fmt: skip
COUNT: Lines = {
    "by": (WORD, True), "amount": (NUMBER, False), "unit": (WORD, False), "direction": (WORD, False),
    "amount_fact": (WORD, False), "extra_days_fact": (WORD, False), "birthday": (NUMBER, False),
    "not_before": (DAY, False), "or_before_birthday": (NUMBER, False), "stricter": (TABLE, False),
}  # fmt: skip
STRICTER: Lines = {"amount": (NUMBER, True), "unit": (WORD, True)}
WHEN: Lines = {
    "fact": (WORD, True), "is": (ANYTHING, True), "by": (WORD, True), "say": (SENTENCE, True), "from": (WORD, False),
    "amount": (NUMBER, False), "also": (WORD, False),
}  # fmt: skip
OTHER_LAW: Lines = {
    "amount": (NUMBER, True), "unit": (WORD, True), "since": (DAY, True), "say": (SENTENCE, True),
}  # fmt: skip
EFFECTIVE: Lines = {"from": (DAY, False), "to": (DAY, False), "judged_on": (WORD, True)}
EXAMPLE: Lines = {
    "say": (SENTENCE, True), "given": (TABLE, False), "legal": (DAY, False), "act_by": (DAY, False),
    "asks": (WORD, False),
}  # fmt: skip


def make_rule(file: str, row: Mapping[str, Any]) -> Rule:
    """Check one row and make a rule of it; a mistake is refused with a sentence that names row and remedy."""
    where = f"{file}, rule {row.get('id', '(without an id)')}"
    given = _lines(where, "", RULE, row)
    effective = _lines(where, "effective", EFFECTIVE, given.pop("effective", {"judged_on": ""}))
    given["start"] = tuple(given.pop("from"))
    given["count"] = _how_to_count(where, given["count"])
    given["when"] = tuple(_when(where, each) for each in given.get("when", []))
    for line in ("vacated", "proposed"):
        if line in given:
            given[line] = OtherLaw(**_lines(where, line, OTHER_LAW, given[line]))
    for line in ("example", "negative"):
        given[line] = Example(**_lines(where, line, EXAMPLE, given[line]))
    for line in ("requires", "reads", "warn", "also_known_as"):
        given[line] = tuple(given.get(line, ()))
    rule = Rule(
        **given,
        effective_from=effective.get("from"),
        effective_to=effective.get("to"),
        judged_on=effective["judged_on"],
    )
    check(rule, where)
    return rule


def _how_to_count(where: str, row: Mapping[str, Any]) -> HowToCount:
    given = _lines(where, "count", COUNT, row)
    if "stricter" in given:
        given["stricter"] = Stricter(**_lines(where, "count.stricter", STRICTER, given["stricter"]))
    return HowToCount(**given)


def _when(where: str, row: Mapping[str, Any]) -> When:
    given = _lines(where, "when", WHEN, row)
    return When(value=given.pop("is"), start=given.pop("from", ""), **given)


def _lines(where: str, table: str, allowed: Lines, row: Mapping[str, Any]) -> dict[str, Any]:
    """The lines of a row or of a table in it, each known and each holding what it should."""
    within = f" in {table}" if table else ""
    for line in row:
        if line not in allowed:
            near = difflib.get_close_matches(line, allowed, 1)
            meant = (
                f"Did you mean {near[0]}?" if near else f"Lines that can stand here: {', '.join(allowed)}."
            )
            raise RulebookBroken(f"{where}: the line {line!r}{within} is not known. {meant}")
    for line, (wanted, is_needed) in allowed.items():
        if line in row and not HOLDS[wanted](row[line]):
            name = f"{table}.{line}" if table else line
            raise RulebookBroken(f"{where}: {name} must be {wanted}, and it is {shown(row[line])}.")
        if is_needed and line not in row:
            raise RulebookBroken(f"{where}: the line {line!r}{within} is missing; it must be {wanted}.")
    return dict(row)


def _is_list(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(each, kind) for each in value)


HOLDS: Mapping[str, Callable[[object], bool]] = {
    SENTENCE: lambda value: isinstance(value, str),
    WORD: lambda value: isinstance(value, str),
    WORDS: _is_list(str),
    DAY: lambda value: type(value) is date,
    NUMBER: lambda value: type(value) is int and value >= 0,
    YES_NO: lambda value: type(value) is bool,
    TABLE: lambda value: isinstance(value, dict),
    TABLES: _is_list(dict),
    ANYTHING: lambda _value: True,
}


def shown(value: object) -> str:
    """A value as it would be typed in the book."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
