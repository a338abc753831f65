"""Dates and times in words: the weekday always, the distance as people say it."""

import datetime as dt

import pytest

from cases.templatetags import days

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("offset", "says"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (36, "in 36 days"),
        (-3, "3 days ago"),
        (3650, "in 3,650 days"),
    ],
)
def test_distance(offset: int, says: str) -> None:
    assert days.distance(TODAY + dt.timedelta(days=offset), TODAY) == says


def test_a_day_and_a_court_time() -> None:
    assert days.day(dt.date(2026, 12, 28)) == "Mon 28 Dec 2026"
    at = dt.datetime(2026, 12, 28, 14, 30, tzinfo=dt.UTC)
    assert days.moment(at, "America/Chicago") == "Mon 28 Dec 2026, 8:30 AM"
    assert [days.clock(dt.time(hour)) for hour in (0, 12, 13)] == ["12:00 AM", "12:00 PM", "1:00 PM"]


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (dt.date(2008, 12, 12), "17 y 11 m"),
        (dt.date(2008, 11, 22), "18 y 0 m"),
        (dt.date(2026, 9, 30), "1 m"),
    ],
)
def test_age(born: dt.date, says: str) -> None:
    assert days.age(born, TODAY) == says


@pytest.mark.parametrize("nothing", [None, "", "soon", 7])
def test_what_is_no_date_says_nothing(nothing: object) -> None:
    assert [days.day(nothing), days.distance(nothing), days.moment(nothing), days.age(nothing)] == [""] * 4
