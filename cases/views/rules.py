"""The rulebook to read: every rule by part, and each rule's history in plain English."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.errors import Missing
from cases.law import facts, parts, plain
from cases.law import rules as book_of_rules
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.queries import clinics
from cases.views.request import ClinicRequest


@dataclass(frozen=True, slots=True)
class Line:
    """A version of a rule with the words that the pages put beside it."""

    rule: Rule
    amount: str
    which: str
    starts_from: str
    rolling: str
    checked: str
    in_force: str
    review_is_due: bool
    assumed: tuple[str, ...]


@require_GET
def rules(request: ClinicRequest) -> HttpResponse:
    """Every rule, newest version, by part."""
    words = request.GET.get("words", "")
    today = clinics.today(request.clinic)
    found = [(part.title, [_line(rule, today) for rule in part.rules]) for part in parts.search(words)]
    count = sum(len(lines) for _, lines in found)
    context = {"parts": found, "count": count, "words": words, "edition": book_of_rules.book().edition}
    return render(request, "rules/list.html", context)


@require_GET
def rule(request: ClinicRequest, rule_id: str) -> HttpResponse:
    """One rule: what it says, and every version of it, the newest first."""
    try:
        versions = book_of_rules.book().all_versions(rule_id)
    except RuleUnknown as unknown:
        raise Missing(unknown.sentence) from unknown
    today = clinics.today(request.clinic)
    newest = versions[-1]
    context = {
        "rule": newest,
        "part": parts.part_of(newest),
        "lines": [_line(each, today) for each in reversed(versions)],
        "asked": [facts.known()[name] for name in plain.facts_in_order(newest)],
    }
    return render(request, "rules/rule.html", context)


def _line(rule: Rule, today: date) -> Line:
    labels = plain.starts_from(rule)
    return Line(
        rule=rule,
        amount=plain.amount(rule),
        which=plain.which(rule),
        starts_from=", ".join(labels),
        rolling=plain.rolling(rule),
        checked=plain.checked(rule),
        in_force=plain.in_force(rule),
        review_is_due=plain.review_is_due(rule, today),
        assumed=tuple(f"{facts.label(name)}: {_said(value)}" for name, value in rule.defaults.items()),
    )


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "none")
