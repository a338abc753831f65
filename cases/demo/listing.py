"""Lists the demo's cases for programs that want to try themselves on them."""

from typing import Any

from cases.demo.houses import HOUSES
from cases.models import Case, Declaration
from cases.pdf.papers import language_tag
from cases.queries import clinics


def references() -> list[dict[str, Any]]:
    """Return every case of the demo clinics: its clinic's slug, its reference, and its languages.

    The languages are those in which the case's declaration can be printed ("en", "es", …), the signed one first;
    none where nobody has begun one.
    """
    slugs = {house.slug for house in HOUSES}
    found: list[dict[str, Any]] = []
    for clinic in clinics.all_clinics():
        if clinic.slug not in slugs or not clinic.is_demo:
            continue
        with clinic.inside():
            written = {
                each.case_id: [language_tag(code) for code in (each.language, each.other_language) if code]
                for each in Declaration.objects.order_by("pk")
            }
            found += [
                {"clinic": clinic.slug, "case": case.reference, "languages": written.get(case.pk, [])}
                for case in Case.objects.order_by("reference")
            ]
    return found
