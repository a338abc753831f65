"""Says in sentences what was seen on an exhibit's pages, so that it is mended before the clerk sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cases.pdf.facts import Fact
from cases.pdf.layout import Row
from cases.pdf.results import Finding


@dataclass(frozen=True)
class Kind:
    """What to say of pages with one fact: "{pages}" is "page 3" or "pages 3, 5–7", "{detail}" the fact's own detail."""

    said: str
    remedy: str
    hard: bool = False


# In the order of weight. A soft finding may have its reason; a hard one makes a clerk return the packet, or harms.
KINDS = {
    "covered": Kind(
        "on {pages} a box covers text that can still be selected and copied: nothing was really removed",
        "Remove the words themselves in the original, or print the page and scan it, and upload that.",
        hard=True,
    ),
    "unapplied": Kind(
        "{pages} has redactions that were marked and never applied: the words under them are all there",
        "Apply them in the program that marked them, save, and upload that file.",
        hard=True,
    ),
    "answer_lost": Kind(
        "an answer typed into a form field cannot be found on {pages}",
        "Open the form, print it to a new PDF, and upload that.",
        hard=True,
    ),
    "undrawn": Kind(
        "{pages} has a mark or a field that could not be drawn",
        "Open the original, print it to a new PDF, and upload that.",
        hard=True,
    ),
    "unreadable": Kind(
        "{pages} cannot be drawn", "Get the file again from its source, or scan the paper.", hard=True
    ),
    "dark": Kind("{pages} is dark all over", "Scan it again with more light.", hard=True),
    "blank": Kind("{pages} is blank", "Leave it out, or scan it again if something should be there."),
    "sideways": Kind("{pages} does not stand upright", "Turn it in the original and upload it again."),
    "coarse": Kind(
        "{pages} was scanned at {detail} dpi, and the court wants 200 or more for small print",
        "Scan it again at 300 dpi if you have the paper.",
    ),
    "no_text": Kind(
        "{pages} has no text layer, so that the court cannot search it",
        "Run text recognition over it (ocrmypdf leaves the scan as it is) and upload that.",
    ),
    "unchecked": Kind(
        "its pages took too much time or memory to be looked at", "Read every page of it before you file."
    ),
}


def findings(row: Row, *, name: str, facts: Sequence[Fact], notes: Sequence[str] = ()) -> list[Finding]:
    """What is to be said of one exhibit of a built packet, with stamped page numbers.

    `facts` count the exhibit's own pages from 1; `notes` are read after "the file …".
    """
    found = []
    for fact, pages in _together(facts):
        kind, stamped = KINDS[fact.code], [number for page in pages if (number := _stamped(row, page))]
        where = say_pages(stamped)
        sentence = f"Tab {row.tab}, {name}: {_filled(kind, where, fact)}. {kind.remedy}"
        found.append(
            Finding(fact.code, sentence, kind.hard, row.tab, stamped[0] if stamped else row.first_page)
        )
    found += [
        Finding("document", f"Tab {row.tab}, {name}: the file {note}.", tab=row.tab, page=row.first_page)
        for note in notes
    ]
    return found


def sentences(facts: Sequence[Fact]) -> list[tuple[bool, str]]:
    """The same of a file that is in no packet yet, with its own page numbers: whether it is hard, and the sentence."""
    return [
        (kind.hard, f"{_filled(kind, say_pages(pages), fact)}. {kind.remedy}")
        for fact, pages in _together(facts)
        for kind in [KINDS[fact.code]]
    ]


def shifted(facts: Iterable[Fact], by: int) -> list[Fact]:
    """The facts of a file that begins `by` pages after its exhibit does."""
    return [Fact(fact.code, fact.page + by if fact.page else 0, fact.detail) for fact in facts]


def say_pages(pages: Iterable[int]) -> str:
    """[3] → "page 3", [3, 5, 6, 7] → "pages 3, 5–7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return (
        f"page{'s' if len(shown) > 1 or '–' in shown[0] else ''} {', '.join(shown)}" if shown else "the file"
    )


def _together(facts: Sequence[Fact]) -> list[tuple[Fact, list[int]]]:
    """One entry for each kind of fact, in the order of weight, with its pages and the worst of its details."""
    found: list[tuple[Fact, list[int]]] = []
    for code in KINDS:
        alike = [fact for fact in facts if fact.code == code]
        if alike:
            worst: Callable[[Fact], int] = lambda fact: int(fact.detail) if fact.detail.isdigit() else 0  # noqa: E731
            found.append((min(alike, key=worst), [fact.page for fact in alike]))
    return found


def _filled(kind: Kind, pages: str, fact: Fact) -> str:
    said = kind.said.format(pages=pages, detail=fact.detail)
    if pages.startswith("pages"):
        for one, many in ((" has ", " have "), (" is ", " are "), (" does ", " do "), (" was ", " were ")):
            said = said.replace(pages + one, pages + many)
    return said


def _stamped(row: Row, page: int) -> int | None:
    """The number stamped onto the exhibit's own page `page` (1 is the first), through all its parts."""
    for first, last in row.ranges:
        if 1 <= page <= last - first + 1:
            return first + page - 1
        page -= last - first + 1
    return None
