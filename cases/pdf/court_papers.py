"""The papers of a packet that are printed from rows: witness list, criminal history chart, proposed order, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.pdf import html
from cases.pdf.papers import Caption


@dataclass(frozen=True)
class Witness:
    """One line of the witness list, all of it words."""

    name: str
    summary: str
    time: str
    language: str
    appears: str
    a_number: str = ""
    contact: str = ""
    is_expert: bool = False


@dataclass(frozen=True)
class Charge:
    """One line of the criminal history chart, all of it words."""

    arrested: str
    docket: str
    charge: str
    disposition: str
    consequence: str
    tab: str = ""


@dataclass(frozen=True)
class Interpretation:
    """An interpreter's certificate for one exhibit; what is not known is a line to fill in by hand."""

    exhibit: str
    interpreter: str
    language: str
    address: str = ""


def witness_list(*, caption: Caption, witnesses: Sequence[Witness]) -> bytes:
    """The witness list (Policy Manual II 3.3(g)): who, what they will say, for how long, in which language, how."""
    return _print("witnesses.html", "Witness list", caption, rows=[_clean(one) for one in witnesses])


def criminal_history(*, caption: Caption, charges: Sequence[Charge]) -> bytes:
    """The criminal history chart (Policy Manual II 3.3(f)), landscape; records stand behind the tabs it names."""
    return _print("charges.html", "Criminal history chart", caption, rows=list(charges))


def proposed_order(*, caption: Caption, title: str) -> bytes:
    """The order that the judge may sign on a motion or filing of this title, with both answers and the reasons open."""
    return _print("order.html", "Proposed order", caption, paper=_plain(title))


def certificate_of_interpretation(*, caption: Caption, paper: Interpretation) -> bytes:
    """The interpreter's certificate, to be signed by hand."""
    return _print("interpretation.html", "Certificate of interpretation", caption, paper=paper)


def _print(template: str, title: str, caption: Caption, **values: object) -> bytes:
    text = html.fill(template, caption=caption, matter=caption.matter, title=title, **values)
    return html.render(text, title=title)


def _clean(one: Witness) -> Witness:
    return replace(one, name=_plain(one.name), summary=_plain(one.summary), contact=_plain(one.contact))


def _plain(text: str) -> str:
    return html.clean(text).strip()
