"""Which deadlines a case's facts call for: which rule applies to which hearing, decision or child, and since when.

Pure: the facts come in as they are recorded, and the same facts always call for the same deadlines.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from cases.law import answers, applications, counting, i589, notices, rules
from cases.law.answers import Answer
from cases.law.casefile_facts import (
    ApplicantFacts,
    CaseFacts,
    DecisionFacts,
    EndedHearing,
    HearingFacts,
    MoveFacts,
    NoticeFacts,
    PersonFacts,
    ProceedingFacts,
)
from cases.law.engine import Result

__all__ = [
    "LINKED",
    "ApplicantFacts",
    "CaseFacts",
    "DecisionFacts",
    "EndedHearing",
    "HearingFacts",
    "MoveFacts",
    "NoticeFacts",
    "PersonFacts",
    "ProceedingFacts",
    "Wanted",
    "deadlines_of",
]

ADULT, OUT_OF_SIJ, REGISTERS = 18, 21, 14
IN_VIEW = timedelta(days=30)  # how long a day from which something may be done is shown after it came
AHEAD = timedelta(days=90)  # how long before a birthday the duty that it starts is shown
LINKED = "Linked: both are the respondent's own duty, the EOIR-33 to the court and the AR-11 to DHS."
REGISTRATION_RULE = date(2025, 4, 11)  # 8 CFR 264.1 as amended: whoever turned 14 before it is not asked


class Wanted(NamedTuple):
    """A deadline that the facts call for, and what the law answers about it."""

    rule: str
    trigger: str  # person:3, hearing:12, decision:5, i589:7, applicant:4, move:2, notice:9
    answer: Answer
    person_id: int | None = None
    proceeding_id: int | None = None
    hearing_id: int | None = None
    decision_id: int | None = None
    notes: tuple[str, ...] = ()  # what a reader should know beside the rule's own warnings

    @property
    def key(self) -> tuple[str, str]:
        """What makes two deadlines the same one at different times."""
        return self.rule, self.trigger

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the rule was given."""
        return self.answer.facts

    @property
    def result(self) -> Result | None:
        """The dates; None while a fact is missing."""
        return self.answer.result

    @property
    def missing(self) -> str:
        """The sentence that says which fact would settle it."""
        return self.answer.missing


def deadlines_of(case: CaseFacts) -> list[Wanted]:
    """Every deadline that a case's facts call for, in no particular order."""
    if not case.is_open:
        return []
    return [
        *(wanted for person in case.people for wanted in _of_person(case, person)),
        *_of_clocks(case),
        *(wanted for each in case.proceedings for wanted in _of_proceeding(case, each)),
        *(wanted for each in case.notices for wanted in _of_notice(case, each)),
    ]


def _wanted(rule: str, trigger: str, facts: dict[str, Any], **links: Any) -> Wanted:
    return Wanted(rule, trigger, answers.about(rule, facts), **links)


def _in_view(wanted: Wanted, today: date) -> bool:
    """Whether a day from which something may be done, or that is somebody else's duty, is still worth showing."""
    day = wanted.result.nominal if wanted.result else None
    return day is None or day + IN_VIEW >= today


def _of_person(case: CaseFacts, person: PersonFacts) -> Iterator[Wanted]:
    trigger = f"person:{person.id}"
    if i589.of_person(case, person.id) is None:
        yield from _one_year(person, trigger)
    yield from _birthdays(case, person, trigger)
    yield from _moves(case, person)
    if person.released_on is not None and person.is_minor:
        call = _wanted("ORR_30_DAY_CALL", trigger, {"released": person.released_on}, person_id=person.id)
        if call.result and call.result.nominal and call.result.nominal >= case.today:
            yield call
    if person.visa_available is not None:
        facts = {"visa_available": person.visa_available}
        yield _wanted("CSPA_SOUGHT_TO_ACQUIRE_1Y", trigger, facts, person_id=person.id)


def _birthdays(case: CaseFacts, person: PersonFacts, trigger: str) -> Iterator[Wanted]:
    """What must be done before a birthday, or begins with one; a child whose birth date is missing is asked for it."""
    wants_sij = any(each.kind == "state_juvenile" for each in case.proceedings)
    for rule, age, applies, more in (
        ("UAC_TURNS_18", ADULT, person.uac, {}),
        ("SIJ_PREDICATE_ORDER_STATE_AGE", person.state_age or ADULT, wants_sij, _state(person)),
        ("SIJ_I360_BEFORE_21", OUT_OF_SIJ, wants_sij, {}),
    ):
        if applies and _is_ahead(person, age, case.today):
            yield _wanted(rule, trigger, {"dob": person.dob, **more}, person_id=person.id)
    if person.dob is not None and case.opened_on is not None:
        turns = counting.shift(person.dob, REGISTERS, "years")
        begins = max(REGISTRATION_RULE, case.opened_on, person.last_arrival or date.min)
        if begins <= turns <= case.today + AHEAD:
            yield _wanted("ALIEN_REG_14TH_BDAY_30", trigger, {"dob": person.dob}, person_id=person.id)


def _is_ahead(person: PersonFacts, age: int, today: date) -> bool:
    if person.dob is None:
        return person.is_minor
    return counting.shift(person.dob, age, "years") > today


def _state(person: PersonFacts) -> dict[str, Any]:
    return {"state": person.state, "state_age": person.state_age} if person.state_age else {}


