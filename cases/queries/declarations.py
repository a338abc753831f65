"""What is asked of declarations: one with its numbered paragraphs, those of a case, and the paper to print."""

import uuid
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, QuerySet

from cases.errors import Missing, Problem
from cases.law import languages, wording
from cases.law.drafts import Line
from cases.models import (
    Case,
    Clinic,
    Declaration,
    DeclarationVersion,
    Hearing,
    Membership,
    Paragraph,
    ParagraphComment,
    Party,
    Proceeding,
    SessionCertificate,
    SessionInterpreter,
)
from cases.pdf import fonts, papers
from cases.queries import captions, drafts, interviews
from cases.queries.findings import language_name
from cases.queries.packets import next_hearing


@dataclass(frozen=True)
class Numbered:
    """A paragraph with the number it is printed under ("" for a heading), its texts opened."""

    paragraph: Paragraph
    number: str
    text: str
    other_text: str
    comments: tuple[ParagraphComment, ...] = ()


def for_case_page(*, case: Case, member: Membership) -> list[Declaration]:
    """Return the declarations of a case, each with `paragraph_count`. One query."""
    found = visible(member=member).filter(case=case).annotate(paragraph_count=Count("paragraphs"))
    return list(found.order_by("created_at"))


def visible(*, member: Membership) -> QuerySet[Declaration]:
    """Return the declarations that this member sees; an interpreter sees those of their running sessions."""
    found: QuerySet[Declaration] = Declaration.objects.visible_to(member)
    return found.select_related("case", "declarant", "interpreter__user", "locked_version")


def declaration(*, reference: str, pk: int, member: Membership) -> Declaration:
    """Return a declaration of the case with this reference, or raise Missing."""
    found = visible(member=member).filter(case__reference=reference, pk=pk).first()
    if found is None:
        raise Missing("There is no such declaration for you to see.")
    return found


def sessions(*, member: Membership) -> QuerySet[Declaration]:
    """Return the declarations that an interpreter may read now."""
    return visible(member=member).filter(interpreter=member).order_by("session_ends_at")


def paragraph(*, declaration: Declaration, pk: int) -> Paragraph:
    """Return a paragraph of this declaration, or raise Missing."""
    found = Paragraph.objects.select_related("declaration").filter(declaration=declaration, pk=pk).first()
    if found is None:
        raise Missing("There is no such paragraph. Somebody may have deleted it: open the declaration again.")
    return found


def numbered(*, declaration: Declaration) -> list[Numbered]:
    """Return the paragraphs in order with their numbers, texts opened. One query."""
    rows = list(
        Paragraph.objects.select_related("updated_by__user")
        .filter(declaration=declaration)
        .order_by("position")
    )
    found, number = [], 0
    for row in rows:
        number += not row.is_heading
        found.append(
            Numbered(
                paragraph=row,
                number="" if row.is_heading else str(number),
                text=row.text.reveal(),
                other_text=row.other_text.reveal(),
            )
        )
    return found


def with_comments(*, declaration: Declaration, rows: list[Numbered]) -> list[Numbered]:
    """Return the paragraphs with what was said beside each, settled or not. One query."""
    said: dict[uuid.UUID, list[ParagraphComment]] = {}
    found = ParagraphComment.objects.filter(declaration=declaration)
    for one in found.select_related("by__user", "settled_by__user").order_by("at", "pk"):
        said.setdefault(one.paragraph_uid, []).append(one)
    return [replace(row, comments=tuple(said.get(row.paragraph.uid, ()))) for row in rows]


def adrift(*, declaration: Declaration, rows: list[Numbered]) -> list[ParagraphComment]:
    """Return the open comments whose paragraph was deleted: they still have to be settled. One query."""
    here = [row.paragraph.uid for row in rows]
    found = ParagraphComment.objects.filter(declaration=declaration, settled_at=None)
    return list(found.exclude(paragraph_uid__in=here).select_related("by__user").order_by("at", "pk"))


def comment(*, declaration: Declaration, pk: int) -> ParagraphComment:
    """Return a comment beside this declaration's paragraphs, or raise Missing."""
    found = ParagraphComment.objects.filter(declaration=declaration, pk=pk).first()
    if found is None:
        raise Missing("There is no such comment.")
    return found


def undrawable(paragraphs: list[Numbered]) -> str:
    """Return the characters of these texts that would be printed as boxes."""
    return fonts.undrawable("".join(one.text + one.other_text for one in paragraphs))


def untranslated(declaration: Declaration, paragraphs: list[Numbered]) -> list[str]:
    """Return the numbers of the paragraphs that have words in one of the two languages and none in the other."""
    if not declaration.other_language:
        return []
    return [one.number for one in paragraphs if one.number and bool(one.text) != bool(one.other_text)]


def written_in(declaration: Declaration) -> list[tuple[str, str]]:
    """Return (code, English name) of the languages it is written in, the signed one first."""
    codes = [declaration.language, declaration.other_language]
    return [(code, language_name(code)) for code in codes if code]


def code_of(declaration: Declaration, language: str) -> str:
    """Return the stored code behind "es", "spa" or "" (the signed language), or raise Problem with the choice."""
    for code, _name in written_in(declaration):
        if language in ("", code, papers.language_tag(code)):
            return code
    have = " and ".join(f"{papers.language_tag(code)} ({name})" for code, name in written_in(declaration))
    raise Problem(f"This declaration is not written in “{language[:20]}”. It is written in {have}.")


