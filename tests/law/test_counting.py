"""Each way of counting by itself, and what must hold of it for any day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import calendar, clock, counting
from cases.law.counting import Count
from cases.law.problems import FactImpossible

days = st.dates(date(1998, 1, 1), date(2090, 12, 31))
lengths = st.integers(1, 400)


def test_shift_clamps_to_the_months_end() -> None:
    assert counting.shift(date(2024, 2, 29), 1, "years") == date(2025, 2, 28)
    assert counting.shift(date(2024, 2, 29), 4, "years") == date(2028, 2, 29)
    assert counting.shift(date(2026, 8, 31), 6, "months") == date(2027, 2, 28)
    assert counting.shift(date(2026, 3, 31), -1, "months") == date(2026, 2, 28)


def test_after_runs_on_over_a_chain_of_closed_days() -> None:
    # Sat 2 Jul 2027, Sun 4 Jul is a holiday observed on Mon 5 Jul.
    assert counting.after(date(2027, 6, 3), 30) == Count(date(2027, 7, 3), date(2027, 7, 6), date(2027, 7, 2))


def test_before_a_hearing_moves_toward_it_and_never_past_it() -> None:
    assert counting.before_hearing(date(2026, 12, 28), 30).legal == date(2026, 11, 30)
    assert counting.before_hearing(date(2026, 11, 28), 0).legal == date(2026, 11, 28)  # a Saturday hearing


def test_eligibility_and_exact_never_move() -> None:
    saturday = Count(*[date(2026, 7, 4)] * 3)
    assert counting.eligibility(date(2026, 1, 5), 180) == saturday
    assert counting.exact(date(2026, 1, 5), 180) == saturday


def test_working_days_skip_what_is_closed_but_not_a_one_off_closure() -> None:
    # 23 and 24 Dec 2025 count although the 24th was closed by order; staff then work to the 23rd.
    assert counting.working_days(date(2025, 12, 22), 2) == Count(
        date(2025, 12, 24), date(2025, 12, 24), date(2025, 12, 23)
    )


def test_a_closure_moves_only_the_act_by_date() -> None:
    count = counting.court_set(date(2025, 12, 26))
    assert count == Count(date(2025, 12, 26), date(2025, 12, 26), date(2025, 12, 23))


def test_clock_hours_cross_midnight_and_daylight_saving_does_not_matter() -> None:
    assert counting.clock_hours(datetime(2026, 10, 30, 23, 30), 72).nominal == date(2026, 11, 2)


def test_an_outage_extends_only_the_legal_day_and_only_on_it() -> None:
    plain = counting.after(date(2026, 10, 19), 30)
    extended = counting.extended_by_outage(plain, {date(2026, 11, 18), date(2026, 11, 19)})
    assert extended == plain._replace(legal=date(2026, 11, 20))
    assert counting.extended_by_outage(plain, {date(2026, 11, 17)}) == plain


def test_a_year_outside_the_calendar_is_a_typing_error() -> None:
    with pytest.raises(FactImpossible, match="check the year"):
        counting.after(date(2926, 1, 1), 30)


@given(days, lengths)
def test_after_safe_is_never_later_than_legal(day: date, length: int) -> None:
    count = counting.after(day, length)
    assert count.safe <= count.nominal <= count.legal
    assert calendar.is_open(count.legal)


@given(days, lengths, st.integers(0, 100))
def test_a_longer_period_never_ends_earlier(day: date, length: int, more: int) -> None:
    shorter, longer = counting.after(day, length), counting.after(day, length + more)
    assert all(a <= b for a, b in zip(shorter, longer, strict=True))


@given(days, lengths)
def test_a_before_hearing_date_is_never_after_the_hearing(hearing: date, length: int) -> None:
    count = counting.before_hearing(hearing, length)
    assert count.safe <= count.nominal <= count.legal <= hearing


@given(st.dates(date(1960, 1, 1), date(2030, 1, 1)), st.integers(14, 25))
def test_before_a_birthday_is_before_it(born: date, age: int) -> None:
    assert counting.before_birthday(born, age).legal < counting.shift(born, age, "years")


stops = st.lists(
    st.tuples(st.dates(date(2025, 6, 1), date(2027, 1, 1)), st.integers(0, 90)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=6,
)


@given(stops, st.dates(date(2025, 6, 1), date(2027, 1, 1)), st.integers(0, 90))
def test_one_more_stop_never_makes_the_150_days_earlier(
    others: list[tuple[date, date]], stop: date, length: int
) -> None:
    received = date(2026, 1, 5)
    before = clock.reaches(received, others, 150).day
    later = clock.reaches(received, [*others, (stop, stop + timedelta(days=length))], 150).day
    assert before is not None and later is not None
    assert before <= later


@given(stops)
def test_the_clock_shows_the_amount_on_the_day_it_reaches_it(others: list[tuple[date, date]]) -> None:
    received = date(2026, 1, 5)
    day = clock.reaches(received, others, 150).day
    assert day is not None
    assert clock.days_counted(received, others, day) == 150


def test_overlapping_and_touching_stops_count_once() -> None:
    found = clock.union(
        [
            (date(2026, 3, 20), date(2026, 4, 1)),
            (date(2026, 3, 2), date(2026, 4, 13)),
            (date(2026, 4, 13), None),
        ],
        date(2026, 1, 5),
    )
    assert found == [(date(2026, 3, 2), None)]
    assert clock.days_counted(date(2026, 1, 5), found, date(2026, 12, 1)) == 56


@pytest.mark.parametrize("by", counting.STRATEGIES)
@pytest.mark.parametrize("unit", ["days", "months", "years"])
@pytest.mark.parametrize("amount", [0, 10, 30, 365])
def test_a_count_settled_beforehand_is_the_same_count(by: str, unit: str, amount: int) -> None:
    start = datetime(2026, 11, 20, 14) if by == "clock_hours" else date(2026, 11, 20)
    if "years" in (unit, "years" if by == "before_birthday" else ""):
        amount = min(amount, 21)
    assert counting.prepared(by, amount, unit)(start) == counting.STRATEGIES[by](start, amount, unit)
