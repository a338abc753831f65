"""What is done with sessions: logged, corrected, ended, and certified by each interpreter once they are over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Problem
from cases.law import languages, outlines
from cases.models import (
    Case,
    Declaration,
    InterviewSession,
    Membership,
    Party,
    Person,
    SessionCertificate,
    SessionInterpreter,
)
from cases.pdf import papers
from cases.queries import declarations as asked

MOST_HOURS = 12  # longer than any session: a typing error in the day or the hour


@dataclass(frozen=True)
class Interpreter:
    """One link of the relay, from the person's side: Mam to Spanish first, then Spanish to English."""

    name: str
    source: str  # ISO 639-3
    target: str
    address: str = ""
    telephone: str = ""
    is_remote: bool = False


@dataclass(frozen=True)
class Facts:
    """What is logged of a session; instants are aware."""

    starts_at: dt.datetime
    ended_at: dt.datetime | None = None
    how: str = InterviewSession.How.IN_PERSON
    place: str = ""
    others_present: str = ""
    break_minutes: int = 0
    breaks: str = ""
    topics: tuple[str, ...] = ()
    covered: str = ""
    notes: str = ""
    next_time: str = ""


@transaction.atomic
def record(
    *,
    case: Case,
    person: Person,
    facts: Facts,
    interpreters: Sequence[Interpreter],
    by: Membership,
    declaration: Declaration | None = None,
) -> InterviewSession:
    """Log a session with a person of this case; it may still be going on."""
    audit.require(May.EDIT_DECLARATION, by=by)
    if not Party.objects.filter(case=case, person=person).exists():
        raise Problem("Choose somebody among the people of this case.", field="person")
    if declaration is not None and declaration.case_id != case.pk:
        raise Problem("Choose a declaration of this case.", field="declaration")
    made = InterviewSession(
        clinic_id=case.clinic_id,
        case=case,
        person=person,
        declaration=declaration,
        conducted_by=by,
        recorded_by=by,
    )
    _fill(made, facts)
    made.save()
    _relay(made, interpreters)
    _write("interview.record", made, by)
    return made


@transaction.atomic
def change(
    *,
    session: InterviewSession,
    version: int,
    facts: Facts,
    interpreters: Sequence[Interpreter],
    by: Membership,
    declaration: Declaration | None = None,
) -> InterviewSession:
    """Correct or end a session. Once an interpreter has certified it, its times and its interpreters stay.

    Raises Conflict when somebody changed it meanwhile.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = versions.claim(session, version=version, called="this session")
    if SessionCertificate.objects.filter(interpreter__session=fresh).exists():
        same = (facts.starts_at, facts.ended_at) == (fresh.starts_at, fresh.ended_at)
        if not same or list(interpreters) != relay_of(fresh):
            raise Problem(
                "An interpreter has certified this session: its times and its interpreters stay as they were "
                "certified. What was told can still be corrected."
            )
    else:
        fresh.interpreters.all().delete()
        _relay(fresh, interpreters)
    _fill(fresh, facts)
    fresh.declaration = declaration
    fresh.save()
    _write("interview.change", fresh, by)
    return fresh


@transaction.atomic
def certify(
    *, interpreter: SessionInterpreter, declaration: Declaration, by: Membership
) -> SessionCertificate:
    """Make the certificate of one interpreter of one session, for them to sign.

    After the session, never before: what is certified must have happened. For a locked copy it names the copy's hash.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    session = interpreter.session
    if session.ended_at is None or session.ended_at > timezone.now():
        raise Problem(
            "This session has not ended: a certificate says what happened in it, so it is made afterwards. "
            "Record when the session ended first."
        )
    if declaration.case_id != session.case_id or declaration.declarant_id != session.person_id:
        raise Problem("Choose a declaration of the person of this session.", field="declaration")
    if declaration.locked_version is None:
        raise Problem("Lock the signing copy first: the certificate names the copy that was read.")
    if not session.read_backs.filter(sha256=declaration.locked_version.sha256).exists():
        raise Problem("Record first that this copy was read back in this session.")
    made, is_new = SessionCertificate.objects.get_or_create(
        clinic_id=session.clinic_id,
        interpreter=interpreter,
        declaration=declaration,
        sha256=declaration.locked_version.sha256,
        defaults={"locked": declaration.locked_version, "made_by": by},
    )
    if is_new:
        audit.write(
            verb="interview.certify",
            by=by,
            case_id=session.case_id,
            object_id=made.pk,
            session=session.pk,
            sha256=made.sha256,
        )
    return made


