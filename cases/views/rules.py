"""The rulebook to read and to sign: every rule by part, each rule's history, an edition by its difference, what awaits."""

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cases.actions import rules as signing
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.law import facts, parts, plain
from cases.law import rules as book_of_rules
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.queries import clinics
from cases.queries import rules as signatures
from cases.views import sending
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
    mark: str
    signed_by: str
    note: str
    example: str
    negative: str


@require_GET
def rules(request: ClinicRequest) -> HttpResponse:
    """Every rule, newest version, by part; or only those that await a signature."""
    words, view = request.GET.get("words", ""), request.GET.get("view", "")
    today = clinics.today(request.clinic)
    held = signatures.signed(request.membership)
    waiting = {rule.id for rule in signatures.awaiting(held)}
    found = [
        (
            part.title,
            [_line(rule, today, held) for rule in part.rules if view != "awaiting" or rule.id in waiting],
        )
        for part in parts.search(words)
    ]
    shown = [(title, lines) for title, lines in found if lines]
    context = {
        "parts": shown,
        "count": sum(len(lines) for _, lines in shown),
        "awaiting": len(waiting),
        "all": len(book_of_rules.book().ids()),
        "view": view,
        "words": words,
        "edition": book_of_rules.book().edition,
        "overdue": signatures.overdue(today),
        "elsewhere": () if words or view else parts.elsewhere(),
    }
    return render(request, "rules/list.html", context)


@require_GET
def edition(request: ClinicRequest) -> HttpResponse:
    """What the rulebook says otherwise than the edition that this clinic signed last, row by row and word by word."""
    return render(request, "rules/edition.html", _edition(request))


@require_POST
def edition_sign(request: ClinicRequest) -> HttpResponse:
    """Sign off the edition that was read, in one act."""
    try:
        signing.sign_edition(
            edition=request.POST.get("edition", ""),
            has_read=request.POST.get("has_read") == "yes",
            note=request.POST.get("note", ""),
            by=request.membership,
        )
    except (Conflict, Missing, NotPermitted):
        raise
    except Problem as problem:
        said = {"problem": problem.sentence, "note": request.POST.get("note", "")}
        return render(request, "rules/edition.html", _edition(request) | said)
    messages.success(request, "Signed: this edition of the rulebook, and every rule in it.")
    return redirect(sending.address(request, "edition"))


def _edition(request: ClinicRequest) -> dict[str, Any]:
    found = signatures.edition(request.membership)
    held = signatures.signed(request.membership)
    by_part = [
        {
            "title": title,
            "rows": [
                {"change": each, "signed_by": signatures.who(held.get((each.rule, each.version)))}
                for each in changes
            ],
        }
        for title, grouped in itertools.groupby(found.changes, key=lambda each: each.part)
        if (changes := list(grouped))
    ]
    for part in by_part:
        part["marks"] = [
            signing.mark(rule)
            for each in part["rows"]
            if not each["signed_by"] and (rule := _version(each["change"].rule, each["change"].version))
        ]
    counts = {kind: found.count(kind) for kind in ("added", "changed", "removed")}
    return {"found": found, "parts": by_part, "counts": counts, "problem": "", "note": ""}


def _version(rule_id: str, version: str) -> Rule | None:
    versions = book_of_rules.book().versions.get(rule_id, ())
    return next((each for each in versions if each.version == version), None)


@require_POST
def rules_sign(request: ClinicRequest) -> HttpResponse:
    """Sign off the rules that were ticked, or the one that is open."""
    try:
        new = signing.sign(
            marks=request.POST.getlist("marks"), note=request.POST.get("note", ""), by=request.membership
        )
    except (Conflict, Missing, NotPermitted):
        raise
    except Problem as problem:
        messages.warning(request, problem.sentence)
    else:
        messages.success(request, f"Signed off: {new} rule{'' if new == 1 else 's'}.")
    return redirect(_back(request))


@require_POST
def rules_take_back(request: ClinicRequest) -> HttpResponse:
    """Take back the signature under a rule."""
    signing.take_back(mark=request.POST.get("mark", ""), by=request.membership)
    messages.success(request, "Taken back: the rule awaits a signature again.")
    return redirect(_back(request))


def _back(request: ClinicRequest) -> str:
    """The rule that was open, the edition that is being read, or the list of what awaits a signature."""
    rule_id = request.POST.get("rule", "")
    if request.POST.get("back") == "edition":
        return sending.address(request, "edition")
    if rule_id in book_of_rules.book().versions:
        return sending.address(request, "rule", rule_id=rule_id)
    return f"{sending.address(request, 'rules')}?view=awaiting"


@require_GET
def rule(request: ClinicRequest, rule_id: str) -> HttpResponse:
    """One rule: what it says, and every version of it, the newest first."""
    try:
        versions = book_of_rules.book().all_versions(rule_id)
    except RuleUnknown as unknown:
        raise Missing(unknown.sentence) from unknown
    today = clinics.today(request.clinic)
    newest = versions[-1]
    held = signatures.signed(request.membership)
    context = {
        "rule": newest,
        "part": parts.part_of(newest),
        "lines": [_line(each, today, held) for each in reversed(versions)],
        "asked": [facts.known()[name] for name in plain.facts_in_order(newest)],
    }
    return render(request, "rules/rule.html", context)


def _line(rule: Rule, today: date, held: signatures.Signed) -> Line:
    signature = held.get((rule.id, rule.version))
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
        mark=signing.mark(rule),
        signed_by=signatures.who(signature),
        note=signature.note if signature else "",
        example=plain.shown(rule, rule.example),
        negative=plain.shown(rule, rule.negative),
    )


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "none")
