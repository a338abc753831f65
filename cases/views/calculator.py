"""The deadline calculator: facts without a case, the same engine, everything in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.errors import Missing, Problem
from cases.forms.calculator import FactsForm
from cases.law import ead_clock, engine, parts, plain, rules
from cases.law.engine import Result
from cases.law.problems import FactMissing, RuleUnknown
from cases.law.rules import Rule
from cases.queries import casework, clinics
from cases.queries import rules as signatures
from cases.views.request import ClinicRequest

BINDING = ("duty", "court_set")  # only these can be overdue


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said, with the words that a page puts round it."""

    result: Result
    headline: str
    urgency: str
    signed_off_by: str
    review_overdue: bool


@require_GET
def calculator(request: ClinicRequest) -> HttpResponse:
    """Choose a rule; then its facts; then the dates and why. It reads no client's file."""
    rule_id, words = request.GET.get("rule", ""), request.GET.get("words", "")
    if not rule_id:
        chooser = {"parts": parts.search(words), "words": words, "all_parts": parts.all_parts()}
        return render(request, "calculator/choose.html", chooser)
    rule = _rule(rule_id)
    today = clinics.today(request.clinic)
    named = any(name in request.GET for name in rule.known_facts)
    form = FactsForm(request.GET if named else None, rule=rule)
    answer = _answer(request, form, rule, today) if named or not form.fields else None
    context = {
        "rule": rule,
        "form": form,
        "answer": answer,
        "given": _given(form) if answer else [],
        "clock": _clock(answer.result, today) if answer else None,
        "today": today,
        "amount": plain.amount(rule),
        "checked": plain.checked(answer.result.rule if answer else rule),
        "edition": rules.book().edition,
        "one_is_enough": len(rule.start) > 1,
    }
    return render(request, "calculator/rule.html", context)


def _rule(rule_id: str) -> Rule:
    try:
        return rules.book().latest(rule_id)
    except RuleUnknown as unknown:
        raise Missing(unknown.sentence) from unknown


def _answer(request: ClinicRequest, form: FactsForm, rule: Rule, today: date) -> Answer | None:
    """Ask the engine; what it cannot answer is laid beside the fact that would settle it."""
    given: dict[str, Any] = {}
    if form.is_bound:
        if not form.is_valid():
            return None
        given = form.cleaned_data
    try:
        result = engine.written_out(engine.compute(rule.id, given))
    except FactMissing as missing:
        form.add_error(missing.fact if missing.fact in form.fields else None, _ask(rule))
        return None
    except Problem as problem:
        form.add_error(None, problem.sentence)
        return None
    urgency = casework.urgency(result.safe, today) if result.kind in BINDING else ""
    signature = signatures.signed(request.membership).get((result.rule_id, result.rule_version))
    overdue = plain.review_is_due(result.rule, today)
    return Answer(result, plain.HEADLINES[result.kind], urgency, signatures.who(signature), overdue)


def _given(form: FactsForm) -> list[tuple[str, str]]:
    """The facts as they were typed, for the paper: empty boxes say nothing there."""
    found = []
    for name, field in form.fields.items():
        typed = str(form.data.get(name, "")).strip()
        said = str(dict(getattr(field, "choices", ())).get(typed, typed))
        if typed:
            found.append((str(field.label), ", ".join(said.splitlines())))
    return found


def _ask(rule: Rule) -> str:
    """The page shows the question beside the box, so the sentence need not repeat it."""
    enough = " One of these first questions is enough." if len(rule.start) > 1 else ""
    return f"The rule counts from this, and nothing is guessed.{enough}"


def _clock(result: Result, today: date) -> ead_clock.State | None:
    """The picture of the work-permit clock, where the rule counts by it; not for the 365 days of 2020 to 2022."""
    if result.rule.count.by != "asylum_clock" or result.rule.effective_to is not None:
        return None
    read = result.facts
    stops = [ead_clock.ByHand(on=on, until=until, reason="Stop") for on, until in read.get("delays", ())]
    return ead_clock.state(
        received=read["i589_received"], today=today, by_hand=stops, denied=read.get("ij_denied")
    )
