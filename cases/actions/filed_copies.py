"""What an exhibit contributes to a packet: its plain pages, or a copy with chosen pages and marks, made once and kept."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from cases.actions import evidence
from cases.models import Exhibit, FiledCopy
from cases.pdf import marks as drawing
from cases.pdf import normalise, page_list
from cases.vault import VaultProblem


@dataclass(frozen=True)
class Copy:
    """One file to be written with its marks, outside any transaction: from where, to where, which pages, and of what."""

    source: Path
    out: Path
    pages: tuple[int, ...]
    places: tuple[drawing.Place, ...]
    exhibit: Exhibit
    made_of: str


@dataclass(frozen=True)
class Laid:
    """The file to bind and how many pages it has; `copy` is what has to be made first, if anything."""

    file: Path
    pages: int
    copy: Copy | None = None


def lay_down(exhibit: Exhibit, folder: Path, *, stem: str) -> Laid:
    """Write what is filed of an exhibit, decrypted, into a folder, or its paper and the copy to make of it."""
    paper = exhibit.paper
    pages = page_list.numbers(exhibit.pages, of=paper.pages)
    wanted = set(pages)
    places = tuple(
        drawing.Place(each.kind, each.page, each.left, each.top, each.right, each.bottom)
        for each in exhibit.marks.all()
        if each.page in wanted
    )
    plain = folder / f"{stem}.pdf"
    if not places and not exhibit.pages:
        _unseal(paper.pdf_file, paper.key, plain)
        return Laid(plain, paper.pages)
    filed, made_of = folder / f"{stem}_filed.pdf", _made_of(paper.pdf_file, pages, places)
    if _take_out(exhibit, made_of, filed):
        return Laid(filed, len(pages))
    _unseal(paper.pdf_file, paper.key, plain)
    return Laid(filed, len(pages), Copy(plain, filed, pages, places, exhibit, made_of))


def written(copies: Sequence[Copy]) -> Iterator[Copy]:
    """Make the copies, in the guarded child, and give each as it is done.

    The originals are removed, so that nobody binds one by mistake. Raises Problem.
    """
    if not copies:
        return
    with normalise.guard() as door:
        for copy in copies:
            drawing.file_pages(
                door, copy.source, copy.out, pages=copy.pages, places=copy.places, name=copy.exhibit.title
            )
            copy.source.unlink()
            yield copy


@transaction.atomic
def keep(copy: Copy) -> None:
    """Seal a written copy under its case's key, in the place of what was kept of its exhibit before."""
    exhibit = copy.exhibit
    with copy.out.open("rb") as source:
        file, _ = evidence.seal(source, key=exhibit.case.key)
    earlier = FiledCopy.objects.filter(exhibit=exhibit).first()
    FiledCopy.objects.update_or_create(
        exhibit=exhibit, defaults={"clinic_id": exhibit.clinic_id, "made_of": copy.made_of, "file": file}
    )
    if earlier is not None:
        transaction.on_commit(partial(default_storage.delete, earlier.file))


def _take_out(exhibit: Exhibit, made_of: str, out: Path) -> bool:
    """Write the kept copy to `out`; False when there is none, or it is stale, gone or unreadable: it is made anew."""
    kept: FiledCopy | None = getattr(exhibit, "filed_copy", None)
    if kept is None or kept.made_of != made_of:
        return False
    try:
        _unseal(kept.file, exhibit.case.key, out)
    except (OSError, VaultProblem):
        out.unlink(missing_ok=True)
        return False
    return True


def _made_of(paper: str, pages: tuple[int, ...], places: tuple[drawing.Place, ...]) -> str:
    """What a copy follows from: the paper by its file, which never changes, the pages, the marks, and how they are drawn."""
    given = [drawing.rules(), paper, pages, sorted(astuple(place) for place in places)]
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()


def _unseal(name: str, key: bytes | memoryview, out: Path) -> None:
    with out.open("wb") as target:
        target.writelines(evidence.unsealed(name, key=key))
