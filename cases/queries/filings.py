"""What is asked of filings: those of a case, one with its history, and what marks a date."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from cases.errors import Missing
from cases.law import late_filing, wording
from cases.law.late_filing import Offer
from cases.models import Assignment, Case, Deadline, Filing, FilingOutcome, Membership, Packet, Proceeding
from cases.queries import clinics, proceedings, timeliness
from cases.queries.timeliness import Timeliness

OPEN = Deadline.State.OPEN


@dataclass(frozen=True)
class Mark:
    """What a date's row says of its latest filing, while that filing has not been accepted."""

    filing_id: int
    says: str
    is_rejected: bool


Marks = Mapping[tuple[int, str, str], Mark]  # (case, rule, trigger) -> mark


@dataclass(frozen=True)
class FilingRow:
    """A filing as pages show it, with the date that it answers."""

    id: int
    title: str
    where: str
    how: str
    document_type: str
    filed_on: dt.date
    filed_by: str
    received_on: dt.date | None
    receipt_number: str
    outcome: str  # pending, accepted, rejected
    says: str  # "Accepted Tue 24 Nov 2026", "Rejected …", "Not yet accepted"
    reason: str
    recorded: str
    is_i589: bool
    version: int
    packet_id: int | None
    packet: str
    deadline_id: int | None
    deadline: str
    is_open: bool  # the date that it answers
    act_by: dt.date | None
    rule: str
    timely: Timeliness = field(default_factory=Timeliness)
    is_late: bool = False
    history: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Late:
    """What a rejection means for its date, and what may be asked for now."""

    rejected: late_filing.Said
    offer: Offer
    is_past: bool  # the last day that counts as in time
    act_by: dt.date | None
    last_day: dt.date | None
    today: dt.date


def for_case_page(*, case: Case, member: Membership) -> list[FilingRow]:
    """Return a case's filings, the newest first. Five queries."""
    found = _whole(member).filter(case=case).order_by("-filed_on", "-pk")
    rows = list(found)
    open_rows = _open_dates(case) if rows else {}
    return [_row(each, open_rows) for each in rows]


