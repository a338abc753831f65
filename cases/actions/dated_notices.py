"""What is done with notices that bear a date: recorded, corrected, given their scan, taken back; dates follow at once."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, deadlines, overrides, versions
from cases.errors import Problem
from cases.law import facts as known_facts
from cases.law import notices, wording
from cases.law.notices import ASKED, Kind
from cases.models import Case, DatedNotice, Deadline, Document, Membership, Override, Person, Proceeding
from cases.queries import clinics

EARLIEST = 1990
AHEAD = 15  # years


class NoticeFacts(TypedDict, total=False):
    """What can be recorded about a notice. ``facts`` are the kind's own questions, by the fact's name."""

    person: Person | None
    proceeding: Proceeding | None
    notice_on: dt.date | None
    service: str
    served_on: dt.date | None
    respond_by: dt.date | None
    receipt_number: str
    facts: Mapping[str, Any]


@transaction.atomic
def record(*, case: Case, by: Membership, kind: str, **given: Unpack[NoticeFacts]) -> DatedNotice:
    """Record a notice of one of the law's kinds; the dates of its rules follow at once.

    A date of the answer that it prints is set beside them: an earlier one is what is worked to, a later one never
    extends a limit of law. Raises Problem, with its field.
    """
    audit.require(May.EDIT_CASE, by=by)
    if case.status == Case.Status.CLOSED:
        raise Problem(f"Case {case.reference} is closed, so no notice starts a date in it.")
    if kind not in notices.kinds():
        raise Problem(f"“{kind[:30]}” is not a kind of notice. Choose one from the list.", field="kind")
    notice = DatedNotice(clinic_id=case.clinic_id, case=case, kind=kind, recorded_by=by)
    _apply(notice, given, by)
    _none_like_it(notice)
    notice.save()
    dates = _follow(notice, by=by)
    audit.write(verb="notice.record", by=by, case_id=case.pk, object_id=notice.pk, kind=kind, dates=dates)
    return notice


@transaction.atomic
def change(*, notice: DatedNotice, version: int, by: Membership, **given: Unpack[NoticeFacts]) -> DatedNotice:
    """Correct what is recorded about a notice. Raises Conflict when somebody else did meanwhile."""
    audit.require(May.EDIT_CASE, by=by)
    fresh = _claim(notice, version)
    _apply(fresh, given, by)
    fresh.save()
    dates = _follow(fresh, by=by)
    audit.write(
        verb="notice.change",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        fields=sorted(given),
        dates=dates,
    )
    return fresh


@transaction.atomic
def attach(*, notice: DatedNotice, document: Document, by: Membership) -> DatedNotice:
    """Say which scanned paper of the case is this notice. The dates stay; comparing it is a second person's."""
    audit.require(May.EDIT_CASE, by=by)
    if document.case_id != notice.case_id:
        raise Problem("Choose one of this case's documents.", field="document")
    fresh: DatedNotice = DatedNotice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    fresh.document = document
    fresh.save(update_fields=["document"])
    audit.write(verb="notice.attach", by=by, case_id=fresh.case_id, object_id=fresh.pk, document=document.pk)
    return fresh


@transaction.atomic
def take_back(*, notice: DatedNotice, version: int, because: str, by: Membership) -> DatedNotice:
    """Take a notice back that was recorded by mistake, with the reason: its dates end. Raises Conflict, Problem."""
    audit.require(May.EDIT_CASE, by=by)
    fresh = _claim(notice, version)
    said = " ".join(because.split())
    if not said:
        raise Problem("Say why it is taken back: the next reader will ask.", field="because")
    fresh.taken_back_at, fresh.taken_back_by, fresh.taken_back_because = timezone.now(), by, said[:300]
    fresh.save()
    dates = _follow(fresh, by=by)
    audit.write(verb="notice.take_back", by=by, case_id=fresh.case_id, object_id=fresh.pk, dates=dates)
    return fresh


def _claim(notice: DatedNotice, version: int) -> DatedNotice:
    fresh = versions.claim(notice, version=version, called="this notice")
    if fresh.taken_back_at is not None:
        raise Problem("This notice was taken back. Record it anew if it did come.")
    return fresh


def _follow(notice: DatedNotice, *, by: Membership) -> int:
    """Let the dates follow the notice, and the printed date of the answer follow into them; return how many changed."""
    plan = deadlines.follow_facts(case=notice.case, by=by)
    changed = len(plan.changes)
    if notice.taken_back_at is None and notices.kind(notice.kind).printed:
        rows = Deadline.objects.filter(
            case=notice.case, trigger=f"notice:{notice.pk}", state="open", kind="duty"
        )
        for row in rows.select_related("override").order_by("pk"):
            changed += _print(row, notice, by)
    return changed


