"""Dates and times as people say them: always with the weekday, and how far away."""

import datetime as dt
import zoneinfo

from django import template
from django.utils import timezone

from cases.law import wording

register = template.Library()


def _as_day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, dt.date) else None


@register.filter
def day(value: object) -> str:
    """A date (or the date of a moment) in words; empty for anything that is not a date."""
    found = _as_day(value)
    return wording.day(found) if found else ""


@register.filter
def iso(value: object) -> str:
    """The machine's spelling for <time datetime="…">."""
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else ""


@register.filter
def distance(value: object, today: object = None) -> str:
    """How many calendar days away: "today", "tomorrow", "in 36 days", "3 days ago".

    Without ``today`` it is today in the active time zone (the clinic's, set by the middleware).
    """
    found = _as_day(value)
    if found is None:
        return ""
    days = (found - (_as_day(today) or timezone.localdate())).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def wall_clock(time: dt.time) -> str:
    """Return “8:30 AM”, as American courts write it."""
    return f"{time.hour % 12 or 12}:{time.minute:02d} {'AM' if time.hour < 12 else 'PM'}"


@register.filter
def clock(value: object) -> str:
    """The wall-clock time of a time or moment, unchanged by any zone."""
    if isinstance(value, dt.datetime):
        return wall_clock(value.time())
    return wall_clock(value) if isinstance(value, dt.time) else ""


@register.filter
def moment(value: object, zone: object = None) -> str:
    """Return “Mon 28 Dec 2026, 8:30 AM” in ``zone`` (an IANA name) or in the active time zone."""
    if not isinstance(value, dt.datetime):
        return ""
    if timezone.is_aware(value):
        value = timezone.localtime(value, zoneinfo.ZoneInfo(str(zone)) if zone else None)
    return f"{wording.day(value.date())}, {wall_clock(value.time())}"


@register.filter
def age(born: object, today: object = None) -> str:
    """Years and months at ``today``, “17 y 11 m”; under one year only months."""
    birth, now = _as_day(born), _as_day(today) or timezone.localdate()
    if birth is None or birth > now:
        return ""
    months = (now.year - birth.year) * 12 + now.month - birth.month - (now.day < birth.day)
    years, months = divmod(months, 12)
    return f"{years} y {months} m" if years else f"{months} m"
