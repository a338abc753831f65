"""From a draft to a signature: reviewed by an attorney, locked, read back, signed; each bound to the hash of what was locked."""

import datetime as dt

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, drafts, evidence, exhibits, versions
from cases.errors import Problem
from cases.law import declarations as oaths
from cases.law import wording
from cases.models import (
    Declaration,
    Document,
    Exhibit,
    InterviewSession,
    Membership,
    ParagraphComment,
    ReadBack,
    Signature,
)
from cases.queries import clinics, findings
from cases.queries import declarations as asked

State = Declaration.State


@transaction.atomic
def send_to_attorney(*, declaration: Declaration, version: int, by: Membership) -> Declaration:
    """Hand a draft to the attorney. Raises Conflict when somebody changed how far it is meanwhile."""
    audit.require(May.EDIT_DECLARATION, by=by)
    return _move(declaration, version, by, {State.DRAFT}, State.REVIEW, "declaration.send_to_attorney")


@transaction.atomic
def send_back(*, declaration: Declaration, version: int, by: Membership) -> Declaration:
    """Hand a draft back for more writing."""
    audit.require(May.EDIT_DECLARATION, by=by)
    return _move(declaration, version, by, {State.REVIEW}, State.DRAFT, "declaration.send_back")


@transaction.atomic
def lock(*, declaration: Declaration, version: int, by: Membership) -> Declaration:
    """Make the text as it stands the signing copy: closed, with its hash, and nobody writes in it.

    What was read back or signed before under the very same hash still holds. Raises Problem for what is not ready:
    an empty paragraph, a translation that is older than its text, a comment that nobody settled, a letter that no
    font can draw.
    """
    audit.require(May.LOCK_DECLARATION, by=by)
    fresh = versions.claim(declaration, version=version, called="how far this declaration is")
    if fresh.state in Declaration.LOCKED:
        raise Problem("This declaration is locked already.")
    _ready(fresh)
    copy = drafts.close(declaration=fresh, by=by)
    fresh.locked_version, fresh.state = copy, State.SIGNING_COPY
    if ReadBack.objects.filter(declaration=fresh, sha256=copy.sha256).exists():
        fresh.state = State.READ_BACK
    if Signature.objects.filter(declaration=fresh, sha256=copy.sha256).exists():
        fresh.state = State.SIGNED
    fresh.save()
    _write("declaration.lock", fresh, by, sha256=copy.sha256, copy=copy.number)
    return fresh


@transaction.atomic
def unlock(*, declaration: Declaration, version: int, because: str, by: Membership) -> Declaration:
    """Open a locked copy to writing again; what was read back and signed stays on record under its own hash."""
    audit.require(May.LOCK_DECLARATION, by=by)
    if not because.strip():
        raise Problem(
            "Say in a few words why it is opened again: it is kept with the new version.", field="because"
        )
    fresh = versions.claim(declaration, version=version, called="how far this declaration is")
    if fresh.state not in Declaration.LOCKED:
        raise Problem("This declaration is not locked.")
    was = fresh.state
    fresh.locked_version, fresh.state = None, State.REVIEW
    fresh.save()
    drafts.note(declaration=fresh, by=by, said=because)
    _write("declaration.unlock", fresh, by, was=was)
    return fresh


@transaction.atomic
def record_read_back(
    *,
    declaration: Declaration,
    version: int,
    language: str,
    read_on: dt.date,
    by: Membership,
    session: InterviewSession | None = None,
) -> ReadBack:
    """Record that the locked copy was read to its declarant from beginning to end, in which language, in which session."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = versions.claim(declaration, version=version, called="how far this declaration is")
    copy = fresh.locked_version
    if fresh.state != State.SIGNING_COPY or copy is None:
        raise Problem("Only a locked copy that was not read back yet can be read back. Lock it first.")
    _not_ahead(read_on, fresh, "read_on")
    if session is not None:
        _of_this(session, fresh)
    made = ReadBack.objects.create(
        clinic_id=fresh.clinic_id,
        declaration=fresh,
        locked=copy,
        sha256=copy.sha256,
        session=session,
        language=language,
        read_on=read_on,
        recorded_by=by,
    )
    fresh.state = State.READ_BACK
    fresh.save()
    _write("declaration.read_back", fresh, by, sha256=copy.sha256, read_back=made.pk)
    return made


@transaction.atomic
def record_signature(
    *,
    declaration: Declaration,
    version: int,
    signed_on: dt.date,
    place: str,
    country: str,
    by: Membership,
) -> Signature:
    """Record that the locked copy was signed, when and where. Raises Problem where the copy's oath does not fit the place.

    A declarant who is not recorded as understanding the language has it read back first.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = versions.claim(declaration, version=version, called="how far this declaration is")
    copy = fresh.locked_version
    if fresh.state not in (State.SIGNING_COPY, State.READ_BACK) or copy is None:
        raise Problem("Only a locked copy is signed, and only once. Lock it first.")
    read = ReadBack.objects.filter(declaration=fresh, sha256=copy.sha256).first()
    if read is None and (own := asked.own_language(fresh)):
        raise Problem(
            f"The declarant is recorded to speak {findings.language_name(own)}, and this copy is in "
            f"{findings.language_name(fresh.language)}: record the read-back first."
        )
    _not_ahead(signed_on, fresh, "signed_on")
    if read is not None and signed_on < read.read_on:
        raise Problem(
            "The day of the signature is before the day on which it was read back. Correct one of the two.",
            field="signed_on",
        )
    if fresh.signed_in_us and oaths.needs_long_wording(country):
        raise Problem(
            "This copy has the words for signing inside the United States, and 28 USC 1746 asks for the longer ones "
            "outside. Unlock it, set the place of signing, lock and print it, and have that copy signed.",
            field="country",
        )
    made = Signature.objects.create(
        clinic_id=fresh.clinic_id,
        declaration=fresh,
        locked=copy,
        sha256=copy.sha256,
        read_back=read,
        language=fresh.language,
        signed_on=signed_on,
        place=place.strip(),
        country=country,
        recorded_by=by,
    )
    fresh.state = State.SIGNED
    fresh.save()
    _write("declaration.sign", fresh, by, sha256=copy.sha256, signature=made.pk)
    return made


