"""A declaration goes out to Word and comes back as a version of its own, matched paragraph by paragraph."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, comments, drafts
from cases.errors import Problem
from cases.law import returning
from cases.law.drafts import Draft
from cases.models import Declaration, DeclarationVersion, Membership
from cases.pdf import normalise, word_out
from cases.queries import declarations as asked
from cases.queries import drafts as kept

MOST = 20_000_000  # bytes of a file that comes back; a declaration of a thousand paragraphs has a tenth of a million


@transaction.atomic
def take_out(*, declaration: Declaration, by: Membership, language: str = "", both: bool = False) -> bytes:
    """Return the declaration as a .docx, and record it. The version it shows is closed, so that it can be known again.

    `language` is "" for the one that is signed, or one of the two; `both` puts them side by side.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    locked = Declaration.objects.select_for_update(no_key=True).get(pk=declaration.pk)
    code = asked.code_of(locked, language)
    both = both and bool(locked.other_language)
    languages = "both" if both else "text" if code == locked.language else "other"
    version = drafts.close(declaration=locked, by=by)
    paper = asked.as_paper(declaration=locked, language=language, both=both)
    audit.write(
        verb="declaration.to_word",
        by=by,
        case_id=locked.case_id,
        object_id=locked.pk,
        version=version.number,
    )
    return word_out.declaration(
        paper, _rows(kept.draft_of(version)), number=locked.pk, version=version.number, languages=languages
    )


def bring_in(*, declaration: Declaration, name: str, file: BinaryIO, by: Membership) -> DeclarationVersion:
    """Take a .docx back as a new version and return it.

    The file is opened in the guarded child. What only Word changed becomes the text; what was changed here meanwhile
    stays, and Word's words stand beside it as a comment. Raises Refused for a file that cannot be read, Problem for one
    of another declaration or one that changes nothing.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    return _lay_on(declaration, _read(name, file), by)


@transaction.atomic
def _lay_on(declaration: Declaration, answer: dict[str, Any], by: Membership) -> DeclarationVersion:
    locked = drafts.open_to_writing(declaration, by)
    of = answer["of"]
    if of is not None and of[0] != locked.pk:
        raise Problem("This file was taken out of another declaration. Bring it back there.", field="file")
    found = [returning.Found(**{**one, "marks": tuple(one["marks"])}) for one in answer["paragraphs"]]
    if not found:
        raise Problem("There is no paragraph in this file. Nothing was changed.", field="file")
    present = kept.present(locked)
    base = kept.draft_of(kept.version(declaration=locked, number=of[1])) if of else present
    joined = returning.join(
        found,
        base=base,
        present=present,
        shown=word_out.shown,
        swapped=bool(of and of[2] == "other"),
    )
    if joined.lines == present.lines and not joined.clashes:
        raise Problem("This file says what stands here already: nothing was changed in it.", field="file")
    lines = tuple(
        replace(one, text=drafts.within(one.text, "file"), other=drafts.within(one.other, "file"))
        for one in joined.lines
    )
    made = drafts.note(declaration=locked, by=by, why=DeclarationVersion.Why.WORD)
    drafts.replace(declaration=locked, lines=lines, noted=made, by=by)
    for clash in joined.clashes:
        comments.add(declaration=locked, paragraph_uid=UUID(clash.uid), text=_said(clash), by=by)
    audit.write(
        verb="declaration.from_word",
        by=by,
        case_id=locked.case_id,
        object_id=locked.pk,
        version=made.number,
        paragraphs=len(lines),
        clashes=len(joined.clashes),
    )
    return made


def _said(clash: returning.Clash) -> str:
    if not clash.text and not clash.other:
        return "Deleted in Word; it was changed here meanwhile, so it stayed."
    words = "\n".join(filter(None, (clash.text, clash.other)))
    return f"In Word this paragraph says the following; it was changed here meanwhile, so it stayed:\n{words[:20_000]}"


def _read(name: str, file: BinaryIO) -> dict[str, Any]:
    data = file.read(MOST + 1)
    if len(data) > MOST:
        raise normalise.Refused(
            name, f"is larger than {MOST // 1_000_000} MB. Bring back the declaration alone."
        )
    with normalise.guard() as door, tempfile.TemporaryDirectory(prefix="amparo-word-") as folder:
        source = Path(folder) / "paper"
        source.write_bytes(data)
        answer = door.ask({"do": "word", "source": str(source), "out": ""})
    if "reason" in answer:
        raise normalise.Refused(name, str(answer["reason"]))
    return answer


def _rows(draft: Draft) -> list[word_out.Row]:
    found, number = [], 0
    for one in draft.lines:
        number += not one.heading
        found.append(word_out.Row(one.uid, "" if one.heading else str(number), one.text, one.other))
    return found
