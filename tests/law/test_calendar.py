"""The holiday calendar, against facts of the statute and against the reference's own table."""

import json
from datetime import date
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
