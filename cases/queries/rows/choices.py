"""The answers that a column allows, for the API's shapes: each a list of (value, label)."""

from cases.models import (
    Assignment,
    Case,
    Certificate,
    Client,
    ContactPoint,
    Deadline,
    Decision,
    Exhibit,
    Filing,
    Hearing,
    HearingReport,
    Mark,
    Override,
    Packet,
    Party,
    Proceeding,
    Sponsorship,
    StatusAssertion,
)
from cases.models.people import Certainty, Gender
from cases.models.proceedings import Setting

CERTAINTY = Certainty.choices
GENDER = Gender.choices
ENTRY = Client.Entry.choices
PART = Party.Part.choices
CONTACT_KIND = ContactPoint.Kind.choices
CONTACT_SAFETY = ContactPoint.Safety.choices
ASSERTION_KIND = StatusAssertion.Kind.choices
ASSERTION_SOURCE = StatusAssertion.Source.choices
ORR_CATEGORY = Sponsorship.Category.choices
SPONSOR_STANDING = Sponsorship.Standing.choices
CASE_STATUS = Case.Status.choices
DUTY = Assignment.Duty.choices
PROCEEDING_KIND = Proceeding.Kind.choices
PROCEEDING_STATUS = Proceeding.Status.choices
HEARING_KIND = Hearing.Kind.choices
HEARING_MEDIUM = Hearing.Medium.choices
HEARING_STATUS = Hearing.Status.choices
HEARING_SETTING = Setting.choices
REPORT_SOURCE = HearingReport.Source.choices
DECISION_OUTCOME = Decision.Outcome.choices
DECISION_RELIEF = Decision.Relief.choices
DECISION_SERVICE = Decision.Service.choices
DEADLINE_STATE = Deadline.State.choices
OVERRIDE_SOURCE = Override.Source.choices
EXHIBIT_KIND = Exhibit.Kind.choices
CERTIFICATE_KIND = Certificate.Kind.choices
MARK_KIND = Mark.Kind.choices
PACKET_STATE = Packet.State.choices
FILING_METHOD = Filing.Method.choices
FILING_OUTCOME = Filing.Outcome.choices
