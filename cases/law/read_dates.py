"""Reads a date as a form or a child has it, in English or Spanish: 3/14/2021, March 2021, 2019, about 2019, a los doce años."""

import re
from datetime import date

from cases.law import number_words
from cases.law.honest_dates import EARLIEST, LATEST, OLDEST, How, Stated
from cases.law.number_words import fold

_ABOUT = re.compile(
    r"^(?:about|around|approximately|approx\.?|circa|c\.|como en|como|cerca de|alrededor de)\s+"
)
_FILLER = re.compile(r"^(?:in|on|en|el|the|of|de|del|year|ano)\s+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONTH_FIGURES = re.compile(r"(\d{1,2})/(\d{4})")
_AGE = re.compile(
    r"(?:when i was|at the age of|at age|age|aged|at|cuando tenia|tenia|a los|edad)\s+([a-z0-9 -]+?)"
    r"(?: (?:years? old|years?|anos?))?"
)
_SEASONS = {
    "rainy season": "rainy", "epoca de lluvias": "rainy", "epoca lluviosa": "rainy", "dry season": "dry",
    "epoca seca": "dry", "invierno": "winter", "winter": "winter", "verano": "summer", "summer": "summer",
    "spring": "spring", "primavera": "spring", "autumn": "autumn", "fall": "autumn", "otono": "autumn",
    "holy week": "holy_week", "semana santa": "holy_week", "christmas": "christmas", "navidad": "christmas",
}  # fmt: skip
_MONTHS = {
    **{word: number for words in number_words.MONTHS.values() for word, number in words.items()},
    **{name.lower()[:3]: number for number, name in enumerate(number_words.IN_FULL, 1)},
    "sept": 9, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
}  # fmt: skip
EXAMPLE = "Write it as 3/14/2021, March 2021, 2021, about 2021, or age 12."


def read(text: str) -> Stated | None:
    """Return the date that a text states, or None where it is none. Figures are month first, as the form asks them."""
    said = " ".join(fold(text).replace(",", " ").split()).rstrip(".")
    found = _ABOUT.match(said)
    is_about = found is not None
    said = said[found.end() :] if found else said
    while trimmed := _FILLER.match(said):
        said = said[trimmed.end() :]
    stated = _figures(said) or _words(said) or _age(said)
    if stated is None or not _possible(stated):
        return None
    return Stated(
        stated.how, stated.year, stated.month, stated.day, stated.season, stated.age, is_about=is_about
    )


def _figures(said: str) -> Stated | None:
    if hit := _ISO.fullmatch(said):
        return Stated(How.DAY, int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _FIGURES.fullmatch(said):
        return Stated(How.DAY, int(hit[3]), int(hit[1]), int(hit[2]))
    if hit := _MONTH_FIGURES.fullmatch(said):
        return Stated(How.MONTH, int(hit[2]), int(hit[1]))
    if re.fullmatch(r"\d{4}", said):
        return Stated(How.YEAR, int(said))
    return None


def _words(said: str) -> Stated | None:
    """March 14 2021, 14 de marzo de 2021, marzo de 2021, invierno de 2019."""
    plain = " ".join(word for word in said.split() if word not in ("de", "del", "of", "the"))
    if hit := re.fullmatch(r"(.+?) (\d{4})", plain):
        before, year = hit[1].rstrip("."), int(hit[2])
        if before in _SEASONS:
            return Stated(How.SEASON, year, season=_SEASONS[before])
        if before == "epoca lluvias":
            return Stated(How.SEASON, year, season="rainy")
        if before in _MONTHS:
            return Stated(How.MONTH, year, _MONTHS[before])
        for pattern, month_at, day_at in (
            (r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?", 1, 2),
            (r"(\d{1,2}) ([a-z]+)\.?", 2, 1),
        ):
            parts = re.fullmatch(pattern, before)
            if parts and parts[month_at] in _MONTHS:
                return Stated(How.DAY, year, _MONTHS[parts[month_at]], int(parts[day_at]))
    return None


def _age(said: str) -> Stated | None:
    hit = _AGE.fullmatch(said)
    words = hit[1].replace("-", " ").split() if hit else []
    for language in number_words.READ if words else ():
        value, used = number_words.number_at(words, 0, language)
        if used == len(words):
            return Stated(How.AGE, age=value)
    return None


def _possible(stated: Stated) -> bool:
    if stated.how == How.AGE:
        return 0 <= stated.age <= OLDEST
    if not EARLIEST <= stated.year <= LATEST:
        return False
    try:
        date(stated.year, stated.month or 1, stated.day or 1)
    except ValueError:
        return False
    return True
