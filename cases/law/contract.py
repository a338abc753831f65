"""The machine contract of the law engine: a list of questions in JSON's own types, a list of answers in the same order."""

from datetime import date
from typing import Any

from cases.errors import Problem
from cases.law import engine


def answer(entries: object) -> tuple[list[dict[str, Any]], bool]:
    """Answer each ``{"id", "rule", "facts"}``; the second value is True when every entry had an answer.

    An entry that cannot be answered gives ``{"id", "error"}`` with a sentence, and the others are answered all the
    same. Raises Problem when ``entries`` is not a list at all.
    """
    if not isinstance(entries, list):
        raise Problem('The input must be a JSON list of {"id", "rule", "facts"}; found something else.')
    answers = [_one(entry) for entry in entries]
    return answers, not any("error" in each for each in answers)


def _one(entry: object) -> dict[str, Any]:
    if not isinstance(entry, dict):
        return {"id": None, "error": f'{entry!r} is not an entry; write {{"id", "rule", "facts"}}.'}
    name, rule, facts = entry.get("id"), entry.get("rule"), entry.get("facts", {})
    if not isinstance(rule, str):
        return {"id": name, "error": f"rule: {rule!r} is not the id of a rule."}
    if not isinstance(facts, dict):
        return {"id": name, "error": f"facts: {facts!r} is not an object of fact names and values."}
    try:
        return {"id": name, **_answered(rule, facts)}
    except Problem as problem:  # the sentences are written late, and may still find a date that cannot be
        return {"id": name, "error": problem.sentence}


def _answered(rule: str, facts: dict[str, Any]) -> dict[str, Any]:
    result = engine.compute(rule, facts)
    return {
        "rule": rule,
        "nominal_date": _iso(result.nominal),
        "legal_date": _iso(result.legal),
        "safe_date": _iso(result.safe),
        "rule_version": result.rule_version,
        "authority": result.authority,
        "steps": list(result.steps),
        "warnings": [*result.warnings, *_unread(result, facts)],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unread(result: engine.Result, facts: dict[str, Any]) -> list[str]:
    """A misspelt fact must not vanish silently."""
    return [
        f"{name} is not a fact that {result.rule_id} reads; it was ignored."
        for name in facts
        if name not in result.rule.known_facts
    ]
