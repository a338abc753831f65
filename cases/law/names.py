"""Names as records spell them: another spelling is told apart from another person; accents and capitals are neither."""

from enum import StrEnum

from cases.law.number_words import fold

PARTICLES = frozenset(("de", "la", "las", "los", "del", "y", "e", "da", "do", "dos", "don", "dona"))


class Likeness(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    PART = "part"  # one leaves a name out
    ORDER = "order"  # the same names in another order
    SPELLING = "spelling"  # two spellings that may be one name
    OTHER = "other"
    UNKNOWN = "unknown"


def parts(name: str) -> list[str]:
    """Return the words of a name, small and without accents; particles such as “de la” left out."""
    letters = "".join(each if each.isalnum() else " " for each in fold(name))
    return [word for word in letters.split() if word not in PARTICLES]


def compare(a: str, b: str) -> Likeness:
    """Return how two names stand to each other; the order of the two changes nothing."""
    one, two = parts(a), parts(b)
    if not one or not two:
        return Likeness.UNKNOWN
    if one == two:
        return Likeness.SAME
    if sorted(one) == sorted(two):
        return Likeness.ORDER
    rest_one, rest_two = _less(one, two), _less(two, one)
    if not rest_one or not rest_two:
        return Likeness.PART
    short, long = sorted((rest_one, rest_two), key=lambda each: (len(each), each))
    return Likeness.SPELLING if _pair_off(short, long) else Likeness.OTHER


def near(a: str, b: str) -> bool:
    """Say whether two words may be two spellings of one: they sound alike in Spanish, or differ by a letter or two."""
    if sound(a) == sound(b):
        return True
    shorter = min(len(a), len(b))
    allowed = 2 if shorter >= 7 else 1 if shorter >= 4 else 0
    return distance(a, b) <= allowed


def sound(word: str) -> str:
    """Return the word as it sounds in Latin American Spanish: b and v, s and z and soft c, ll and y, silent h are one."""
    word = fold(word)
    for old, new in (
        ("qu", "k"),
        ("ch", "#"),
        ("ll", "y"),
        ("ce", "se"),
        ("ci", "si"),
        ("ge", "je"),
        ("gi", "ji"),
    ):
        word = word.replace(old, new)
    for old, new in (("h", ""), ("v", "b"), ("z", "s"), ("c", "k"), ("x", "j"), ("i", "y"), ("w", "gu")):
        word = word.replace(old, new)
    kept = ""
    for letter in word:
        if not kept.endswith(letter):
            kept += letter
    return kept


def distance(a: str, b: str) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour to make one word the other."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        here = [i]
        for j, right in enumerate(b, 1):
            best = min(above[j] + 1, here[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            here.append(best)
        before, above = above, here
    return above[-1]


def _less(words: list[str], taken: list[str]) -> list[str]:
    """The words that the other name does not have, each of its words used once."""
    left = list(taken)
    found = []
    for word in words:
        if word in left:
            left.remove(word)
        else:
            found.append(word)
    return found


def _pair_off(short: list[str], long: list[str]) -> bool:
    """Whether each word of the shorter rest has a near one of its own in the longer."""
    if not short:
        return True
    first, *rest = short
    return any(
        near(first, other) and _pair_off(rest, long[:place] + long[place + 1 :])
        for place, other in enumerate(long)
    )
