"""What each address answers to each of the cast, written down by hand: the table that the product is held against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.pdf import ocr

# The cast by what they may see of the case. Written out, so that no rule of the product is asked.
SEES = frozenset({"attorney", "paralegal", "coordinator", "supervisor", "social_worker"})
CASEWORKERS = SEES - {"social_worker"}
MEMBERS = SEES | {"walled", "volunteer", "auditor", "interpreter"}
EVERYBODY = MEMBERS | {"neighbour", "stranger"}
WITH_A_CLINIC = MEMBERS | {"neighbour"}
LEADERS = frozenset({"coordinator", "supervisor"})
KEEPERS = LEADERS | {"paralegal", "walled"}
READERS = MEMBERS - {"auditor", "interpreter"}

# How an argument of an address is filled: from the stage's row of the same noun.
ARGUMENTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "reference": lambda rows: rows["case"].reference,
    "step": lambda rows: "birth",
    "group": lambda rows: "fear",
    "kind": lambda rows: "rfe",
    "form": lambda rows: "csv",
    "trigger": lambda rows: f"hearing:{rows['hearing'].pk}",
    "page": lambda rows: 1,
    "number": lambda rows: 1,
    "fact": lambda rows: "birth_date",
    "section": lambda rows: "you",
    "fingerprint": lambda rows: rows["fingerprint"],
    "rule_id": lambda rows: "BIA_APPEAL_30",
    "part number": lambda rows: rows["part"].number,
    "token": lambda rows: "no-such-invitation",
    "secret": lambda rows: "no-such-secret",
    "nowhere": lambda rows: "no/such/address/",
}


@dataclass(frozen=True)
class Row:
    """One address: who gets ``status``, who gets 403; everybody else gets 404."""

    ok: frozenset[str]
    refused: frozenset[str] = frozenset()
    status: int = 200
    method: str = "GET"
    arguments: tuple[str, ...] = ()
    which: dict[str, str] = field(default_factory=dict)  # argument -> noun on the stage, where they differ
    unsigned: int = 302
    body: str = ""
    content_type: str = "application/x-www-form-urlencoded"
    apart: dict[str, int] = field(default_factory=dict)  # who is answered otherwise

    def answer(self, who: str) -> int:
        """Return the status that this member of the cast is owed."""
        if who in self.apart:
            return self.apart[who]
        if who in self.ok:
            return self.status
        return 403 if who in self.refused else 404

    def kwargs(self, rows: dict[str, Any]) -> dict[str, Any]:
        """Return the address's arguments, filled from the stage."""
        filled = {}
        for name in self.arguments:
            noun = self.which.get(name, name)
            filled[name] = ARGUMENTS[noun](rows) if noun in ARGUMENTS else rows[noun].pk
        return filled


def of_case(
    *arguments: str, ok: frozenset[str] = SEES, status: int = 200, method: str = "GET", **more: Any
) -> Row:
    """An address below a case: those who see the case but are not in ``ok`` are refused."""
    return Row(
        ok=ok, refused=SEES - ok, status=status, method=method, arguments=("reference", *arguments), **more
    )


def post(*arguments: str, ok: frozenset[str] = CASEWORKERS, status: int = 302, **more: Any) -> Row:
    """An address below a case that only takes a form."""
    return of_case(*arguments, ok=ok, status=status, method="POST", **more)


def of_clinic(ok: frozenset[str] = MEMBERS, status: int = 200, **more: Any) -> Row:
    """An address of the clinic as a whole: its members who are not in ``ok`` are refused."""
    return Row(ok=ok, refused=MEMBERS - ok, status=status, **more)


def of_session(
    *arguments: str, ok: frozenset[str] = CASEWORKERS, status: int = 200, method: str = "GET", body: str = ""
) -> Row:
    """An address below a declaration: the stage's interpreter has a running session, so they see that it is there."""
    return Row(
        ok=ok,
        refused=(SEES | {"interpreter"}) - ok,
        status=status,
        method=method,
        arguments=("reference", *arguments),
        body=body,
    )


# Before any clinic.
OPEN: dict[str, Row] = {
    "home": Row(ok=EVERYBODY, status=302, apart={"stranger": 200}),  # one clinic: straight in; none: told so
    "blank": Row(ok=EVERYBODY, unsigned=200),
    "healthz": Row(ok=EVERYBODY, unsigned=200),
    "invitation": Row(ok=frozenset(), arguments=("token",), unsigned=404),  # an invented link
    "feed_file": Row(ok=frozenset(), arguments=("secret",), unsigned=404),  # an invented secret
}

