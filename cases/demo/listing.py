"""Lists the demo's cases for programs that want to try themselves on them."""

from typing import Any

from cases.demo.houses import HOUSES
from cases.models import Case, Person
from cases.queries import clinics


def references() -> list[dict[str, Any]]:
    """Return every case of the demo clinics with its clinic's slug and its respondents' languages (ISO 639-3)."""
    slugs = {house.slug for house in HOUSES}
    found: list[dict[str, Any]] = []
    for clinic in clinics.all_clinics():
        if clinic.slug not in slugs or not clinic.is_demo:
            continue
        with clinic.inside():
            for case in Case.objects.order_by("reference"):
                people = Person.objects.filter(parties__case=case, parties__part="respondent").order_by("pk")
                spoken = dict.fromkeys(code for person in people for code in person.languages)
                found.append({"clinic": clinic.slug, "case": case.reference, "languages": list(spoken)})
    return found
