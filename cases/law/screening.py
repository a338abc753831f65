"""Relief screening: from intake answers to ranked flags, each with its reason, its open question and its clock.

It never says that somebody is ineligible, and every flag needs attorney review. An answer that nobody gave (None) is a
question, never a no.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.law import counting, engine, facts, juvenile_ages, rules, screening_rows, wording
from cases.law.engine import Result
from cases.law.problems import FactImpossible, FactMissing
from cases.law.screening_rows import DERIVED, Condition, Row, Sheet

POINTS, ASK, NOTHING = STRENGTHS = ("points to it", "ask first", "nothing points to it yet")
REVIEW = "Needs attorney review."
STATE_AGE_RULE = "SIJ_PREDICATE_ORDER_STATE_AGE"
EMERGENCY = 1
NEVER_AHEAD = ("born", "last_arrival", "removal_order", "fear_negative_on", "certified_on", "spouse_ended")

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that nobody gave yet, and how to ask for it."""

    answer: str
    ask: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at. ``clock`` is the date that it starts, where the answers suffice to count it."""

    id: str
    group: int
    title: str
    strength: str
    then: str
    reasons: tuple[str, ...]
    missing: tuple[Question, ...]
    cautions: tuple[str, ...]
    clock: Result | None
    authority: str
    verification: str
    row: str = ""  # the fingerprint of the row that raised it
    review: str = REVIEW


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer to one intake on one day. Both editions are stored with it, so that it can be understood later."""

    today: date
    flags: tuple[Flag, ...]
    ask_first: tuple[Question, ...]  # what is not known about emergencies
    edition: str
    rulebook_edition: str

    def of(self, strength: str) -> tuple[Flag, ...]:
        """The flags of one strength, in order."""
        return tuple(flag for flag in self.flags if flag.strength == strength)


def screen(answers: Answers, *, today: date) -> Screening:
    """Screen the answers of an intake, named as in ``screening.toml``: True, False, a date, or None for not known.

    Raises FactImpossible for an answer that cannot be, or a name that nobody asks for.
    """
    sheet = screening_rows.sheet()
    known = _read(answers, sheet, today)
    flags = sorted((_flag(row, known, sheet) for row in sheet.rows), key=_order)
    urgent = (flag for flag in flags if flag.group == EMERGENCY and flag.strength != NOTHING)
    open_questions = (question for flag in urgent for question in flag.missing)
    return Screening(
        today, tuple(flags), tuple(dict.fromkeys(open_questions)), sheet.edition, rules.book().edition
    )


def _order(flag: Flag) -> tuple[int, int, date]:
    """What the answers point to comes first, in the order in which to act; in a group the nearest date."""
    soonest = flag.clock.safe if flag.clock is not None and flag.clock.safe is not None else date.max
    return STRENGTHS.index(flag.strength), flag.group, soonest


def _read(answers: Answers, sheet: Sheet, today: date) -> dict[str, Any]:
    """The answers checked, and what follows from them."""
    known: dict[str, Any] = {}
    for name, value in answers.items():
        if name not in sheet.answers:
            raise FactImpossible(f"{name}: screening does not ask for this; correct the name.")
        if value is not None and value != "":
            choices = dict(sheet.answers[name].choices)
            if choices and value not in choices:
                raise FactImpossible(f"{name}: {value!r} is none of {', '.join(choices)}.")
            kind = screening_rows.KINDS[sheet.answers[name].kind]
            known[name] = facts.READERS[kind](name, value)
    for name in NEVER_AHEAD:
        if name in known and known[name] > today:
            raise FactImpossible(f"{name}: {wording.day(known[name])} is in the future; check the year.")
    return known | _derived(known, sheet, today)


def _derived(known: Answers, sheet: Sheet, today: date) -> dict[str, bool]:
    found: dict[str, bool] = {}
    if "born" in known:
        for age in (18, 21):
            found[f"under_{age}"] = today < counting.shift(known["born"], age, "years")
    for limit in (30, 90, 180):
        if "removal_order" in known:
            found[f"order_within_{limit}"] = (today - known["removal_order"]).days <= limit
        elif known.get("has_order") is False:
            found[f"order_within_{limit}"] = False
    if "hearing" in known:
        found["hearing_within_30"] = 0 <= (known["hearing"] - today).days <= 30
    elif known.get("has_hearing") is False:
        found["hearing_within_30"] = False
    country = str(known.get("country", "")).upper()
    if country in sheet.tps or country in sheet.tps_never:
        found["tps_country"] = country in sheet.tps
        since = sheet.tps[country].since if country in sheet.tps else None
        if since is not None and "last_arrival" in known:
            found["came_after_tps_date"] = known["last_arrival"] > since
    return found


def _flag(row: Row, known: Answers, sheet: Sheet) -> Flag:
    missing = [_question(each.answer, sheet) for each in row.asks if each.answer not in known]
    against = [each for each in row.asks if each.answer in known and not _is_so(each, known)]
    strength = NOTHING if against else ASK if missing else POINTS
    clock = None
    if row.clock_rule and strength != NOTHING:
        clock, settles = _clock(row, known, sheet)
        missing += settles
    cautions = [each.say for each in row.cautions if each.answer in known and _is_so(each, known)]
    return Flag(
        id=row.id,
        group=row.group,
        title=row.title,
        strength=strength,
        then=row.then,
        reasons=tuple(each.say for each in row.asks if each.answer in known and _is_so(each, known)),
        missing=tuple(dict.fromkeys(missing)),
        cautions=(*_told_of_place(row, known, sheet), *cautions),
        clock=clock,
        authority=row.authority,
        verification=row.verification,
        row=row.fingerprint,
    )


def _told_of_place(row: Row, known: Answers, sheet: Sheet) -> list[str]:
    """What is known of the country's designation, or of the state's juvenile age."""
    if row.id == "tps":
        designation = sheet.tps.get(str(known.get("country", "")).upper())
        return [designation.say] if designation else []
    listed = juvenile_ages.listed(str(known.get("state", ""))) if row.clock_rule == STATE_AGE_RULE else None
    if listed is None:
        return []
    note = f" {listed.note}" if listed.note else ""
    return [f"{listed.state}: the juvenile age is listed as {listed.age} ({listed.source}); verify it.{note}"]


def _is_so(condition: Condition, known: Answers) -> bool:
    return condition.wanted is None or known[condition.answer] is condition.wanted


def _question(name: str, sheet: Sheet) -> Question:
    """The question that would settle an answer; what is worked out asks for what it is worked out from."""
    source = DERIVED.get(name, name)
    return Question(source, sheet.answers[source].ask)


def _clock(row: Row, known: Answers, sheet: Sheet) -> tuple[Result | None, list[Question]]:
    """The date that this starts, or the question that would settle it."""
    given = {fact: known[answer] for fact, answer in row.clock_facts.items() if answer in known}
    rule, open_ = row.rule_for(known.get(row.clock_answer)), []
    if not rule:
        return None, []
    if row.clock_rules and row.clock_answer not in known:
        open_.append(_question(row.clock_answer, sheet))
    try:
        return engine.written_out(engine.compute(rule, given)), open_
    except FactImpossible:
        return None, []  # dates that contradict each other count nothing; the flag stands without a clock
    except FactMissing as missing:
        answer = row.clock_facts.get(missing.fact)
        is_closed = answer is None or known.get(sheet.answers[answer].only_if) is False
        return None, [*open_, *([] if is_closed or answer is None else [_question(answer, sheet)])]
