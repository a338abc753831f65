"""Keeping the versions of a declaration: every change belongs to one, and none that was closed ever changes."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit
from cases.errors import Problem
from cases.law import drafts as texts
from cases.models import Declaration, DeclarationVersion, Membership, Paragraph
from cases.queries import drafts as asked

LONGEST = 20_000  # characters of one paragraph; a page has about 3,000
# What one person writes without a longer pause is one version: a page that saves as one types would make thousands.
SITTING = dt.timedelta(minutes=30)


def open_to_writing(declaration: Declaration, by: Membership) -> Declaration:
    """Return the declaration, locked until the transaction ends. Raises Problem for a copy that is locked."""
    audit.require(May.EDIT_DECLARATION, by=by)
    locked = Declaration.objects.select_for_update(no_key=True).get(pk=declaration.pk)
    if locked.state in Declaration.LOCKED:
        raise Problem(
            "This is the signing copy: what is printed for signature must not change under it. "
            "An attorney unlocks it first; what was signed stays on record, and the new text is unsigned."
        )
    return locked


def note(
    *,
    declaration: Declaration,
    by: Membership,
    why: str = DeclarationVersion.Why.WRITTEN,
    said: str = "",
    restores: DeclarationVersion | None = None,
) -> DeclarationVersion:
    """Return the version that the coming change belongs to. Call it before the change, the declaration locked.

    Changes of one person fold into one version while the last of them is less than 30 minutes old and nothing else
    happened; whatever comes from Word, or takes up an earlier version, is a version of its own.
    """
    now, written = timezone.now(), DeclarationVersion.Why.WRITTEN
    last = _last(declaration)
    if last is None and Paragraph.objects.filter(declaration=declaration).exists():
        last = _seal(_open(declaration, 1, declaration.created_by, why=DeclarationVersion.Why.FOUND))
    if last is not None and last.is_open:
        same = last.by_id == by.pk and why == last.why == written and not said
        if same and now - last.at < SITTING:
            last.at = now
            last.save(update_fields=["at"])
            return last
        _seal(last)
    number = last.number + 1 if last else 1
    return _open(declaration, number, by, why=why, note=said.strip()[:300], restores=restores)


def close(*, declaration: Declaration, by: Membership) -> DeclarationVersion:
    """Return the last version, closed: the text as it stands, with its hash. The declaration must be locked."""
    last = _last(declaration) or note(declaration=declaration, by=by)
    return _seal(last) if last.is_open else last


@transaction.atomic
def restore(*, declaration: Declaration, number: int, by: Membership) -> DeclarationVersion:
    """Take up an earlier version again, as a new one: nothing in between is lost. Raises Problem where it stands already.

    Paragraphs keep their uids, so that what points at them still does.
    """
    locked = open_to_writing(declaration, by)
    old = asked.version(declaration=locked, number=number)
    draft = asked.draft_of(old)
    if draft.lines == asked.present(locked).lines:
        raise Problem(f"The paragraphs say what version {number} says: there is nothing to take up again.")
    if draft.language != locked.language:
        raise Problem(f"Version {number} was to be signed in another language: copy what you need from it.")
    made = note(declaration=locked, by=by, why=DeclarationVersion.Why.RESTORED, restores=old)
    replace(declaration=locked, lines=draft.lines, noted=made, by=by)
    audit.write(
        verb="declaration.restore",
        by=by,
        case_id=locked.case_id,
        object_id=locked.pk,
        version=made.number,
        of=number,
    )
    return made


def replace(
    *, declaration: Declaration, lines: tuple[texts.Line, ...], noted: DeclarationVersion, by: Membership
) -> None:
    """Make the paragraphs these lines, in this order: known uids are changed in place, the rest come and go.

    The declaration must be locked and the change noted.
    """
    rows = {
        str(row.uid): row
        for row in Paragraph.objects.select_for_update(no_key=True).filter(declaration=declaration)
    }
    Paragraph.objects.filter(declaration=declaration).exclude(uid__in=[one.uid for one in lines]).delete()
    for position, line in enumerate(lines, start=1):
        row = rows.get(line.uid) or Paragraph(
            clinic_id=declaration.clinic_id, declaration=declaration, uid=line.uid, version=0
        )
        says = (line.heading, line.text, line.other)
        if row.pk and (row.is_heading, row.text.reveal(), row.other_text.reveal()) == says:
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])
            continue
        if row.pk:
            follow(row, line.text, line.other, noted.number)
        row.position, row.is_heading, row.updated_by = position, line.heading, by
        row.text, row.other_text = line.text, line.other
        row.version += 1
        row.save()


def _last(declaration: Declaration) -> DeclarationVersion | None:
    found = DeclarationVersion.objects.filter(declaration=declaration).defer("snapshot")
    return found.order_by("-number").first()


def _open(declaration: Declaration, number: int, by: Membership, **given: object) -> DeclarationVersion:
    now = timezone.now()
    return DeclarationVersion.objects.create(
        clinic_id=declaration.clinic_id,
        declaration=declaration,
        number=number,
        by=by,
        began_at=now,
        at=now,
        **given,
    )


def _seal(version: DeclarationVersion) -> DeclarationVersion:
    """Close a version with the text as it stands before the next change."""
    text = texts.canonical(asked.present(version.declaration))
    version.snapshot, version.sha256 = text, texts.digest(text)
    version.save(update_fields=["snapshot", "sha256"])
    return version


def follow(fresh: Paragraph, text: str, other: str, number: int) -> None:
    """Mark which language lags behind, when only one of the two changed.

    Whoever brings the lagging side up to the other may go on improving it in the same sitting. Words that were in only
    one language had nothing to lag behind.
    """
    side = Paragraph.Side
    text_changed, other_changed = text != fresh.text.reveal(), other != fresh.other_text.reveal()
    if not text or not other or (text_changed and other_changed):
        fresh.behind, fresh.behind_since, fresh.followed, fresh.followed_in = side.NEITHER, 0, side.NEITHER, 0
        return
    changed = side.TEXT if text_changed else side.OTHER
    before = fresh.text if text_changed else fresh.other_text
    if fresh.behind == changed or not before:
        fresh.behind, fresh.behind_since = side.NEITHER, 0
        fresh.followed, fresh.followed_in = changed, number
    elif not fresh.behind and (fresh.followed, fresh.followed_in) != (changed, number):
        fresh.behind = side.OTHER if text_changed else side.TEXT
        fresh.behind_since = number


def within(text: str, field: str) -> str:
    """Return a paragraph's text as it is kept: trimmed, one kind of line break. Raises Problem past 20,000 characters."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Problem(
            f"This paragraph has {len(text):,} characters, and one may have {LONGEST:,}. Split it in two.",
            field=field,
        )
    return text
