"""Places as people say them: a village and its department, a house and "casa", two spellings of one town."""

from cases.law import names
from cases.law.honest_dates import Verdict
from cases.law.number_words import fold


def _words(text: str) -> list[str]:
    return text.split()


# What a place is called before its name; it names no place of its own. Spanish beside English.
KINDS = {
    "aldea": "village", "caserio": "village", "canton": "village", "pueblo": "village", "village": "village",
    "town": "town", "municipio": "town", "ciudad": "city", "city": "city", "colonia": "quarter", "barrio": "quarter",
    "neighborhood": "quarter", "departamento": "department", "department": "department", "escuela": "school",
    "school": "school", "colegio": "school", "instituto": "school", "casa": "home", "home": "home", "house": "home",
    "mercado": "market", "market": "market", "iglesia": "church", "church": "church", "calle": "street",
    "street": "street", "road": "road", "camino": "road", "rio": "river", "river": "river", "tienda": "shop",
    "shop": "shop", "store": "shop", "parada": "stop", "stop": "stop", "bus": "stop", "buses": "stop",
    "trabajo": "work", "work": "work", "taller": "workshop", "workshop": "workshop", "puente": "bridge",
    "bridge": "bridge", "frontera": "border", "border": "border", "cancha": "field", "field": "field",
    "esquina": "corner", "corner": "corner", "parque": "park", "park": "park",
}  # fmt: skip
SMALL = frozenset(
    _words(
        "the a an in at on near by of from to my our his her their outside inside behind between and with el la los las un "
        "una en de del al mi mis nuestra nuestro su sus cerca afuera fuera dentro detras por y con port entry"
    )
)
BROAD = frozenset(_words("usa united states estados unidos eeuu us"))
# Of streets, so that 12 Elm St. and 12 Elm Street are one address.
SHORT = {
    "st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "dr": "drive", "ln": "lane", "blvd": "boulevard",
    "apt": "apartment", "ste": "suite", "n": "north", "s": "south", "e": "east", "w": "west", "tx": "texas",
    "ca": "california", "az": "arizona", "nm": "mexico", "calle": "street",
}  # fmt: skip


def compare(a: str, b: str) -> tuple[Verdict, str]:
    """Return whether two places agree, and why not: one may be part of the other. The order of the two changes nothing."""
    own_a, kind_a = _read(a)
    own_b, kind_b = _read(b)
    if own_a and own_b:
        return _named(own_a, own_b)
    if own_a or own_b:
        return (
            Verdict.CANNOT_TELL,
            "One gives a name of a place, the other says only what kind of place it was.",
        )
    if not kind_a or not kind_b:
        return Verdict.CANNOT_TELL, "One of them names no place."
    if kind_a & kind_b:
        return Verdict.AGREE, ""
    return Verdict.CONTRADICT, "They are two kinds of place."


def is_spelling(a: str, b: str) -> bool:
    """Say whether two places differ only as two spellings of one name may."""
    return (
        names.compare(" ".join(sorted(_read(a)[0])), " ".join(sorted(_read(b)[0]))) == names.Likeness.SPELLING
    )


def compare_addresses(a: str, b: str) -> tuple[Verdict, str]:
    """Return whether two postal addresses agree: abbreviations and capitals do not matter, numbers do."""
    one, two = _address(a), _address(b)
    if not one or not two:
        return Verdict.CANNOT_TELL, "One of them is empty."
    if one <= two or two <= one:
        return Verdict.AGREE, ""
    return Verdict.CONTRADICT, "They are two addresses, or one of them is written wrongly."


def _named(one: frozenset[str], two: frozenset[str]) -> tuple[Verdict, str]:
    if one <= two or two <= one:
        return Verdict.AGREE, ""
    if names.compare(" ".join(sorted(one)), " ".join(sorted(two))) == names.Likeness.SPELLING:
        return Verdict.CONTRADICT, "They may be two spellings of one place."
    return Verdict.CONTRADICT, "They may be two places, or one place and a larger one around it."


def _read(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that name a place, and the kinds of place that are said."""
    letters = "".join(each if each.isalnum() else " " for each in fold(text))
    words = [word for word in letters.split() if word not in SMALL and word not in BROAD]
    return (
        frozenset(word for word in words if word not in KINDS),
        frozenset(KINDS[word] for word in words if word in KINDS),
    )


def _address(text: str) -> frozenset[str]:
    letters = "".join(each if each.isalnum() else " " for each in fold(text))
    return frozenset(SHORT.get(word, word) for word in letters.split() if word not in BROAD)
