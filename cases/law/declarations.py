"""28 USC 1746: the words that make an unsworn declaration count, by the place where it is signed."""

AUTHORITY = "28 USC 1746"

# ISO 3166 codes of the United States and its territories, possessions and commonwealths: 1746(2).
UNITED_STATES = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "UM"})

# Only languages whose wording has been written out here; any other language signs the English words.
_INSIDE = {
    "en": "I declare under penalty of perjury that the foregoing is true and correct.",
    "es": "Declaro bajo pena de perjurio que lo anterior es verdadero y correcto.",
}
_OUTSIDE = {
    "en": (
        "I declare under penalty of perjury under the laws of the United States of America "
        "that the foregoing is true and correct."
    ),
    "es": (
        "Declaro bajo pena de perjurio, conforme a las leyes de los Estados Unidos de América, "
        "que lo anterior es verdadero y correcto."
    ),
}


def perjury_clause(*, country: str, language: str = "en") -> str:
    """The sentence above the signature, in `language` where we have it and in English otherwise.

    `country` is the ISO 3166 code of the place of signing. Outside the United States 1746(1) demands the words
    "under the laws of the United States of America". They do no harm inside, so an unknown place ("") gets them.
    """
    texts = _INSIDE if country.strip().upper() in UNITED_STATES else _OUTSIDE
    return texts.get(language.split("-", maxsplit=1)[0].lower(), texts["en"])


def needs_long_wording(country: str) -> bool:
    """Whether the place of signing (ISO 3166 code, "" = unknown) calls for the longer words of 1746(1)."""
    return country.strip().upper() not in UNITED_STATES
