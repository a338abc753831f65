"""What is stored: tables, constraints and who sees which rows. No verbs; those are in actions."""

from cases.models.answers import Answer
from cases.models.applicants import Applicant
from cases.models.audit import AuditEvent
from cases.models.casework import Assignment, Case, Note, Party, Wall
from cases.models.clinics import ApiToken, Clinic, Heartbeat, Invitation, Membership, User
from cases.models.clocks import ClockRuling, ClockStop, JuvenileAge, Move
from cases.models.confirmations import Confirmation
from cases.models.consents import ReminderConsent
from cases.models.court_papers import Charge, Witness
from cases.models.dated_notices import DatedNotice
from cases.models.deadlines import Deadline
from cases.models.declarations import Declaration, Paragraph
from cases.models.drafts import DeclarationVersion, ParagraphComment
from cases.models.events import Account, Event
from cases.models.evidence import Certificate, Document, Exhibit, Mark
from cases.models.feeds import CalendarFeed
from cases.models.filed_copies import FiledCopy
from cases.models.filings import Filing, FilingOutcome
from cases.models.inconsistencies import Resolution
from cases.models.interviews import InterviewSession, SessionCertificate, SessionInterpreter
from cases.models.library import LibraryReport
from cases.models.once import SubmittedForm
from cases.models.overrides import Override
from cases.models.packets import Packet, PacketExhibit, PacketPart
from cases.models.people import Client, ContactPoint, Minor, Person, Sponsor, Sponsorship, StatusAssertion
from cases.models.policies import Absence, Mute, ReminderPolicy
from cases.models.proceedings import Decision, Hearing, HearingReport, Proceeding
from cases.models.proofs import MorningProof
from cases.models.reminders import Message, Reminder
from cases.models.reports import SavedReport
from cases.models.rules import EditionSignOff, RuleSignOff
from cases.models.screening import ReliefScreening
from cases.models.signing import ReadBack, Signature
from cases.models.todos import ToDo

__all__ = [
    "Absence",
    "Account",
    "Answer",
    "ApiToken",
    "Applicant",
    "Assignment",
    "AuditEvent",
    "CalendarFeed",
    "Case",
    "Certificate",
    "Charge",
    "Client",
    "Clinic",
    "ClockRuling",
    "ClockStop",
    "Confirmation",
    "ContactPoint",
    "DatedNotice",
    "Deadline",
    "Decision",
    "Declaration",
    "DeclarationVersion",
    "Document",
    "EditionSignOff",
    "Event",
    "Exhibit",
    "FiledCopy",
    "Filing",
    "FilingOutcome",
    "Hearing",
    "HearingReport",
    "Heartbeat",
    "InterviewSession",
    "Invitation",
    "JuvenileAge",
    "LibraryReport",
    "Mark",
    "Membership",
    "Message",
    "Minor",
    "MorningProof",
    "Move",
    "Mute",
    "Note",
    "Override",
    "Packet",
    "PacketExhibit",
    "PacketPart",
    "Paragraph",
    "ParagraphComment",
    "Party",
    "Person",
    "Proceeding",
    "ReadBack",
    "ReliefScreening",
    "Reminder",
    "ReminderConsent",
    "ReminderPolicy",
    "Resolution",
    "RuleSignOff",
    "SavedReport",
    "SessionCertificate",
    "SessionInterpreter",
    "Signature",
    "Sponsor",
    "Sponsorship",
    "StatusAssertion",
    "SubmittedForm",
    "ToDo",
    "User",
    "Wall",
    "Witness",
]
