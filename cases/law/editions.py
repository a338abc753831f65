"""An edition of the rulebook as a whole: written down row by row, and set beside an earlier one word by word."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.law import facts, parts, plain, rules, wording
from cases.law.rules import Rule

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
SAME, GONE, NEW = "same", "gone", "new"
WORDS = re.compile(r"\s*\S+")

LABELS = (
    "To do", "Counts", "From", "Which of them", "Closed days", "In force", "Applies to", "Exceptions", "When",
    "Set aside", "Warning", "Assumed if not said", "Said", "Authority", "Checked", "Look again by", "For the engine",
)  # fmt: skip

Rows = Mapping[str, Mapping[str, Any]]  # "RULE|version" -> fingerprint, title, part, lines


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that are the same in both editions, only in the earlier one, or only in the later one."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of a rule in both editions; a line that only one of them has is empty in the other."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One version of one rule that an edition adds, words otherwise, or no longer has."""

    key: str
    rule: str
    version: str
    title: str
    part: str
    kind: str  # added, changed, removed
    lines: tuple[LineChange, ...]


def rows() -> dict[str, dict[str, Any]]:
    """The rulebook that ships with Amparo, every version of every rule, in the book's order, as JSON can carry it."""
    book = rules.book()
    found = {}
    for part in parts.all_parts():
        for newest in part.rules:
            for rule in reversed(book.all_versions(newest.id)):
                found[f"{rule.id}|{rule.version}"] = {
                    "fingerprint": rule.fingerprint,
                    "title": rule.title,
                    "part": part.title,
                    "lines": dict(_lines(rule)),
                }
    return found


def difference(before: Rows, after: Rows) -> list[RowChange]:
    """What the later edition adds or words otherwise, in its order, then what it no longer has."""
    found = []
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            found.append(_change(key, row, ADDED, {}, row["lines"]))
        elif was["fingerprint"] != row["fingerprint"]:
            found.append(_change(key, row, CHANGED, was["lines"], row["lines"]))
    gone = ((key, row) for key, row in before.items() if key not in after)
    return [*found, *(_change(key, row, REMOVED, row["lines"], {}) for key, row in gone)]


def _change(
    key: str, row: Mapping[str, Any], kind: str, before: Mapping[str, str], after: Mapping[str, str]
) -> RowChange:
    labels = sorted({*after, *before}, key=_place)  # what was stored has lost the order of its lines
    lines = tuple(
        _compared(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )
    rule, _, version = key.partition("|")
    return RowChange(key, rule, version, row["title"], row["part"], kind, lines)


def _place(label: str) -> tuple[int, str]:
    """Where a line stands in a row; a line of an older Amparo comes last."""
    return (LABELS.index(label) if label in LABELS else len(LABELS), label)


def _compared(label: str, before: str, after: str) -> LineChange:
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for how, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        left += _piece(old[a:b], SAME if how == "equal" else GONE)
        right += _piece(new[c:d], SAME if how == "equal" else NEW)
    return LineChange(label, tuple(left), tuple(right))


def _piece(words: Iterable[str], kind: str) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, kind)] if text else []


def _lines(rule: Rule) -> Iterable[tuple[str, str]]:
    """Every line of a rule in words; together they change whenever its fingerprint does."""
    set_aside = rule.vacated
    told = (
        ("To do", rule.do),
        ("Counts", plain.amount(rule)),
        ("From", ", ".join(plain.starts_from(rule))),
        ("Which of them", plain.which(rule)),
        ("Closed days", plain.rolling(rule)),
        ("In force", plain.in_force(rule)),
        ("Applies to", rule.applies_to),
        ("Exceptions", rule.exceptions),
        ("When", " ".join(_exception(rule))),
        (
            "Set aside",
            f"{set_aside.say} {wording.amount(set_aside.amount, set_aside.unit)}" if set_aside else "",
        ),
        ("Warning", " ".join(rule.warn)),
        (
            "Assumed if not said",
            "; ".join(f"{facts.label(name)}: {value}" for name, value in rule.defaults.items()),
        ),
        ("Said", " ".join(each for each in (rule.say, rule.without) if each)),
        ("Authority", rule.authority),
        ("Checked", plain.checked(rule)),
        ("Look again by", wording.day(rule.review_by)),
        ("For the engine", _machinery(rule)),
    )
    return ((label, text) for label, text in told if text)


def _exception(rule: Rule) -> Iterable[str]:
    for case in rule.when:
        start = f" from {facts.label(case.start)}" if case.start else ""
        yield f"{facts.label(case.fact)} is {case.value}: {case.say} ({case.by}{start} {case.amount} {case.also})"


def _machinery(rule: Rule) -> str:
    """What only the engine reads: kind, way of counting, facts; a careful reader sees that it moved."""
    count = rule.count
    how = [f"{each}={getattr(count, each)}" for each in count.__slots__ if getattr(count, each)]
    names = (*rule.requires, *rule.reads)
    also = (rule.notes, *rule.also_known_as)
    return "; ".join(
        each
        for each in (
            f"kind {rule.kind}",
            ", ".join(how),
            " ".join(names),
            " ".join(each for each in also if each),
        )
        if each
    )
