"""From a finding to the very field where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.queries import documents
from cases.queries.finding import Finding
from cases.views import sending
from cases.views.request import ClinicRequest

_OF_EXHIBIT = ("exhibit", "exhibit_translation", "exhibit_interpretation", "exhibit_pages")
_LABELS = {
    "exhibit": "Describe it",
    "exhibit_translation": "Open its translation",
    "exhibit_interpretation": "Open its certificate",
    "exhibit_pages": "Open the page",
    "proceeding_change": "Open the proceeding",
    "hearing_add": "Record the hearing",
    "case_team": "Open the team",
    "person_add": "Add the person",
    "person_edit": "Write down the A-number",
    "evidence": "Open the evidence",
    "deadline_why": "See why",
    "witnesses": "Write the witness list",
    "charges": "Write the chart",
    "packet_add": "Build it again",
    "recognise": "Make it searchable",
}


@dataclass(frozen=True)
class Mend:
    """A finding as a page shows it: the sentence, and the link that leads to its mending ("" where there is none).

    Where ``does`` is true the address is posted to, and that mends it.
    """

    sentence: str
    hard: bool
    url: str
    label: str
    does: bool = False


def mends(
    request: ClinicRequest, reference: str, found: Iterable[Finding], *, proceeding: int | None
) -> list[Mend]:
    """Return the findings with their links, for pages below this case."""
    return [_mend(request, reference, each, proceeding) for each in found]


def _mend(request: ClinicRequest, reference: str, found: Finding, proceeding: int | None) -> Mend:
    url, at = "", found.at
    if at == "recognise" and found.exhibit is not None:
        if documents.can_recognise():
            url = sending.address(request, "exhibit_recognise", reference=reference, exhibit=found.exhibit)
            return Mend(found.sentence, found.hard, url, _LABELS[at], does=True)
        at = "exhibit_pages"
    if at in _OF_EXHIBIT and found.exhibit is not None:
        url = sending.address(request, at, reference=reference, exhibit=found.exhibit)
        if at == "exhibit_pages" and found.page:
            url += f"?page={found.page}"
        elif found.field:
            url += f"#id_{found.field}"
    elif at == "proceeding_change" and proceeding is not None:
        url = sending.address(request, at, reference=reference, proceeding=proceeding)
    elif at == "person_edit" and found.person is not None:
        url = sending.address(request, at, reference=reference, person=found.person) + "#id_a_number"
    elif at == "deadline_why" and found.deadline is not None:
        url = sending.address(request, at, reference=reference, deadline=found.deadline)
    elif at in ("hearing_add", "case_team", "person_add", "evidence", "witnesses", "charges", "packet_add"):
        url = sending.address(request, at, reference=reference)
    label = "Compare it" if found.code == "document" else _LABELS.get(at, "Open it")
    return Mend(found.sentence, found.hard, url, label)
