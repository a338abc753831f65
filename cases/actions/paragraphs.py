"""Taking a paragraph apart, joining two, putting one elsewhere, and saying that its translation fits."""

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, drafts, versions
from cases.actions.declarations import add_paragraph
from cases.actions.drafts import within
from cases.errors import Conflict, Problem
from cases.models import Declaration, Membership, Paragraph, ParagraphComment


@transaction.atomic
def split(
    *,
    paragraph: Paragraph,
    version: int,
    text: str,
    rest: str,
    by: Membership,
    other_text: str = "",
    other_rest: str = "",
) -> tuple[Paragraph, Paragraph]:
    """Leave `text` in this paragraph and put `rest` into a new one below it; return both.

    Where only one language was taken apart, the other stays whole above and both are marked. Raises Conflict when the
    paragraph was saved since the page showed it.
    """
    locked = drafts.open_to_writing(paragraph.declaration, by)
    fresh = versions.claim(paragraph, version=version, called="this paragraph")
    noted = drafts.note(declaration=locked, by=by)
    fresh.text, fresh.other_text = within(text, "text"), within(other_text, "other_text")
    if fresh.other_text and rest.strip() and not other_rest.strip():
        fresh.behind, fresh.behind_since = Paragraph.Side.OTHER, noted.number
    elif fresh.text and other_rest.strip() and not rest.strip():
        fresh.behind, fresh.behind_since = Paragraph.Side.TEXT, noted.number
    fresh.updated_by = by
    fresh.save()
    made = add_paragraph(
        declaration=locked,
        by=by,
        text=rest,
        other_text=other_rest,
        is_heading=fresh.is_heading,
        after=fresh,
    )
    _write("paragraph.split", locked, fresh, by)
    return fresh, made


@transaction.atomic
def join(*, paragraph: Paragraph, version: int, by: Membership) -> Paragraph:
    """Put this paragraph's words behind those of the one above and return that one; what is said beside it goes along.

    Raises Conflict when it was saved since the page showed it, and Problem on top or under a heading.
    """
    locked = drafts.open_to_writing(paragraph.declaration, by)
    fresh = versions.claim(paragraph, version=version, called="this paragraph")
    rows = Paragraph.objects.select_for_update(no_key=True).filter(declaration=locked)
    above = rows.filter(position__lt=fresh.position).order_by("-position").first()
    if above is None:
        raise Problem("This is the first paragraph: there is none above to join it to.")
    if above.is_heading != fresh.is_heading:
        raise Problem("A heading and a paragraph are not joined. Move one of them first.")
    drafts.note(declaration=locked, by=by)
    above.text = within(_joined(above.text.reveal(), fresh.text.reveal()), "text")
    above.other_text = within(_joined(above.other_text.reveal(), fresh.other_text.reveal()), "other_text")
    if fresh.behind and not above.behind:
        above.behind, above.behind_since = fresh.behind, fresh.behind_since
    above.version += 1
    above.updated_by = by
    above.save()
    ParagraphComment.objects.filter(declaration=locked, paragraph_uid=fresh.uid).update(
        paragraph_uid=above.uid
    )
    _write("paragraph.join", locked, above, by)
    place = fresh.position
    fresh.delete()
    _close_up(locked, place)
    return above


@transaction.atomic
def place_after(*, paragraph: Paragraph, after: Paragraph | None, by: Membership) -> None:
    """Put a paragraph below another one, or on top (None)."""
    locked = drafts.open_to_writing(paragraph.declaration, by)
    rows = list(Paragraph.objects.filter(declaration=locked).order_by("position").defer("text", "other_text"))
    moved = next((row for row in rows if row.pk == paragraph.pk), None)
    if moved is None:
        raise Conflict("Somebody deleted this paragraph meanwhile: load the declaration again.")
    rest = [row for row in rows if row.pk != moved.pk]
    at = 0 if after is None else next((n for n, row in enumerate(rest, start=1) if row.pk == after.pk), None)
    if at is None:
        raise Problem("Choose another place: that paragraph is not there any more.")
    rest.insert(at, moved)
    if [row.pk for row in rest] == [row.pk for row in rows]:
        return
    drafts.note(declaration=locked, by=by)
    for position, row in enumerate(rest, start=1):
        row.position = position
    Paragraph.objects.bulk_update(rest, ["position"])
    _write("paragraph.move", locked, paragraph, by)


@transaction.atomic
def fits(*, paragraph: Paragraph, by: Membership) -> Paragraph:
    """Say that the two languages of a paragraph say the same, although only one of them changed."""
    audit.require(May.EDIT_DECLARATION, by=by)
    locked = drafts.open_to_writing(paragraph.declaration, by)
    fresh = Paragraph.objects.select_for_update(no_key=True).get(pk=paragraph.pk)
    fresh.behind, fresh.behind_since = Paragraph.Side.NEITHER, 0
    fresh.save(update_fields=["behind", "behind_since"])
    _write("paragraph.fits", locked, fresh, by)
    return fresh


@transaction.atomic
def set_heading(*, paragraph: Paragraph, version: int, is_heading: bool, by: Membership) -> Paragraph:
    """Make a paragraph a heading, which has no number, or the other way round."""
    locked = drafts.open_to_writing(paragraph.declaration, by)
    fresh = versions.claim(paragraph, version=version, called="this paragraph")
    drafts.note(declaration=locked, by=by)
    fresh.is_heading, fresh.updated_by = is_heading, by
    fresh.save()
    _write("paragraph.set_heading", locked, fresh, by)
    return fresh


def _joined(above: str, below: str) -> str:
    return " ".join(one for one in (above, below) if one)


def _close_up(declaration: Declaration, place: int) -> None:
    rows = list(
        Paragraph.objects.filter(declaration=declaration, position__gt=place).defer("text", "other_text")
    )
    for row in rows:
        row.position -= 1
    Paragraph.objects.bulk_update(rows, ["position"])


def _write(verb: str, declaration: Declaration, paragraph: Paragraph, by: Membership) -> None:
    audit.write(
        verb=verb, by=by, case_id=declaration.case_id, object_id=paragraph.pk, declaration=declaration.pk
    )
