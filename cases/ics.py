"""Writes dates as a calendar file (RFC 5545) that Google's, Apple's and Outlook's programs read alike."""

import calendar as almanac
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

# Nobody knows how long a hearing takes. A program shows an event without an end as an instant, easily overlooked.
SHOWN_AS = dt.timedelta(hours=1)
ASK_EVERY = "PT1H"  # how often a program should look again; Google looks when it likes


@dataclass(frozen=True)
class Happening:
    """One entry of a calendar: a whole day without a ``time``, else that wall clock in the IANA zone ``zone``."""

    uid: str
    sequence: int
    title: str
    day: dt.date
    time: dt.time | None
    zone: str
    link: str
    note: str
    is_cancelled: bool
    is_busy: bool


@dataclass(frozen=True)
class Change:
    """When a zone's clocks change in one year, as a rule says it: the ``nth`` weekday of a month, -1 the last."""

    month: int
    nth: int
    weekday: int  # Monday is 0
    clock: dt.time  # on the wall, just before
    before: dt.timedelta  # from UTC
    after: dt.timedelta
    called: str
    is_summer: bool


def calendar(name: str, happenings: Sequence[Happening], *, at: dt.datetime) -> bytes:
    """Return the file: UTF-8, CRLF, folded lines, with the rules of every time zone that it names.

    ``at`` is the moment of writing (aware). Whole days carry a date, never midnight: they stay on their day
    wherever the reader travels (RFC 5545, 3.6.1).
    """
    whole = Calendar()
    for key, value in (
        ("prodid", "-//Amparo//Calendar//EN"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", vText(" ".join(name.split()))),
        ("x-published-ttl", ASK_EVERY),
    ):
        whole.add(key, value)
    whole.add("refresh-interval", ASK_EVERY, parameters={"VALUE": "DURATION"}, encode=False)
    years = {each.day.year for each in happenings} | {at.year}
    for zone in sorted({each.zone for each in happenings if each.time}):
        if described := _zone(zone, min(years), max(years)):
            whole.add_component(described)
    for each in happenings:
        whole.add_component(_event(each, at))
    whole.add_missing_timezones()  # of a zone without one rule for all these years, each change by its date
    return bytes(whole.to_ical())


@lru_cache
def _zone(name: str, first: int, last: int) -> Timezone | None:
    """Return a zone whose changes follow one rule from one year to another; None when no rule says them all.

    Outlook takes a zone for unknown, and shows the hour wrong, unless the file says its changes as yearly rules.
    """
    rules = [_changes(name, year) for year in range(first, last + 2)]
    if any(each != rules[0] for each in rules):
        return None
    found = Timezone()
    found.add("tzid", name)
    for change in rules[0]:
        found.add_component(_rule(change))
    if not rules[0]:
        here = dt.datetime(first, 1, 1, tzinfo=ZoneInfo(name))
        never = TimezoneStandard()
        never.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001  (the zone's own wall clock)
        never.add("tzoffsetfrom", here.utcoffset())
        never.add("tzoffsetto", here.utcoffset())
        never.add("tzname", here.tzname() or name)
        found.add_component(never)
    return found


def _rule(change: Change) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    day = f"{change.nth}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[change.weekday]}"
    part.add("dtstart", dt.datetime.combine(_nth(1970, change), change.clock))
    part.add("rrule", {"freq": "yearly", "bymonth": change.month, "byday": day})
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.called)
    return part


def _nth(year: int, change: Change) -> dt.date:
    days = [
        day
        for day in range(1, almanac.monthrange(year, change.month)[1] + 1)
        if almanac.weekday(year, change.month, day) == change.weekday
    ]
    return dt.date(year, change.month, days[change.nth if change.nth < 0 else change.nth - 1])


def _changes(name: str, year: int) -> tuple[Change, ...]:
    """Return the changes of a zone's clocks in a year, found by asking it hour by hour on the days that differ."""
    zone, hour = ZoneInfo(name), dt.timedelta(hours=1)
    moment = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    found = []
    while moment.year == year:
        nearly = moment + (24 * hour)
        if zone.utcoffset(moment.astimezone(zone)) == zone.utcoffset(nearly.astimezone(zone)):
            moment = nearly
            continue
        while zone.utcoffset((moment + hour).astimezone(zone)) == zone.utcoffset(moment.astimezone(zone)):
            moment += hour
        moment += hour
        found.append(_change(zone, moment))
    return tuple(found)


def _change(zone: ZoneInfo, moment: dt.datetime) -> Change:
    """Say in words of a rule what happens to a zone's clocks at a moment (UTC, to the hour)."""
    was, now = (moment - dt.timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)
    before, after = was.utcoffset() or dt.timedelta(), now.utcoffset() or dt.timedelta()
    wall = (moment + before).replace(tzinfo=None)
    days = almanac.monthrange(wall.year, wall.month)[1]
    return Change(
        month=wall.month,
        nth=-1 if wall.day + 7 > days else (wall.day - 1) // 7 + 1,
        weekday=wall.weekday(),
        clock=wall.time(),
        before=before,
        after=after,
        called=now.tzname() or "",
        is_summer=bool(now.dst()),
    )


def _event(each: Happening, at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", each.uid)
    event.add("sequence", each.sequence)
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("summary", each.title)
    event.add("description", each.note)
    event.add("url", each.link)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if each.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if each.is_busy else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if each.is_busy else "FREE")
    if each.time is None:
        event.add("dtstart", each.day)
        event.add("dtend", each.day + dt.timedelta(days=1))  # the end is the first day after it
    else:
        start = dt.datetime.combine(each.day, each.time, ZoneInfo(each.zone))
        event.add("dtstart", start)
        event.add("dtend", start + SHOWN_AS)
    return event
