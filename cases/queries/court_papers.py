"""The papers that a packet may be asked to hold, and what they are printed from."""

from collections.abc import Iterator

from django.db.models import QuerySet

from cases.errors import Missing
from cases.law import a_numbers, wording
from cases.models import Case, Charge, Membership, Packet, Witness
from cases.pdf import court_papers as printing
from cases.pdf import layout, papers
from cases.pdf.papers import Caption
from cases.queries import findings

WITNESSES, CHARGES, ORDER, CERTIFICATES = "witnesses", "charges", "order", "certificates"
# In the order in which they stand behind the exhibits.
KINDS = {
    CERTIFICATES: "Certificates of translation and interpretation that are still to be signed",
    WITNESSES: "Witness list",
    CHARGES: "Criminal history chart",
    ORDER: "Proposed order",
}


def witnesses(*, case: Case, member: Membership) -> QuerySet[Witness]:
    """Return the witnesses of a case, in the order in which they were written down."""
    found: QuerySet[Witness] = Witness.objects.visible_to(member).filter(case=case)
    return found.order_by("pk")


def witness(*, case: Case, pk: int, member: Membership) -> Witness:
    """Return a witness of this case, or raise Missing."""
    found = witnesses(case=case, member=member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such witness in this case.")
    return found


def charges(*, case: Case, member: Membership) -> QuerySet[Charge]:
    """Return the charges of a case, the oldest arrest first."""
    found: QuerySet[Charge] = Charge.objects.visible_to(member).filter(case=case)
    return found.select_related("exhibit").order_by("arrested_on", "pk")


def charge(*, case: Case, pk: int, member: Membership) -> Charge:
    """Return a charge of this case, or raise Missing."""
    found = charges(case=case, member=member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such charge in this case.")
    return found


def printed(*, packet: Packet, caption: Caption) -> tuple[layout.Paper, ...]:
    """Print the papers that a packet was ordered with; one for which nothing is recorded is left out, and found missing."""
    made: list[layout.Paper] = []
    if CERTIFICATES in packet.papers:
        made += _certificates(packet, caption)
    if WITNESSES in packet.papers and (rows := _witnesses(packet)):
        made.append(layout.Paper("Witness list", printing.witness_list(caption=caption, witnesses=rows)))
    if CHARGES in packet.papers and (lines := _charges(packet)):
        data = printing.criminal_history(caption=caption, charges=lines)
        made.append(layout.Paper("Criminal history chart", data))
    if ORDER in packet.papers:
        data = printing.proposed_order(caption=caption, title=packet.title)
        made.append(layout.Paper("Proposed order", data))
    return tuple(made)


def _certificates(packet: Packet, caption: Caption) -> Iterator[layout.Paper]:
    """One for each exhibit whose certificate is recorded and not yet signed: to be signed where it is printed."""
    lines = (
        packet.lines.select_related("exhibit").prefetch_related("exhibit__certificates").order_by("position")
    )
    for line in lines:
        for each in line.exhibit.certificates.all():
            if each.is_signed:
                continue
            where = f"Tab {line.tab}: {line.exhibit.title}"
            if each.kind == "translation":
                data = papers.certificate_of_translation(
                    translator=each.name,
                    source=findings.language_name(line.exhibit.language),
                    address=each.address,
                    telephone="",
                    documents=[where],
                )
            else:
                language = findings.language_name(each.language) if each.language else ""
                data = printing.certificate_of_interpretation(
                    caption=caption, paper=printing.Interpretation(where, each.name, language, each.address)
                )
            yield layout.Paper(f"Certificate of {each.kind}, Tab {line.tab}", data)


def _witnesses(packet: Packet) -> list[printing.Witness]:
    return [
        printing.Witness(
            name=one.name,
            summary=one.summary.reveal(),
            time=f"{one.minutes} minutes",
            language=findings.language_name(one.language),
            appears=one.get_appears_display(),
            a_number=a_numbers.shown(one.a_number.reveal()) if one.a_number else "",
            contact=one.contact.reveal() if one.contact else "",
            is_expert=one.is_expert,
        )
        for one in Witness.objects.filter(case_id=packet.case_id).order_by("pk")
    ]


def _charges(packet: Packet) -> list[printing.Charge]:
    tabs = dict(packet.lines.values_list("exhibit_id", "tab"))
    return [
        printing.Charge(
            arrested=wording.day(one.arrested_on) if one.arrested_on else "not known",
            docket=one.docket.reveal() if one.docket else "",
            charge=one.charge.reveal(),
            disposition=one.disposition.reveal() if one.disposition else "not known",
            consequence=one.consequence.reveal() if one.consequence else "",
            tab=tabs.get(one.exhibit_id or 0, ""),
        )
        for one in Charge.objects.filter(case_id=packet.case_id).order_by("arrested_on", "pk")
    ]
