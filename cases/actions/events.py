"""What is done with the chronology: an event told, corrected, struck. Its words are sealed and stand in no audit row."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Problem
from cases.law import accounts as told
from cases.law import honest_dates
from cases.law.accounts import Present
from cases.law.honest_dates import How, Stated
from cases.models import Case, Event, Membership

LONGEST = {"title": 200, "story": 4000, "place": 200, "harm": 2000, "report_answer": 1000}


class EventFacts(TypedDict, total=False):
    """What can be told of an event. ``happened.other`` is the id of another event of the case, as text."""

    title: str
    story: str
    happened: Stated
    place: str
    people: tuple[Present, ...]
    harm: str
    reported: str
    report_answer: str


@transaction.atomic
def record(*, case: Case, by: Membership, **given: Unpack[EventFacts]) -> Event:
    """Record an event as it was told. Raises Problem with the field that must be mended."""
    audit.require(May.EDIT_DECLARATION, by=by)
    last = Event.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    event = Event(clinic_id=case.clinic_id, case=case, position=last + 1, created_by=by)
    _apply(event, given)
    event.save()
    audit.write(verb="event.record", by=by, case_id=case.pk, object_id=event.pk)
    return event


@transaction.atomic
def change(*, event: Event, version: int, by: Membership, **given: Unpack[EventFacts]) -> Event:
    """Correct what is told of an event. Raises Conflict when somebody else did meanwhile, Problem."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = _claim(event, version)
    _apply(fresh, given)
    fresh.save()
    audit.write(verb="event.change", by=by, case_id=fresh.case_id, object_id=fresh.pk, fields=sorted(given))
    return fresh


@transaction.atomic
def move(*, event: Event, earlier: bool, by: Membership) -> None:
    """Let an event change places with the one told before or after it."""
    audit.require(May.EDIT_DECLARATION, by=by)
    rows = list(Event.objects.select_for_update(no_key=True).filter(case_id=event.case_id, struck_at=None))
    place = next(number for number, row in enumerate(rows) if row.pk == event.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        if row.position != number:
            Event.objects.filter(pk=row.pk).update(position=number)
    audit.write(verb="event.move", by=by, case_id=event.case_id, object_id=event.pk)


@transaction.atomic
def strike(*, event: Event, version: int, by: Membership) -> Event:
    """Strike an event that was recorded by mistake, with what sources were said to say of it."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = _claim(event, version)
    if Event.objects.filter(other=fresh, struck_at=None).exists():
        raise Problem("Another event is dated as before or after this one. Date that one anew first.")
    now = timezone.now()
    fresh.struck_at, fresh.struck_by = now, by
    fresh.save()
    gone = fresh.accounts.filter(struck_at=None).update(struck_at=now, struck_by=by)
    audit.write(verb="event.strike", by=by, case_id=fresh.case_id, object_id=fresh.pk, accounts=gone)
    return fresh


def dated(stated: Stated, *, case_id: int, of: int | None) -> tuple[str, Event | None]:
    """Return what is stored of a stated date: its text, and the other event that it counts from.

    ``of`` is the event that is dated: it is not before itself, nor before one that is before it. Raises Problem.
    """
    kept = honest_dates.check(stated)
    if kept.how not in (How.BEFORE, How.AFTER):
        return honest_dates.write(kept), None
    other = Event.objects.filter(case_id=case_id, pk=int(kept.other), struck_at=None).first()
    if other is None:
        raise Problem("Choose an event of this chronology.", field="other")
    step: Event | None = other
    while step is not None and of is not None:
        if step.pk == of:
            raise Problem(
                "The other event is itself dated by this one. Date one of the two otherwise.", field="other"
            )
        step = step.other
    return honest_dates.write(kept), other


def text(name: str, value: str, longest: int) -> str:
    """Return a text as it is kept, or raise the Problem that it is too long."""
    kept = value.replace("\x00", "").strip()
    if len(kept) > longest:
        raise Problem(f"This has {len(kept):,} characters; {longest:,} are kept. Shorten it.", field=name)
    return kept


def _claim(event: Event, version: int) -> Event:
    fresh = versions.claim(event, version=version, called="this event")
    if fresh.struck_at is not None:
        raise Problem("This event was struck. Record it anew if it did happen.")
    return fresh


def _apply(event: Event, given: EventFacts) -> None:
    values: dict[str, Any] = dict(given)
    for name, longest in LONGEST.items():
        if name in values:
            setattr(event, name, text(name, values[name], longest))
    if not event.title:
        raise Problem("Say in a line what happened, as the declarant says it.", field="title")
    if "happened" in values:
        event.happened, event.other = dated(values["happened"], case_id=event.case_id, of=event.pk)
    if "people" in values:
        event.people = told.write_people(values["people"])
    if "reported" in values:
        event.reported = values["reported"]
