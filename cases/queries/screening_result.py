"""A finished screening as its page shows it: the emergency first, every flag with its reasons, its questions and its clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.law import plain, rules, screening_record
from cases.law.screening import ASK, EMERGENCY, NOTHING, POINTS
from cases.law.screening_record import SAID, Change
from cases.models import Membership, ReliefScreening
from cases.queries import rules as signatures
from cases.queries import screening as screenings

GROUPS = {
    1: "Emergency",
    2: "Age",
    3: "One-year limit",
    4: "Whatever the status",
    5: "Fear of return",
    6: "TPS and family",
    7: "The rest",
}


@dataclass(frozen=True)
class Clock:
    """The date that a flag starts, with why; ``marks`` are the words that go beside a date of a doubtful rule."""

    headline: str
    day: dt.date | None
    legal: dt.date | None
    nominal: dt.date | None
    do: str
    steps: list[str]
    warnings: list[str]
    authority: str
    rule: str
    version: str
    marks: list[str]
    is_past: bool


@dataclass(frozen=True)
class Missing:
    """A question that would settle something, and what was said when it was asked."""

    ask: str
    said: str


@dataclass(frozen=True)
class Flag:
    """One thing to look at."""

    id: str
    title: str
    group: str
    is_urgent: bool
    then: str
    reasons: list[str]
    missing: list[Missing]
    cautions: list[str]
    clock: Clock | None
    authority: str
    verification: str


@dataclass(frozen=True)
class Shown:
    """Everything that the page says, for those who may read it."""

    on: dt.date
    edition: str
    rulebook_edition: str
    emergencies: list[Flag]
    points: list[Flag]
    ask: list[Flag]
    nothing: list[Flag]
    ask_first: list[Missing]
    changes: list[Change]
    before: ReliefScreening | None


def shown(*, screening: ReliefScreening, member: Membership, today: dt.date) -> Shown:
    """Return a finished screening for its page, with what it says otherwise than the one before it."""
    record = screenings.record(screening)
    given = screenings.given(screening)
    signed = signatures.signed(member)
    flags = [(each["strength"], _flag(each, given, signed, today)) for each in record["flags"]]
    before = screenings.before(screening=screening, member=member)
    pointing = [flag for strength, flag in flags if strength == POINTS]
    return Shown(
        on=dt.date.fromisoformat(record["today"]),
        edition=record["edition"],
        rulebook_edition=record["rulebook_edition"],
        emergencies=[flag for flag in pointing if flag.is_urgent],
        points=[flag for flag in pointing if not flag.is_urgent],
        ask=[flag for strength, flag in flags if strength == ASK],
        nothing=[flag for strength, flag in flags if strength == NOTHING],
        ask_first=[_missing(each, given) for each in record["ask_first"]],
        changes=screening_record.changes(screenings.record(before), record) if before else [],
        before=before,
    )


def moved(screening: ReliefScreening) -> list[str]:
    """Return the titles of what the rulebook reads otherwise since this screening was finished."""
    return screening_record.moved(screenings.record(screening))


def _flag(
    flag: Mapping[str, Any], given: Mapping[str, str], signed: signatures.Signed, today: dt.date
) -> Flag:
    return Flag(
        id=flag["id"],
        title=flag["title"],
        group=GROUPS[flag["group"]],
        is_urgent=flag["group"] == EMERGENCY,
        then=flag["then"],
        reasons=flag["reasons"],
        missing=[_missing(each, given) for each in flag["missing"]],
        cautions=flag["cautions"],
        clock=_clock(flag["clock"], signed, today) if flag["clock"] else None,
        authority=flag["authority"],
        verification=flag["verification"],
    )


def _missing(question: Mapping[str, str], given: Mapping[str, str]) -> Missing:
    return Missing(question["ask"], SAID.get(given.get(question["answer"], ""), "not asked yet"))


def _clock(clock: Mapping[str, Any], signed: signatures.Signed, today: dt.date) -> Clock:
    day = _day(clock["safe"])
    signature = signed.get((clock["rule"], clock["version"]))
    versions = rules.book().versions.get(clock["rule"], ())
    rule = next((each for each in versions if each.version == clock["version"]), None)
    marks = [
        *(["contested"] if clock["verification"] == "contested" else []),
        *(["rule unsigned"] if signature is None else []),
        *(["review overdue"] if rule is not None and plain.review_is_due(rule, today) else []),
    ]
    return Clock(
        headline=clock["headline"],
        day=day,
        legal=_day(clock["legal"]),
        nominal=_day(clock["nominal"]),
        do=clock["do"],
        steps=clock["steps"],
        warnings=clock["warnings"],
        authority=clock["authority"],
        rule=clock["rule"],
        version=clock["version"],
        marks=marks,
        is_past=day is not None and day < today,
    )


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