@transaction.atomic
def attach_scan(*, signature: Signature, document: Document, by: Membership) -> Signature:
    """Bind the scan of what was signed to the signature, and so to its hash. Once: another scan is another paper."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = (
        Signature.objects.select_for_update(no_key=True).select_related("declaration").get(pk=signature.pk)
    )
    if fresh.scan_id is not None:
        raise Problem("A scan is attached to this signature already, and stays.")
    if document.case_id != fresh.declaration.case_id:
        raise Problem("Choose a paper of this case.", field="scan")
    fresh.scan = document
    fresh.save(update_fields=["scan"])
    _write("declaration.attach_scan", fresh.declaration, by, sha256=fresh.sha256, document=document.pk)
    return fresh


def take_scan(*, signature: Signature, upload: evidence.Upload, by: Membership) -> Signature:
    """Take in the scan of what was signed, describe it as the exhibit that it is, and bind it to the signature.

    What was typed about the signature is not typed again. Raises Refused for a file that cannot be used.
    """
    declaration = signature.declaration
    taken = evidence.take_in(case=declaration.case, uploads=[upload], by=by)
    if taken.refused:
        raise Problem(" ".join(taken.refused), field="file")
    made = taken.exhibits[0]
    exhibits.describe(
        exhibit=made,
        version=made.version,
        title=f"Declaration of {declaration.declarant.name}",
        kind=Exhibit.Kind.DECLARATION,
        dated=wording.day(signature.signed_on),
        date_certainty="exact",
        language=signature.language,
        signed_on=signature.signed_on,
        signed_in=signature.country,
        oath=Exhibit.Oath.SHORT if declaration.signed_in_us else Exhibit.Oath.LONG,
        interpreted=bool(asked.own_language(declaration)),
        by=by,
    )
    if made.document is None:
        raise Problem("The scan became no paper of the case. Upload it again.", field="file")
    return attach_scan(signature=signature, document=made.document, by=by)


def _move(
    declaration: Declaration, version: int, by: Membership, before: set[State], after: State, verb: str
) -> Declaration:
    fresh = versions.claim(declaration, version=version, called="how far this declaration is")
    if fresh.state not in before:
        raise Problem(f"This declaration is {fresh.get_state_display().lower()} now: load its page again.")
    fresh.state = after
    fresh.save()
    _write(verb, fresh, by)
    return fresh


def _ready(declaration: Declaration) -> None:
    rows = asked.numbered(declaration=declaration)
    if not any(row.number for row in rows):
        raise Problem("Nothing is written yet: there is nothing to sign.")
    if empty := [row.number for row in rows if row.number and not row.text]:
        raise Problem(f"{_named(empty)} empty in the language that is signed. Write or delete what is empty.")
    if waits := [
        row.number for row in rows if row.number and not row.other_text and declaration.other_language
    ]:
        raise Problem(f"{_named(waits)} not translated. Translate, or set the language beside it to none.")
    if stale := [row.number or "a heading" for row in rows if row.paragraph.behind]:
        raise Problem(
            f"{_named(stale)} changed in one language and not in the other. Bring them together, or say that it fits."
        )
    if open_ := ParagraphComment.objects.filter(declaration=declaration, settled_at=None).count():
        raise Problem(
            f"{open_} comment{'' if open_ == 1 else 's'} not settled: settle what is said beside the text."
        )
    if boxes := [row.number or "a heading" for row in rows if asked.undrawable([row])]:
        # Which letters, the page says: an exception is no place for a client's words.
        raise Problem(
            f"{_named(boxes)} not printable as it stands: letters would be boxes. Write them another way."
        )


def _named(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:10]) + (" and more" if len(numbers) > 10 else "")
    return f"Paragraph {shown} is" if len(numbers) == 1 else f"Paragraphs {shown} are"


def _of_this(session: InterviewSession, declaration: Declaration) -> None:
    if session.case_id != declaration.case_id or session.person_id != declaration.declarant_id:
        raise Problem("Choose a session with the declarant of this case.", field="session")
    if session.ended_at is None:
        raise Problem("That session has not ended yet: record when it ended first.", field="session")


def _not_ahead(day: dt.date, declaration: Declaration, field: str) -> None:
    if day > clinics.today(declaration.clinic):
        raise Problem("That day has not come yet. Record it on the day itself, or later.", field=field)


def _write(verb: str, declaration: Declaration, by: Membership, **detail: object) -> None:
    audit.write(
        verb=verb,
        by=by,
        case_id=declaration.case_id,
        object_id=declaration.pk,
        state=declaration.state,
        **detail,
    )
