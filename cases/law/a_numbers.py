"""A-numbers as people write them: read into nine digits, shown in threes, masked until asked for."""

from __future__ import annotations

import re
import unicodedata

from cases.errors import Problem

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212.,:/#()]+")
_LONGEST_ECHO = 30


class NotAnANumber(Problem):
    """What was typed cannot be an A-number; the sentence says which rule it breaks and what is right."""


def parse(text: str) -> str:
    """The nine digits, such as "079531484": eight digits get a leading zero, "A" and punctuation may be left.

    Raises NotAnANumber. Eight digits are older numbers, still valid (USCIS writes them with a zero in front).
    """
    written = unicodedata.normalize("NFKC", text).strip()  # full-width digits, non-breaking spaces
    bare = _SEPARATORS.sub("", written)
    if bare[:1] in ("A", "a"):
        bare = bare[1:]
    said = f"“{written[:_LONGEST_ECHO]}”"
    if not written:
        raise NotAnANumber("Type an A-number, such as A 079-531-484, or leave it unknown.")
    if not bare:
        raise NotAnANumber(f"{said} has no digits: an A-number is the letter A and 8 or 9 digits.")
    wrong = next((sign for sign in bare if sign not in "0123456789"), None)
    if wrong is not None:
        raise NotAnANumber(f"{said} contains “{wrong}”: an A-number is the letter A and 8 or 9 digits.")
    if len(bare) not in (8, 9):
        raise NotAnANumber(
            f"{said} has {len(bare)} digits: an A-number has 8 or 9. Check it against the notice."
        )
    if not bare.strip("0"):
        raise NotAnANumber(f"{said} is all zeros, which no one holds: leave the A-number unknown instead.")
    return bare.zfill(9)


def shown(digits: str) -> str:
    """The nine digits as "A 079-531-484", for those who may read them."""
    digits = parse(digits)
    return f"A {digits[:3]}-{digits[3:6]}-{digits[6:]}"


def masked(digits: str) -> str:
    """The nine digits as "A 079 ••• •84": enough to tell siblings apart, not enough to look one up."""
    digits = parse(digits)
    return f"A {digits[:3]} ••• •{digits[-2:]}"
