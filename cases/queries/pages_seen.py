"""What was seen on the pages of a paper that is filed: too coarse, not searchable, somebody else's number on it."""

from collections.abc import Iterator

from cases.models import Document, Exhibit, Mark
from cases.pdf import ocr, page_list, preflight
from cases.pdf.facts import Fact
from cases.queries.finding import Finding


def of_paper(exhibit: Exhibit, *, own: frozenset[str]) -> Iterator[Finding]:
    """Return the findings of an exhibit's pages, fetched with its paper and marks; ``own`` are this case's A-numbers, hashed."""
    yield from _worked_on(exhibit)
    yield from _seen(exhibit)
    yield from _numbered(exhibit, own)


def _seen(exhibit: Exhibit) -> Iterator[Finding]:
    """What was seen on the pages that are filed, with the numbers of the paper's own pages."""
    filed = {0, *page_list.numbers(exhibit.pages, of=exhibit.paper.pages)}
    facts = [Fact(str(code), int(page), str(detail)) for code, page, detail in exhibit.paper.facts]
    for code in preflight.KINDS:
        alike = [fact for fact in facts if fact.code == code and fact.page in filed]
        for hard, sentence in preflight.sentences(alike):
            page = min(fact.page for fact in alike)
            said, at = f"{exhibit.title}: {sentence}", "exhibit_pages"
            if code == "no_text" and _is_recognised(exhibit.document):
                said, at = f"{exhibit.title}: its text is being recognised. Check again in a minute.", ""
            elif code == "no_text" and exhibit.document is not None and exhibit.document.recognised_at:
                said = (
                    said.removesuffix(preflight.KINDS[code].remedy) + "Text was looked for, and none found."
                )
            elif code == "no_text":
                said, at = said.removesuffix(preflight.KINDS[code].remedy) + _recognisable(), "recognise"
            yield Finding(code, said, hard=hard, exhibit=exhibit.pk, at=at, page=page)


def _is_recognised(document: Document | None) -> bool:
    """Whether the worker is at it, or will be."""
    return document is not None and document.work == Document.Work.RECOGNISE and not document.work_problem


def _recognisable() -> str:
    if ocr.find() is None:
        return (
            "Text recognition (ocrmypdf) is not installed here: run it elsewhere, which leaves the scan as it is, and "
            "upload that."
        )
    return "Its text can be recognised here; the scan stays as it is."


def _worked_on(exhibit: Exhibit) -> Iterator[Finding]:
    """What the worker is still to do with the paper, or could not do."""
    document = exhibit.document
    if document is None or not document.work:
        return
    if document.work_problem:
        yield Finding(
            "not_worked",
            f"{exhibit.title}: {document.work_problem}",
            exhibit=exhibit.pk,
            at="recognise" if document.work == Document.Work.RECOGNISE else "exhibit_pages",
        )
    elif document.work == Document.Work.LOOK:
        yield Finding(
            "unlooked",
            f"{exhibit.title}: its pages are being looked at. Check again in a minute.",
            exhibit=exhibit.pk,
            at="exhibit_pages",
        )


def _numbered(exhibit: Exhibit, own: frozenset[str]) -> Iterator[Finding]:
    """Pages that bear an A-number of nobody in this case: never whose it is, nor whether the clinic knows them."""
    if exhibit.document is None:
        return
    filed = set(page_list.numbers(exhibit.pages, of=exhibit.paper.pages))
    blackened = {mark.page for mark in exhibit.marks.all() if mark.kind == Mark.Kind.REDACTION}
    pages = sorted({page for page, found in exhibit.document.numbers if page in filed and found not in own})
    for page in pages:
        remedy = (
            "Something on that page is redacted: look whether it covers the number."
            if page in blackened
            else "Look whether the page is about somebody else; redact the number, or leave the page out."
        )
        yield Finding(
            "a_number",
            f"{exhibit.title}: page {page} bears an A-number that is of nobody in this case. {remedy}",
            hard=page not in blackened,
            exhibit=exhibit.pk,
            at="exhibit_pages",
            page=page,
        )
