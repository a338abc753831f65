"""The pre-flight of a packet: everything to mend, hard before soft, before it is built and again on the result."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cases.law import wording
from cases.models import (
    Case,
    Charge,
    Deadline,
    Exhibit,
    Hearing,
    Packet,
    PacketExhibit,
    Party,
    Proceeding,
    Witness,
)
from cases.pdf import packet as binding
from cases.queries import captions, clinics, court_papers, findings
from cases.queries.finding import Finding

FILED_WITH_EVIDENCE = (
    *(
        "EOIR_INDIVIDUAL_30",
        "EOIR_INDIVIDUAL_DETAINED",
        "EOIR_MASTER_15",
        "EOIR_CALLUP",
        "PREHEARING_BRIEF_30",
    ),
)
# Where what the engine finds is mended, other than on the exhibit's pages.
_MENDED = {
    "caption_respondent": "person_add",
    "caption_a_number": "person_edit",
    "caption_court": "proceeding_change",
    "caption_detained": "proceeding_change",
    "caption_judge": "proceeding_change",
    "caption_hearing": "hearing_add",
    "caption_filer": "case_team",
    "no_text": "recognise",
    "page_too_big": "evidence",
    "service": "packet_add",
    "index": "packet_add",
}


@dataclass(frozen=True)
class Preflight:
    """What was found: ``hard`` gets a packet returned, ``soft`` gets asked about."""

    hard: list[Finding]
    soft: list[Finding]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.hard) + len(self.soft)


def before(
    *, case: Case, proceeding: Proceeding | None, hearing: Hearing | None, exhibits: Sequence[Exhibit]
) -> Preflight:
    """Return the findings of what would be bound now, with exhibits fetched by ``evidence.visible``."""
    today = clinics.today(case.clinic)
    found: list[Finding] = []
    if proceeding is not None:
        found += _cover(case, proceeding, hearing)
        found += _late(proceeding, hearing, today)
    own = findings.own_numbers(case)
    for exhibit in exhibits:
        found += findings.of_exhibit(exhibit, today=today, own=own)
    return sorted_out(found)


def of_result(*, packet: Packet, built: binding.Packet, lines: Sequence[PacketExhibit]) -> list[Finding]:
    """Return the findings of what was bound: the engine's own, then the exhibits', then the papers' and the date's."""
    today = clinics.today(packet.case.clinic)
    by_tab = {line.tab: line.exhibit_id for line in lines}
    found = [
        Finding(
            one.code,
            one.sentence,
            one.hard,
            by_tab.get(one.tab),
            _MENDED.get(one.code, "exhibit_pages" if one.tab else ""),
            person=_unnumbered(packet.case) if one.code == "caption_a_number" else None,
        )  # its page is the stamped number, which is not the paper's own: the sentence says it
        for one in built.findings
        if one.code != "glyphs"  # said of the exhibit itself, with the field
    ]
    own = findings.own_numbers(packet.case)
    for line in lines:
        found += findings.of_exhibit(line.exhibit, today=today, own=own)
    found += _papers(packet)
    found += _late(packet.proceeding, packet.hearing, today)
    kept = sorted_out(found)
    return [*kept.hard, *kept.soft]


def sorted_out(found: Iterable[Finding]) -> Preflight:
    """Return the findings once each, hard and soft apart, in the order in which they were found."""
    once = list(dict.fromkeys(found))
    return Preflight([each for each in once if each.hard], [each for each in once if not each.hard])


def stored(packet: Packet) -> Preflight:
    """Return the findings that were kept when the packet was built."""
    known = Finding.__dataclass_fields__
    return sorted_out(
        Finding(**{name: value for name, value in each.items() if name in known}) for each in packet.findings
    )


def _cover(case: Case, proceeding: Proceeding, hearing: Hearing | None) -> Iterator[Finding]:
    caption = captions.caption(case=case, proceeding=proceeding, hearing=hearing)
    outside = not caption.proceeding
    wanted = [
        ("caption_respondent", bool(caption.respondents), "no respondent is named"),
        (
            "caption_a_number",
            all(one.file_number for one in caption.respondents),
            "a respondent has no A-number",
        ),
        ("caption_judge", outside or bool(caption.judge), "the immigration judge is not recorded"),
        ("caption_hearing", outside or bool(caption.hearing), "the next hearing is not recorded"),
        ("caption_filer", bool(caption.filer), "no lead attorney is assigned, so nobody files it"),
    ]
    for code, is_there, words in wanted:
        if not is_there:
            person = _unnumbered(case) if code == "caption_a_number" else None
            yield Finding(code, f"Cover page: {words}.", hard=True, at=_MENDED[code], person=person)


def _unnumbered(case: Case) -> int | None:
    """The first respondent whose A-number is not recorded."""
    found = Party.objects.filter(case=case, part=Party.Part.RESPONDENT, person__a_number__isnull=True)
    return found.order_by("-is_lead", "pk").values_list("person_id", flat=True).first()


def _late(proceeding: Proceeding, hearing: Hearing | None, today: dt.date) -> Iterator[Finding]:
    """Dates that this packet would answer and that are behind us."""
    due = Deadline.objects.filter(
        case_id=proceeding.case_id,
        proceeding=proceeding,
        state=Deadline.State.OPEN,
        rule__in=FILED_WITH_EVIDENCE,
        act_by__lt=today,
    )
    for each in due.filter(hearing=hearing) if hearing else due:
        if each.act_by is not None:
            yield Finding(
                "late",
                f"The day to act by, {wording.day(each.act_by)}, is past: “{each.title}”. See why, and what may still be "
                "asked for.",
                hard=True,
                at="deadline_why",
                deadline=each.pk,
            )


def _papers(packet: Packet) -> Iterator[Finding]:
    """Papers that were asked for with nothing to print, and papers that such a filing usually has."""
    case = packet.case_id
    if court_papers.WITNESSES in packet.papers and not Witness.objects.filter(case_id=case).exists():
        yield Finding(
            "witnesses",
            "Witness list: no witness is recorded, so it was left out.",
            hard=True,
            at="witnesses",
        )
    if court_papers.CHARGES in packet.papers and not Charge.objects.filter(case_id=case).exists():
        yield Finding(
            "charges",
            "Criminal history chart: no charge is recorded, so it was left out.",
            hard=True,
            at="charges",
        )
    if "motion" in packet.title.casefold() and court_papers.ORDER not in packet.papers:
        yield Finding(
            "order", "A motion is filed with a proposed order, and none was asked for.", at="packet_add"
        )
