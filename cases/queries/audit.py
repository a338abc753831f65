"""What is asked of the audit trail: who has looked at a file, and what happened in the clinic."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q

from cases.models import AuditEvent, Case, Membership

PAGE = 50
_WORKER = ("Amparo", "worker")
# How the trail's verbs read. A verb without words here is shown as it is written.
WORDS = {
    "case.read": "read the case page",
    "people.read": "read what is recorded about a person",
    "notes.read": "read the notes",
    "team.read": "looked at who works on the case",
    "case.open_intake": "began the intake",
    "case.finish_intake": "finished the intake",
    "case.describe": "changed the summary",
    "case.close": "closed the case",
    "person.record": "recorded a person",
    "person.change": "corrected what is recorded about a person",
    "person.reveal_a_number": "had an A-number shown",
    "contact.add": "added a way to reach somebody",
    "contact.change_rule": "changed the rule for calling",
    "contact.retire": "retired a way to reach somebody",
    "contact.reveal": "had a number or address shown",
    "client.record": "recorded a client",
    "client.change": "corrected an arrival",
    "minor.record": "recorded a minor",
    "minor.change": "changed a minor's record",
    "status.assert": "recorded what a source says of a minor",
    "status.withdraw": "withdrew a recorded status",
    "sponsorship.place": "recorded a sponsor",
    "sponsorship.change_standing": "changed a sponsor's standing",
    "sponsorship.end": "ended a placement",
    "assignment.assign": "put somebody to work on the case",
    "assignment.end": "ended an assignment",
    "wall.raise": "raised a wall",
    "wall.lift": "lifted a wall",
    "note.write": "wrote a note",
    "deadline.sweep": "recomputed the clinic's dates overnight",
    "deadline.rules_changed": "moved dates after a change of the rulebook",
    "deadline.override": "set another date than the computed one",
    "deadline.take_back_override": "took a set date back",
    "deadline.confirm": "compared what was typed with its paper",
    "screenings.read": "looked at which screenings there are",
    "screening.read": "read a relief screening",
    "screening.start": "began a relief screening",
    "screening.answer": "took answers of a relief screening",
    "screening.finish": "finished a relief screening",
    "screening.review": "reviewed a relief screening",
    "screening.discard": "deleted an unfinished relief screening",
    "declaration.read": "read a declaration",
    "declaration.begin": "began a declaration",
    "declaration.set_details": "changed where a declaration is signed, or who interprets",
    "declaration.open_session": "let an interpreter read a declaration",
    "declaration.print": "printed a declaration",
    "declaration.send_to_attorney": "sent a declaration to the attorney",
    "declaration.send_back": "sent a declaration back to drafting",
    "declaration.lock": "locked a signing copy",
    "declaration.unlock": "opened a locked copy again",
    "declaration.read_back": "recorded a read-back",
    "declaration.sign": "recorded a signature",
    "declaration.attach_scan": "attached the scan of a signature",
    "declaration.restore": "took up an earlier version of a declaration",
    "declaration.to_word": "took a declaration out to Word",
    "declaration.from_word": "brought a declaration back from Word",
    "paragraph.add": "added a paragraph",
    "paragraph.edit": "wrote in a paragraph",
    "paragraph.move": "moved a paragraph",
    "paragraph.delete": "deleted a paragraph",
    "paragraph.split": "split a paragraph",
    "paragraph.join": "joined two paragraphs",
    "paragraph.fits": "said that a translation fits",
    "paragraph.set_heading": "made a paragraph a heading, or the other way round",
    "comment.add": "commented on a paragraph",
    "comment.settle": "settled a comment",
    "versions.read": "read the versions of a declaration",
    "interviews.read": "read the log of sessions",
    "interview.read": "read a session",
    "interview.record": "logged a session",
    "interview.change": "corrected a session",
    "interview.certify": "made an interpreter's certificate",
    "interview.print_certificate": "printed an interpreter's certificate",
    "rule.sign": "signed off rules",
    "rule.take_back": "took back a signature under a rule",
    "edition.sign": "signed off an edition of the rulebook",
}


@dataclass(frozen=True)
class Looker:
    """One colleague's traces in one file."""

    name: str
    role: str
    reads: int
    reveals: int
    changes: int
    last: dt.datetime


