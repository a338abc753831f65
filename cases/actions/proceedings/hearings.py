"""Hearings: recorded with their source, moved with their history kept, and ended."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, deadlines, reminders, versions
from cases.actions.proceedings.common import choose, must_be_open
from cases.errors import Problem
from cases.law import adjournments, wording
from cases.models import Hearing, HearingReport, Membership, Proceeding
from cases.queries import clinics

# Words that say what kind of place it is; a reminder to a client must not.
TELLS = re.compile(
    r"\b(?:court\w*|immigration|eoir|uscis|ice|dhs|orr|judge|asylum|detention|removal|corte|tribunal|juez|asilo)\b",
    re.IGNORECASE,
)
FURTHEST = 15  # years: courts do set hearings far ahead, but not further


@transaction.atomic
def add_hearing(
    *,
    proceeding: Proceeding,
    by: Membership,
    kind: str,
    setting: str = "at",
    day: dt.date | None = None,
    time: dt.time | None = None,
    filings_due_on: dt.date | None = None,
    medium: str = "unknown",
    courtroom: str = "",
    place: str = "",
    source: str = "notice",
    detail: str = "",
) -> Hearing:
    """Record a hearing at a time on the *court's* clock, as a control date, or to be determined, with its source.

    Raises Problem, with its field, for a day that cannot be, or one that is already recorded.
    """
    audit.require(May.EDIT_CASE, by=by)
    must_be_open(proceeding.case)
    hearing = Hearing(clinic_id=proceeding.clinic_id, proceeding=proceeding, time_zone=proceeding.time_zone)
    hearing.kind, hearing.medium, hearing.courtroom = kind, medium, courtroom.strip()
    hearing.place = _neutral(place)
    choose(kind, Hearing.Kind.values, "kind of hearing", "kind")
    _set(hearing, setting=setting, day=day, time=time, filings_due_on=filings_due_on, by=by)
    same = Hearing.objects.filter(proceeding=proceeding, kind=kind, day=day, time=time, status="scheduled")
    if day is not None and same.exists():
        raise Problem(
            f"This hearing on {wording.day(day)} is already recorded. Open it from the case's page.",
            field="day",
        )
    hearing.save()
    _report(hearing, source=source, detail=detail, by=by, is_adopted=True)
    plan = deadlines.follow_facts(case=proceeding.case, by=by)
    _remind(hearing=hearing, planned=bool(plan.changes))
    audit.write(
        verb="hearing.add", by=by, case_id=proceeding.case_id, object_id=hearing.pk, dates=len(plan.changes)
    )
    return hearing


@transaction.atomic
def move_hearing(
    *,
    hearing: Hearing,
    version: int,
    by: Membership,
    setting: str = "at",
    day: dt.date | None = None,
    time: dt.time | None = None,
    filings_due_on: dt.date | None = None,
    medium: str | None = None,
    courtroom: str | None = None,
    place: str | None = None,
    source: str = "notice",
    detail: str = "",
) -> Hearing:
    """Move a hearing; the earlier setting stays in its history, and the dates it set are superseded.

    ``medium``, ``courtroom`` and ``place`` None: as they were. Raises Conflict when somebody else changed it meanwhile.
    """
    audit.require(May.EDIT_CASE, by=by)
    fresh = versions.claim(hearing, version=version, called="this hearing")
    must_be_open(fresh.proceeding.case)
    if fresh.status != Hearing.Status.SCHEDULED:
        raise Problem(
            f"This hearing is {fresh.get_status_display().lower()} and cannot be moved. Add the new one instead."
        )
    fresh.medium = fresh.medium if medium is None else medium
    fresh.courtroom = fresh.courtroom if courtroom is None else courtroom.strip()
    fresh.place = fresh.place if place is None else _neutral(place)
    _set(fresh, setting=setting, day=day, time=time, filings_due_on=filings_due_on, by=by)
    fresh.save()
    _report(fresh, source=source, detail=detail, by=by, is_adopted=True)
    plan = deadlines.follow_facts(case=fresh.proceeding.case, by=by)
    _remind(hearing=fresh, planned=bool(plan.changes))
    audit.write(
        verb="hearing.move",
        by=by,
        case_id=fresh.proceeding.case_id,
        object_id=fresh.pk,
        dates=len(plan.changes),
    )
    return fresh


def _neutral(place: str) -> str:
    """Return a place as it may be written to a client's telephone, or raise Problem for a word that says what it is."""
    place = " ".join(place.split())
    if told := TELLS.search(place):
        raise Problem(
            f"“{told[0]}” would stand on a client's locked screen. Type the street, floor and city only, as in "
            "1400 Invented Street, 5th floor, Houston.",
            field="place",
        )
    return place


