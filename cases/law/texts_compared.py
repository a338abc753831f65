"""Two languages of one paragraph, and two versions of it, held against each other by their numbers, months and weekdays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.law import number_words
from cases.law.accounts import Source
from cases.law.comparing import LANGUAGE, VERSION
from cases.law.inconsistencies import Finding, Found, Gap, Side
from cases.law.number_words import Mentions, Token

NOTHING = "does not have it"


@dataclass(frozen=True, slots=True)
class Written:
    """One paragraph in one language: where it stands, its number as it is printed, its text."""

    source: Source
    label: str  # Declaration of 3 May, ¶ 14
    language: str  # ISO 639-3
    text: str


def two_languages(pairs: Iterable[tuple[Written, Written]]) -> Found:
    """Compare both languages of each paragraph. A language that is not read is said, never passed over."""
    findings: list[Finding] = []
    gaps: list[Gap] = []
    compared = 0
    for one, other in pairs:
        if not one.text.strip() or not other.text.strip():
            if one.text.strip() or other.text.strip():
                gaps.append(Gap(one.label, "It stands in one language only.", (one.source.label,)))
            continue
        unread = [each.language for each in (one, other) if each.language not in number_words.READ]
        if unread:
            why = f"Amparo reads numbers in English and Spanish, not in this language ({unread[0]})."
            gaps.append(Gap(one.label, why, (one.source.label,)))
            continue
        compared += 1
        finding = _compare(one, other, LANGUAGE, "These stand in one language and not in the other.")
        findings += [finding] if finding else []
    return Found(tuple(findings), tuple(gaps), compared)


def versions(earlier_and_later: Sequence[tuple[Written, Written]]) -> Found:
    """Compare two versions of paragraphs, each in one language: a number or date that changed is asked about."""
    findings = []
    compared = 0
    for one, other in earlier_and_later:
        if one.language not in number_words.READ or one.text == other.text:
            continue
        compared += 1
        finding = _compare(
            one, other, VERSION, "A number, a month or a weekday changed between the two versions."
        )
        findings += [finding] if finding else []
    return Found(tuple(findings), (), compared)


def _compare(one: Written, other: Written, kind: str, because: str) -> Finding | None:
    here = number_words.mentions(one.text, one.language)
    there = number_words.mentions(other.text, other.language)
    only_here, only_there = there.lacks(here), here.lacks(there)
    if kind == VERSION and not (only_here and only_there):
        return None  # a sentence was added or dropped: no number became another
    if not only_here and not only_there:
        return None
    a, b = sorted((_side(one, only_here, here), _side(other, only_there, there)))
    keys = sorted((one.source.key, other.source.key))
    subject = "\x1f".join((kind, *keys))
    return Finding(kind, one.label, a, b, because, subject)


def _side(written: Written, only: dict[Token, str], every: Mentions) -> Side:
    """What stands only here; the mark is every number of the text, so that any change of one asks again."""
    says = ", ".join(number_words.in_order(only)) or NOTHING
    return Side(says, (written.source,), " ".join(str(token) for token in sorted(every.sure)))
