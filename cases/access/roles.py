"""The roles of a clinic and what each may do: the whole table on one page."""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    """What a person is in one clinic."""

    COORDINATOR = "coordinator", "Coordinator"
    SUPERVISING_ATTORNEY = "supervising_attorney", "Supervising attorney"
    STAFF_ATTORNEY = "staff_attorney", "Staff attorney"
    PRO_BONO_ATTORNEY = "pro_bono_attorney", "Pro bono attorney"
    ACCREDITED_FULL = "accredited_full", "Accredited representative (full)"
    ACCREDITED_PARTIAL = "accredited_partial", "Accredited representative (partial)"
    STUDENT = "student", "Supervised student"
    PARALEGAL = "paralegal", "Paralegal"
    SOCIAL_WORKER = "social_worker", "Social worker"
    INTERPRETER = "interpreter", "Interpreter"
    AUDITOR = "auditor", "Auditor"


class May(StrEnum):
    """What can be done. Being able to *see* the case comes first, and is decided in ``scope``."""

    INTAKE = "open an intake"
    EDIT_PEOPLE = "change what is recorded about people"
    EDIT_CASE = "change hearings, proceedings and decisions"
    REVEAL = "reveal an A-number or a contact"
    OVERRIDE = "set a deadline by hand"
    RECORD_FILING = "record what was filed"
    CLOSE_DEADLINE = "record that a filing was accepted or rejected"
    WRITE_NOTES = "write notes"
    SOCIAL_NOTES = "write walled social-work notes"
    EDIT_DECLARATION = "write a declaration"
    LOCK_DECLARATION = "lock a declaration for signature, or open a locked one"
    WORK_PRODUCT = "read and settle the attorney's work product"
    READ_SESSION = "read the text of one's own interpreting session"
    EDIT_EVIDENCE = "add and describe exhibits"
    BUILD_PACKET = "build a packet"
    KEEP_LIBRARY = "add reports to the clinic's library"
    SCREEN = "ask the questions of a relief screening"
    REVIEW_SCREENING = "read a relief screening before its review, and review it"
    ASSIGN = "assign people to cases"
    WALL = "raise and lift ethical walls"
    INVITE = "invite people to the clinic"
    SIGN_RULES = "sign off rules of the rulebook"
    STATE_AGE = "record until which age a state's juvenile court can act"
    SEE_REPORTS = "see the clinic's reports"
    SET_REMINDERS = "say how the clinic's people are reminded"
    SEE_AUDIT = "read the audit trail"


_CASEWORK = {
    May.INTAKE,
    May.EDIT_PEOPLE,
    May.EDIT_CASE,
    May.REVEAL,
    May.WRITE_NOTES,
    May.EDIT_DECLARATION,
    May.WORK_PRODUCT,
    May.EDIT_EVIDENCE,
    May.BUILD_PACKET,
    May.SCREEN,
    May.RECORD_FILING,
}
_ATTORNEY = _CASEWORK | {
    May.OVERRIDE,
    May.CLOSE_DEADLINE,
    May.REVIEW_SCREENING,
    May.LOCK_DECLARATION,
}

MAY: dict[str, frozenset[May]] = {
    Role.COORDINATOR: frozenset(
        _CASEWORK
        | {May.CLOSE_DEADLINE, May.ASSIGN, May.WALL, May.INVITE, May.KEEP_LIBRARY}
        | {May.SEE_REPORTS, May.SET_REMINDERS, May.SEE_AUDIT}
    ),
    Role.SUPERVISING_ATTORNEY: frozenset(
        _ATTORNEY
        | {May.ASSIGN, May.WALL, May.INVITE, May.SIGN_RULES, May.STATE_AGE, May.KEEP_LIBRARY}
        | {May.SEE_REPORTS, May.SET_REMINDERS, May.SEE_AUDIT}
    ),
    Role.STAFF_ATTORNEY: frozenset(_ATTORNEY | {May.KEEP_LIBRARY}),
    Role.PRO_BONO_ATTORNEY: frozenset(_ATTORNEY - {May.INTAKE}),
    Role.ACCREDITED_FULL: frozenset(_ATTORNEY),
    # Partial accreditation is for DHS only (8 CFR 1292.1(a)(4)): no court dates are set by their hand.
    Role.ACCREDITED_PARTIAL: frozenset((_CASEWORK - {May.EDIT_CASE}) | {May.LOCK_DECLARATION}),
    Role.STUDENT: frozenset(_CASEWORK - {May.INTAKE, May.REVEAL}),
    Role.PARALEGAL: frozenset(_CASEWORK | {May.CLOSE_DEADLINE, May.KEEP_LIBRARY}),
    Role.SOCIAL_WORKER: frozenset({May.REVEAL, May.WRITE_NOTES, May.SOCIAL_NOTES}),
    Role.INTERPRETER: frozenset({May.READ_SESSION}),
    Role.AUDITOR: frozenset({May.SEE_AUDIT}),
}

# Reads every case of the clinic that has no wall against them; everyone else needs an assignment. A notice
# or a frightened call can arrive for any case, so those who answer the phone and the mail are in the list.
CLINIC_WIDE = frozenset({Role.COORDINATOR, Role.SUPERVISING_ATTORNEY, Role.STAFF_ATTORNEY, Role.PARALEGAL})

# Never opens a client's file, whatever the assignments say.
NO_CLIENT_FILE = frozenset({Role.AUDITOR, Role.INTERPRETER})

_ATTORNEYS = (Role.SUPERVISING_ATTORNEY, Role.STAFF_ATTORNEY, Role.PRO_BONO_ATTORNEY)

# Which roles may do which work on a case (the keys are Assignment.Duty). The court's cover page names the lead
# as filer; partial accreditation ends at DHS (8 CFR 1292.1(a)(4)), so it stands beside a lead and never is one.
DUTIES: dict[str, tuple[Role, ...]] = {
    "lead": (*_ATTORNEYS, Role.ACCREDITED_FULL),
    "co_counsel": (*_ATTORNEYS, Role.ACCREDITED_FULL, Role.ACCREDITED_PARTIAL),
    "paralegal": (Role.PARALEGAL, Role.COORDINATOR),
    "mentor": _ATTORNEYS,
    "social_work": (Role.SOCIAL_WORKER,),
    "student": (Role.STUDENT,),
}


def may(role: str, what: May) -> bool:
    """Say whether a role may do this with a case that is in its scope."""
    return what in MAY.get(role, frozenset())
