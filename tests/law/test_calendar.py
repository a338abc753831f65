"""The holiday calendar, against facts of the statute and against the reference's own table."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.law import calendar
from cases.law.problems import RulebookBroken


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2020, 6, 19), False),  # Juneteenth: law only since 17 Jun 2021
        (date(2021, 6, 18), True),  # a Saturday holiday closes the Friday
        (date(2021, 1, 20), False),  # Inauguration Day closes Washington only
        (date(2025, 1, 20), True),  # but this one was also Martin Luther King's
        (date(2026, 11, 27), False),  # the day after Thanksgiving is open
        (date(2026, 7, 3), True),
        (date(2027, 12, 31), True),  # New Year's Day 2028, observed the year before
        (date(2025, 12, 24), False),  # closed by order: for the law it is open
    ],
)
def test_days_that_people_get_wrong(day: date, closed: bool) -> None:
    assert calendar.is_open(day) is not closed


def test_the_same_weekdays_as_the_reference(shared: Path) -> None:
    rows = json.loads((shared / "law" / "federal_holidays.json").read_text(encoding="utf-8"))
    wanted = {date.fromisoformat(row["date"]) for row in rows if row["closed_weekday"]}
    found = {
        day
        for year in range(2015, 2036)
        for day in calendar.federal_holidays(year)
        if day.weekday() < calendar.SATURDAY
    }
    assert found == wanted


def test_a_bad_closure_is_refused_with_a_sentence(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "closures.toml").write_text('[[closure]]\nday = "soon"\n', encoding="utf-8")
    monkeypatch.setattr(calendar, "CLOSURES", tmp_path / "closures.toml")
    calendar.closures.cache_clear()
    try:
        with pytest.raises(RulebookBroken, match="each closure needs a day"):
            calendar.closures()
    finally:
        calendar.closures.cache_clear()


def by_statute(year: int) -> set[date]:
    """The weekdays on which federal offices are closed, from 5 USC 6103 itself and nobody's library."""

    def nth(month: int, weekday: int, number: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    last_of_may = date(year, 5, 31)
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))  # Pub. L. 117-17
    moved = {5: timedelta(days=-1), 6: timedelta(days=1)}  # Saturday: the Friday; Sunday: the Monday
    found = {day + moved.get(day.weekday(), timedelta()) for day in fixed}
    found |= {nth(1, 0, 3), nth(2, 0, 3), nth(9, 0, 1), nth(10, 0, 2), nth(11, 3, 4)}
    found.add(last_of_may - timedelta(days=last_of_may.weekday()))
    return {day for day in found if day.year == year}


@pytest.mark.parametrize("year", range(1998, 2100))
def test_the_same_weekdays_as_the_statute(year: int) -> None:
    weekdays = {day for day in calendar.federal_holidays(year) if day.weekday() < calendar.SATURDAY}
    assert weekdays == by_statute(year)
