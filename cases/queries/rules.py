"""What is asked of the clinic's signatures under rules: which hold, whose they are, what awaits one, what is overdue."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cases.law import editions, plain, rules, screening_rows, wording
from cases.law.editions import RowChange
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.models import EditionSignOff, Membership, RuleSignOff

Signed = Mapping[tuple[str, str], RuleSignOff]  # by rule and version


def signed(member: Membership) -> Signed:
    """Return the clinic's signatures that still hold: those whose rule is worded as it was."""
    rows = RuleSignOff.objects.visible_to(member).select_related("by__user").order_by("at", "pk")
    return {(each.rule, each.version): each for each in rows if _still_holds(each)}


def who(signature: RuleSignOff | None) -> str:
    """Return who signed when, ``R. Ruiz on Sun 22 Nov 2026``; empty for nobody."""
    return f"{signature.by.user} on {wording.day(signature.at.date())}" if signature else ""


def awaiting(held: Signed) -> list[Rule]:
    """Return the newest version of every rule that nobody here has signed as it is worded now."""
    newest = (rules.book().latest(rule_id) for rule_id in rules.book().ids())
    return [rule for rule in newest if (rule.id, rule.version) not in held]


@dataclass(frozen=True)
class Overdue:
    """A row that should have been looked at again by now; ``rule`` is empty for a row of relief screening."""

    title: str
    rule: str
    version: str
    authority: str
    review_by: dt.date


def overdue(today: dt.date) -> list[Overdue]:
    """Return the rows, of the rulebook and of relief screening, whose review was due before today, longest first."""
    newest = (rules.book().latest(rule_id) for rule_id in rules.book().ids())
    late = [
        Overdue(rule.title, rule.id, rule.version, rule.authority, rule.review_by)
        for rule in newest
        if plain.review_is_due(rule, today)
    ]
    flags = [
        Overdue(f"Relief screening: {row.title}", "", "", row.authority, row.review_by)
        for row in screening_rows.sheet().rows
        if row.review_by < today
    ]
    return sorted([*late, *flags], key=lambda each: (each.review_by, each.title))


def review_is_overdue(rule_id: str, version: str, today: dt.date) -> bool:
    """Whether the row that a date was counted by should have been looked at again before today."""
    versions = rules.book().versions.get(rule_id, ())
    rule = next((each for each in versions if each.version == version), versions[-1] if versions else None)
    return rule is not None and plain.review_is_due(rule, today)


@dataclass(frozen=True)
class Edition:
    """The rulebook as it stands beside the edition that this clinic signed last."""

    edition: str
    signed: EditionSignOff | None  # the signature under this very edition
    last: EditionSignOff | None  # the one that it is compared with: None the first time
    changes: list[RowChange]
    earlier: list[EditionSignOff]  # every edition signed here, the newest first

    def count(self, kind: str) -> int:
        """Return how many rows were added, changed or removed."""
        return sum(change.kind == kind for change in self.changes)


def edition(member: Membership) -> Edition:
    """Return what the rulebook says otherwise than the edition that this clinic signed last, row by row."""
    earlier = list(
        EditionSignOff.objects.visible_to(member).select_related("by__user").order_by("-at", "-pk")
    )
    now = rules.book().edition
    signed = next((each for each in earlier if each.edition == now), None)
    last = earlier[0] if earlier else None
    changes = [] if signed else editions.difference(last.rows if last else {}, editions.rows())
    return Edition(now, signed, last, changes, earlier)


def _still_holds(signature: RuleSignOff) -> bool:
    try:
        versions = rules.book().all_versions(signature.rule)
    except RuleUnknown:
        return False
    return any(
        rule.version == signature.version and _wording(rule) == signature.fingerprint for rule in versions
    )


@cache
def _wording(rule: Rule) -> str:
    """A rule's fingerprint, worked out once: every page with a date compares it with the clinic's signatures."""
    return rule.fingerprint
