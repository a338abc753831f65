"""What is asked of relief screenings: whose they are, what they asked and found, and what has changed since."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from cases.access.roles import May
from cases.errors import Missing
from cases.law import countries, reference, screening_rows, wording
from cases.law.counting import shift
from cases.law.screening_record import NO, SAID
from cases.law.screening_rows import Asked
from cases.models import Case, Membership, Party, Person, ReliefScreening
from cases.queries import clinics, screening_file
from cases.queries.screening_file import Known

CHILDHOOD, GROWN = "child", 21  # questions of childhood are not asked of somebody who is over 21


@dataclass(frozen=True)
class Answer:
    """One question with the answer that stands: the file's, or what was said; ``value`` is "" while nobody answered."""

    asked: Asked
    value: str
    said: str  # in words
    known: Known | None = None  # where the file says so
    is_open: bool = True  # to be asked: the file does not know, and no other answer has closed it


@dataclass(frozen=True)
class Questions:
    """The questions of one group for one respondent."""

    id: str
    title: str
    title_in_spanish: str
    answers: tuple[Answer, ...]

    @property
    def to_ask(self) -> list[Answer]:
        """What is asked aloud."""
        return [each for each in self.answers if each.is_open]

    @property
    def from_file(self) -> list[Answer]:
        """What the file knows already."""
        return [each for each in self.answers if each.known]

    @property
    def unanswered(self) -> int:
        """How many questions have no answer yet, not even “not known”."""
        return sum(not each.value for each in self.to_ask)


@dataclass(frozen=True)
class Respondent:
    """A respondent with their screenings, the newest first."""

    person: Person
    screenings: list[ReliefScreening]

    @property
    def newest(self) -> ReliefScreening | None:
        """The screening that stands, or that is being answered."""
        return self.screenings[0] if self.screenings else None


def screening(*, case: Case, pk: int, member: Membership) -> ReliefScreening:
    """Return one screening of a case, or raise Missing."""
    found: ReliefScreening | None = _rows(case, member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such screening in this case.")
    return found


def respondents(*, case: Case, member: Membership) -> list[Respondent]:
    """Return the case's respondents with their screenings, in two queries; nothing sealed is opened."""
    parties = Party.objects.visible_to(member).filter(case=case, part=Party.Part.RESPONDENT)
    rows = list(_rows(case, member))
    return [
        Respondent(party.person, [row for row in rows if row.person_id == party.person_id])
        for party in parties.select_related("person").order_by("-is_lead", "pk")
    ]


def respondent(*, case: Case, pk: int, member: Membership) -> Person:
    """Return a respondent of this case, or raise Missing: only respondents are screened."""
    found = (
        Party.objects.visible_to(member)
        .filter(case=case, part=Party.Part.RESPONDENT, person_id=pk)
        .select_related("person")
        .first()
    )
    if found is None:
        raise Missing("There is no such respondent in this case.")
    person: Person = found.person
    return person


def for_case_page(*, case: Case, member: Membership) -> list[Respondent]:
    """Return what the case page says of screenings, for those who may ask; nobody else is told."""
    return respondents(case=case, member=member) if member.may(May.SCREEN) else []


def before(*, screening: ReliefScreening, member: Membership) -> ReliefScreening | None:
    """Return the finished screening of the same person before this one, if there is one."""
    rows = _rows(screening.case, member).filter(person_id=screening.person_id, finished_at__isnull=False)
    earlier = rows.filter(finished_at__lt=screening.finished_at) if screening.finished_at else rows
    return earlier.first()


def may_read(*, screening: ReliefScreening, member: Membership) -> bool:
    """Whether this member may read the flags: practitioners always, other staff once one has reviewed them."""
    return member.may(May.REVIEW_SCREENING) or screening.reviewed_at is not None


def known(*, screening: ReliefScreening, member: Membership) -> dict[str, Known]:
    """Return what the file answers today about the respondent."""
    today = clinics.today(member.clinic)
    return screening_file.known(case=screening.case, person=screening.person, today=today)


def kept(screening: ReliefScreening) -> dict[str, Known]:
    """Return what the file knew when the screening was finished."""
    return {name: Known(**each) for name, each in _opened(screening).get("file", {}).items()}


def given(screening: ReliefScreening) -> dict[str, str]:
    """Return the answers that were given, by name: yes, no, unknown, not_said, an ISO date, or a code."""
    found: dict[str, str] = _opened(screening)["given"]
    return found


def record(screening: ReliefScreening) -> dict[str, Any]:
    """Return what a finished screening found, as ``law.screening_record.kept`` wrote it."""
    found: dict[str, Any] = json.loads(screening.result.reveal()) if screening.result else {"flags": []}
    return found


def questions(
    *, given: Mapping[str, str], known: Mapping[str, Known], today: dt.date
) -> tuple[Questions, ...]:
    """Return every group of questions with the answers that stand."""
    stands = {**given, **{name: each.value for name, each in known.items()}}
    is_grown = _is_grown(stands.get("born", ""), today)
    found = []
    for group in screening_rows.sheet().groups:
        answers = [_answer(asked, stands, known) for asked in group.asked]
        if group.id == CHILDHOOD and is_grown:
            answers = [replace(each, is_open=False) for each in answers]
        found.append(Questions(group.id, group.title, group.title_in_spanish, tuple(answers)))
    return tuple(each for each in found if each.to_ask or each.from_file)


def differing(*, then: Mapping[str, Known], now: Mapping[str, Known]) -> list[str]:
    """Return the questions that the file answers otherwise than when a screening was finished."""
    asked = screening_rows.sheet().answers
    names = [name for name in asked if _value(then, name) != _value(now, name)]
    return [asked[name].ask for name in names]


def in_words(asked: Asked, value: str) -> str:
    """Return an answer as people say it; empty for none."""
    if value in SAID:
        return SAID[value]
    if asked.kind == "date" and value:
        return wording.day(dt.date.fromisoformat(value))
    if asked.kind == "country" and value:
        try:
            return countries.country(value).name()
        except reference.UnknownCode:
            return value
    return asked.in_words(value)


def _answer(asked: Asked, stands: Mapping[str, str], known: Mapping[str, Known]) -> Answer:
    value = stands.get(asked.name, "")
    is_closed = bool(asked.only_if) and stands.get(asked.only_if) == NO
    found = known.get(asked.name)
    return Answer(asked, value, in_words(asked, value), found, found is None and not is_closed)


def _is_grown(born: str, today: dt.date) -> bool:
    if not born or born in SAID:
        return False
    return shift(dt.date.fromisoformat(born), GROWN, "years") <= today


def _value(known: Mapping[str, Known], name: str) -> str:
    return known[name].value if name in known else ""


def _opened(screening: ReliefScreening) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(screening.answers.reveal())
    return found


def _rows(case: Case, member: Membership) -> "QuerySet[ReliefScreening]":
    who: Iterable[str] = ("person", "started_by__user", "finished_by__user", "reviewed_by__user")
    rows: QuerySet[ReliefScreening] = ReliefScreening.objects.visible_to(member)
    return rows.filter(case=case).select_related("case", *who).order_by("-started_at", "-pk")