def filing(*, case: Case, pk: int, member: Membership) -> Filing:
    """Return one filing of a case, or raise Missing."""
    found: Filing | None = _whole(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such filing in this case.")
    found.case = case
    return found


def row(filing: Filing) -> FilingRow:
    """Return a filing that this module fetched as its own page shows it."""
    return _row(filing, _open_dates(filing.case))


def packets(*, case: Case) -> list[Packet]:
    """Return the built packets of a case, the newest first: one of them may be what was filed."""
    return list(Packet.objects.filter(case=case, state=Packet.State.BUILT).order_by("-requested_at"))


def filers(*, case: Case, member: Membership) -> list[Membership]:
    """Return who may have filed: those who work on the case now, and the member who records it."""
    running = Assignment.objects.running().filter(case=case).select_related("membership__user")
    found = {each.membership_id: each.membership for each in running.order_by("pk")}
    return [member, *(each for pk, each in found.items() if pk != member.pk)]


def marks(deadlines: Iterable[Deadline]) -> Marks:
    """Return what each open date's latest filing says of it, in one query; nothing where it was accepted."""
    cases = {each.case_id for each in deadlines if each.state == OPEN}
    if not cases:
        return {}
    last = FilingOutcome.objects.filter(filing=OuterRef("pk")).order_by("-pk")
    found = Filing.objects.filter(case__in=cases, deadline__isnull=False).order_by("pk")
    latest: dict[tuple[int, str, str], Mark | None] = {}
    told = found.annotate(last_on=Subquery(last.values("on")[:1]), why=Subquery(last.values("reason")[:1]))
    for each in told.select_related("deadline"):
        latest[each.case_id, each.deadline.rule, each.deadline.trigger] = _mark(each)
    return {key: mark for key, mark in latest.items() if mark is not None}


def mark_of(deadline: Deadline) -> Mark | None:
    """Return what an open date's latest filing says of it."""
    return marks([deadline]).get((deadline.case_id, deadline.rule, deadline.trigger))


def _mark(each: Any) -> Mark | None:
    if each.outcome == Filing.Outcome.ACCEPTED:
        return None
    if each.outcome == Filing.Outcome.REJECTED:
        return Mark(each.pk, f"Rejected {wording.day(each.last_on)}: {each.why}", is_rejected=True)
    return Mark(each.pk, f"Filed {wording.day(each.filed_on)}, not yet accepted", is_rejected=False)


def late(filing: Filing, *, member: Membership) -> Late | None:
    """Return what a rejected filing's date allows, or None where it was not rejected, or its date is done."""
    due = answered(filing)
    if filing.outcome != Filing.Outcome.REJECTED or due is None or due.state == Deadline.State.DONE:
        return None
    return late_for(due, member=member)


def late_for(deadline: Deadline, *, member: Membership) -> Late:
    """Return what may be asked for about a date whose filing was rejected, and whether its time is past."""
    last, today = timeliness.last_day(deadline), clinics.today(member.clinic)
    return Late(
        late_filing.rejected(),
        late_filing.offer(deadline.rule),
        is_past=last is not None and last < today,
        act_by=deadline.act_by,
        last_day=last,
        today=today,
    )


def answering(deadline: Deadline, *, member: Membership) -> list[FilingRow]:
    """Return the filings that answer a date or an earlier row of it, the newest first."""
    same = {"deadline__rule": deadline.rule, "deadline__trigger": deadline.trigger}
    found = _whole(member).filter(case_id=deadline.case_id, **same).order_by("-filed_on", "-pk")
    rows = list(found)
    open_rows = _open_dates(deadline.case) if rows else {}
    return [_row(each, open_rows) for each in rows]


def _timely(filing: Filing, told: list[FilingOutcome], answers: Deadline) -> Timeliness:
    accepted = next((each.on for each in reversed(told) if each.outcome == Filing.Outcome.ACCEPTED), None)
    return timeliness.of(
        answers, filed_on=filing.filed_on, received_on=filing.received_on, accepted_on=accepted
    )


def answered(filing: Filing) -> Deadline | None:
    """Return the date that a filing answers: the open one, else the one that its last outcome was about."""
    return _answers(filing, _told(filing), _open_dates(filing.case)) if filing.deadline else None


def _answers(
    filing: Filing, told: list[FilingOutcome], open_dates: Mapping[tuple[str, str], Deadline]
) -> Deadline | None:
    if filing.deadline is None:
        return None
    stands = open_dates.get((filing.deadline.rule, filing.deadline.trigger))
    return stands or (told[-1].deadline if told else None) or filing.deadline


def _told(filing: Filing) -> list[FilingOutcome]:
    return list(filing.outcomes.all())


def _whole(member: Membership) -> QuerySet[Filing]:
    told = FilingOutcome.objects.select_related("recorded_by__user", "deadline__override").order_by("pk")
    found: QuerySet[Filing] = Filing.objects.visible_to(member)
    return found.select_related(
        "proceeding",
        "packet",
        "filed_by__user",
        "recorded_by__user",
        "deadline__decision",
        "deadline__override",
    ).prefetch_related(Prefetch("outcomes", told))


def _open_dates(case: Case) -> dict[tuple[str, str], Deadline]:
    found = Deadline.objects.filter(case=case, state=OPEN).select_related("override")
    return {(each.rule, each.trigger): each for each in found}


def _row(filing: Filing, open_dates: Mapping[tuple[str, str], Deadline]) -> FilingRow:
    told = _told(filing)
    last = told[-1] if told else None
    answers = _answers(filing, told, open_dates)
    timely = _timely(filing, told, answers) if answers else Timeliness()
    return FilingRow(
        id=filing.pk,
        title=filing.title,
        where=_where(filing.proceeding),
        how=filing.get_method_display(),
        document_type=filing.document_type,
        filed_on=filing.filed_on,
        filed_by=str(filing.filed_by.user),
        received_on=filing.received_on,
        receipt_number=filing.receipt_number,
        outcome=filing.outcome,
        says=f"{last.get_outcome_display()} {wording.day(last.on)}" if last else "Not yet accepted",
        reason=last.reason if last else "",
        recorded=f"{filing.recorded_by.user}, {wording.day(timezone.localdate(filing.recorded_at))}",
        is_i589=filing.is_i589,
        version=filing.version,
        packet_id=filing.packet_id,
        packet=filing.packet.title if filing.packet else "",
        deadline_id=answers.pk if answers else None,
        deadline=answers.title if answers else "",
        is_open=answers is not None and answers.state == OPEN,
        act_by=answers.act_by if answers else None,
        rule=answers.rule if answers else "",
        timely=timely,
        is_late=timely.is_late,
        history=[_history(each) for each in told],
    )


def _history(each: FilingOutcome) -> str:
    why = f": {each.reason}" if each.reason else ""
    recorded = f"recorded by {each.recorded_by.user}, {wording.day(timezone.localdate(each.recorded_at))}"
    return f"{each.get_outcome_display()} {wording.day(each.on)}{why} ({recorded})"


def _where(proceeding: Proceeding | None) -> str:
    if proceeding is None:
        return ""
    court = proceedings.court_name(proceeding)
    return f"{proceeding.get_kind_display()}: {court}" if court else proceeding.get_kind_display()
