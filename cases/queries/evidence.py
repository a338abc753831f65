"""What is asked of evidence: the exhibits of a case in their order, and the documents behind them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cases.errors import Missing
from cases.law import languages
from cases.law.reference import UnknownCode
from cases.models import Case, Document, Exhibit, Membership
from cases.pdf import packet

ENGLISH = "eng"


@dataclass(frozen=True)
class ExhibitRow:
    """An exhibit ready to be shown."""

    exhibit: Exhibit
    tab: str
    language: str
    file_name: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """The evidence of a case, for its own page and for the case page."""

    exhibits: list[ExhibitRow]
    set_aside: list[Document]
    pages: int


def for_case_page(*, case: Case, member: Membership) -> Evidence:
    """Return the exhibits in order, and the documents that are no exhibit. Two queries."""
    exhibits = list(visible(case=case, member=member))
    aside = Document.objects.visible_to(member).filter(case=case, exhibits=None).order_by("uploaded_at")
    rows = [_row(number, exhibit) for number, exhibit in enumerate(exhibits)]
    return Evidence(rows, list(aside), sum(exhibit.document.pages for exhibit in exhibits))


def visible(*, case: Case, member: Membership) -> QuerySet[Exhibit]:
    """Return the exhibits of a case with their documents, in order."""
    found: QuerySet[Exhibit] = Exhibit.objects.visible_to(member).filter(case=case)
    return found.select_related("document").order_by("position")


def exhibit(*, case: Case, pk: int, member: Membership) -> Exhibit:
    """Return an exhibit of this case, or raise Missing."""
    found = visible(case=case, member=member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such exhibit in this case.")
    return found


def document(*, case: Case, pk: int, member: Membership) -> Document:
    """Return a document of this case, or raise Missing."""
    found: Document | None = (
        Document.objects.visible_to(member).select_related("case").filter(case=case, pk=pk).first()
    )
    if found is None:
        raise Missing("There is no such document in this case.")
    return found


def language_name(code: str) -> str:
    """Return the language's English name, or the code itself when it is not known."""
    try:
        return languages.language(code).name()
    except UnknownCode:
        return code


def warnings(exhibit: Exhibit) -> tuple[str, ...]:
    """Return what would be noticed in court about this exhibit, each a sentence with its title."""
    found = [f"{exhibit.title}: the file {finding}." for finding in exhibit.document.findings]
    if exhibit.language != ENGLISH and not exhibit.translation_certified:
        found.append(
            f"{exhibit.title}: it is in {language_name(exhibit.language)}, and no certified translation is recorded "
            "(8 CFR 1003.33). Attach the translation with the translator's certificate, then tick it here."
        )
    return tuple(found)


def _row(number: int, exhibit: Exhibit) -> ExhibitRow:
    return ExhibitRow(
        exhibit=exhibit,
        tab=packet.tab_letter(number),
        language=language_name(exhibit.language),
        file_name=exhibit.document.original_name.reveal(),
        warnings=warnings(exhibit),
    )