def as_paper(*, declaration: Declaration, language: str = "", both: bool = False) -> papers.Declaration:
    """Return the declaration as a paper to print, in the signed language, the other one, or both side by side."""
    code = code_of(declaration, language)
    swapped = code != declaration.language
    both = both and bool(declaration.other_language) and not swapped
    copy = declaration.locked_version
    text = drafts.draft_of(copy) if copy else drafts.present(declaration)
    rows = [_in(one, declaration, swapped=swapped, both=both) for one in text.lines]
    if copy is not None:
        _complete(rows, both=both)
    return papers.Declaration(
        declarant=text.declarant,
        paragraphs=tuple(rows),
        caption=caption(declaration.case),
        reference=declaration.case.reference,
        language=papers.language_tag(code),
        second=papers.language_tag(declaration.other_language) if both else "",
        in_two=bool(declaration.other_language),
        country="US" if text.signed_in_us else "",
        place=text.signing_place,
        read_back=_read_back(declaration, code),
        interpreters=_interpreters(declaration, code),
        draft=copy is None,
        copy=_copy(copy) if copy else "",
    )


def _in(one: Line, declaration: Declaration, *, swapped: bool, both: bool) -> papers.Paragraph:
    """The paragraph as this paper has it; a heading that nobody has translated keeps the words it has."""
    text, other = (one.other, one.text) if swapped else (one.text, one.other)
    if one.heading and not text and (both or swapped):
        code = declaration.language if swapped else declaration.other_language
        return papers.Paragraph(other, is_heading=True, language=papers.language_tag(code))
    return papers.Paragraph(text, other if both else "", is_heading=one.heading)


def _complete(rows: list[papers.Paragraph], *, both: bool) -> None:
    """Raise Problem when a paper to sign would have an empty paragraph: nobody signs a number without words."""
    counted = [one for one in rows if not one.is_heading]
    empty = [n for n, one in enumerate(counted, start=1) if not one.text or (both and not one.other)]
    if empty:
        raise Problem(
            f"Paragraph {', '.join(map(str, empty[:10]))} is empty in the language to be printed. Unlock the signing "
            "copy, write or delete what is empty, and lock it anew."
        )


def printable(
    *, clinic: Clinic, reference: str, language: str = "", both: bool = False
) -> papers.Declaration:
    """Return the paper of a case's declaration, for the command: the lead respondent's first, the latest of them.

    Stand inside the clinic's fence. Raises Missing or Problem with a sentence.
    """
    case = Case.objects.filter(clinic=clinic, reference=reference).first()
    if case is None:
        raise Missing(f"There is no case “{reference[:20]}” in this clinic.")
    found = Declaration.objects.filter(case=case).select_related("case", "declarant", "locked_version")
    by_lead = Exists(Party.objects.filter(case=case, is_lead=True, person=OuterRef("declarant")))
    latest = found.annotate(by_lead=by_lead).order_by("-by_lead", "-created_at", "-pk").first()
    if latest is None:
        raise Missing(f"Case {reference} has no declaration yet. Begin one on its page.")
    return as_paper(declaration=latest, language=language, both=both)


def caption(case: Case) -> papers.Caption:
    """Return the caption of a paper of this case, with its next hearing in the immigration court."""
    proceeding = Proceeding.objects.filter(case=case, kind="eoir_removal").order_by("pk").first()
    hearing: Hearing | None = next_hearing(proceeding) if proceeding else None
    return captions.caption(case=case, proceeding=proceeding, hearing=hearing)


def own_language(declaration: Declaration, code: str = "") -> str:
    """Return the declarant's best language, when the paper is in another one that they are not recorded to speak."""
    code = code or declaration.language
    spoken = declaration.declarant.languages
    return spoken[0] if spoken and code not in spoken else ""


def _read_back(declaration: Declaration, code: str) -> str:
    own = own_language(declaration, code)
    return language_name(own) if own else ""


def _interpreters(declaration: Declaration, code: str) -> tuple[papers.Interpreter, ...]:
    """The certificates of interpretation: on a locked copy those that were made, after the session; on a draft a preview.

    A draft shows who interpreted last, or the name that was planned, or lines, whenever the paper is not in a language
    that the declarant speaks.
    """
    if declaration.locked_version is not None:
        made = interviews.certified(version=declaration.locked_version)
        return tuple(as_interpreter(one.interpreter, declaration, one) for one in made)
    if last := interviews.latest_interpreters(declaration=declaration):
        return tuple(as_interpreter(one, declaration) for one in last)
    own = own_language(declaration, code)
    if not own and not declaration.interpreter_name:
        return ()
    spoken = own or next(iter(declaration.declarant.languages), "")
    target = languages.language(spoken).name() if spoken else ""
    return (papers.Interpreter(name=declaration.interpreter_name, source=language_name(code), target=target),)


def as_interpreter(
    one: SessionInterpreter, declaration: Declaration, made: SessionCertificate | None = None
) -> papers.Interpreter:
    """Return an interpreter of a session as the certificate names them; the first of a relay faces the declarant."""
    session = one.session
    zone = ZoneInfo(declaration.clinic.time_zone)
    held = wording.day(session.starts_at.astimezone(zone).date())
    return papers.Interpreter(
        name=one.name,
        address=one.address.reveal(),
        telephone=one.telephone.reveal(),
        source=language_name(one.target),
        target=language_name(one.source),
        in_relay=one.position > 1,
        held=f"on {held}{_HOW.get(session.how, '')}" if made else "",
        copy=_copy(made.locked) if made and made.locked else "",
    )


_HOW = {"video": ", by video", "telephone": ", by telephone"}


def _copy(version: DeclarationVersion) -> str:
    digits = version.sha256[:16]
    spaced = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return f"Copy {version.number}, {spaced}"
