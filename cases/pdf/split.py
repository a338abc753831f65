"""Decides what goes into which part: whole exhibits where they fit, page ranges only where one alone is too big."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

# What stamping adds to a page: the stream, its dictionary and its place in the file's index.
STAMP_BYTES = 320
SHEET_BYTES = 1_500
_OBJECT_BYTES = 40  # what an object that is no stream takes, packed with its neighbours


@dataclass(frozen=True)
class Segment:
    """Pages `start` (0-based) up to but not including `stop` of a file."""

    file: Path
    start: int
    stop: int


@dataclass(frozen=True)
class Piece:
    """An exhibit, or as much of it as fits one part; `exhibit` is its place in the order, from 0."""

    exhibit: int
    segments: tuple[Segment, ...]
    pages: int
    bytes: int
    continued: bool = False


def whole(files: Sequence[Path], pages: Sequence[int] = ()) -> tuple[Segment, ...]:
    """An exhibit's files from their first page to their last; `pages` are their counts, where they are known."""
    counts = pages if len(pages) == len(files) else [_count(file) for file in files]
    return tuple(Segment(file, 0, count) for file, count in zip(files, counts, strict=True))


def _count(file: Path) -> int:
    with Pdf.open(file) as pdf:
        return len(pdf.pages)


def pieces(exhibits: Sequence[tuple[Segment, ...]], *, room: int) -> list[Piece]:
    """One piece per exhibit, or several where it alone takes more than `room` bytes.

    A single page larger than `room` stays a piece of its own: nothing short of a new scan can make it smaller.
    """
    found: list[Piece] = []
    for number, segments in enumerate(exhibits):
        size = sum(segment.file.stat().st_size for segment in segments)
        pages = sum(s.stop - s.start for s in segments)
        needed = size + pages * STAMP_BYTES + SHEET_BYTES
        if needed <= room:
            found.append(Piece(number, segments, pages, needed))
        else:
            found += _cut(number, segments, room)
    return found


def group(found: Sequence[Piece], *, room: int) -> list[list[Piece]]:
    """Fill parts in order; pieces of one exhibit that were cut apart never share a part with each other's rest."""
    groups: list[list[Piece]] = []
    used = 0
    for piece in found:
        if groups and used + piece.bytes <= room and not piece.continued:
            groups[-1].append(piece)
            used += piece.bytes
        else:
            groups.append([piece])
            used = piece.bytes
    return groups


def _cut(number: int, segments: Sequence[Segment], room: int) -> list[Piece]:
    """Fill pieces page by page; what a piece has already (a font, a letterhead) is not counted twice."""
    found: list[Piece] = []
    held: list[Segment] = []
    size = SHEET_BYTES

    def close() -> None:
        nonlocal held, size
        if held:
            pages = sum(s.stop - s.start for s in held)
            found.append(Piece(number, tuple(held), pages, size, continued=bool(found)))
        held, size = [], SHEET_BYTES

    for segment in segments:
        with Pdf.open(segment.file) as pdf:
            there: set[tuple[int, int]] = set()
            for page in range(segment.start, segment.stop):
                weights = dict(_weights(pdf.pages[page].obj))
                more = STAMP_BYTES + sum(w for thing, w in weights.items() if thing not in there)
                if held and size + more > room:
                    close()
                    there, more = set(), STAMP_BYTES + sum(weights.values())
                there |= weights.keys()
                size += more
                if held and held[-1].file == segment.file and held[-1].stop == page:
                    held[-1] = Segment(segment.file, held[-1].start, page + 1)
                else:
                    held.append(Segment(segment.file, page, page + 1))
    close()
    return found


def _weights(page: pikepdf.Object) -> Iterator[tuple[tuple[int, int], int]]:
    """Each object that a page needs, by its number, with the bytes it takes in a file."""
    seen: set[tuple[int, int]] = set()
    waiting = [page]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
            length = thing.get("/Length", 0) if isinstance(thing, Stream) else 0
            yield thing.objgen, _OBJECT_BYTES + (int(length) + 60 if isinstance(length, int) else 60)
        if isinstance(thing, Array):
            waiting += [one for one in thing if isinstance(one, (Array, Dictionary, Stream))]
        elif isinstance(thing, (Dictionary, Stream)):
            waiting += [
                value
                for key, value in thing.items()
                if key != "/Parent" and isinstance(value, (Array, Dictionary, Stream))
            ]
