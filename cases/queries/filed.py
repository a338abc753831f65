"""An exhibit as a packet binds it: its line in the index, and a hash by which a later change is noticed."""

import hashlib
import json

from cases.models import Exhibit
from cases.queries import findings


def detail(exhibit: Exhibit) -> str:
    """Return the index's second line: source, date, language and what of the paper is filed."""
    parts = [exhibit.source, exhibit.dated]
    if exhibit.published_on and not exhibit.dated:
        parts.append(f"{exhibit.published_on:%d %b %Y}".lstrip("0"))
    if exhibit.language != findings.ENGLISH:
        language = findings.language_name(exhibit.language)
        translated = findings.certificate_of(exhibit, "translation")
        parts.append(f"{language}, with certified translation" if translated else f"in {language}")
    if exhibit.pages:
        parts.append(f"pages {exhibit.pages} of {exhibit.paper.pages}")
    if exhibit.closed:
        parts.append(exhibit.get_closed_display().lower())
    return "; ".join(part for part in parts if part)


def fingerprint(exhibit: Exhibit) -> str:
    """Return a hash of what the court gets of an exhibit, fetched with its paper, certificates and marks.

    What is only the clinic's (what it proves, whose oath it is) is not in it: changing that changes no page.
    """
    bound: list[object] = [
        exhibit.document_id,
        exhibit.report_id,
        exhibit.title,
        detail(exhibit),
        exhibit.pages,
        sorted(
            [mark.kind, mark.page, mark.left, mark.top, mark.right, mark.bottom]
            for mark in exhibit.marks.all()
        ),
        sorted(
            [one.kind, one.document_id or 0, one.certificate_id or 0] for one in exhibit.certificates.all()
        ),
    ]
    if exhibit.document is not None and exhibit.document.recognised_at is not None:
        bound.append(exhibit.document.recognised_at.isoformat())  # its pages can be searched since then
    return hashlib.sha256(json.dumps(bound).encode()).hexdigest()
