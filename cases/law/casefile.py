"""Which deadlines a case's facts call for: which rule applies to which hearing, decision or child, and since when.

Pure: the facts come in as they are recorded, and the same facts always call for the same deadlines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.law import counting, engine, rules, wording
from cases.law import facts as facts_
from cases.law.engine import Result
from cases.law.problems import FactImpossible, FactMissing

ADULT, OUT_OF_SIJ = 18, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A respondent: arrival, birth, and whether the status of an unaccompanied child is asserted today."""

    id: int
    called: str = ""  # how a preview tells twins apart
    dob: date | None = None
    last_arrival: date | None = None
    uac: bool = False
    uac_determination: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """A scheduled hearing; ``day`` is None while it is to be determined. ``id`` 0 is one not yet recorded."""

    id: int
    kind: str  # individual, master, bond, juvenile, interview
    day: date | None = None
    filings_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A decision, and the day and way in which it was served."""

    id: int
    outcome: str
    decided_on: date
    service: str  # oral, mailed, e_served
    served_on: date
    appeal_reserved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingFacts:
    """A proceeding with its scheduled hearings and its decisions."""

    id: int
    kind: str  # eoir_removal, uscis_asylum, state_juvenile, bia, court_of_appeals
    is_detained: bool = False
    i589_filed_on: date | None = None
    hearings: tuple[HearingFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything about one case that sets a date. ``today`` only retires birthdays that have passed."""

    today: date
    is_open: bool = True
    people: tuple[PersonFacts, ...] = ()
    proceedings: tuple[ProceedingFacts, ...] = ()

    def with_hearing(self, proceeding_id: int, hearing: HearingFacts) -> "CaseFacts":
        """The same case with this hearing added, or put in the place of the one with its id."""
        changed = tuple(
            replace(each, hearings=(*(h for h in each.hearings if h.id != hearing.id), hearing))
            if each.id == proceeding_id
            else each
            for each in self.proceedings
        )
        return replace(self, proceedings=changed)

    def with_decision(self, proceeding_id: int, decision: DecisionFacts) -> "CaseFacts":
        """The same case with this decision added; a decided proceeding hears nobody."""
        changed = tuple(
            replace(each, decisions=(*each.decisions, decision), hearings=())
            if each.id == proceeding_id
            else each
            for each in self.proceedings
        )
        return replace(self, proceedings=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A deadline that the facts call for. ``result`` is None while a fact is missing; ``missing`` says which."""

    rule: str
    trigger: str  # person:3, hearing:12, decision:5
    facts: dict[str, Any]
    result: Result | None
    missing: str = ""
    person_id: int | None = None
    proceeding_id: int | None = None
    hearing_id: int | None = None
    decision_id: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two deadlines the same one at different times."""
        return self.rule, self.trigger


def deadlines_of(case: CaseFacts) -> list[Wanted]:
    """Every deadline that a case's facts call for, in no particular order."""
    if not case.is_open:
        return []
    return [*_of_people(case), *(wanted for each in case.proceedings for wanted in _of_proceeding(each))]


def _wanted(rule: str, trigger: str, facts: dict[str, Any], **links: Any) -> Wanted:
    given = {name: value for name, value in facts.items() if value is not None}
    try:
        return Wanted(rule=rule, trigger=trigger, facts=given, result=engine.compute(rule, given), **links)
    except (FactMissing, FactImpossible) as problem:
        return Wanted(rule=rule, trigger=trigger, facts=given, result=None, missing=problem.sentence, **links)


def _of_people(case: CaseFacts) -> Iterator[Wanted]:
    is_filed = any(each.i589_filed_on for each in case.proceedings)
    wants_sij = any(each.kind == "state_juvenile" for each in case.proceedings)
    for person in case.people:
        trigger = f"person:{person.id}"
        if not is_filed:
            yield from _one_year(person, trigger)
        for rule, age, applies in (
            ("UAC_TURNS_18", ADULT, person.uac),
            ("SIJ_PREDICATE_ORDER_STATE_AGE", ADULT, wants_sij),
            ("SIJ_I360_BEFORE_21", OUT_OF_SIJ, wants_sij),
        ):
            if applies and person.dob is not None and counting.shift(person.dob, age, "years") > case.today:
                yield _wanted(rule, trigger, {"dob": person.dob}, person_id=person.id)


def _one_year(person: PersonFacts, trigger: str) -> Iterator[Wanted]:
    """INA 208(a)(2)(B), with the exemption of an unaccompanied child shown beside its protective date."""
    facts = {
        "last_arrival": person.last_arrival,
        "uac": person.uac,
        "uac_determination": person.uac_determination,
        "forum": "any",
        "dob": person.dob,
    }
    yield _wanted("I589_ONE_YEAR", trigger, facts, person_id=person.id)
    if person.uac and person.last_arrival:
        dates = {"last_arrival": person.last_arrival, "dob": person.dob}
        yield _wanted("PROTECTIVE_1Y", trigger, dates, person_id=person.id)


def _of_proceeding(proceeding: ProceedingFacts) -> Iterator[Wanted]:
    for hearing in proceeding.hearings:
        if proceeding.kind == "eoir_removal" and hearing.day is not None:
            yield from _of_hearing(proceeding, hearing)
    for decision in proceeding.decisions:
        yield from _of_decision(proceeding, decision)


def _of_hearing(proceeding: ProceedingFacts, hearing: HearingFacts) -> Iterator[Wanted]:
    """Filings before a hearing: the court's own date where it set one, otherwise the manual's default."""
    trigger = f"hearing:{hearing.id}"
    links = {"proceeding_id": proceeding.id, "hearing_id": hearing.id}
    detained = proceeding.is_detained
    if hearing.filings_due_on is not None and hearing.kind in ("individual", "master"):
        facts = {"ij_order_due": hearing.filings_due_on, "detained": detained}
        yield _wanted("EOIR_CALLUP", trigger, facts, **links)
    elif hearing.kind == "individual":
        yield _wanted("EOIR_INDIVIDUAL_30", trigger, {"hearing": hearing.day, "detained": detained}, **links)
    elif hearing.kind == "master" and not detained:
        facts = {"hearing": hearing.day, "detained": False, "ruling_requested": True}
        yield _wanted("EOIR_MASTER_15", trigger, facts, **links)


SERVED = {"oral": "oral_decision", "mailed": "written_mailed", "e_served": "written_eserved"}


def _of_decision(proceeding: ProceedingFacts, decision: DecisionFacts) -> Iterator[Wanted]:
    """What a decision starts: an appeal, a motion, a petition, or departure."""
    trigger = f"decision:{decision.id}"
    links = {"proceeding_id": proceeding.id, "decision_id": decision.id}
    if proceeding.kind == "eoir_removal":
        if decision.outcome == "in_absentia":  # no appeal lies from it: 8 CFR 1240.15
            yield _wanted("IN_ABSENTIA_180", trigger, {"order": decision.decided_on}, **links)
        if decision.outcome in ("removal", "voluntary_departure"):
            if decision.appeal_reserved:
                served = {SERVED[decision.service]: decision.served_on}
                yield _wanted("BIA_APPEAL_30", trigger, served, **links)
            elif decision.outcome == "removal":
                waived = {"ij_order": decision.decided_on, "appeal": "waived"}
                yield _wanted("MTR_90", trigger, waived, **links)
        if decision.outcome == "voluntary_departure":
            yield _wanted("VD_60", trigger, {"ij_order": decision.decided_on}, **links)
    if proceeding.kind == "bia" and decision.outcome in ("dismissed", "removal"):
        yield _wanted("PFR_30", trigger, {"bia_decision": decision.decided_on}, **links)
        yield _wanted("MTR_90", trigger, {"bia_order": decision.decided_on, "appeal": "taken"}, **links)


def counted_from(rule_id: str, facts: dict[str, Any]) -> str:
    """The fact that a stored deadline was counted from, in words; empty when there is none.

    Stored facts have lost their order, so the rulebook says which of them starts the count.
    """
    versions = rules.book().versions.get(rule_id)
    if versions is None:
        return ""
    starts = (*(case.start for case in versions[-1].when if case.start), *versions[-1].start)
    for name in starts:
        fact = facts_.known()[name]
        if name in facts and fact.kind == "date":
            return f"{fact.label} {wording.day(facts_.a_date(name, facts[name]))}"
    return ""
