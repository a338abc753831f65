"""Dates as people write them in a box of the form, in both languages; what is no date is not made one."""

import pytest

from cases.law import read_dates
from cases.law.honest_dates import Stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("3/14/2021", Stated("day", 2021, 3, 14)),
        ("2021-03-14", Stated("day", 2021, 3, 14)),
        ("May 5, 2020", Stated("day", 2020, 5, 5)),
        ("5 de mayo de 2020", Stated("day", 2020, 5, 5)),
        ("March 2021", Stated("month", 2021, 3)),
        ("3/2021", Stated("month", 2021, 3)),
        ("in 2019", Stated("year", 2019)),
        ("about 2019", Stated("year", 2019, is_about=True)),
        ("como en marzo de 2018", Stated("month", 2018, 3, is_about=True)),
        ("el invierno de 2019", Stated("season", 2019, season="winter")),
        ("rainy season of 2019", Stated("season", 2019, season="rainy")),
        ("Semana Santa de 2019", Stated("season", 2019, season="holy_week")),
        ("when I was twelve years old", Stated("age", age=12)),
        ("cuando tenía doce años", Stated("age", age=12)),
        ("age 12", Stated("age", age=12)),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, stated: Stated) -> None:
    assert read_dates.read(text) == stated


@pytest.mark.parametrize(
    "text", ["", "soon", "13/45/2020", "when I was small", "2/30/2021", "99", "the year 3", "age 500"]
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert read_dates.read(text) is None
