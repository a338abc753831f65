"""The facts of a case that set dates, as they are recorded; what they call for is in ``casefile``."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.law.ead_clock import ByHand


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """A respondent's change of address: its day, and nothing of the address."""

    id: int
    moved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A respondent: arrival, birth, and whether the status of an unaccompanied child is asserted today."""

    id: int
    called: str = ""  # how a preview tells twins apart
    dob: date | None = None
    last_arrival: date | None = None
    uac: bool = False
    uac_determination: date | None = None
    is_minor: bool = False
    state: str = ""  # two letters: where a juvenile court would sit
    state_age: int | None = (
        None  # recorded by a supervising attorney for that state; None: 18 is counted with
    )
    released_on: date | None = None  # by ORR to a sponsor, the latest
    visa_available: date | None = None  # CSPA: the day from which a visa can be sought
    moves: tuple[MoveFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """A scheduled hearing; ``day`` is None while it is to be determined. ``id`` 0 is one not yet recorded."""

    id: int
    kind: str  # individual, master, bond, juvenile, interview
    day: date | None = None
    filings_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedHearing:
    """A hearing that is over: the code under which it was adjourned, and an attorney's answer about that code."""

    id: int
    day: date
    was_held: bool = True
    code: str = ""
    ruling: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A decision, and the day and way in which it was served."""

    id: int
    outcome: str
    decided_on: date
    service: str  # oral, mailed, e_served
    served_on: date
    appeal_reserved: bool = True
    is_undone: bool = False  # a later remand opened the proceeding again: the order no longer stands
    relief: str = ""  # what was granted: asylum, withholding, …; empty where nobody wrote it down


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """Somebody for whom an I-589 was received; ``principal_id`` is whose derivative they are, None: their own."""

    id: int
    person_id: int
    received_on: date
    principal_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice with a date: its kind, and the facts that it states for the kind's rules."""

    id: int
    kind: str
    facts: tuple[tuple[str, Any], ...]
    person_id: int | None = None
    proceeding_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingFacts:
    """A proceeding with its hearings, its decisions and the stops of its work-permit clock."""

    id: int
    kind: str  # eoir_removal, uscis_asylum, state_juvenile, bia, court_of_appeals
    is_pending: bool = True
    is_detained: bool = False
    nta_served_on: date | None = None
    i589_filed_on: date | None = None
    brief_due_on: date | None = None  # printed on the briefing schedule
    hearings: tuple[HearingFacts, ...] = ()
    ended: tuple[EndedHearing, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    stops: tuple[ByHand, ...] = ()
    applicants: tuple[ApplicantFacts, ...] = ()  # for whom its I-589s were received; nobody: not recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything about one case that sets a date. ``today`` only retires what has passed."""

    today: date
    is_open: bool = True
    opened_on: date | None = None
    people: tuple[PersonFacts, ...] = ()
    proceedings: tuple[ProceedingFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()