CLINIC: dict[str, Row] = {
    # clinics
    "team": of_clinic(LEADERS),
    "member_leave": of_clinic(LEADERS, arguments=("member",)),
    "invitation_withdraw": of_clinic(LEADERS, status=302, method="POST", arguments=("invitation_id",)),
    # people
    "person": of_case("person"),
    "person_add": of_case(ok=CASEWORKERS),
    "person_edit": of_case("person", ok=CASEWORKERS),
    "person_reveal": post("person", ok=SEES, status=200),
    "contact_add": of_case("person", ok=CASEWORKERS),
    "contact_rule": of_case("contact", ok=CASEWORKERS),
    "contact_reveal": post("contact", ok=SEES, status=200),
    "contact_retire": post("contact"),
    "status_add": of_case("person", ok=CASEWORKERS),
    "status_withdraw": post("assertion", status=200),  # the dates that rest on it are shown first
    "sponsor_standing": of_case("sponsorship", ok=CASEWORKERS),
    "client_edit": of_case("person", ok=CASEWORKERS),
    "minor_edit": of_case("person", ok=CASEWORKERS),
    "placement_add": of_case("person", ok=CASEWORKERS),
    "placement_end": of_case("sponsorship", ok=CASEWORKERS),
    # casework
    "cases": of_clinic(),
    "intake": of_clinic(MEMBERS - {"attorney", "volunteer", "auditor", "interpreter", "social_worker"}),
    "styleguide": Row(ok=frozenset()),  # in demo clinics only
    "case": of_case(),
    # the stage's case is open: its intake leads to the case page
    "intake_step": of_case("step", ok=CASEWORKERS - {"attorney"}, status=302),
    "case_describe": of_case(ok=CASEWORKERS),
    "case_close": of_case(ok=LEADERS),
    "case_notes": of_case(),
    "case_seen": of_case(),
    "case_team": of_case(),
    "case_assign": post(ok=LEADERS, status=200),
    "case_unassign": post("assignment", ok=LEADERS),
    "case_wall": post(ok=LEADERS, status=200),
    "case_lift_wall": post("wall", ok=LEADERS),
    # clocks: a paralegal enters stops and moves; whose delay a code was is an attorney's answer
    "clocks": of_case(),
    "clock_stop_add": of_case("proceeding", ok=CASEWORKERS),
    "clock_run_again": of_case("stop", ok=CASEWORKERS),
    "clock_stop_take_back": of_case("stop", ok=CASEWORKERS),
    "clock_rule": of_case(
        "hearing", ok=frozenset({"attorney", "supervisor"}), which={"hearing": "adjourned"}
    ),
    "clock_ruling_take_back": of_case("ruling", ok=frozenset({"attorney", "supervisor"})),
    "age_facts": of_case("person", ok=CASEWORKERS),
    "move_add": of_case(ok=CASEWORKERS),
    "move_take_back": of_case("move", ok=CASEWORKERS),
    "juvenile_ages": of_clinic(),
    "juvenile_age_take_back": of_clinic(frozenset({"supervisor"}), arguments=("age",)),
    # law: reads no client's file
    "calculator": of_clinic(),
    "rules": of_clinic(),
    "rule": of_clinic(arguments=("rule_id",)),
    "edition": of_clinic(),
    "edition_sign": of_clinic(frozenset({"supervisor"}), status=409, method="POST"),
    "rules_sign": of_clinic(frozenset({"supervisor"}), status=302, method="POST"),
    "rules_take_back": of_clinic(frozenset({"supervisor"}), status=404, method="POST"),
    # screening: no social worker, and nobody but practitioners signs a review
    "case_screenings": of_case(ok=CASEWORKERS),
    "screening_start": post("person"),
    "screening": of_case("screening", ok=CASEWORKERS),
    "screening_questions": of_case(
        "screening", "group", ok=CASEWORKERS, which={"screening": "open_screening"}
    ),
    "screening_finish": post("screening", which={"screening": "open_screening"}),
    "screening_review": post("screening", ok=frozenset({"attorney", "supervisor"})),
    "screening_discard": post("screening", which={"screening": "open_screening"}),
    # proceedings
    "proceeding": of_case("proceeding"),
    "proceeding_add": of_case(ok=CASEWORKERS),
    "proceeding_change": of_case("proceeding", ok=CASEWORKERS),
    "decision_add": of_case(ok=CASEWORKERS),
    "hearing": of_case("hearing"),
    "hearing_add": of_case(ok=CASEWORKERS),
    "hearing_move": of_case("hearing", ok=CASEWORKERS),
    "hearing_report": of_case("hearing", ok=CASEWORKERS),
    "hearing_end": of_case("hearing", ok=CASEWORKERS),
    # deadlines
    "deadlines": of_clinic(),
    "deadline_why": of_case("deadline"),
    "deadline_override": of_case("deadline", ok=CASEWORKERS),
    "deadline_override_take_back": of_case("deadline", ok=CASEWORKERS),
    "confirm": of_case("trigger", ok=CASEWORKERS),
    "deadline_filed": of_case("deadline", ok=CASEWORKERS),
    "deadline_settle": of_case("deadline", ok=CASEWORKERS),
    "deadline_own": of_case("deadline", ok=CASEWORKERS),
    # notices with a date
    "notices": of_case(),
    "notice_new": of_case(ok=CASEWORKERS),
    "notice_add": of_case("kind", ok=CASEWORKERS),
    "notice": of_case("notice"),
    "notice_scan": post("notice", status=200),  # neither a paper nor a file was chosen
    "notice_change": of_case("notice", ok=CASEWORKERS),
    "notice_take_back": of_case("notice", ok=CASEWORKERS),
    # filings
    "filings": of_case(),
    "filing_add": of_case(ok=CASEWORKERS),
    "filing": of_case("filing"),
    "filing_receive": of_case("filing", ok=CASEWORKERS),
    "filing_accept": of_case("filing", ok=CASEWORKERS),
    "filing_reject": of_case("filing", ok=CASEWORKERS),
    # declarations: an interpreter reads the one that is open to them, and writes in none
    "sessions": of_clinic(frozenset({"interpreter"})),
    "declaration_add": of_case(ok=CASEWORKERS),
    "declaration": of_session("declaration", ok=SEES | {"interpreter"}),
    "declaration_details": of_session("declaration"),
    "declaration_session": of_session("declaration"),
    "declaration_print": of_session("declaration"),
    "paragraph_add": of_session("declaration", status=302, method="POST"),
    # without the version that the page showed, who may write is told of the conflict
    "paragraph": of_session("declaration", "paragraph", status=409, method="POST", body="text=x"),
    "paragraph_move": of_session("declaration", "paragraph", status=302, method="POST"),
    "paragraph_delete": of_session("declaration", "paragraph", status=409, method="POST"),
    "paragraph_split": of_session("declaration", "paragraph", status=409, method="POST"),
    "paragraph_join": of_session("declaration", "paragraph", status=400, method="POST"),  # it is the first
    "paragraph_heading": of_session("declaration", "paragraph", status=302, method="POST"),
    "paragraph_fits": of_session("declaration", "paragraph", status=302, method="POST"),
    "paragraph_below": of_session("declaration", "paragraph", status=302, method="POST"),
    "paragraph_comment": of_session("declaration", "paragraph", status=302, method="POST", body="comment=x"),
    "comment_settle": of_session("declaration", "comment", status=302, method="POST"),
    "declaration_move": of_session("declaration", status=302, method="POST", body="to=attorney&version=1"),
    "declaration_unlock": of_session("declaration", ok=frozenset({"attorney", "supervisor"})),
    "declaration_read_back": of_session("declaration"),
    "declaration_sign": of_session("declaration"),
    "declaration_scan": of_session("declaration", "signature"),
    "declaration_to_word": of_session("declaration"),
    "declaration_from_word": of_session("declaration"),
    "declaration_versions": of_session("declaration"),
    "declaration_compare": of_session("declaration"),
    "declaration_restore": of_session(
        "declaration", "number", status=400, method="POST"
    ),  # it stands already
    "interviews": of_case(ok=CASEWORKERS),
    "interview_add": of_case(ok=CASEWORKERS),
    "interview": of_case("interview", ok=CASEWORKERS),
    "interview_edit": of_case("interview", ok=CASEWORKERS),
    "interview_certify": post(
        "interview", "interpreter", which={"interpreter": "link"}, status=400
    ),  # nothing was read back
    "interview_certificate": of_case(
        "interview", "certificate", which={"certificate": "session_certificate"}, ok=CASEWORKERS
    ),
    # the story: the chronology is read by all who see the case; contradictions are attorney work product
    "chronology": of_case(),
    "event_add": of_case(ok=CASEWORKERS),
    "event": of_case("event"),
    "event_edit": of_case("event", ok=CASEWORKERS),
    "event_move": post("event"),
    "event_strike": post("event", status=409),  # without the version that the page showed
    "account_add": of_case("event", ok=CASEWORKERS),
    "account": of_case("account", ok=CASEWORKERS),
    "account_strike": post("account"),
    "told_facts": of_case(),
    "told_fact": of_case("person", "fact", ok=CASEWORKERS),
    "i589": of_case(ok=CASEWORKERS),
    "i589_part": of_case("person", "section", ok=CASEWORKERS),
    "inconsistencies": of_case(ok=CASEWORKERS),
    "inconsistency": of_case("fingerprint", ok=CASEWORKERS),
    "inconsistency_reopen": post("resolution"),
    # evidence
    "evidence": of_case(),
    "evidence_upload": post(status=400),  # no file was sent
    "exhibit": of_case("exhibit", ok=CASEWORKERS),
    "exhibit_translation": of_case("exhibit", ok=CASEWORKERS),
    "exhibit_interpretation": of_case("exhibit", ok=CASEWORKERS),
    "exhibit_pages": of_case("exhibit", ok=CASEWORKERS),
    "exhibit_page": of_case("exhibit", "page"),
    "exhibit_filed": of_case("exhibit"),
    "exhibit_recognise": post("exhibit", status=302 if ocr.find() else 400),
    "exhibit_unmark": post("exhibit", "mark"),
    "exhibits_order": post(),
    "exhibits_recognise": post(),
    "exhibit_move": post("exhibit"),
    "exhibit_set_aside": post("exhibit", status=400),  # it stands in the stage's packet
    "document": of_case("document"),
    "document_original": of_case("document"),
    "document_page": of_case("document", "page"),
    "document_take_up": post("document"),
    # the clinic's library: client-free, so the walled colleague reads and keeps it too
    "library": of_clinic(),
    "library_add": of_clinic(KEEPERS),
    "library_report": Row(ok=READERS, arguments=("library_report",)),
    "library_paper": Row(ok=READERS, arguments=("library_report",)),
    "library_newer": of_clinic(KEEPERS, arguments=("library_report",)),
    "library_cite": of_case(ok=CASEWORKERS),
    # packets
    "packet_add": of_case(ok=CASEWORKERS),
    "packet_check": of_case(ok=CASEWORKERS),
    "packet": of_case("packet"),
    "packet_uploaded": of_case("packet", ok=CASEWORKERS),
    "witnesses": of_case(),
    "witness_add": of_case(ok=CASEWORKERS),
    "witness": of_case("witness", ok=CASEWORKERS),
    "witness_strike": post("witness"),
    "charges": of_case(),
    "charge_add": of_case(ok=CASEWORKERS),
    "charge": of_case("charge", ok=CASEWORKERS),
    "charge_strike": post("charge"),
    "packet_stop": post("packet"),
    "packet_part": of_case("packet", "number", ok=CASEWORKERS, which={"number": "part number"}),
    # the calendar: whoever opens no file has nothing to put into one
    "calendar": of_clinic(),
    "feed": of_clinic(READERS),
    "feed_end": of_clinic(status=302, method="POST"),
    # reminders
    "outbox": of_clinic(),
    "reminders_policy": of_clinic(LEADERS),
    "reminders_mine": of_clinic(),
    "absence_end": Row(ok=frozenset({"attorney"}), status=302, method="POST", arguments=("absence",)),
    "reminders_proof": of_clinic(LEADERS),
    "consent_add": of_case("person", ok=CASEWORKERS),
    "consent_revoke": post("consent"),
    "todo_do": of_case("todo", ok=CASEWORKERS),
    "reminders_read": Row(ok=frozenset(), arguments=("token",)),  # an invented link
    "reminder_acknowledge": post("reminder", ok=frozenset({"attorney"})),
    # reports: a kept view is its owner's alone
    "deadline_report": of_clinic(LEADERS),
    "deadline_report_file": of_clinic(LEADERS, arguments=("form",)),
    "report_keep": of_clinic(LEADERS, status=302, method="POST"),
    "saved_report": of_clinic(LEADERS, status=302, arguments=("saved",), apart={"supervisor": 404}),
    "saved_report_mail": of_clinic(
        LEADERS, status=302, method="POST", arguments=("saved",), apart={"supervisor": 404}
    ),
    "saved_report_forget": of_clinic(
        LEADERS, status=302, method="POST", arguments=("saved",), apart={"supervisor": 404}
    ),
    # audit
    "audit": of_clinic(LEADERS | {"auditor"}),
}