@transaction.atomic
def print_certificate(*, certificate: SessionCertificate, by: Membership) -> bytes:
    """Print one interpreter's certificate, and record it."""
    audit.require(May.EDIT_DECLARATION, by=by)
    declaration = certificate.declaration
    audit.write(
        verb="interview.print_certificate", by=by, case_id=declaration.case_id, object_id=certificate.pk
    )
    return papers.certificate_of_interpretation(
        interpreter=asked.as_interpreter(certificate.interpreter, declaration, certificate),
        declarant=declaration.declarant.name,
        caption=asked.caption(declaration.case),
        reference=declaration.case.reference,
    )


def relay_of(session: InterviewSession) -> list[Interpreter]:
    """Return the interpreters of a session as they were given."""
    return [
        Interpreter(
            one.name, one.source, one.target, one.address.reveal(), one.telephone.reveal(), one.is_remote
        )
        for one in session.interpreters.order_by("position")
    ]


def _fill(session: InterviewSession, facts: Facts) -> None:
    if facts.starts_at > timezone.now():
        raise Problem("This session has not begun: log it when it happens, or afterwards.", field="day")
    if facts.ended_at is not None:
        length = facts.ended_at - facts.starts_at
        if not dt.timedelta(0) < length <= dt.timedelta(hours=MOST_HOURS):
            raise Problem(
                f"A session ends after it began, within {MOST_HOURS} hours. Correct one of the two.",
                field="ended",
            )
        if facts.ended_at > timezone.now():
            raise Problem(
                "That end has not come yet: leave it empty while the session goes on.", field="ended"
            )
        if dt.timedelta(minutes=facts.break_minutes) >= length:
            raise Problem(
                "The breaks are as long as the whole session. Correct one of the two.", field="break_minutes"
            )
    known = {topic.code for topic in outlines.all_topics()}
    if unknown := [code for code in facts.topics if code not in known]:
        raise Problem(f"“{unknown[0][:20]}” is no topic of the list.", field="topics")
    session.starts_at, session.ended_at = facts.starts_at, facts.ended_at
    session.how, session.place = facts.how, facts.place.strip()
    session.others_present, session.break_minutes = facts.others_present.strip(), facts.break_minutes
    session.topics = list(facts.topics)
    for name in ("breaks", "covered", "notes", "next_time"):
        setattr(session, name, getattr(facts, name).replace("\x00", "").strip())


def _relay(session: InterviewSession, interpreters: Sequence[Interpreter]) -> None:
    for position, one in enumerate(interpreters, start=1):
        for code in (one.source, one.target):
            languages.language(code)
        if one.source == one.target:
            raise Problem(f"{one.name} interprets between two languages: choose another one of the two.")
        before = interpreters[position - 2] if position > 1 else None
        if before is not None and one.source != before.target:
            raise Problem(
                f"A relay hands on: {before.name} speaks {languages.language(before.target).english} to the next "
                f"interpreter, and {one.name} starts from {languages.language(one.source).english}."
            )
        SessionInterpreter.objects.create(
            clinic_id=session.clinic_id,
            session=session,
            position=position,
            name=one.name.strip(),
            source=one.source,
            target=one.target,
            address=one.address.strip(),
            telephone=one.telephone.strip(),
            is_remote=one.is_remote,
        )


def _write(verb: str, session: InterviewSession, by: Membership) -> None:
    audit.write(
        verb=verb,
        by=by,
        case_id=session.case_id,
        object_id=session.pk,
        interpreters=session.interpreters.count(),
        ended=session.ended_at is not None,
    )
