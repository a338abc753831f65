"""Where each letter of a page stands as a reader sees it: to find words, and to lay them over a picture of the page.

Runs in the guarded child only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Letter:
    """A character and where it stands, in thousandths as in `marks.Place`."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def look_for(source: Path, *, page: int, words: str) -> list[list[int]]:
    """Return the boxes of these words on a page, one a line, in thousandths of the page."""
    sought = " ".join(words.casefold().split())
    if not sought:
        return []
    found_here = of_page(source, page)
    text, where = _flowing(found_here)
    found: list[list[int]] = []
    at = text.find(sought)
    while at >= 0:
        hit = [found_here[i] for i in where[at : at + len(sought)] if i >= 0]
        found += [around(line) for line in _lines(hit)]
        at = text.find(sought, at + len(sought))
    return found


def of_page(source: Path, number: int) -> list[Letter]:
    """Every character of a page and where it stands; spaces and breaks have no extent."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(source)
    found: list[Letter] = []
    try:
        sheet = document[number - 1]
        words = sheet.get_textpage()
        for at in range(words.count_chars()):
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            char = chr(pdfium.FPDFText_GetUnicode(words, at))
            if not pdfium.FPDFText_GetCharBox(words, at, left, right, bottom, top):
                continue
            corners = [_seen(pdfium, sheet, x, y) for x, y in ((left, bottom), (right, top))]
            (a, b), (c, d) = corners
            found.append(Letter(char, min(a, c), min(b, d), max(a, c), max(b, d)))
        words.close()
    finally:
        document.close()
    return found


def _seen(pdfium: Any, sheet: Any, x: Any, y: Any) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(sheet, 0, 0, 100_000, 100_000, 0, x, y, across, down)
    return across.value / 100, down.value / 100


def _flowing(letters: Sequence[Letter]) -> tuple[str, list[int]]:
    """The page's words with single spaces and in small letters, and for each sign which letter it is (-1: a space)."""
    text: list[str] = []
    where: list[int] = []
    for number, letter in enumerate(letters):
        if letter.char.isspace() or not letter.char.isprintable():
            if text and text[-1] != " ":
                text.append(" ")
                where.append(-1)
            continue
        for sign in letter.char.casefold():
            text.append(sign)
            where.append(number)
    return "".join(text), where


def words(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters that stand together: a space, a new line or a gap ends a word. Lines that run up or down have none."""
    if not _run_across(letters):
        return []
    found: list[list[Letter]] = []
    held: list[Letter] = []
    for letter in letters:
        blank = letter.char.isspace() or not letter.char.isprintable()
        last = held[-1] if held else None
        apart = last is not None and (
            letter.top > last.bottom or letter.bottom < last.top or letter.left > last.right + 12
        )
        if held and (blank or apart):
            found.append(held)
            held = []
        if not blank:
            held.append(letter)
    return [*found, held] if held else found


def _lines(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters in runs of one line each, whether the lines run across the page or up and down it."""
    across, found = _run_across(letters), [[letters[0]]]
    for last, letter in pairwise(letters):
        if _beside(last, letter) if across else _above(last, letter):
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def _run_across(letters: Sequence[Letter]) -> bool:
    pairs = [(a, b) for a, b in pairwise(letters) if not (a.char + b.char).isspace()]
    return sum(_beside(a, b) for a, b in pairs) >= sum(_above(a, b) for a, b in pairs)


def _beside(one: Letter, other: Letter) -> bool:
    return other.top < one.bottom and other.bottom > one.top


def _above(one: Letter, other: Letter) -> bool:
    return other.left < one.right and other.right > one.left


def around(letters: Sequence[Letter]) -> list[int]:
    """The box of these letters with a little air, as whole thousandths that lie on the page."""
    left, top = min(one.left for one in letters) - 2, min(one.top for one in letters) - 2
    right, bottom = max(one.right for one in letters) + 2, max(one.bottom for one in letters) + 2
    return [max(0, int(left)), max(0, int(top)), min(1000, int(right) + 1), min(1000, int(bottom) + 1)]
