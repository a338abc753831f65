"""The calendar file, read back with another reader: times, whole days, zones whose rules Outlook understands."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from cases import ics

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Saipan",
)  # fmt: skip


def happening(
    day: dt.date,
    time: dt.time | None = None,
    zone: str = "America/Chicago",
    title: str = "Hearing · BAY-26-0001",
) -> ics.Happening:
    return ics.Happening(
        "one@amparo", 3, title, day, time, zone, "https://amparo.example.org/x", "", False, time is not None
    )


def read(*happenings: ics.Happening) -> list[Any]:
    return Calendar.from_ical(ics.calendar("Amparo", happenings, at=NOW)).walk("VEVENT")


def test_a_whole_day_is_a_date_and_ends_on_the_next() -> None:
    (event,) = read(happening(dt.date(2026, 12, 31)))
    assert event.decoded("dtstart") == dt.date(2026, 12, 31) and event.decoded("dtend") == dt.date(2027, 1, 1)
    assert type(event.decoded("dtstart")) is dt.date
    assert (event["transp"], event["sequence"], event["status"]) == ("TRANSPARENT", 3, "CONFIRMED")


@pytest.mark.parametrize("zone", ZONES)
def test_an_hour_is_the_courts_in_both_halves_of_the_year(zone: str) -> None:
    for day in (dt.date(2027, 1, 15), dt.date(2027, 7, 15), dt.date(2027, 3, 15), dt.date(2027, 11, 8)):
        (event,) = read(happening(day, dt.time(8, 30), zone))
        starts = event.decoded("dtstart")
        assert starts.replace(tzinfo=None) == dt.datetime.combine(day, dt.time(8, 30))
        assert event["dtstart"].params["TZID"] == zone
        assert starts.astimezone(dt.UTC) == dt.datetime.combine(day, dt.time(8, 30), ZoneInfo(zone))


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_says_its_changes_as_yearly_rules(zone: str) -> None:
    """Outlook shows the hour wrong where a zone lists its changes one by one (RDATE)."""
    data = ics.calendar("Amparo", [happening(dt.date(2027, 7, 15), dt.time(8, 30), zone)], at=NOW)
    assert b"RDATE" not in data
    described: Any = Calendar.from_ical(data).walk("VTIMEZONE")[0]
    rules = described.to_tz(lookup_tzid=False)  # what a program knows that trusts the file alone
    wall = [dt.datetime(2027, month, 20, 8, 30) for month in range(1, 13)]
    wall += [dt.datetime(2027, 3, 13, 23), dt.datetime(2027, 3, 14, 4), dt.datetime(2027, 11, 7, 4)]
    assert [rules.utcoffset(each) for each in wall] == [ZoneInfo(zone).utcoffset(each) for each in wall]


def test_a_zone_without_one_rule_is_still_described() -> None:
    data = ics.calendar("Amparo", [happening(dt.date(2027, 7, 15), dt.time(9), "Africa/Casablanca")], at=NOW)
    assert [each["tzid"] for each in Calendar.from_ical(data).walk("VTIMEZONE")] == ["Africa/Casablanca"]


def test_lines_are_folded_and_nothing_typed_begins_a_line_of_its_own() -> None:
    hostile = "Hearing; a, b\\n\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT " + "ñ" * 200
    data = ics.calendar("Ampa\r\nro", [happening(dt.date(2026, 12, 1), title=hostile)], at=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\nATTENDEE" not in data
    event: Any = Calendar.from_ical(data).walk("VEVENT")[0]
    assert "attendee" not in event and "ñ" * 200 in event["summary"]


def test_a_calendar_without_entries_is_a_calendar() -> None:
    whole = Calendar.from_ical(ics.calendar("Amparo", [], at=NOW))
    assert (whole["method"], whole["version"], whole["x-published-ttl"]) == ("PUBLISH", "2.0", "PT1H")
