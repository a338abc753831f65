"""A screening as it is kept: its flags as they were on that day, what the rulebook has moved since, and what a rerun changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cases.law import facts, plain, rules, screening_rows, wording
from cases.law.engine import Result
from cases.law.problems import FactImpossible
from cases.law.screening import EMERGENCY, NOTHING, POINTS, Screening

YES, NO, UNKNOWN, NOT_SAID = "yes", "no", "unknown", "not_said"
SAID = {YES: "yes", NO: "no", UNKNOWN: "not known", NOT_SAID: "would rather not say"}

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a rerun says otherwise than the screening before it."""

    title: str
    what: str


def value(said: str) -> Any:
    """What the engine reads for a kept answer: True, False, a date or code as text, None for not known or not said."""
    return {YES: True, NO: False, UNKNOWN: None, NOT_SAID: None, "": None}.get(said, said)


def refusal(name: str, said: str) -> str:
    """A sentence when an answer cannot be kept as it was given; empty when it can."""
    asked = screening_rows.sheet().answers.get(name)
    if asked is None:
        return f"{name}: screening does not ask for this; correct the name."
    if said in ("", UNKNOWN, NOT_SAID):
        return ""
    if asked.kind == "yes-no":
        return "" if said in (YES, NO) else f"{name}: {said!r} is neither yes nor no."
    if asked.kind == "choice" and said not in dict(asked.choices):
        return f"{name}: {said!r} is none of {', '.join(dict(asked.choices))}."
    if asked.kind == "date":
        try:
            facts.a_date(name, said)
        except FactImpossible as problem:
            return problem.sentence.removeprefix(f"{name}: ")
    return ""


def kept(screening: Screening) -> dict[str, Any]:
    """The screening as JSON can carry it; dates as ISO text."""
    return {
        "today": screening.today.isoformat(),
        "edition": screening.edition,
        "rulebook_edition": screening.rulebook_edition,
        "ask_first": [asdict(question) for question in screening.ask_first],
        "flags": [
            {
                "id": flag.id,
                "group": flag.group,
                "title": flag.title,
                "strength": flag.strength,
                "then": flag.then,
                "reasons": list(flag.reasons),
                "missing": [asdict(question) for question in flag.missing],
                "cautions": list(flag.cautions),
                "clock": _clock(flag.clock) if flag.clock else None,
                "authority": flag.authority,
                "verification": flag.verification,
                "row": flag.row,
            }
            for flag in screening.flags
        ],
    }


def _clock(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule_id,
        "version": result.rule_version,
        "fingerprint": result.rule.fingerprint,
        "headline": plain.HEADLINES[result.kind],
        "title": result.title,
        "do": result.do,
        "safe": _iso(result.safe),
        "legal": _iso(result.legal),
        "nominal": _iso(result.nominal),
        "steps": list(result.steps),
        "warnings": list(result.warnings),
        "authority": result.authority,
        "verification": result.verification,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moved(record: Record) -> list[str]:
    """What the rulebook has changed since a screening was kept: the titles of its flags that would be read anew."""
    sheet, book = screening_rows.sheet(), rules.book()
    found = []
    for flag in record["flags"]:
        row, clock = sheet.row(flag["id"]), flag["clock"]
        if row is None or row.fingerprint != flag["row"]:
            found.append(flag["title"])
        elif clock is not None:
            versions = book.versions.get(clock["rule"], ())
            same = (each for each in versions if each.fingerprint == clock["fingerprint"])
            if next(same, None) is None:
                found.append(flag["title"])
    ids = {flag["id"] for flag in record["flags"]}
    return [*found, *(row.title for row in sheet.rows if row.id not in ids)]


def emergencies(record: Record) -> list[Mapping[str, Any]]:
    """The emergencies that the answers point to, in their order."""
    return [flag for flag in record["flags"] if flag["group"] == EMERGENCY and flag["strength"] == POINTS]


def changes(before: Record, after: Record) -> list[Change]:
    """What a later screening of the same person says otherwise, in the later one's order."""
    earlier = {flag["id"]: flag for flag in before["flags"]}
    found = []
    for flag in after["flags"]:
        was = earlier.get(flag["id"])
        if was is None:
            found.append(Change(flag["title"], f"a new row of the rulebook: {flag['strength']}"))
            continue
        if was["strength"] != flag["strength"]:
            found.append(Change(flag["title"], f"was “{was['strength']}”, is “{flag['strength']}”"))
        old, new = _day(was), _day(flag)
        if old != new and NOTHING not in (was["strength"], flag["strength"]):
            found.append(Change(flag["title"], f"its date was {_said(old)}, is {_said(new)}"))
    return found


def _day(flag: Mapping[str, Any]) -> str | None:
    day: str | None = flag["clock"]["safe"] if flag["clock"] else None
    return day


def _said(day: str | None) -> str:
    return wording.day(date.fromisoformat(day)) if day else "not known"
