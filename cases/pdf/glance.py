"""Looks at the upper part of a scan's JPEG: for most pages that settles what a whole look would, in half of its time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image, ImageFile

_SHARE = 0.45  # of the packed picture
_LEAST = 0.2  # of the rows: less says too little about a page
_PLAIN = (
    0xC0,
    0xC1,
)  # kinds of JPEG whose rows come one after the other; others need the whole to show anything


def upper_part(data: bytes) -> tuple[Image.Image, float] | None:
    """The upper rows of a JPEG in grey, an eighth of its size, and how much of it they are (0 to 1).

    None where they cannot be had without the rest.
    """
    begin = _rows_begin(data)
    if begin is None:
        return None
    cut = data[: begin + int((len(data) - begin) * _SHARE)]
    with Image.open(io.BytesIO(cut), formats=("JPEG",)) as picture:
        if picture.mode == "CMYK":
            return None
        picture.draft("L", (picture.width // 8, picture.height // 8))
        with _ending_where_it_is_cut(), suppress(OSError):
            picture.load()
        picture.tile = []  # what is there is all that is wanted
        seen = picture.convert("L")
    rows = _filled(seen)
    share = rows / seen.height
    return (seen.crop((0, 0, seen.width, rows)), share) if share >= _LEAST else None


@contextmanager
def _ending_where_it_is_cut() -> Iterator[None]:
    """Have the rest of a cut picture left out. WeasyPrint asks Pillow, for the whole process, to make it up in grey."""
    was, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = was


def _rows_begin(data: bytes) -> int | None:
    """Where the packed rows begin; None where they are packed in several passes over the page."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xDA:
            return at + 2 + length
        if 0xC0 <= kind <= 0xCF and kind not in (*_PLAIN, 0xC4, 0xC8, 0xCC):
            return None
        at += 2 + length
    return None


def _filled(picture: Image.Image) -> int:
    """How many rows were reached: those below are still black, and a black row above them counts with them."""
    levels, wide = picture.tobytes(), picture.width
    return -(-len(levels.rstrip(b"\0")) // wide)
