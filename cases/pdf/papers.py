"""Our own court papers: cover, index, tab sheets, proof of service, certificates and declarations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cases.law import declarations as wording
from cases.pdf import html, phrases, tags


@dataclass(frozen=True)
class Respondent:
    """A person as named on the charging document, with the file number as the court prints it."""

    name: str
    file_number: str


@dataclass(frozen=True)
class Caption:
    """What stands at the head of every paper (Policy Manual II 3.3(c)(6)); all of it plain text.

    `detained` is "DETAINED" or "NON-DETAINED", or "" when not known: then nothing is printed and the caller warns.
    `proceeding` is "removal", or "" for a paper outside removal: then nothing of an immigration court is printed.
    `court` is "HOUSTON, TEXAS"; `hearing` is the whole line, "Mon 28 Dec 2026, 8:30 AM, Individual".
    """

    filer: tuple[str, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    court: str = ""
    detained: str = ""
    special: tuple[str, ...] = ()
    proceeding: str = "removal"
    judge: str = ""
    hearing: str = ""

    @property
    def matter(self) -> str:
        """One line that names the matter on papers too short for the whole caption."""
        people = "; ".join(
            f"{r.name}, {r.file_number}" if r.file_number else r.name for r in self.respondents
        )
        return f"In the Matter of {people}" if people else ""


@dataclass(frozen=True)
class IndexRow:
    """One exhibit in the table of contents; `pages` are stamped numbers, "12–47"."""

    tab: str
    title: str
    pages: str
    detail: str = ""
    part: str = ""


@dataclass(frozen=True)
class TabSheet:
    """The divider page before an exhibit; `step` (0 to 9) is how far down the edge its flag sits."""

    letter: str
    title: str
    detail: str = ""
    step: int = 0


@dataclass(frozen=True)
class Service:
    """Who was served with what (8 CFR 1003.32); blanks are printed as lines to fill in by hand."""

    ecas: bool
    served: str = ""
    address: tuple[str, ...] = ()
    means: str = ""
    server: str = ""
    date: str = ""


@dataclass(frozen=True)
class Interpreter:
    """Who read the declaration to its declarant, from `source` into `target`; blanks become lines.

    `in_relay`: they interpreted for another interpreter, and cannot say what the declarant understood. `held` is when
    and how the session was, `copy` which copy was read in it; both "" on a preview.
    """

    name: str = ""
    address: str = ""
    telephone: str = ""
    source: str = "English"
    target: str = ""
    in_relay: bool = False
    held: str = ""
    copy: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph, or a heading: `text` in the paper's language, `other` the same in the second one.

    `language` is the tag of `text` where that is not the paper's language: a heading nobody has translated.
    """

    text: str
    other: str = ""
    is_heading: bool = False
    language: str = ""


@dataclass(frozen=True)
class Declaration:
    """A declaration to print.

    `country` is the ISO code of the place of signing ("" when not known yet), `place` its words. `second` is the
    language of `Paragraph.other`: when given, both stand side by side. `read_back` names the language (in English)
    in which it is read to the declarant; "" leaves that statement out. `in_two`: it is written in two languages,
    so a paragraph without words waits for its translation. `copy` names a locked copy at the foot of its pages.
    """

    declarant: str
    paragraphs: tuple[Paragraph, ...]
    caption: Caption = field(default_factory=Caption)
    reference: str = ""
    language: str = "en"
    second: str = ""
    in_two: bool = False
    country: str = ""
    place: str = ""
    read_back: str = ""
    interpreters: tuple[Interpreter, ...] = ()
    draft: bool = True
    copy: str = ""


language_tag = tags.language_tag
_BLANK = "______________________________"


def cover(*, caption: Caption, title: str, shelf: Path | None = None) -> bytes:
    """The cover page; which part of how many it opens is printed over it (see `front.part_line`).

    `shelf` is a folder that keeps printed papers by their content.
    """
    text = html.fill("cover.html", caption=caption, title=_plain(title), language="en")
    return html.render(text, title=title, shelf=shelf)


def proof_of_service(*, caption: Caption, document: str, service: Service) -> bytes:
    """The proof of service, or the ECAS statement when every party is on ECAS."""
    values = {name: getattr(service, name) for name in service.__dataclass_fields__}
    text = html.fill(
        "service.html", matter=caption.matter, title="Proof of service", document=document, **values
    )
    return html.render(text, title="Proof of service")


def certificate_of_translation(
    *, translator: str, source: str, address: str, telephone: str, documents: Sequence[str] = ()
) -> bytes:
    """The translator's certificate with its four elements (8 CFR 1003.33), to be signed by hand."""
    text = html.fill(
        "translation.html",
        translator=translator,
        source=source,
        address=address,
        telephone=telephone,
        documents=[_plain(name) for name in documents],
        title="Certificate of translation",
    )
    return html.render(text, title="Certificate of translation")


