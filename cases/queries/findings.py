"""What a court would notice about an exhibit, in sentences: hard findings get a packet returned, soft ones get asked about."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cases import vault
from cases.law import claim_elements, counting, languages, wording
from cases.law import declarations as oaths
from cases.law.reference import UnknownCode
from cases.models import Case, Certificate, Exhibit, Mark, Party
from cases.pdf import fonts, page_list
from cases.queries import pages_seen
from cases.queries.finding import Finding

ENGLISH = "eng"
LONG = 15  # filed pages from which a report without a highlight is a heap of paper
_TRANSLATION, _INTERPRETATION = Certificate.Kind.TRANSLATION, Certificate.Kind.INTERPRETATION


def of_exhibit(exhibit: Exhibit, *, today: dt.date, own: frozenset[str] = frozenset()) -> list[Finding]:
    """Return the findings of one exhibit, fetched with its paper, certificates and marks; ``own`` is `own_numbers`."""
    found = [
        Finding("document", f"{exhibit.title}: the file {note}.", exhibit=exhibit.pk, at="exhibit")
        for note in exhibit.paper.findings
    ]
    for check in (_drawn, _translated, _interpreted, _sworn, _permitted, _read):
        found += check(exhibit)
    return [
        *found,
        *_current(exhibit, today),
        *pages_seen.of_paper(exhibit, own=own),
    ]


def number_hash(case: Case, digits: str) -> str:
    """Return the hash under which an A-number on a page is kept: this case's own, so that no two cases can be matched."""
    return vault.keyed_hash(digits, purpose=f"page.a_number:{case.pk}")


def own_numbers(case: Case) -> frozenset[str]:
    """Return the hashes of the A-numbers of everybody in the case. One query."""
    parties = Party.objects.filter(case=case, person__a_number__isnull=False).select_related("person")
    return frozenset(number_hash(case, party.person.a_number.reveal()) for party in parties)


def language_name(code: str) -> str:
    """Return the language's English name, or the code itself when it is not known."""
    try:
        return languages.language(code).name()
    except UnknownCode:
        return code


def element_names(exhibit: Exhibit) -> list[str]:
    """Return the names of the claim elements that an exhibit is to prove."""
    return [each.name for each in claim_elements.all_elements() if each.code in exhibit.elements]


def certificate_of(exhibit: Exhibit, kind: str) -> Certificate | None:
    """Return the exhibit's certificate of this kind, from what was fetched with it."""
    return next((each for each in exhibit.certificates.all() if each.kind == kind), None)


def missing(certificate: Certificate) -> list[tuple[str, str]]:
    """Return what a certificate lacks, as (field, words): 8 CFR 1003.33, and 103.2(b)(3) at USCIS."""
    reads = certificate.kind == _INTERPRETATION
    who = "interpreter" if reads else "translator"
    wanted = [
        ("name", certificate.name, f"the {who}'s name"),
        ("is_competent", certificate.is_competent, f"that the {who} is competent in both languages"),
        ("is_accurate", certificate.is_accurate, f"that the {certificate.kind} is true and accurate"),
        ("is_signed", certificate.is_signed, f"the {who}'s signature"),
        ("signed_on", certificate.signed_on, "the day of signing"),
        ("address", certificate.address, f"the {who}'s address and telephone"),
    ]
    if reads:
        said = "that it was read to the declarant in a language they understand, before they signed"
        wanted += [
            ("was_understood", certificate.was_understood, said),
            ("language", certificate.language, "the language"),
        ]
    return [(field, words) for field, value, words in wanted if not value]


def _drawn(exhibit: Exhibit) -> Iterator[Finding]:
    for field in ("title", "source", "dated"):
        if boxes := fonts.undrawable(getattr(exhibit, field)):
            yield Finding(
                "glyphs",
                f"{exhibit.title}: no font here can draw {' '.join(boxes)}, so the index would show boxes. Write it with "
                "other letters, or ask for a font of that script to be installed.",
                hard=True,
                exhibit=exhibit.pk,
                at="exhibit",
                field=field,
            )


def _translated(exhibit: Exhibit) -> Iterator[Finding]:
    if exhibit.language == ENGLISH:
        return
    where: dict[str, Any] = {"hard": True, "exhibit": exhibit.pk, "at": "exhibit_translation"}
    certificate = certificate_of(exhibit, _TRANSLATION)
    if certificate is None:
        yield Finding(
            "translation",
            f"{exhibit.title}: it is in {language_name(exhibit.language)}, and no certified translation is recorded "
            "(8 CFR 1003.33). Attach the translation with the translator's certificate.",
            field="document",
            **where,
        )
        return
    for field, words in missing(certificate):
        sentence = f"{exhibit.title}: the certificate of translation lacks {words} (8 CFR 1003.33)."
        yield Finding("certificate", sentence, field=field, **where)


