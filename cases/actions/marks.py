"""What is done with an exhibit's pages: passages highlighted, things blacked out, the copy that will be filed looked at."""

from pathlib import Path

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, evidence, filed_copies
from cases.errors import Missing, Problem
from cases.models import Exhibit, Mark, Membership
from cases.pdf import marks as drawing
from cases.pdf import normalise, rooms

_MOST = 500  # marks on one exhibit: more is a page that should not be filed


@transaction.atomic
def add_words(
    *, exhibit: Exhibit, kind: str, page: int, words: str, by: Membership, because: str = ""
) -> list[Mark]:
    """Mark these words wherever they stand on a page. Raises Problem where they do not stand there.

    What is typed is looked for and not kept: the words of a redaction are exactly what must not be stored.
    """
    _check(exhibit, kind, page, by)
    if not words.strip():
        raise Problem("Type the words to mark, as they stand on the page.", field="words")
    with rooms.room() as folder, normalise.guard() as door:
        plain = _unsealed(exhibit, folder)
        found = drawing.find(door, plain, page=page, words=words, name=exhibit.title)
    if not found:
        raise Problem(
            f"These words were not found on page {page}. A scan without a text layer cannot be searched: "
            "draw a box round the place instead.",
            field="words",
        )
    return [_make(exhibit, kind, place, by, because) for place in found]


@transaction.atomic
def add_box(
    *,
    exhibit: Exhibit,
    kind: str,
    page: int,
    box: tuple[int, int, int, int],
    by: Membership,
    because: str = "",
) -> Mark:
    """Mark a box on a page: left, top, right and bottom in thousandths of the page as it is read."""
    _check(exhibit, kind, page, by)
    left, top, right, bottom = box
    if not (0 <= left < right <= 1000 and 0 <= top < bottom <= 1000):
        raise Problem(
            "The box must lie on the page, its left side before its right and its top above its bottom: numbers "
            "from 0 to 1000, counted from the top left corner.",
            field="left",
        )
    return _make(exhibit, kind, drawing.Place(kind, page, left, top, right, bottom), by, because)


@transaction.atomic
def remove(*, exhibit: Exhibit, pk: int, by: Membership) -> None:
    """Take a mark away; one that is gone already is no fault."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    gone, _ = Mark.objects.filter(exhibit=exhibit, pk=pk).delete()
    if gone:
        audit.write(verb="exhibit.unmark", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)


@transaction.atomic
def picture(*, exhibit: Exhibit, page: int, by: Membership) -> bytes:
    """Return one page of the exhibit's paper as a JPEG, without its marks, and record that it was read."""
    paper = exhibit.paper
    if not 1 <= page <= paper.pages:
        raise Missing(f"This paper has {paper.pages} pages, and no page {page}.")
    audit.read(what="exhibit", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
    with rooms.room() as folder, normalise.guard() as door:
        plain = _unsealed(exhibit, folder)
        return door.draw(plain, folder / "page.jpg", page=page, name=exhibit.title)


@transaction.atomic
def as_filed(*, exhibit: Exhibit, by: Membership) -> bytes:
    """Return the exhibit's own paper as it will be filed, its pages chosen and marked, and record that it was read."""
    audit.read(what="exhibit", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
    with rooms.room() as folder:
        laid = filed_copies.lay_down(exhibit, folder, stem="paper")
        for copy in filed_copies.written([laid.copy] if laid.copy else []):
            filed_copies.keep(copy)
        return laid.file.read_bytes()


def _unsealed(exhibit: Exhibit, folder: Path) -> Path:
    plain = folder / "plain.pdf"
    with plain.open("wb") as out:
        out.writelines(evidence.unsealed(exhibit.paper.pdf_file, key=exhibit.paper.key))
    return plain


def _check(exhibit: Exhibit, kind: str, page: int, by: Membership) -> None:
    audit.require(May.EDIT_EVIDENCE, by=by)
    if kind not in Mark.Kind.values:
        raise Problem("A mark is a highlight or a redaction. Choose one of the two.", field="kind")
    if not 1 <= page <= exhibit.paper.pages:
        raise Problem(f"This paper has {exhibit.paper.pages} pages, and no page {page}.", field="page")
    if Mark.objects.filter(exhibit=exhibit).count() >= _MOST:
        raise Problem(f"This exhibit has {_MOST} marks already. File fewer pages of it.")


def _make(exhibit: Exhibit, kind: str, place: drawing.Place, by: Membership, because: str) -> Mark:
    made: Mark = Mark.objects.create(
        clinic_id=exhibit.clinic_id,
        exhibit=exhibit,
        kind=kind,
        page=place.page,
        left=place.left,
        top=place.top,
        right=place.right,
        bottom=place.bottom,
        because=" ".join(because.split()) if kind == Mark.Kind.REDACTION else "",
        made_by=by,
    )
    audit.write(
        verb="exhibit.mark", by=by, case_id=exhibit.case_id, object_id=exhibit.pk, kind=kind, page=place.page
    )
    return made