def declaration(paper: Declaration) -> bytes:
    """The declaration as a court paper; a draft carries a watermark on every page, a signing copy none."""
    return html.render(
        declaration_html(paper),
        title=_title(paper),
        language=paper.language,
        marked={
            "blockquote": paper.second or paper.language,
            "article": "en",
            "h3": paper.second
            or next(filter(None, (one.language for one in paper.paragraphs)), paper.language),
        },
    )


def declaration_html(paper: Declaration) -> str:
    """The HTML of `declaration`, apart so that its wording can be tested and its printing timed."""
    name = _plain(paper.declarant)
    certificates = [_certificate(one, name) for one in paper.interpreters]
    read_back = None
    if paper.read_back:
        text = phrases.READ_BACK.get(paper.language, phrases.READ_BACK["en"])
        read_back = {
            "heading": _say(phrases.READ_BACK_TITLE, paper),
            "text": text.format(language=paper.read_back),
        }
    return html.fill(
        "declaration.html",
        caption=paper.caption,
        declarant=name,
        language=paper.language,
        second=paper.second,
        draft=paper.draft,
        copy=paper.copy,
        title=_title(paper),
        heading=_say(phrases.HEADING, paper),
        opening=_say(phrases.OPENING, paper),
        paragraphs=_numbered(paper),
        perjury=wording.perjury_clause(country=paper.country, language=paper.language),
        perjury_second=_second_oath(paper),
        executed=_say(phrases.EXECUTED, paper),
        declarant_word=_say(phrases.DECLARANT, paper),
        read_back=read_back,
        certificates=certificates,
    )


def certificate_of_interpretation(
    *, interpreter: Interpreter, declarant: str, caption: Caption, reference: str = ""
) -> bytes:
    """One interpreter's certificate as a paper of its own, to be signed after the session."""
    title = ", ".join(filter(None, ("Certificate of interpretation", reference)))
    text = html.fill(
        "session_certificate.html",
        caption=caption,
        certificate=_certificate(interpreter, _plain(declarant)),
        declarant=_plain(declarant),
        title=title,
        language="en",
    )
    return html.render(text, title=title)


def _certificate(one: Interpreter, declarant: str) -> dict[str, str]:
    words = phrases.RELAY if one.in_relay else phrases.INTERPRETATION
    held = f" {one.held}," if one.held else ""
    name, target = one.name or _BLANK, one.target or _BLANK
    text = words.format(name=name, source=one.source, target=target, declarant=declarant, held=held)
    return {
        "text": _plain(text),
        "name": one.name,
        "address": one.address,
        "telephone": one.telephone,
        "copy": one.copy,
    }


def _numbered(paper: Declaration) -> list[dict[str, object]]:
    """Paragraphs with their numbers; headings have none. Numbers are strings: the engine must not group digits."""
    found: list[dict[str, object]] = []
    number = 0
    for paragraph in paper.paragraphs:
        number += not paragraph.is_heading
        found.append(
            {
                "number": "" if paragraph.is_heading else str(number),
                "text": _plain(paragraph.text),
                "other": _plain(paragraph.other),
                "way": html.direction(paragraph.text),
                "other_way": html.direction(paragraph.other),
                "language": paragraph.language or paper.language,
                "gap": _gap(paper, paper.language),
                "other_gap": _gap(paper, paper.second),
            }
        )
    return found


def _gap(paper: Declaration, language: str) -> dict[str, str]:
    """What stands for a paragraph without words: its text, and the language that text is really in."""
    texts = phrases.UNTRANSLATED if paper.in_two or paper.second else phrases.UNWRITTEN
    said_in = language if language in texts else "en"
    return {"text": texts[said_in], "language": said_in}


def _second_oath(paper: Declaration) -> str:
    """The oath in the second language, or "" when there is none or we have no wording of it."""
    first = wording.perjury_clause(country=paper.country, language=paper.language)
    second = wording.perjury_clause(country=paper.country, language=paper.second) if paper.second else first
    return second if second != first else ""


def _title(paper: Declaration) -> str:
    return ", ".join(filter(None, (_say(phrases.TITLE, paper), paper.reference)))


def _say(texts: dict[str, str], paper: Declaration) -> str:
    blank = "____________________________"
    template = texts.get(paper.language, texts["en"])
    return template.format(name=_plain(paper.declarant), place=_plain(paper.place) or blank)


def _plain(text: str) -> str:
    return html.clean(text).strip()
