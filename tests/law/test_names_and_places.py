"""Names and places: accents and a surname left out are no contradiction, another spelling is told apart from another person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import names, places
from cases.law.honest_dates import Verdict
from cases.law.names import Likeness

NAMES = st.lists(
    st.sampled_from(["Rosa", "Ixcoy", "Ixcoi", "Tzoc", "José", "Jose", "de la Cruz", "Rivas", "Ribas"]),
    max_size=4,
).map(" ".join)


@given(NAMES, NAMES)
def test_the_order_of_the_two_changes_nothing(a: str, b: str) -> None:
    assert names.compare(a, b) == names.compare(b, a)
    assert places.compare(a, b) == places.compare(b, a)
    assert places.compare_addresses(a, b) == places.compare_addresses(b, a)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("José Peña de la Cruz", "JOSE PENA CRUZ", Likeness.SAME),
        ("Marisol Tzoc Ixcoy", "Marisol Tzoc", Likeness.PART),
        ("Marisol Tzoc Ixcoy", "Marisol Ixcoy Tzoc", Likeness.ORDER),
        ("Rosa Ixcoy", "Rosa Ixcoi", Likeness.SPELLING),
        ("Kelvin Rivas", "Quelvin Ribas", Likeness.SPELLING),
        ("Hernández", "Ernandes", Likeness.SPELLING),
        ("Mejía Orellana", "Mejia Orellano", Likeness.SPELLING),
        ("Rosa Ixcoy", "Rosa Pérez", Likeness.OTHER),
        ("Ana", "Eva", Likeness.OTHER),
        ("", "Eva", Likeness.UNKNOWN),
    ],
)
def test_how_two_names_stand_to_each_other(a: str, b: str, likeness: Likeness) -> None:
    assert names.compare(a, b) == likeness


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Santa Rita", "Santa Rita, Yoro, Honduras", Verdict.AGREE),
        ("la escuela", "outside my school", Verdict.AGREE),
        ("at the market", "en la iglesia", Verdict.CONTRADICT),
        ("outside my school", "Aldea El Mirto, Jutiapa", Verdict.CANNOT_TELL),
        ("Hidalgo, Texas", "Nogales, Arizona", Verdict.CONTRADICT),
        ("San Luis, Petén", "San Luis, Peten", Verdict.AGREE),
        ("", "Yoro", Verdict.CANNOT_TELL),
    ],
)
def test_whether_two_places_agree(a: str, b: str, verdict: Verdict) -> None:
    assert places.compare(a, b)[0] == verdict


def test_two_spellings_of_a_town_are_told_apart_from_two_towns() -> None:
    assert places.is_spelling("Aldea El Mirto", "Aldea El Mirtho")
    assert not places.is_spelling("Hidalgo", "Nogales")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("12 Elm St., Houston, TX", "12 Elm Street, Houston, Texas", Verdict.AGREE),
        ("12 Elm St", "12 Elm Street, Apt 4, Houston", Verdict.AGREE),
        ("12 Elm St, Houston", "21 Elm St, Houston", Verdict.CONTRADICT),
        ("", "21 Elm St", Verdict.CANNOT_TELL),
    ],
)
def test_whether_two_addresses_agree(a: str, b: str, verdict: Verdict) -> None:
    assert places.compare_addresses(a, b)[0] == verdict
