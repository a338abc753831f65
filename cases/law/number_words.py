"""The numbers, months and weekdays that stand in a text, in figures or in words, in English and in Spanish.

Made to compare two languages of one paragraph: what is surely a number is told apart from what may be one ("second", "may",
"both"), so that a translator's idiom is not taken for a mistake. Ones are never sure: "one" and "un" are rarely a count.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field


def _words(text: str) -> list[str]:
    return text.split()


READ = ("eng", "spa")

_EN_UNITS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ES_UNITS = _words(
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_EN_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ES_TENS = _words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = _words(
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_EN_ORDINALS = _words(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
)
_ES_ORDINALS = _words("tercero cuarto quinto sexto septimo octavo noveno decimo")
_EN_MONTHS = _words("january february march april may june july august september october november december")
_ES_MONTHS = _words(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_EN_DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
_ES_DAYS = _words("lunes martes miercoles jueves viernes sabado domingo")

UNITS = {
    "eng": {word: place for place, word in enumerate(_EN_UNITS, 1)},
    "spa": {word: place for place, word in enumerate(_ES_UNITS, 1)}
    | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21},
}
TENS = {
    "eng": {word: 10 * place for place, word in enumerate(_EN_TENS, 2)},
    "spa": {word: 10 * place for place, word in enumerate(_ES_TENS, 3)},
}
HUNDREDS = {
    "eng": {"hundred": 100},
    "spa": {word: 100 * place for place, word in enumerate(_ES_HUNDREDS, 1)}
    | {word[:-2] + "as": 100 * place for place, word in enumerate(_ES_HUNDREDS, 1) if place > 1}
    | {"ciento": 100},
}
THOUSAND = {"eng": "thousand", "spa": "mil"}
SURE = {
    "eng": {"twice": 2, "dozen": 12} | {word: place for place, word in enumerate(_EN_ORDINALS, 3)},
    "spa": {"tercer": 3, "docena": 12}
    | {word[:-1] + end: place for place, word in enumerate(_ES_ORDINALS, 3) for end in "oa"},
}
MAYBE = {
    "eng": {"first": (1,), "second": (2,), "both": (2,), "couple": (2,), "pair": (2,), "twin": (2,), "twins": (2,),
            "quarter": (4,), "fortnight": (2, 14, 15)},
    "spa": {"primero": (1,), "primera": (1,), "primer": (1,), "segundo": (2,), "segunda": (2,), "segundos": (2,),
            "ambos": (2,), "ambas": (2,), "par": (2,), "gemelos": (2,), "gemelas": (2,), "cuarto": (4,),
            "cuarta": (4,), "cuartos": (4,), "doble": (2,), "quincena": (15, 14, 2)},
}  # fmt: skip
MONTHS = {
    "eng": {word: place for place, word in enumerate(_EN_MONTHS, 1)},
    "spa": {word: place for place, word in enumerate(_ES_MONTHS, 1)} | {"setiembre": 9},
}
WEEKDAYS = {
    "eng": {word + end: place for place, word in enumerate(_EN_DAYS, 1) for end in ("", "s")},
    "spa": {word: place for place, word in enumerate(_ES_DAYS, 1)} | {"sabados": 6, "domingos": 7},
}
BEFORE_MAY = frozenset(_words("in of since by last until early late mid every this next that"))
IN_FULL = _words("January February March April May June July August September October November December")
DAYS_IN_FULL = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

_DATE = re.compile(r"\b(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})\b")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_WORD = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A number, a month (1 to 12) or a weekday (1 is Monday)."""

    kind: str
    value: int

    def __str__(self) -> str:
        if self.kind == "month":
            return IN_FULL[self.value - 1]
        return DAYS_IN_FULL[self.value - 1] if self.kind == "weekday" else str(self.value)


@dataclass(slots=True)
class Mentions:
    """What a text mentions for sure, with the words that say it, and what it may mention."""

    sure: dict[Token, str] = field(default_factory=dict)
    maybe: set[Token] = field(default_factory=set)

    def lacks(self, other: "Mentions") -> dict[Token, str]:
        """Return what the other surely mentions and this one does not even perhaps, with the other's words."""
        return {
            token: words
            for token, words in sorted(other.sure.items())
            if token not in self.sure and token not in self.maybe
        }