def _moves(case: CaseFacts, person: PersonFacts) -> Iterator[Wanted]:
    """A change of address starts two duties of the respondent, with the court while it has the case and with DHS.

    Notice to ORR is the sponsor's duty: it is not among them, and the attorney decides about it.
    """
    in_court = any(each.kind in ("eoir_removal", "bia") and each.is_pending for each in case.proceedings)
    for move in person.moves:
        facts, trigger = {"moved": move.moved_on}, f"move:{move.id}"
        links = {"person_id": person.id, "notes": (LINKED,) if in_court else ()}
        if in_court:
            yield _wanted("EOIR33_5WD", trigger, facts, **links)
        yield _wanted("AR11_10", trigger, facts, **links)


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


def _of_clocks(case: CaseFacts) -> Iterator[Wanted]:
    """The 150th and the 180th counted day of each asylum application, while its clock can still reach them."""
    for applied in applications.of_case(case):
        if not applied.is_counting:
            continue
        facts, notes = applied.facts()
        alone = applied.people[0] if len(applied.people) == 1 else None
        links = {"proceeding_id": applied.id, "person_id": alone, "notes": notes}
        for rule in ("EAD_C8_FILE_150", "EAD_C8_ELIGIBLE_180"):
            wanted = _wanted(rule, applied.trigger, facts, **links)
            if _in_view(wanted, case.today):
                yield wanted


def _of_proceeding(case: CaseFacts, proceeding: ProceedingFacts) -> Iterator[Wanted]:
    for hearing in proceeding.hearings:
        if proceeding.kind == "eoir_removal" and hearing.day is not None:
            yield from _of_hearing(proceeding, hearing)
    for decision in (each for each in proceeding.decisions if not each.is_undone):
        yield from _of_decision(case, proceeding, decision)
    trigger, links = f"proceeding:{proceeding.id}", {"proceeding_id": proceeding.id}
    if proceeding.kind == "bia" and proceeding.is_pending:
        yield _wanted("BIA_BRIEF", trigger, {"schedule_due": proceeding.brief_due_on}, **links)
    if proceeding.kind == "eoir_removal" and proceeding.is_pending and proceeding.nta_served_on is not None:
        first = _wanted("FIRST_HEARING_10", trigger, {"nta_served": proceeding.nta_served_on}, **links)
        if first.result and first.result.nominal and first.result.nominal >= case.today:
            yield first


def _of_notice(case: CaseFacts, notice: NoticeFacts) -> Iterator[Wanted]:
    """What a notice with a date starts, by its kind; what is somebody else's duty is dropped a month after its day."""
    given = dict(notice.facts)
    links = {"person_id": notice.person_id, "proceeding_id": notice.proceeding_id}
    for rule_id in notices.kind(notice.kind).rules:
        rule = rules.book().latest(rule_id)
        if not given.keys() & set(rule.start):
            continue  # a second rule of the kind, whose own fact was left empty
        read = {name: value for name, value in given.items() if name in rule.known_facts}
        wanted = _wanted(rule_id, f"notice:{notice.id}", read, **links)
        if rule.kind in ("duty", "court_set", "information") or _in_view(wanted, case.today):
            yield wanted


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


def _of_decision(case: CaseFacts, proceeding: ProceedingFacts, decision: DecisionFacts) -> Iterator[Wanted]:
    """What a decision starts: an appeal, a motion, a petition, departure; or, after a grant, the family's time."""
    trigger = f"decision:{decision.id}"
    links = {"proceeding_id": proceeding.id, "decision_id": decision.id}
    if proceeding.kind == "eoir_removal":
        yield from _of_the_judge(decision, trigger, links)
    is_boards = proceeding.kind == "bia" and decision.outcome in ("dismissed", "removal")
    if is_boards:
        order = decision.decided_on
        yield _wanted("PFR_30", trigger, {"bia_decision": order}, **links)
        yield _wanted("MTRECON_30", trigger, {"bia_order": order}, **links)
        yield _wanted("MTR_90", trigger, {"bia_order": order, "appeal": "taken"}, **links)
    if proceeding.is_detained and (is_boards or _is_final(proceeding, decision)):
        for rule in ("REMOVAL_PERIOD_90", "ZADVYDAS_6M"):
            wanted = _wanted(rule, trigger, {"final_order": decision.decided_on}, **links)
            if _in_view(wanted, case.today):
                yield wanted
    if decision.outcome == "granted":
        yield from _after_a_grant(case, proceeding, decision, trigger, links)


def _is_final(proceeding: ProceedingFacts, decision: DecisionFacts) -> bool:
    """Whether the judge's order is final at once: in absentia, or removal with appeal waived (8 CFR 1241.1)."""
    waived = decision.outcome == "removal" and not decision.appeal_reserved
    return proceeding.kind == "eoir_removal" and (waived or decision.outcome == "in_absentia")


def _of_the_judge(decision: DecisionFacts, trigger: str, links: dict[str, Any]) -> Iterator[Wanted]:
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
        yield _wanted("VD_BOND_5BD", trigger, {"ij_order": decision.decided_on}, **links)


def _after_a_grant(
    case: CaseFacts, proceeding: ProceedingFacts, decision: DecisionFacts, trigger: str, links: dict[str, Any]
) -> Iterator[Wanted]:
    """Two years for the relatives' petitions and one year to residence, if it was asylum that was granted.

    An asylum office grants nothing else. Where a judge granted something unnamed on an I-589, the rows ask for it.
    """
    by_asylum_office = proceeding.kind == "uscis_asylum"
    if decision.relief == "asylum" or (by_asylum_office and not decision.relief):
        granted = {"asylum_granted": decision.decided_on}
        yield _wanted("I730_2Y", trigger, granted, **links)
        residence = _wanted("ASYLEE_AOS_1Y", trigger, granted, **links)
        if _in_view(residence, case.today):
            yield residence
    elif not decision.relief and proceeding.i589_filed_on is not None:
        yield _wanted("I730_2Y", trigger, {}, **links)