def _set(
    hearing: Hearing,
    *,
    setting: str,
    day: dt.date | None,
    time: dt.time | None,
    filings_due_on: dt.date | None,
    by: Membership,
) -> None:
    """Put a hearing to a time, or raise the Problem that says what is wrong with it."""
    _check_setting(
        setting=setting, day=day, time=time, filings_due_on=filings_due_on, today=clinics.today(by.clinic)
    )
    hearing.setting = setting
    hearing.day = None if setting == "tbd" else day
    hearing.time = time if setting == "at" else None
    hearing.filings_due_on = filings_due_on
    hearing.starts_at = (
        dt.datetime.combine(hearing.day, hearing.time, tzinfo=ZoneInfo(hearing.time_zone))
        if hearing.day and hearing.time
        else None
    )


def _check_setting(
    *, setting: str, day: dt.date | None, time: dt.time | None, filings_due_on: dt.date | None, today: dt.date
) -> None:
    """Raise Problem, with its field, unless this says as much as its setting needs and can be."""
    if setting not in ("at", "control_date", "tbd"):
        raise Problem(
            f"“{setting[:20]}” is not a way to set a hearing. Choose one from the list.", field="setting"
        )
    if setting != "tbd" and day is None:
        raise Problem("Which day? Type it, or choose “To be determined”.", field="day")
    if setting == "at" and time is None:
        raise Problem(
            "What time, on the court's clock? Type it, or choose “Control date only”.", field="time"
        )
    if setting != "tbd" and day is not None and not 1990 <= day.year <= today.year + FURTHEST:
        raise Problem(f"{wording.day(day)} is too far off for a hearing. Check the year.", field="day")
    if filings_due_on is not None and day is not None and setting != "tbd" and filings_due_on > day:
        raise Problem(
            f"Filings due on {wording.day(filings_due_on)}, after the hearing on {wording.day(day)}? Read the order again.",
            field="filings_due_on",
        )


@transaction.atomic
def report_hearing(
    *,
    hearing: Hearing,
    by: Membership,
    source: str,
    setting: str = "at",
    day: dt.date | None = None,
    time: dt.time | None = None,
    detail: str = "",
) -> HearingReport:
    """Record what another source says of a hearing. It moves nothing; when it disagrees, the pages say so."""
    audit.require(May.EDIT_CASE, by=by)
    _check_setting(setting=setting, day=day, time=time, filings_due_on=None, today=clinics.today(by.clinic))
    said = Hearing(clinic_id=hearing.clinic_id, pk=hearing.pk, setting=setting, day=day, time=time)
    if setting != "at":
        said.time = None
    if setting == "tbd":
        said.day = None
    made = _report(said, source=source, detail=detail, by=by, is_adopted=False)
    audit.write(
        verb="hearing.report",
        by=by,
        case_id=hearing.proceeding.case_id,
        object_id=hearing.pk,
        source=source,
    )
    return made


def _remind(*, hearing: Hearing, planned: bool) -> None:
    """Let the hearing's own reminders follow it; a hearing that moves no date plans nothing by itself."""
    if not planned:
        reminders.plan_for_case(case=hearing.proceeding.case)


def _report(hearing: Hearing, *, source: str, detail: str, by: Membership, is_adopted: bool) -> HearingReport:
    choose(source, HearingReport.Source.values, "source", "source")
    return HearingReport.objects.create(
        clinic_id=hearing.clinic_id,
        hearing_id=hearing.pk,
        source=source,
        setting=hearing.setting,
        day=hearing.day,
        time=hearing.time,
        detail=detail.strip()[:300],
        is_adopted=is_adopted,
        reported_by=by,
    )


@transaction.atomic
def end_hearing(
    *, hearing: Hearing, version: int, by: Membership, status: str, adjournment_code: str = ""
) -> Hearing:
    """Record that a hearing was held or cancelled; a code says why it was adjourned. Its dates then end."""
    audit.require(May.EDIT_CASE, by=by)
    choose(status, ("held", "cancelled"), "end of a hearing", "status")
    if adjournment_code:
        adjournments.adjournment(adjournment_code)
    fresh = versions.claim(hearing, version=version, called="this hearing")
    fresh.status, fresh.adjournment_code = status, adjournment_code
    fresh.save(update_fields=["status", "adjournment_code", "version"])
    plan = deadlines.follow_facts(case=fresh.proceeding.case, by=by)
    _remind(hearing=fresh, planned=bool(plan.changes))
    audit.write(
        verb="hearing.end",
        by=by,
        case_id=fresh.proceeding.case_id,
        object_id=fresh.pk,
        status=status,
        dates=len(plan.changes),
    )
    return fresh