def _print(row: Deadline, notice: DatedNotice, by: Membership) -> int:
    stands, printed = row.override, notice.respond_by
    if stands is not None and stands.source != Override.Source.PRINTED:
        return 0  # an attorney set another day by hand: it stays until it is taken back
    if printed is None:
        if stands is not None:
            overrides.take_back(deadline=row, because="The notice prints no date.", by=by)
        return int(stands is not None)
    if stands is not None and stands.act_by == printed:
        return 0
    bearing = f" of {wording.day(notice.notice_on)}" if notice.notice_on else ""
    overrides.set_date(
        deadline=row,
        day=printed,
        source=Override.Source.PRINTED,
        reason=f"Printed on the {notices.kind(notice.kind).paper}{bearing}.",
        by=by,
    )
    return 1


def _apply(notice: DatedNotice, given: NoticeFacts, by: Membership) -> None:
    """Put what was given into the row, or raise the Problem that says what is missing or cannot be."""
    kind = notices.kind(notice.kind)
    for name in ("person", "proceeding", "notice_on", "service", "served_on", "respond_by"):
        if name in given:
            setattr(notice, name, given[name])
    if "receipt_number" in given:
        notice.receipt_number = " ".join(given["receipt_number"].split()).upper()
    if "facts" in given:
        notice.facts = {
            name: _stored(name, value) for name, value in given["facts"].items() if name in kind.asks
        }
    _check_links(notice, kind)
    _check_days(notice, kind, today=clinics.today(by.clinic))
    for name in kind.asks:
        if name not in kind.may_be_empty and notice.facts.get(name) in (None, ""):
            raise Problem(f"{known_facts.known()[name].ask} Without it nothing can be counted.", field=name)


def _stored(name: str, value: Any) -> Any:
    """A fact as the row keeps it; the law checks it first."""
    if value in (None, ""):
        return None
    read = known_facts.reader(name)(name, value)
    return read.isoformat() if isinstance(read, dt.date) else read


def _check_links(notice: DatedNotice, kind: Kind) -> None:
    if notice.service not in DatedNotice.Service.values:
        raise Problem(
            f"“{notice.service[:20]}” is not a way of service. Choose one from the list.", field="service"
        )
    if notice.person is not None and not notice.case.parties.filter(person=notice.person).exists():
        raise Problem(f"{notice.person.called} is not in this case. Choose somebody who is.", field="person")
    if kind.needs_person and notice.person is None:
        raise Problem("Say whom it is about.", field="person")
    if kind.reads("birth") and notice.person is not None and notice.person.birth_date is None:
        raise Problem(
            f"No birth date is recorded for {notice.person.called}, and this date is counted from it. Record it first.",
            field="person",
        )
    if notice.proceeding is not None and notice.proceeding.case_id != notice.case_id:
        raise Problem("This proceeding belongs to another case. Choose one of this case.", field="proceeding")


def _check_days(notice: DatedNotice, kind: Kind, *, today: dt.date) -> None:
    """Refuse a notice without the day that counts, from days to come, or served before it was written."""
    if (kind.reads("notice_on") or kind.reads("served_on")) and not (notice.notice_on or notice.served_on):
        raise Problem("Which date is on it? Type it: the dates are counted from it.", field="notice_on")
    for field, what in (("notice_on", "It bears the date"), ("served_on", "It was served on")):
        day: dt.date | None = getattr(notice, field)
        if day is not None and (day > today or day.year < EARLIEST):
            raise Problem(
                f"{what} {wording.day(day)}, you typed, and that {'is still to come' if day > today else 'is long ago'}. "
                "Correct the day.",
                field=field,
            )
    if notice.notice_on and notice.served_on and notice.served_on < notice.notice_on:
        raise Problem(
            f"Served on {wording.day(notice.served_on)}, you typed, and it bears the date {wording.day(notice.notice_on)}: "
            "nothing is served before it is written. Correct one of the two.",
            field="served_on",
        )
    since = notice.served_on or notice.notice_on
    if (
        notice.respond_by
        and since
        and not since <= notice.respond_by <= today.replace(day=1, year=today.year + AHEAD)
    ):
        raise Problem(
            f"The answer's date, {wording.day(notice.respond_by)}, cannot be right for a notice of {wording.day(since)}. "
            "Read the paper again.",
            field="respond_by",
        )


def _none_like_it(notice: DatedNotice) -> None:
    """Refuse the same paper twice, typed by two people on the same morning."""
    same = DatedNotice.objects.filter(
        case=notice.case,
        kind=notice.kind,
        person=notice.person,
        notice_on=notice.notice_on,
        served_on=notice.served_on,
        receipt_number=notice.receipt_number,
        facts=notice.facts,
        taken_back_at=None,
    )
    if same.exists():
        raise Problem(
            "This notice is already recorded in this case. Open it there; nothing was added.",
            field="notice_on",
        )


__all__ = ["ASKED", "attach", "change", "record", "take_back"]