def fold(text: str) -> str:
    """Return the text in small letters without accents; ñ is an n."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def mentions(text: str, language: str) -> Mentions:
    """Return the numbers, months and weekdays of a text in a language of ``READ``."""
    found = Mentions()
    text = _CLOCK.sub(lambda hit: _clock(hit, found), _DATE.sub(lambda hit: _figures(hit, found), text))
    raw = [(hit[0], text[: hit.start()].rstrip()[-1:]) for hit in _WORD.finditer(text)]
    words = [fold(word) for word, _ in raw]
    place = 0
    while place < len(words):
        place += _one(raw, words, place, language, found)
    found.maybe -= set(found.sure)
    return found


def _one(raw: list[tuple[str, str]], words: list[str], place: int, language: str, found: Mentions) -> int:
    """Read what begins at this word; return how many words it took."""
    word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
    value, used = number_at(words, place, language)
    if used:
        follows = words[place + used] if place + used < len(words) else ""
        said = " ".join(each for each, _ in raw[place : place + used])
        _count(value, said, follows, language, found)
        return used
    if word in MONTHS[language]:
        _month(raw, words, place, after, language, found)
    elif word in WEEKDAYS[language]:
        token = Token("weekday", WEEKDAYS[language][word])
        is_name = (
            language == "spa" and raw[place][0][0].isupper() and raw[place][1] not in ("", ".", "!", "?")
        )
        _note(found, token, raw[place][0], is_sure=not is_name)
    elif word in SURE[language]:
        _note(found, Token("number", SURE[language][word]), raw[place][0])
    elif word in MAYBE[language]:
        found.maybe |= {Token("number", each) for each in MAYBE[language][word]}
        if word == "cuarto":
            found.maybe.add(Token("number", 4))
    return 1


def number_at(words: list[str], place: int, language: str) -> tuple[int, int]:
    """Return (value, words taken) of the number that begins here; (0, 0) where none does. Words come folded."""
    if words[place][0].isdecimal():
        value = int(re.sub(r"[.,]", "", words[place]))
        if words[place + 1 : place + 2] == [THOUSAND[language]]:
            return value * 1000, 2
        return value, 1
    total, part, used, last = 0, 0, 0, ""
    for word in words[place:]:
        if word in ("and", "y") and _joins(words, place + used, last, language):
            used += 1
            continue
        step = _step(word, part, last, language)
        if step is None:
            break
        part, last = step
        if last == "thousand":
            total, part = total + (part or 1) * 1000, 0
        used += 1
    return total + part, used


def _joins(words: list[str], place: int, last: str, language: str) -> bool:
    """Whether an "and" here stands inside a number: two hundred and six, treinta y dos."""
    inside = ("hundred", "thousand") if language == "eng" else ("tens",)
    after = words[place + 1] if place + 1 < len(words) else ""
    return last in inside and (after in UNITS[language] or after in TENS[language])


def _step(word: str, part: int, last: str, language: str) -> tuple[int, str] | None:
    """What a number so far becomes with one more word; None where the word does not go on with it."""
    fresh = last in ("", "hundred", "thousand")
    step: tuple[int, str] | None = None
    if word in UNITS[language]:
        unit = UNITS[language][word]
        if last == "tens" and part == 20 and unit > 9 and language == "eng":
            step = 2000 + unit, "unit"  # twenty nineteen
        elif fresh or (last == "tens" and unit < 10):
            step = part + unit, "unit"
    elif word in TENS[language]:
        tens = TENS[language][word]
        if last == "unit" and part in (18, 19) and language == "eng":
            step = part * 100 + tens, "tens"  # nineteen ninety
        elif fresh:
            step = part + tens, "tens"
    elif word in HUNDREDS[language]:
        step = _hundreds(HUNDREDS[language][word], part, last, language)
    elif word == THOUSAND[language] and last != "thousand":
        step = part, "thousand"
    return step


def _hundreds(value: int, part: int, last: str, language: str) -> tuple[int, str] | None:
    if language == "eng":
        return (max(part, 1) * value, "hundred") if last in ("", "unit", "thousand") else None
    return (part + value, "hundred") if last in ("", "thousand") else None


def _count(value: int, said: str, follows: str, language: str, found: Mentions) -> None:
    idiom = {("spa", 15, "dias"): (15, 14, 2), ("spa", 8, "dias"): (8, 7), ("eng", 2, "weeks"): (2, 14, 15)}
    other = idiom.get((language, value, follows))
    if other:
        found.maybe |= {Token("number", each) for each in other}
        return
    _note(found, Token("number", value), said, is_sure=value > 1)


def _month(
    raw: list[tuple[str, str]], words: list[str], place: int, after: str, language: str, found: Mentions
) -> None:
    word, written = words[place], raw[place][0]
    before = words[place - 1] if place else ""
    is_sure = True
    if language == "eng" and word in ("may", "march"):
        beside = before[:1].isdecimal() or after[:1].isdecimal() or before in BEFORE_MAY
        is_sure = written[0].isupper() and (beside or word == "march")
    _note(found, Token("month", MONTHS[language][word]), written, is_sure=is_sure)


def _note(found: Mentions, token: Token, words: str, *, is_sure: bool = True) -> None:
    if is_sure:
        found.sure.setdefault(token, words)
    else:
        found.maybe.add(token)


def _figures(hit: re.Match[str], found: Mentions) -> str:
    """A date in figures: its year is sure; which of the other two is the month depends on who wrote it."""
    one, two, three = (int(each) for each in hit.groups())
    year, pair = (one, (two, three)) if len(hit[1]) == 4 else (three, (one, two))
    _note(found, Token("number", year), hit[0])
    for each in pair:
        found.maybe.add(Token("number", each))
        if 1 <= each <= 12:
            found.maybe.add(Token("month", each))
    return " "


def _clock(hit: re.Match[str], found: Mentions) -> str:
    hour, minute = int(hit[1]), int(hit[2])
    found.maybe |= {Token("number", each) for each in (hour, hour % 12 or 12, hour + 12)}
    if minute:
        found.sure.setdefault(Token("number", minute), hit[0])
    return " "


def in_order(tokens: dict[Token, str]) -> Iterator[str]:
    """Yield the words of tokens as a text has them, each once."""
    yield from dict.fromkeys(tokens.values())
