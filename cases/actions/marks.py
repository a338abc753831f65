"""What is done with an exhibit's pages: passages highlighted, things blacked out, the copy that will be filed looked at."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, evidence
from cases.errors import Missing, Problem
from cases.models import Exhibit, Mark, Membership
from cases.pdf import marks as drawing
from cases.pdf import normalise, page_list

_MOST = 500  # marks on one exhibit: more is a page that should not be filed


@dataclass(frozen=True)
class Copy:
    """One file of an exhibit to be written with its marks, outside any transaction: from where, to where, which pages."""

    source: Path
    out: Path
    pages: tuple[int, ...]
    places: tuple[drawing.Place, ...]
    name: str


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
    with tempfile.TemporaryDirectory(prefix="amparo-marks-") as folder, normalise.guard() as door:
        plain = _unsealed(exhibit, Path(folder))
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
    with tempfile.TemporaryDirectory(prefix="amparo-page-") as folder, normalise.guard() as door:
        plain = _unsealed(exhibit, Path(folder))
        return door.draw(plain, Path(folder) / "page.jpg", page=page, name=exhibit.title)


@transaction.atomic
def as_filed(*, exhibit: Exhibit, by: Membership) -> bytes:
    """Return the exhibit's own paper as it will be filed, its pages chosen and marked, and record that it was read."""
    audit.read(what="exhibit", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
    with tempfile.TemporaryDirectory(prefix="amparo-filed-") as folder:
        file, copy = lay_down(exhibit, Path(folder), stem="paper")
        if copy is not None:
            write([copy])
        return file.read_bytes()


def lay_down(exhibit: Exhibit, folder: Path, *, stem: str) -> tuple[Path, Copy | None]:
    """Write an exhibit's paper, decrypted, into a folder; return the file to bind, and the copy to make of it first."""
    plain = _unsealed(exhibit, folder, stem=stem)
    pages = page_list.numbers(exhibit.pages, of=exhibit.paper.pages)
    wanted = set(pages)
    places = tuple(
        drawing.Place(each.kind, each.page, each.left, each.top, each.right, each.bottom)
        for each in exhibit.marks.all()
        if each.page in wanted
    )
    if not places and not exhibit.pages:
        return plain, None
    out = folder / f"{stem}_filed.pdf"
    return out, Copy(plain, out, pages, places, exhibit.title)


def write(copies: list[Copy]) -> None:
    """Make the copies, in the guarded child; the originals are removed, so that nobody binds one by mistake."""
    if not copies:
        return
    with normalise.guard() as door:
        for copy in copies:
            drawing.file_pages(
                door, copy.source, copy.out, pages=copy.pages, places=copy.places, name=copy.name
            )
            copy.source.unlink()


def _unsealed(exhibit: Exhibit, folder: Path, *, stem: str = "plain") -> Path:
    plain = folder / f"{stem}.pdf"
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
