"""What is asked of evidence: the exhibits of a case in their order, and the documents behind them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.errors import Missing
from cases.models import Case, Certificate, Document, Exhibit, Membership
from cases.pdf import packet, page_list
from cases.queries import clinics, findings
from cases.queries.finding import Finding


@dataclass(frozen=True)
class ExhibitRow:
    """An exhibit ready to be shown."""

    exhibit: Exhibit
    tab: str
    language: str
    file_name: str
    elements: tuple[str, ...]
    pages: int  # that are filed
    filed: str  # "pages 3-9, 14 of 80", or ""
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Evidence:
    """The evidence of a case, for its own page and for the case page."""

    exhibits: list[ExhibitRow]
    set_aside: list[Document]
    pages: int


def for_case_page(*, case: Case, member: Membership) -> Evidence:
    """Return the exhibits in order, and the documents that are no exhibit. Five queries."""
    exhibits = list(visible(case=case, member=member))
    aside = _set_aside(case, member)
    today = clinics.today(member.clinic)
    own = (
        findings.own_numbers(case)
        if any(one.document and one.document.numbers for one in exhibits)
        else frozenset()
    )
    rows = [_row(number, exhibit, today, own) for number, exhibit in enumerate(exhibits)]
    return Evidence(rows, list(aside), sum(filed_pages(exhibit) for exhibit in exhibits))


def _set_aside(case: Case, member: Membership) -> QuerySet[Document]:
    """The documents that are no exhibit and no part of one."""
    found: QuerySet[Document] = Document.objects.visible_to(member).filter(case=case, exhibits=None)
    joined = Certificate.objects.filter(exhibit__case=case)
    parts = Q(pk__in=joined.filter(document__isnull=False).values("document"))
    parts |= Q(pk__in=joined.filter(certificate__isnull=False).values("certificate"))
    return found.exclude(parts).order_by("uploaded_at")


def filed_pages(exhibit: Exhibit) -> int:
    """Return how many pages of its paper an exhibit files."""
    return len(page_list.numbers(exhibit.pages, of=exhibit.paper.pages))


def visible(*, case: Case, member: Membership) -> QuerySet[Exhibit]:
    """Return the exhibits of a case with their papers, certificates and marks, in order. Three queries."""
    found: QuerySet[Exhibit] = Exhibit.objects.visible_to(member).filter(case=case)
    return (
        found.select_related("document", "report")
        .prefetch_related("certificates", "marks")
        .order_by("position")
    )


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


def companions(*, exhibit: Exhibit, member: Membership) -> list[Document]:
    """Return the case's other documents, of which one may be the exhibit's translation or certificate; newest first."""
    found = (
        Document.objects.visible_to(member)
        .filter(case_id=exhibit.case_id)
        .exclude(pk=exhibit.document_id or 0)
    )
    return list(found.prefetch_related("exhibits").order_by("-uploaded_at", "-pk"))


def title_of(document: Document) -> str:
    """Return what a document is called: its exhibit's title, or the name of its file."""
    titles = [each.title for each in document.exhibits.all()]
    return titles[0] if titles else f"{document.original_name.reveal()} (set aside)"


def _row(number: int, exhibit: Exhibit, today: dt.date, own: frozenset[str]) -> ExhibitRow:
    return ExhibitRow(
        exhibit=exhibit,
        tab=packet.tab_letter(number),
        language=findings.language_name(exhibit.language),
        file_name=exhibit.document.original_name.reveal() if exhibit.document else "",
        elements=tuple(findings.element_names(exhibit)),
        pages=filed_pages(exhibit),
        filed=f"pages {exhibit.pages} of {exhibit.paper.pages}" if exhibit.pages else "",
        findings=tuple(findings.of_exhibit(exhibit, today=today, own=own)),
    )
