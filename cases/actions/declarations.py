"""What is done with a declaration: written paragraph by paragraph, read in a session, made ready to sign."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from cases.access.roles import May, Role
from cases.actions import audit, drafts, versions
from cases.errors import Missing, Problem
from cases.models import Case, Declaration, Membership, Paragraph, Party, Person
from cases.pdf import papers
from cases.queries import declarations as asked


@transaction.atomic
def begin(
    *,
    case: Case,
    declarant: Person,
    by: Membership,
    language: str = "eng",
    other_language: str = "",
    kind: str = Declaration.Kind.RESPONDENT,
    outline: str = "",
) -> Declaration:
    """Begin a declaration of a person of this case, in one language or in two side by side."""
    audit.require(May.EDIT_DECLARATION, by=by)
    if not Party.objects.filter(case=case, person=declarant).exists():
        raise Problem("Choose a declarant among the people of this case.", field="declarant")
    if other_language == language:
        raise Problem(
            "The second language is the same as the first: choose another, or none.", field="other_language"
        )
    made = Declaration.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        declarant=declarant,
        kind=kind,
        language=language,
        other_language=other_language,
        outline=outline,
        created_by=by,
    )
    audit.write(verb="declaration.begin", by=by, case_id=case.pk, object_id=made.pk)
    return made


@transaction.atomic
def set_details(
    *,
    declaration: Declaration,
    version: int,
    by: Membership,
    signed_in_us: bool,
    signing_place: str = "",
    interpreter_name: str = "",
    other_language: str = "",
    outline: str = "",
) -> Declaration:
    """Change where it will be signed and who interprets. Raises Conflict when changed meanwhile.

    What a signing copy says is not changed under it: then only the interpreter's name may still be set.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    if other_language == declaration.language:
        raise Problem(
            "The second language is the same as the first: choose another, or none.", field="other_language"
        )
    fresh = versions.claim(declaration, version=version, called="this declaration")
    given = (signed_in_us, signing_place.strip(), other_language)
    if given != (fresh.signed_in_us, fresh.signing_place, fresh.other_language):
        drafts.open_to_writing(fresh, by)
        drafts.note(declaration=fresh, by=by)
    fresh.signed_in_us, fresh.signing_place, fresh.other_language = given
    fresh.interpreter_name, fresh.outline = interpreter_name.strip(), outline
    fresh.save()
    audit.write(verb="declaration.set_details", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh


@transaction.atomic
def add_paragraph(
    *,
    declaration: Declaration,
    by: Membership,
    text: str = "",
    other_text: str = "",
    is_heading: bool = False,
    after: Paragraph | None = None,
) -> Paragraph:
    """Add a paragraph, at the end or after another one. Raises Problem for a signing copy or a very long text."""
    locked = drafts.open_to_writing(declaration, by)
    text, other_text = drafts.within(text, "text"), drafts.within(other_text, "other_text")
    noted = drafts.note(declaration=locked, by=by)
    rows = Paragraph.objects.filter(declaration=locked)
    if after is None:
        position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    else:
        position = rows.get(pk=after.pk).position + 1
        rows.filter(position__gte=position).update(position=F("position") + 1)
    made = Paragraph.objects.create(
        clinic_id=locked.clinic_id,
        declaration=locked,
        position=position,
        is_heading=is_heading,
        text=text,
        other_text=other_text,
        followed=Paragraph.Side.OTHER if other_text else Paragraph.Side.NEITHER,
        followed_in=noted.number if other_text else 0,
        updated_by=by,
    )
    audit.write(verb="paragraph.add", by=by, case_id=locked.case_id, object_id=made.pk, declaration=locked.pk)
    return made


@transaction.atomic
def edit_paragraph(
    *, paragraph: Paragraph, version: int, text: str, by: Membership, other_text: str = ""
) -> Paragraph:
    """Save one paragraph in both languages. Raises Conflict when it was saved since this page showed it.

    The same words again change nothing, whichever version they were typed into: so a page that never heard the answer
    to a save may send it again.
    """
    locked = drafts.open_to_writing(paragraph.declaration, by)
    text, other_text = drafts.within(text, "text"), drafts.within(other_text, "other_text")
    # Nobody changes it meanwhile: whoever writes holds the declaration.
    stands = Paragraph.objects.filter(pk=paragraph.pk).first()
    if stands is None:
        raise Missing(
            "Somebody deleted this paragraph meanwhile. Copy what you typed, and open the declaration again."
        )
    if (stands.text.reveal(), stands.other_text.reveal()) == (text, other_text):
        return stands
    fresh = versions.claim(paragraph, version=version, called="this paragraph")
    noted = drafts.note(declaration=locked, by=by)
    drafts.follow(fresh, text, other_text, noted.number)
    fresh.text, fresh.other_text = text, other_text
    fresh.updated_by = by
    fresh.save()
    audit.write(
        verb="paragraph.edit", by=by, case_id=locked.case_id, object_id=fresh.pk, declaration=locked.pk
    )
    return fresh


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, up: bool, by: Membership) -> None:
    """Let a paragraph change places with the one before it, or after it; at the ends nothing happens."""
    locked = drafts.open_to_writing(paragraph.declaration, by)
    row = list(Paragraph.objects.filter(declaration=locked).order_by("position").defer("text", "other_text"))
    at = next(number for number, one in enumerate(row) if one.pk == paragraph.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(row):
        return
    drafts.note(declaration=locked, by=by)
    here, there = row[at], row[other]
    here.position, there.position = there.position, here.position
    Paragraph.objects.bulk_update([here, there], ["position"])
    audit.write(
        verb="paragraph.move", by=by, case_id=locked.case_id, object_id=paragraph.pk, declaration=locked.pk
    )


@transaction.atomic
def delete_paragraph(*, paragraph: Paragraph, version: int, by: Membership) -> None:
    """Delete a paragraph as it was last seen. Raises Conflict when somebody wrote in it meanwhile."""
    locked = drafts.open_to_writing(paragraph.declaration, by)
    fresh = versions.claim(paragraph, version=version, called="this paragraph")
    drafts.note(declaration=locked, by=by)
    position = fresh.position
    audit.write(
        verb="paragraph.delete", by=by, case_id=locked.case_id, object_id=fresh.pk, declaration=locked.pk
    )
    fresh.delete()
    Paragraph.objects.filter(declaration=locked, position__gt=position).update(position=F("position") - 1)


@transaction.atomic
def open_session(
    *, declaration: Declaration, interpreter: Membership, ends_at: dt.datetime, by: Membership
) -> Declaration:
    """Let an interpreter read this one text until an instant (UTC-aware), and nothing else of the case."""
    audit.require(May.EDIT_DECLARATION, by=by)
    if interpreter.clinic_id != declaration.clinic_id or interpreter.role != Role.INTERPRETER:
        raise Problem("Choose somebody who is in this clinic as an interpreter.", field="interpreter")
    if ends_at <= timezone.now():
        raise Problem("The session would be over already: choose a longer one.", field="hours")
    locked = Declaration.objects.select_for_update(no_key=True).get(pk=declaration.pk)
    locked.interpreter, locked.session_ends_at = interpreter, ends_at
    locked.save(update_fields=["interpreter", "session_ends_at", "updated_at"])
    audit.write(
        verb="declaration.open_session",
        by=by,
        case_id=locked.case_id,
        object_id=locked.pk,
        interpreter=interpreter.pk,
    )
    return locked


@transaction.atomic
def print_out(*, declaration: Declaration, by: Membership, language: str = "", both: bool = False) -> bytes:
    """Print the declaration as a court paper, and record it.

    `language` is "" for the one that is signed, or one of the two it is written in; `both` puts them side by side.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    paper = asked.as_paper(declaration=declaration, language=language, both=both)
    audit.write(
        verb="declaration.print",
        by=by,
        case_id=declaration.case_id,
        object_id=declaration.pk,
        language=paper.language,
    )
    return papers.declaration(paper)
