"""Calendar feeds: whose they are, and the file that a calendar program reads. Found before the fence stands."""

import datetime as dt
import uuid

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from cases import ics
from cases.mail import phrases
from cases.models import CalendarFeed, Clinic, Deadline, Hearing, Membership
from cases.queries import calendar, clinics, neutral

BACK = dt.timedelta(days=60)  # of days gone by that stay in the calendar
UIDS = uuid.UUID("6f5f6f0e-1f51-4a0c-9a52-7a7d9d9d2f0b")  # invented once: entries keep their names for ever


def running(*, secret_hash: str) -> CalendarFeed | None:
    """Return the feed with this hash, its membership and clinic at hand, while it and its holder are active."""
    found = CalendarFeed.objects.select_related("membership__clinic", "membership__user")
    alive = found.filter(revoked_at=None, membership__left_at=None, membership__user__is_active=True)
    return alive.filter(secret_hash=secret_hash).first()


def of_member(member: Membership) -> CalendarFeed | None:
    """Return a member's own running feed."""
    return CalendarFeed.objects.filter(membership_id=member.pk, revoked_at=None).first()


def file(*, feed: CalendarFeed, at: dt.datetime) -> bytes:
    """Return the feed's calendar file (RFC 5545) as it stands at a moment; asked inside the clinic's fence.

    An entry says a case's reference and what is due in neutral words, never who, where or before which court.
    """
    member = feed.membership
    hearings, dates = calendar.of_feed(
        member=member, reach=feed.reach, since=clinics.today(member.clinic) - BACK
    )
    language, clinic = member.user.language, member.clinic
    latest = {
        (each.case_id, each.rule, each.trigger): each
        for each in dates.annotate(earlier=_earlier()).order_by("pk")
    }
    found = [
        *(_of_hearing(each, clinic, language) for each in hearings),
        *(_of_deadline(each, clinic, language) for each in latest.values()),
    ]
    return ics.calendar(f"Amparo · {clinic.name}", found, at=at)


def _earlier() -> Coalesce:
    """How often a date was set before: rows are superseded, never edited."""
    same = Deadline.objects.filter(
        case=OuterRef("case"), rule=OuterRef("rule"), trigger=OuterRef("trigger"), pk__lt=OuterRef("pk")
    )
    counted = same.order_by().values("rule").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of_hearing(hearing: Hearing, clinic: Clinic, language: str) -> ics.Happening:
    case = hearing.proceeding.case
    what = phrases.feed("control_date" if hearing.time is None else "hearing", language)
    return ics.Happening(
        uid=_uid(clinic, "hearing", hearing.pk),
        sequence=hearing.version - 1,
        title=f"{what} · {case.reference}",
        day=hearing.day,  # type: ignore[arg-type]  # of_feed asks for those that have one
        time=hearing.time,
        zone=hearing.time_zone,
        link=_address("hearing", clinic, reference=case.reference, hearing=hearing.pk),
        note=phrases.feed("note", language),
        is_cancelled=hearing.status == Hearing.Status.CANCELLED,
        is_busy=True,
    )


def _of_deadline(deadline: Deadline, clinic: Clinic, language: str) -> ics.Happening:
    what = phrases.what(neutral.key(deadline), language)
    is_withdrawn = deadline.state == Deadline.State.WITHDRAWN
    return ics.Happening(
        uid=_uid(clinic, "date", deadline.case_id, deadline.rule, deadline.trigger),
        sequence=2 * deadline.earlier + is_withdrawn,  # type: ignore[attr-defined]  # annotated by file
        title=f"{what[0].upper()}{what[1:]} · {deadline.case.reference}",
        day=deadline.act_by,  # type: ignore[arg-type]  # of_feed asks for those that have one
        time=None,
        zone="",
        link=_address("deadline_why", clinic, reference=deadline.case.reference, deadline=deadline.pk),
        note=phrases.feed("note", language),
        is_cancelled=is_withdrawn,
        is_busy=False,
    )


def _uid(clinic: Clinic, *parts: object) -> str:
    """A name that stays the same while the entry moves, and that tells nothing to who reads it."""
    return f"{uuid.uuid5(UIDS, '/'.join(str(part) for part in (clinic.pk, *parts)))}@amparo"


def _address(name: str, clinic: Clinic, **parts: object) -> str:
    path = reverse(name, kwargs={"clinic": clinic.slug, **parts})
    return settings.AMPARO_URL.rstrip("/") + path
