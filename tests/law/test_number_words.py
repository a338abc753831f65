"""Numbers, months and weekdays of a paragraph in two languages: a changed one is found, an idiom is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.demo.words import TEXTS
from cases.law import number_words
from cases.law.accounts import Source
from cases.law.texts_compared import Written, two_languages, versions

SAME = [
    ("On March 14, 2021, three men came.", "El 14 de marzo de 2021 vinieron tres hombres."),
    ("We hid for two weeks.", "Nos escondimos quince días."),
    ("I was twelve years old and in fourth grade.", "Tenía doce años y estaba en cuarto grado."),
    ("In twenty nineteen my uncle was thirty-five.", "En dos mil diecinueve mi tío tenía treinta y cinco."),
    ("They asked for 10,000 lempiras.", "Pidieron diez mil lempiras."),
    ("It was on 3/14/2021 at 4:30.", "Fue el 14/3/2021 a las 4 y 30."),
    ("I may go. It happened on May 5.", "Puedo ir. Pasó el 5 de mayo."),
    ("Once I saw her.", "Una vez la vi."),
    ("I saw them eleven times, the last on a Friday.", "Los vi once veces, la última un viernes."),
    ("The two of us lived at the corner of 18th Street.", "Los dos vivíamos en la esquina de la calle 18."),
    ("Both my brothers, and the second man.", "Mis dos hermanos, y el segundo hombre."),
    ("My cousin Domingo told us.", "Nos lo dijo mi primo Domingo."),
    ("They marched in the street for a few days.", "Marcharon en la calle unos días."),
    ("He had two hundred and six of them.", "Tenía doscientos seis."),
]
CHANGED = [
    ("Three men came.", "Vinieron dos hombres.", {"Three", "dos"}),
    ("In March 2021.", "En mayo de 2021.", {"March", "mayo"}),
    ("I was 13.", "Tenía doce años.", {"13", "doce"}),
    ("They came on Tuesday.", "Vinieron el jueves.", {"Tuesday", "jueves"}),
    ("It was 2019.", "Fue en 2018.", {"2019", "2018"}),
    ("They came three more times.", "Vinieron otra vez.", {"three"}),
]


def pair(english: str, spanish: str, other: str = "spa") -> tuple[Written, Written]:
    return (
        Written(Source("p:1:eng", "¶ 1, English"), "¶ 1", "eng", english),
        Written(Source("p:1:other", "¶ 1, the other"), "¶ 1", other, spanish),
    )


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_nothing_is_found_in_a_faithful_translation(english: str, spanish: str) -> None:
    found = two_languages([pair(english, spanish)])
    assert [(each.a.says, each.b.says) for each in found.findings] == []
    assert found.compared == 1


@pytest.mark.parametrize(("english", "spanish", "words"), CHANGED)
def test_a_changed_number_month_or_weekday_is_found(english: str, spanish: str, words: set[str]) -> None:
    (found,) = two_languages([pair(english, spanish)]).findings
    assert words <= {found.a.says, found.b.says}


def test_the_declarations_of_the_demo_say_the_same_in_both_languages() -> None:
    pairs = [pair(english, spanish) for text in TEXTS.values() for english, spanish in text if spanish]
    assert len(pairs) > 30
    assert two_languages(pairs).findings == ()


def test_a_language_that_is_not_read_is_said_and_not_passed_over() -> None:
    found = two_languages([pair("Three men came.", "E oxib achi xe'ul.", "quc"), pair("Three men came.", "")])
    assert found.findings == ()
    assert found.compared == 0
    assert ["not in this language" in gap.because for gap in found.gaps] == [True, False]
    assert "one language only" in found.gaps[1].because


@given(st.integers(2, 9999))
def test_every_number_in_figures_is_read_alike(number: int) -> None:
    assert two_languages([pair(f"There were {number} of them.", f"Eran {number}.")]).findings == ()


@given(st.text(), st.sampled_from(number_words.READ))
def test_no_text_breaks_the_reading(text: str, language: str) -> None:
    found = number_words.mentions(text, language)
    assert found.lacks(found) == {}


def test_a_number_that_became_another_between_two_versions_is_found_and_a_dropped_sentence_is_not() -> None:
    def written(text: str, number: int) -> Written:
        return Written(Source(f"v{number}"), "¶ 4", "eng", text)

    changed = versions([(written("I was 12.", 3), written("I was 13.", 4))])
    assert [(each.kind, {each.a.says, each.b.says}) for each in changed.findings] == [
        ("version", {"12", "13"})
    ]
    dropped = versions([(written("I was 12. They were three.", 3), written("I was 12.", 4))])
    assert dropped.findings == ()
