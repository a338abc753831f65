"""Packets of the demo that left the house: one accepted and gone on with in a supplement, one that the clerk sent back.

Beside them the clinic's library: a report of this year, and one that is older than two.
"""

import datetime as dt
import io

from cases.actions import exhibits, filings, library, marks, packets, uploads
from cases.actions.evidence import Upload
from cases.demo import papers
from cases.demo.papers import Paper, Sheet
from cases.demo.scene import Scene
from cases.models import Case, Exhibit, Filing, LibraryReport, Membership, Packet, Proceeding
from cases.queries import evidence
from cases.queries import packets as asked

ACCEPTED, REJECTED = "recruited", "eight_digits"  # the stories of Lantern Bay
_TITLE = "Respondent's Evidence in Support of Application for Asylum"
_NEW, _OLD = "Meridian Commission", "Plover Institute"


def prepare(scene: Scene, cases: dict[str, Case]) -> None:
    """Fill the library, cite from it, mark what the judge should read, and order the two packets."""
    if ACCEPTED not in cases or REJECTED not in cases:
        return
    new, old = _library(scene)
    case, by = cases[ACCEPTED], scene.paralegal
    cited = exhibits.cite(
        case=case, report=new, pages="1-2", proves="Boys who refuse are answered with violence", by=by
    )
    marks.add_box(exhibit=cited, kind="highlight", page=1, box=(110, 300, 890, 380), by=by)
    exhibits.cite(case=case, report=old, pages="1", proves="Complaints led to nothing then either", by=by)
    complaint = next(each for each in _row(case, by) if each.kind == Exhibit.Kind.POLICE)
    marks.add_box(
        exhibit=complaint,
        kind="redaction",
        page=1,
        box=(120, 180, 420, 205),
        because="a neighbor's telephone",
        by=by,
    )
    for each in (case, cases[REJECTED]):
        _order(scene, each)


def send(scene: Scene, cases: dict[str, Case]) -> None:
    """Record what became of the two, once they are built, and order the supplement to the accepted one."""
    if ACCEPTED not in cases or REJECTED not in cases:
        return
    first = _sent(scene, cases[ACCEPTED], "E-4471-0182")
    filings.accept(filing=first, version=first.version, on=scene.today, by=scene.paralegal)
    second = _sent(scene, cases[REJECTED], "E-4471-0190")
    filings.reject(
        filing=second,
        version=second.version,
        reason="Exhibit B: the certificate of translation is not signed.",
        on=scene.today,
        by=scene.paralegal,
    )
    case = cases[ACCEPTED]
    known = asked.unfiled(case=case, member=scene.paralegal)
    _order(scene, case, follows=first.packet, only=known)


def _sent(scene: Scene, case: Case, receipt: str) -> Filing:
    return uploads.upload(
        packet=Packet.objects.get(case=case),
        filed_on=scene.today,
        document_type="Evidence / exhibits",
        receipt_number=receipt,
        by=scene.paralegal,
    )


def _order(scene: Scene, case: Case, *, follows: Packet | None = None, only: set[int] | None = None) -> None:
    court: Proceeding = case.proceedings.get()
    row = _row(case, scene.paralegal)
    # The older report came after the packet had gone: it goes into the supplement.
    later = {each.pk for each in row if each.report and each.report.publisher == _OLD}
    chosen = [each for each in row if (each.pk in only if only is not None else each.pk not in later)]
    packets.order(
        case=case,
        proceeding=court,
        hearing=asked.next_hearing(court),
        title=f"Supplement to {_TITLE}" if follows else _TITLE,
        exhibits=chosen,
        follows=follows,
        by=scene.paralegal,
    )


def _row(case: Case, by: Membership) -> list[Exhibit]:
    return list(evidence.visible(case=case, member=by))


def _library(scene: Scene) -> tuple[LibraryReport, LibraryReport]:
    """Two invented reports on El Salvador."""
    recent, past = scene.day(-160), scene.day(-1_100)
    made = (
        (_NEW, recent, "Boys who said no: recruitment in El Salvador", (_REFUSALS, _VISITS)),
        (_OLD, past, "Complaints at the station door: El Salvador", (_STATIONS,)),
    )
    written = [
        Paper(
            f"report-{day.year}",
            title,
            tuple(
                Sheet("report", head=(publisher, f"{title}, {day.year}"), title=head, text=text)
                for head, text in pages
            ),
        )
        for publisher, day, title, pages in made
    ]
    found = [
        _add(scene, paper, file, publisher, day)
        for paper, file, (publisher, day, _, _) in zip(written, papers.produce(written), made, strict=True)
    ]
    return found[0], found[1]


def _add(scene: Scene, paper: Paper, file: bytes, publisher: str, day: dt.date) -> LibraryReport:
    return library.add(
        upload=Upload(paper.file_name, io.BytesIO(file)),
        title=f"{publisher}, {paper.title} ({day.year})",
        publisher=publisher,
        published_on=day,
        country="SV",
        found_at=f"https://reports.example.org/{paper.key}",
        retrieved_on=scene.day(-30),
        by=scene.paralegal,
    )


_REFUSALS = (
    "1. What a refusal costs",
    (
        (
            "In eleven of the fourteen departments, boys between twelve and seventeen told us that they had been asked to carry, "
            "to watch or to collect. Nine in ten had said no at first. Of these, seven in ten had been threatened within a month."
        ),
        "A refusal is remembered. It is answered at the house, in front of the mother, so that the street can see it.",
    ),
)
_VISITS = (
    "2. Those who reported it",
    (
        (
            "Of 94 families that went to the police, 61 were visited again within two weeks by somebody who knew what they had "
            "said. Forty-one left the municipality; thirty were found."
        ),
        "We know of no case in which protection was offered before the family asked to leave the country.",
    ),
)
_STATIONS = (
    "Complaints at the station door",
    (
        "We sat for three weeks in four stations. Of 212 people who came to complain of threats, 58 left with a number.",
        "Officers told us that they do not write down the name of a group unless the complainant insists.",
    ),
)