def _interpreted(exhibit: Exhibit) -> Iterator[Finding]:
    if not exhibit.interpreted:
        return
    where: dict[str, Any] = {"hard": True, "exhibit": exhibit.pk, "at": "exhibit_interpretation"}
    certificate = certificate_of(exhibit, _INTERPRETATION)
    if certificate is None:
        yield Finding(
            "interpretation",
            f"{exhibit.title}: its declarant does not understand the language it is written in, and no certificate of "
            "interpretation is recorded. Attach one: who read it, in which language, and that it was understood.",
            field="name",
            **where,
        )
        return
    for field, words in missing(certificate):
        sentence = f"{exhibit.title}: the certificate of interpretation lacks {words}."
        yield Finding("certificate", sentence, field=field, **where)


def _sworn(exhibit: Exhibit) -> Iterator[Finding]:
    if exhibit.kind != Exhibit.Kind.DECLARATION:
        return
    where: dict[str, Any] = {"hard": True, "exhibit": exhibit.pk, "at": "exhibit"}
    if exhibit.signed_on is None:
        yield Finding(
            "unsigned",
            f"{exhibit.title}: no signature with its date is recorded. A declaration counts when it is signed and dated "
            f"({oaths.AUTHORITY}).",
            field="signed_on",
            **where,
        )
    if exhibit.oath == Exhibit.Oath.NOT_LOOKED:
        yield Finding(
            "oath_unread",
            f"{exhibit.title}: nobody has recorded with which words it is sworn. Look above the signature.",
            exhibit=exhibit.pk,
            at="exhibit",
            field="oath",
        )
    elif exhibit.oath == Exhibit.Oath.NONE:
        clause = oaths.perjury_clause(country=exhibit.signed_in)
        yield Finding(
            "oath",
            f"{exhibit.title}: it is not sworn. Above the signature it must say: “{clause}” ({oaths.AUTHORITY}).",
            field="oath",
            **where,
        )
    elif exhibit.oath == Exhibit.Oath.SHORT and oaths.needs_long_wording(exhibit.signed_in):
        said = (
            "it was signed outside the United States"
            if exhibit.signed_in
            else "where it was signed is not known"
        )
        yield Finding(
            "oath",
            f"{exhibit.title}: {said}, so “under the laws of the United States of America” must stand in its "
            f"oath ({oaths.AUTHORITY}(1)). Have it signed again with those words, or correct the place.",
            field="signed_in",
            **where,
        )


def _permitted(exhibit: Exhibit) -> Iterator[Finding]:
    if exhibit.kind == Exhibit.Kind.JUVENILE and not exhibit.disclosure:
        yield Finding(
            "disclosure",
            f"{exhibit.title}: it is a juvenile court's record, and no permission to disclose it is recorded. Most "
            "states close these files: file it only once the court or the law permits it.",
            hard=True,
            exhibit=exhibit.pk,
            at="exhibit",
            field="disclosure",
        )


def _current(exhibit: Exhibit, today: dt.date) -> Iterator[Finding]:
    if exhibit.kind != Exhibit.Kind.COUNTRY:
        return
    if exhibit.report is not None and exhibit.report.superseded_by_id is not None:
        yield Finding(
            "newer_edition",
            f"{exhibit.title}: the clinic's library has a newer edition. Cite that one beside it or in its place.",
            exhibit=exhibit.pk,
            at="exhibit",
        )
    if exhibit.published_on is None:
        yield Finding(
            "undated",
            f"{exhibit.title}: the day of publication is not recorded.",
            exhibit=exhibit.pk,
            at="exhibit",
            field="published_on",
        )
    elif is_old(exhibit.published_on, today):
        yield Finding(
            "old_report",
            f"{exhibit.title}: it was published on {wording.day(exhibit.published_on)}, more than two years ago. "
            "Look for a newer edition, or say in the brief why this one still speaks for the country.",
            exhibit=exhibit.pk,
            at="exhibit",
            field="published_on",
        )


def _read(exhibit: Exhibit) -> Iterator[Finding]:
    if exhibit.kind != Exhibit.Kind.COUNTRY:
        return
    filed = len(page_list.numbers(exhibit.pages, of=exhibit.paper.pages))
    if filed >= LONG and not any(mark.kind == Mark.Kind.HIGHLIGHT for mark in exhibit.marks.all()):
        yield Finding(
            "no_highlight",
            f"{exhibit.title}: {filed} pages are filed and no passage is highlighted. File the pages that you rely on "
            "and mark the passages: a judge may refuse the rest.",
            exhibit=exhibit.pk,
            at="exhibit_pages",
        )


def is_old(published_on: dt.date, today: dt.date) -> bool:
    """Whether a report on a country is older than two years: judges ask about such a report, clerks do not return it."""
    return counting.shift(published_on, 2, "years") < today