@dataclass(frozen=True)
class Trace:
    """One line of the trail."""

    at: dt.datetime
    name: str
    role: str
    words: str
    verb: str
    reference: str
    detail: str


def who_looked(*, case: Case) -> list[Looker]:
    """Return everybody who has opened or changed this case's file, the latest first."""
    read, reveal = Q(verb__endswith=".read"), Q(verb__contains=".reveal")
    rows: Any = (
        AuditEvent.objects.filter(clinic_id=case.clinic_id, case_id=case.pk)
        .values("membership_id")
        .annotate(
            reads=Count("pk", filter=read),
            reveals=Count("pk", filter=reveal),
            changes=Count("pk", filter=~read & ~reveal),
            last=Max("at"),
        )
        .order_by("-last")
    )
    people = _names(case.clinic_id, {row["membership_id"] for row in rows})
    return [
        Looker(
            name=people.get(row["membership_id"], _WORKER)[0],
            role=people.get(row["membership_id"], _WORKER)[1],
            reads=row["reads"],
            reveals=row["reveals"],
            changes=row["changes"],
            last=row["last"],
        )
        for row in rows
    ]


def trail(
    *, member: Membership, membership: str = "", reference: str = "", number: str | int = 1
) -> "Page[Trace]":
    """Return a page of the clinic's trail, newest first, of one colleague or one case if given.

    Empty for a role that may not read it.
    """
    events = AuditEvent.objects.visible_to(member).order_by("-at", "-pk")
    if membership.isdigit():
        events = events.filter(membership_id=int(membership))
    if reference.strip():
        named = Case.objects.filter(clinic_id=member.clinic_id, reference__iexact=reference.strip())
        events = events.filter(case_id__in=named.values("pk"))
    page: Any = Paginator(events, PAGE).get_page(number)
    found = list(page.object_list)
    people = _names(member.clinic_id, {one.membership_id for one in found})
    cases: dict[int | None, str] = dict(
        Case.objects.filter(clinic_id=member.clinic_id, pk__in={one.case_id for one in found}).values_list(
            "pk", "reference"
        )
    )
    page.object_list = [
        Trace(
            at=one.at,
            name=people.get(one.membership_id, _WORKER)[0],
            role=people.get(one.membership_id, _WORKER)[1],
            words=WORDS.get(one.verb, one.verb.replace(".", " ").replace("_", " ")),
            verb=one.verb,
            reference=cases.get(one.case_id, ""),
            detail=_detail(one.detail),
        )
        for one in found
    ]
    shown: Page[Trace] = page
    return shown


def last_change(
    *, verb: str, object_id: int | None, case: Case | None = None, clinic_id: int = 0
) -> tuple[str, dt.datetime] | None:
    """Return who last did this to this row of a case (or of the clinic as a whole), and when: what the second editor is told."""
    clinic_id = case.clinic_id if case else clinic_id
    done = AuditEvent.objects.filter(clinic_id=clinic_id, case_id=case.pk if case else None, verb=verb)
    event = done.filter(object_id=object_id).order_by("-at").first()
    if event is None:
        return None
    return _names(clinic_id, {event.membership_id}).get(event.membership_id, _WORKER)[0], event.at


def _names(clinic_id: int, ids: set[int | None]) -> dict[int | None, tuple[str, str]]:
    known = [one for one in ids if one is not None]
    found = Membership.objects.filter(clinic_id=clinic_id, pk__in=known).select_related("user")
    return {one.pk: (str(one.user), one.get_role_display()) for one in found}


def _detail(detail: dict[str, Any]) -> str:
    parts = []
    for key, value in detail.items():
        said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f"{key.replace('_', ' ')}: {said.replace('_', ' ')}")
    return "; ".join(parts)
