"""What is asked of sessions with the people of a case: the log, what was already told, who interpreted."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cases.errors import Missing, Problem
from cases.law import languages, outlines
from cases.models import (
    Case,
    Declaration,
    DeclarationVersion,
    InterviewSession,
    Membership,
    SessionCertificate,
    SessionInterpreter,
)


@dataclass(frozen=True)
class Told:
    """A topic that somebody has told already: in which sessions, the first one first."""

    topic: outlines.Topic
    person: str
    sessions: tuple[InterviewSession, ...]


def log(*, case: Case, member: Membership) -> list[InterviewSession]:
    """Return the sessions of a case, newest first, with their interpreters. Two queries."""
    found: QuerySet[InterviewSession] = InterviewSession.objects.visible_to(member)
    rows = found.filter(case=case).select_related("person", "conducted_by__user", "declaration")
    return list(rows.prefetch_related("interpreters").order_by("-starts_at", "-pk"))


def session(*, case: Case, pk: int, member: Membership) -> InterviewSession:
    """Return a session of this case, or raise Missing."""
    found: QuerySet[InterviewSession] = InterviewSession.objects.visible_to(member)
    one = (
        found.filter(case=case, pk=pk)
        .select_related("case", "person", "conducted_by__user", "declaration", "recorded_by__user")
        .prefetch_related("interpreters__certificates__locked", "read_backs__locked")
        .first()
    )
    if one is None:
        raise Missing("There is no such session for you to see.")
    return one


def told(sessions: list[InterviewSession]) -> list[Told]:
    """Return what each person has told already, in the order in which a life is told."""
    found: list[Told] = []
    for topic in outlines.all_topics():
        by_person: dict[str, list[InterviewSession]] = {}
        for one in reversed(sessions):
            if topic.code in one.topics:
                by_person.setdefault(one.person.name, []).append(one)
        found += [Told(topic, person, tuple(rows)) for person, rows in by_person.items()]
    return found


def minutes(session: InterviewSession) -> int | None:
    """Return how long it took without its breaks, or None while it goes on."""
    if session.ended_at is None:
        return None
    return int((session.ended_at - session.starts_at).total_seconds() // 60) - session.break_minutes


def ended_with(*, declaration: Declaration) -> QuerySet[InterviewSession]:
    """Return the sessions with the declarant that are over, newest first."""
    found: QuerySet[InterviewSession] = InterviewSession.objects.filter(
        case_id=declaration.case_id, person_id=declaration.declarant_id, ended_at__isnull=False
    )
    return found.order_by("-starts_at")


def interpreter(*, session: InterviewSession, pk: int) -> SessionInterpreter:
    """Return an interpreter of this session, or raise Missing."""
    found = SessionInterpreter.objects.filter(session=session, pk=pk).select_related("session").first()
    if found is None:
        raise Missing("There is no such interpreter in this session.")
    return found


def certificate(*, session: InterviewSession, pk: int) -> SessionCertificate:
    """Return a certificate of this session, or raise Missing."""
    found = (
        SessionCertificate.objects.filter(interpreter__session=session, pk=pk)
        .select_related("interpreter__session", "declaration__case", "declaration__declarant", "locked")
        .first()
    )
    if found is None:
        raise Missing("There is no such certificate.")
    return found


def certified(*, version: DeclarationVersion) -> list[SessionCertificate]:
    """Return the certificates of the interpreters through whom this version was read, in the order of the relay."""
    found = SessionCertificate.objects.filter(declaration_id=version.declaration_id, sha256=version.sha256)
    return list(
        found.select_related("interpreter__session").order_by("interpreter__session", "interpreter__position")
    )


def latest_interpreters(*, declaration: Declaration) -> list[SessionInterpreter]:
    """Return who interpreted in the last session about this declaration, in the order of the relay."""
    last = InterviewSession.objects.filter(declaration=declaration).order_by("-starts_at").first()
    return list(last.interpreters.order_by("position")) if last else []


@dataclass(frozen=True)
class Link:
    """One interpreter of a session with both languages named, and what they have certified of it."""

    interpreter: SessionInterpreter
    source: str
    target: str
    certificates: tuple[SessionCertificate, ...]


def links(session: InterviewSession) -> list[Link]:
    """Return the relay of a session, from the person's side."""
    return [
        Link(
            one,
            languages.language(one.source).english,
            languages.language(one.target).english,
            tuple(one.certificates.all()),
        )
        for one in session.interpreters.all()
    ]


def topics_of(session: InterviewSession) -> list[outlines.Topic]:
    """Return what was told in a session."""
    return [topic for topic in outlines.all_topics() if topic.code in session.topics]


def read_in(*, session: InterviewSession) -> Declaration:
    """Return the declaration whose locked copy was read back in this session. Raises Problem where none was."""
    found = (
        Declaration.objects.filter(read_backs__session=session, locked_version__isnull=False)
        .select_related("locked_version", "case")
        .first()
    )
    if found is None:
        raise Problem(
            "Record first, on the declaration's page, that its locked copy was read back in this session."
        )
    return found
