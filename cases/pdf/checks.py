"""Looks at the pages of a plain PDF, as a clerk would: blank, too coarse, lying on its side, not really blacked out."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat

from cases.pdf import glance, hidden
from cases.pdf.facts import Fact

_DPI = 72
_LONGEST = 1_200  # pixels of a rendered page
_MOST_OBJECTS = 20_000  # of a page that are looked at; a map has more and is not a scan
COARSE = 195  # dpi; scanners that are set to 200 write 199.8
_MOST_OF_PAGE = 0.4  # an image that takes more of the page is a scan or a photograph, not a letterhead
_SPECKS = 24  # grey levels by which dust differs from its paper
_DARK = 70  # grey level of a page that nobody can read


@dataclass(frozen=True)
class Picture:
    """An image on the page: how much of it it takes (0 to 1) and how finely it is resolved, in dots per inch."""

    share: float
    dpi: float
    handle: Any


def look(source: Path, *, answers: list[tuple[int, str]]) -> list[Fact]:
    """What is to be said of each page. Runs in the guarded child only.

    `answers` are texts (page from 1, text) that were typed into a form and must be readable on that page.
    """
    import pypdfium2

    found: list[Fact] = []
    document = pypdfium2.PdfDocument(source)
    try:
        typed: dict[int, list[str]] = {}
        for number, text in answers:
            typed.setdefault(number, []).append(text)
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
                found += [
                    Fact(code, number, detail) for code, detail in _look_at(page, typed.get(number, []))
                ]
                page.close()
            except pypdfium2.PdfiumError:
                found.append(Fact("unreadable", number))
    finally:
        document.close()
    return found


def _look_at(page: Any, answers: list[str]) -> Iterator[tuple[str, str]]:
    words = page.get_textpage()
    try:
        letters = words.count_chars()
        things = hidden.things(page, most=_MOST_OBJECTS)
        pictures = [_picture(page, thing) for thing in things if thing.kind == hidden.IMAGE]
        scan = max((p for p in pictures if p is not None), key=lambda p: p.share, default=None)
        scan = scan if scan is not None and scan.share >= _MOST_OF_PAGE else None
        if not letters:
            yield from _without_text(page, scan, things)
        elif turned := _turned(words, page.get_rotation(), letters):
            yield "sideways", str(turned)
        if scan and scan.dpi < COARSE:
            yield "coarse", str(round(scan.dpi))
        if letters and (count := hidden.count_hidden(page, words, things, lambda: _render(page))):
            yield "covered", str(count)
        if answers and not _all_there(words, answers):
            yield "answer_lost", ""
    finally:
        words.close()


def _without_text(page: Any, scan: Picture | None, things: list[hidden.Thing]) -> Iterator[tuple[str, str]]:
    turn = page.get_rotation()
    data = _packed(scan, things) if scan else b""
    if data and _is_plainly_printed(data, turn):
        yield "no_text", ""
        return
    seen = (_thumbnail(data, turn) if data else None) or _render(page)
    calm = _calm(seen)
    if ImageStat.Stat(calm).mean[0] < _DARK:
        yield "dark", ""
    elif hidden.span(calm) < _SPECKS:
        yield "blank", ""
    elif scan:
        yield "no_text", ""
        if _lies(seen):
            yield "sideways", "scan"


def _is_plainly_printed(data: bytes, turn: int) -> bool:
    """Whether the upper part of a scan shows print that stands upright, on paper too light for the page to be dark."""
    upper = None
    with suppress(OSError, SyntaxError, ValueError):
        upper = glance.upper_part(data)
    if upper is None:
        return False
    seen, share = upper
    calm = _calm(seen)
    light = ImageStat.Stat(calm).mean[0] * share  # as if all that was not looked at were black
    across, along = _unrests(seen) if turn % 180 == 0 else _unrests(seen)[::-1]
    return light >= _DARK and hidden.span(calm) >= _SPECKS and across > 6 and across > 3 * along


def _calm(seen: Image.Image) -> Image.Image:
    """The picture without its dust."""
    return seen.resize((max(seen.width // 4, 1), max(seen.height // 4, 1)), Image.Resampling.BOX)


def _picture(page: Any, thing: hidden.Thing) -> Picture | None:
    import pypdfium2.raw as pdfium

    facts = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(thing.handle, page, ctypes.byref(facts)):
        return None
    width, height = page.get_size()
    left, bottom, right, top = thing.box
    share = abs(right - left) * abs(top - bottom) / max(width * height, 1)
    # What the page shows is what counts: inside a form the engine's own figure leaves out the form's scale.
    across, along = abs(right - left) / 72, abs(top - bottom) / 72
    if not across or not along or not facts.width or not facts.height:
        return None
    straight = max(facts.width, facts.height) / max(across, along)
    return Picture(min(share, 1), straight, thing.handle)


def _render(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(_DPI / 72, _LONGEST / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, rev_byteorder=False)
    picture: Image.Image = bitmap.to_pil().convert("L")
    bitmap.close()
    return picture


def _packed(scan: Picture, things: list[hidden.Thing]) -> bytes:
    """The JPEG of a page that is one JPEG, upright in it, and nothing else; b"" for any other page."""
    import pypdfium2.raw as pdfium

    placed = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(scan.handle, ctypes.byref(placed))
    if placed.a <= 0 or placed.d <= 0 or abs(placed.b) + abs(placed.c) > 0.01:
        return b""
    if len(things) != 1 or scan.share < 0.9 or pdfium.FPDFImageObj_GetImageFilterCount(scan.handle) != 1:
        return b""
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(scan.handle, 0, name, 32)
    if name.value != b"DCTDecode":
        return b""
    length = pdfium.FPDFImageObj_GetImageDataRaw(scan.handle, None, 0)
    data = ctypes.create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(scan.handle, data, length)
    return data.raw


def _thumbnail(data: bytes, turn: int) -> Image.Image | None:
    """A JPEG decoded small, which is many times faster than drawing its page; None where it is to be drawn after all.

    It is turned as its page is, by so many degrees.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            if picture.mode == "CMYK":
                return None
            picture.draft("L", (picture.width // 8, picture.height // 8))
            return picture.convert("L").rotate(-turn, expand=True)
    except (OSError, SyntaxError, ValueError):
        return None


def _turned(words: Any, page_turn: int, letters: int) -> int:
    """By how many degrees most letters lean from upright as the reader sees the page: 90, 180 or 270, else 0."""
    import pypdfium2.raw as pdfium

    counts = {0: 0, 90: 0, 180: 0, 270: 0}
    for at in range(0, letters, max(1, letters // 60)):
        angle = pdfium.FPDFText_GetCharAngle(words, at)
        if angle >= 0 and chr(pdfium.FPDFText_GetUnicode(words, at)).isalnum():
            turn = (round(angle * 57.29578 / 90) * 90 + page_turn) % 360
            counts[turn] += 1
    most = max(counts, key=lambda turn: counts[turn])
    return most if sum(counts.values()) >= 10 and counts[most] > 0.8 * sum(counts.values()) else 0


def _lies(seen: Image.Image) -> bool:
    """Whether the lines of a scan run up and down: then ink changes from column to column more than from row to row.

    A page that stands on its head cannot be told from one that does not, without reading it.
    """
    across, along = _unrests(seen)
    return along > 6 and along > 3 * across


def _unrests(seen: Image.Image) -> tuple[float, float]:
    """How much ink changes from row to row, and from column to column, within the page's margins."""
    page = seen.crop((seen.width // 12, seen.height // 12, seen.width * 11 // 12, seen.height * 11 // 12))
    rows = page.resize((1, page.height), Image.Resampling.BOX)
    columns = page.resize((page.width, 1), Image.Resampling.BOX)
    return _unrest(rows.tobytes()), _unrest(columns.tobytes())


def _unrest(levels: bytes) -> float:
    """The mean square of the step from one level to the next, steps of neighbouring text lines and their gaps."""
    steps = [(a - b) ** 2 for a, b in zip(levels, levels[2:], strict=False)]
    return sum(steps) / max(len(steps), 1)


def _all_there(words: Any, answers: list[str]) -> bool:
    """Whether every typed answer stands on the page, whatever breaks or gaps between its letters."""
    page = _bare(words.get_text_range())
    return all(_bare(text) in page for text in answers)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum())
