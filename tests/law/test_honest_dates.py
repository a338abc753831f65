"""Stated dates mean spans of days, and two of them contradict only where no reading leaves a common day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import Problem
from cases.law import honest_dates as honest
from cases.law import seasons
from cases.law.honest_dates import Life, Meaning, Span, Stated, Verdict

GIRL = Life(date(2010, 3, 4), "exact", "GT")
COUNTRIES = st.sampled_from(["GT", "HN", "EC", "US", "AR", ""])
CERTAINTIES = st.sampled_from(["exact", "approximate", "disputed", "unknown"])
YEARS = st.integers(2005, 2026)
SEASONS = st.sampled_from(sorted(seasons.NAMES))
STATED = st.one_of(
    st.builds(Stated, st.just("day"), YEARS, st.integers(1, 12), st.integers(1, 28), is_about=st.booleans()),
    st.builds(Stated, st.just("month"), YEARS, st.integers(1, 12), is_about=st.booleans()),
    st.builds(Stated, st.just("season"), YEARS, season=SEASONS, is_about=st.booleans()),
    st.builds(Stated, st.just("year"), YEARS, is_about=st.booleans()),
    st.builds(Stated, st.just("age"), age=st.integers(0, 18), is_about=st.booleans()),
    st.just(Stated()),
)
LIVES = st.builds(Life, st.dates(date(2000, 1, 1), date(2014, 12, 31)), CERTAINTIES, COUNTRIES)
MEANINGS = st.builds(honest.meaning, STATED, LIVES)


def mean(stated: Stated, life: Life = GIRL) -> Meaning:
    return honest.meaning(stated, life)


def compare(a: Stated, b: Stated, life: Life = GIRL) -> Verdict:
    return honest.compare(mean(a, life), mean(b, life))[0]


@given(MEANINGS, MEANINGS)
def test_the_order_of_the_two_changes_nothing(a: Meaning, b: Meaning) -> None:
    assert honest.compare(a, b) == honest.compare(b, a)


@given(MEANINGS, MEANINGS)
def test_what_overlaps_never_contradicts_and_what_does_not_always_does(a: Meaning, b: Meaning) -> None:
    verdict, because = honest.compare(a, b)
    meet = any(x.first <= y.last and y.first <= x.last for x in a.all for y in b.all)
    assert (verdict == Verdict.CONTRADICT) == bool(a.all and b.all and not meet)
    assert bool(because) == (verdict != Verdict.AGREE)


@given(MEANINGS)
def test_a_date_never_contradicts_itself(a: Meaning) -> None:
    assert honest.compare(a, a)[0] != Verdict.CONTRADICT


@given(STATED, LIVES)
def test_saying_about_only_ever_adds_days(stated: Stated, life: Life) -> None:
    exact = honest.meaning(replace(stated, is_about=False), life)
    about = honest.meaning(replace(stated, is_about=True), life)
    assert all(any(x.lies_in(y) for y in about.all) for x in exact.all)


@given(STATED)
def test_a_statement_comes_back_as_it_was_written(stated: Stated) -> None:
    assert honest.read_back(honest.write(stated)) == stated


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_the_age_of_a_day_is_that_days_age(born: date, day: date) -> None:
    if day < born:
        return
    at = honest.meaning(Stated("age", age=honest.age_on(born, day)), Life(born))
    assert any(span.first <= day <= span.last for span in at.all)


def test_at_twelve_is_the_year_between_two_birthdays() -> None:
    assert mean(Stated("age", age=12)).spans == (Span(date(2022, 3, 4), date(2023, 3, 3)),)
    assert compare(Stated("age", age=12), Stated("month", 2021, 3)) == Verdict.CONTRADICT
    assert compare(Stated("age", age=12), Stated("month", 2022, 7)) == Verdict.AGREE
    assert compare(Stated("age", age=12), Stated("year", 2022)) == Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    "life", [Life(None), Life(date(2010, 3, 4), "disputed"), Life(date(2010, 3, 4), "unknown")]
)
def test_an_age_without_a_sure_birth_date_means_no_date(life: Life) -> None:
    found = mean(Stated("age", age=12), life)
    assert not found.all
    assert "birth date" in found.because
    assert compare(Stated("age", age=12), Stated("year", 1999), life) == Verdict.CANNOT_TELL


def test_an_approximate_birth_date_leaves_a_year_either_way() -> None:
    life = Life(date(2010, 3, 4), "approximate", "GT")
    assert compare(Stated("age", age=12), Stated("month", 2021, 6), life) == Verdict.CANNOT_TELL
    assert compare(Stated("age", age=12), Stated("month", 2019, 6), life) == Verdict.CONTRADICT


def test_invierno_is_the_rains_in_central_america_and_may_be_the_cold_months() -> None:
    winter = Stated("season", 2019, season="winter")
    assert compare(winter, Stated("month", 2019, 7)) == Verdict.AGREE
    assert compare(winter, Stated("month", 2019, 1)) == Verdict.CANNOT_TELL
    assert "usually means the rains" in mean(winter).by
    assert compare(winter, Stated("month", 2017, 7)) == Verdict.CONTRADICT
    chile = Life(date(2010, 3, 4), "exact", "CL")
    assert compare(winter, Stated("month", 2019, 7), chile) == Verdict.AGREE
    assert compare(winter, Stated("month", 2019, 1), Life(None, "unknown", "US")) == Verdict.AGREE


def test_where_a_season_has_no_known_meaning_no_part_of_the_year_contradicts_it() -> None:
    quito = Life(date(2010, 3, 4), "exact", "EC")
    for month in range(1, 13):
        assert compare(Stated("season", 2019, season="winter"), Stated("month", 2019, month), quito) == (
            Verdict.CANNOT_TELL
        )
    assert compare(Stated("season", 2019, season="winter"), Stated("year", 2022), quito) == Verdict.CONTRADICT


@pytest.mark.parametrize(
    ("year", "easter"), [(2019, date(2019, 4, 21)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20))]
)
def test_holy_week_is_found_by_the_moon(year: int, easter: date) -> None:
    assert compare(Stated("season", year, season="holy_week"), honest.of_day(easter)) == Verdict.AGREE
    later = honest.of_day(date(year, 6, 1))
    assert compare(Stated("season", year, season="holy_week"), later) == Verdict.CONTRADICT


def test_before_another_event_is_sure_only_outside_it() -> None:
    other = mean(Stated("month", 2021, 3))
    before = honest.meaning(Stated("before", other="event:1"), GIRL, lambda _: other)
    assert honest.compare(before, mean(Stated("month", 2020, 3)))[0] == Verdict.AGREE
    assert honest.compare(before, mean(honest.of_day(date(2021, 3, 9))))[0] == Verdict.CANNOT_TELL
    assert honest.compare(before, mean(Stated("year", 2022)))[0] == Verdict.CONTRADICT
    assert honest.meaning(Stated("after", other="event:1"), GIRL).all == ()


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        (Stated("day", 2021, 2, 30), "day"),
        (Stated("month", 2021, 13), "month"),
        (Stated("year", 21), "year"),
        (Stated("age", age=300), "age"),
        (Stated("before"), "other"),
        (Stated("season", 2020, season="monsoon"), "season"),
        (Stated("often"), "how"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(stated: Stated, field: str) -> None:
    with pytest.raises(Problem) as refused:
        honest.check(stated)
    assert refused.value.field == field


def test_only_the_parts_of_its_kind_are_kept() -> None:
    given_too_much = Stated("year", 2019, 5, 7, "winter", 12, "event:3", words="el año de la tormenta")
    assert honest.check(given_too_much) == Stated("year", 2019, words="el año de la tormenta")


def test_ages_are_computed_from_every_day_that_is_meant() -> None:
    assert honest.ages(mean(Stated("year", 2022)), GIRL.born) == "11 or 12"
    assert honest.ages(mean(Stated("month", 2022, 7)), GIRL.born) == "12"
    assert honest.ages(mean(Stated()), GIRL.born) == ""
    assert honest.ages(mean(Stated("year", 2022)), None) == ""
    assert honest.in_words(mean(Stated("month", 2022, 7))) == "Fri 1 Jul 2022 to Sun 31 Jul 2022"
