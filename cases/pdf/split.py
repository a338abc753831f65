"""Decides what goes into which part: whole exhibits where they fit, page ranges only where one alone is too big."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf

# What stamping adds to a page: the stream, its dictionary and its place in the file's index.
STAMP_BYTES = 320
SHEET_BYTES = 1_500


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


def pieces(exhibits: Sequence[Sequence[Path]], *, room: int) -> list[Piece]:
    """One piece per exhibit, or several where it alone takes more than `room` bytes.

    A single page larger than `room` stays a piece of its own: nothing short of a new scan can make it smaller.
    """
    found: list[Piece] = []
    for number, files in enumerate(exhibits):
        segments = [_whole(file) for file in files]
        size = sum(file.stat().st_size for file in files)
        pages = sum(s.stop - s.start for s in segments)
        needed = size + pages * STAMP_BYTES + SHEET_BYTES
        if needed <= room:
            found.append(Piece(number, tuple(segments), pages, needed))
            continue
        cut = [part for segment in segments for part in _halve(segment, room)]
        found += _rejoin(number, cut, room)
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


def _whole(file: Path) -> Segment:
    with Pdf.open(file) as pdf:
        return Segment(file, 0, len(pdf.pages))


def _halve(segment: Segment, room: int) -> list[tuple[Segment, int]]:
    """Cut a range in two until each has at most `room` bytes, measured by really writing it."""
    size = _measure(segment) + (segment.stop - segment.start) * STAMP_BYTES + SHEET_BYTES
    if size <= room or segment.stop - segment.start == 1:
        return [(segment, size)]
    middle = (segment.start + segment.stop) // 2
    return _halve(Segment(segment.file, segment.start, middle), room) + _halve(
        Segment(segment.file, middle, segment.stop), room
    )


def _rejoin(number: int, cut: Sequence[tuple[Segment, int]], room: int) -> list[Piece]:
    """Put neighbouring ranges together again as long as they fit."""
    found: list[Piece] = []
    held: list[Segment] = []
    size = 0
    for segment, part in [*cut, (None, room + 1)]:
        if held and size + part > room:
            pages = sum(s.stop - s.start for s in held)
            found.append(Piece(number, tuple(held), pages, size, continued=bool(found)))
            held, size = [], 0
        if segment is not None:
            held.append(segment)
            size += part
    return found


def _measure(segment: Segment) -> int:
    with Pdf.open(segment.file) as source, Pdf.new() as range_alone:
        for number in range(segment.start, segment.stop):
            range_alone.pages.append(source.pages[number])
        out = io.BytesIO()
        range_alone.save(out, object_stream_mode=ObjectStreamMode.generate)
        return out.getbuffer().nbytes
