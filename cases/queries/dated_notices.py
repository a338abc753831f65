"""What is asked of notices with a date: the kinds to choose from, those of a case, and one with its dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.errors import Missing
from cases.law import facts as known_facts
from cases.law import notices, wording
from cases.law.notices import Kind
from cases.models import Case, DatedNotice, Document, Membership, Person
from cases.queries import confirmations, deadlines
from cases.queries.deadlines import DeadlineRow


@dataclass(frozen=True)
class NoticeRow:
    """A notice as pages show it; ``facts`` is (label, words)."""

    id: int
    title: str
    day: dt.date | None  # the one that it is listed by
    about: str
    facts: list[tuple[str, str]]
    recorded: str
    has_scan: bool
    version: int
    taken_back: str = ""

    @property
    def trigger(self) -> str:
        """What its dates are counted from, as a deadline names it."""
        return f"notice:{self.id}"


def groups() -> dict[str, list[Kind]]:
    """Return the kinds that a notice can be, by the heading under which they are offered."""
    found: dict[str, list[Kind]] = {}
    for each in notices.kinds().values():
        found.setdefault(each.group, []).append(each)
    return found


def kind(kind_id: str) -> Kind:
    """Return one kind, or raise Missing: it stands in an address that anybody can type."""
    found = notices.kinds().get(kind_id)
    if found is None:
        raise Missing("There is no such kind of notice. Choose one from the list.")
    return found


def for_case_page(*, case: Case, member: Membership) -> list[NoticeRow]:
    """Return a case's notices that stand, the newest first. One query."""
    found = _whole(member).filter(case=case, taken_back_at=None).order_by("-recorded_at", "-pk")
    return [row(each) for each in found]


def all_of_case(*, case: Case, member: Membership) -> list[NoticeRow]:
    """Return every notice of a case, those that were taken back too, the newest first."""
    return [row(each) for each in _whole(member).filter(case=case).order_by("-recorded_at", "-pk")]


def notice(*, case: Case, pk: int, member: Membership) -> DatedNotice:
    """Return one notice of a case, or raise Missing."""
    found: DatedNotice | None = _whole(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such notice in this case.")
    found.case = case
    return found


def row(notice: DatedNotice) -> NoticeRow:
    """Return a notice that this module fetched as its own page shows it."""
    kind = notices.kind(notice.kind)
    taken_back = ""
    if notice.taken_back_by is not None:
        taken_back = f"{notice.taken_back_by.user}: {notice.taken_back_because}"
    return NoticeRow(
        id=notice.pk,
        title=kind.title,
        day=notice.served_on or notice.notice_on or _first_day(kind, notice.facts),
        about=notice.person.called if notice.person else "",
        facts=in_words(notice),
        recorded=f"{notice.recorded_by.user}, {wording.day(notice.recorded_at.date())}",
        has_scan=notice.document_id is not None,
        version=notice.version,
        taken_back=taken_back,
    )


def in_words(notice: DatedNotice) -> list[tuple[str, str]]:
    """Return what is recorded about a notice: label and words, what its kind does not ask left out."""
    kind = notices.kind(notice.kind)
    said: list[tuple[str, str]] = []
    if kind.reads("notice_on") or kind.reads("served_on") or notice.notice_on:
        said.append(("Date on it", _day(notice.notice_on)))
    if kind.served:
        said.append(("Served", notice.get_service_display()))
        said.append(("Mailed, posted or given on", _day(notice.served_on)))
    said += [(known_facts.label(name), _fact(name, notice.facts.get(name))) for name in kind.asks]
    if kind.printed:
        said.append(("Date of the answer, as printed", _day(notice.respond_by)))
    if kind.reads("birth"):
        said.append(("Born", _day(notice.person.birth_date if notice.person else None)))
    if notice.receipt_number:
        said.append(("Receipt number", notice.receipt_number))
    return said


def dates(notice: DatedNotice, *, member: Membership) -> list[DeadlineRow]:
    """Return the dates, open or done, that a notice started."""
    name = f"notice:{notice.pk}"
    return deadlines.of_triggers(case=notice.case, triggers=[name], member=member).get(name, [])


def people(*, case: Case) -> list[Person]:
    """Return whom a notice can be about: the respondents, the lead first."""
    parties = case.parties.filter(part="respondent").select_related("person").order_by("-is_lead", "pk")
    return [each.person for each in parties]


def papers(*, case: Case, member: Membership) -> list[Document]:
    """Return the case's documents, the newest first, with the exhibits made of them."""
    return confirmations.papers(case=case, member=member)


def stands(notice: DatedNotice) -> dict[str, Any]:
    """Return what is recorded, by the names of its form's fields."""
    kind = notices.kind(notice.kind)
    fields = ("notice_on", "service", "served_on", "respond_by", "receipt_number")
    given: dict[str, Any] = {name: getattr(notice, name) for name in fields}
    given |= {"person": notice.person_id, "proceeding": notice.proceeding_id}
    return given | {name: _value(name, notice.facts) for name in kind.asks}


def _value(name: str, kept: Mapping[str, Any]) -> Any:
    value = kept.get(name)
    fact = known_facts.known()[name]
    return known_facts.a_date(name, value) if value and fact.kind == "date" else value


def _first_day(kind: Kind, kept: Mapping[str, Any]) -> dt.date | None:
    days = [_value(name, kept) for name in kind.asks if known_facts.known()[name].kind == "date"]
    return next((day for day in days if day), None)


def _fact(name: str, value: Any) -> str:
    if value in (None, ""):
        return "not recorded"
    if known_facts.known()[name].kind == "date":
        return wording.day(known_facts.a_date(name, value))
    return str(value)


def _day(day: dt.date | None) -> str:
    return wording.day(day) if day else "not recorded"


def _whole(member: Membership) -> QuerySet[DatedNotice]:
    found: QuerySet[DatedNotice] = DatedNotice.objects.visible_to(member)
    people = ("recorded_by__user", "taken_back_by__user")
    return found.select_related("person", "proceeding", "document", *people)
