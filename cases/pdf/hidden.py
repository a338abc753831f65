"""Finds text that a box covers: it cannot be seen, but it can be copied out. Says how much, never what."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image

PATH, IMAGE, SHADING, FORM = 2, 3, 4, 5  # kinds of page objects, as pdfium numbers them
_INVISIBLE = {3, 7}  # text render modes: the layer that OCR lays over a scan
_ALIKE = 26  # grey levels within which a spot counts as one colour
_SMALLEST = 4.0  # points; a smaller box hides no letter
_RUN = 2  # letters; one alone may be a bullet or a rule


@dataclass(frozen=True)
class Thing:
    """An object on the page, inside forms as well: its kind, and its box in the page's own coordinates."""

    kind: int
    box: tuple[float, float, float, float]
    handle: Any
    filled: bool = False


def things(page: Any, *, most: int) -> list[Thing]:
    """The page's paths, images and shadings, at most so many, those inside forms too (three deep)."""
    import pypdfium2.raw as pdfium

    found: list[Thing] = []

    def walk(count: int, get: Any, holder: Any, matrix: tuple[float, ...], depth: int) -> None:
        for number in range(min(count, most - len(found))):
            handle = get(holder, number)
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == FORM and depth < 3:
                inner = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(inner))
                own = (inner.a, inner.b, inner.c, inner.d, inner.e, inner.f)
                walk(
                    pdfium.FPDFFormObj_CountObjects(handle),
                    pdfium.FPDFFormObj_GetObject,
                    handle,
                    _times(own, matrix),
                    depth + 1,
                )
            elif kind in (PATH, IMAGE, SHADING):
                found.append(Thing(kind, _box(handle, matrix), handle, kind != PATH or _fills(handle)))

    walk(pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, page, (1, 0, 0, 1, 0, 0), 0)
    return found


def count_hidden(page: Any, words: Any, found: list[Thing], draw: Callable[[], Image.Image]) -> int:
    """How many letters lie under a box of one colour. `draw` gives the page in grey; it is asked only where need be."""
    import pypdfium2.raw as pdfium

    boxes = [thing.box for thing in found if thing.filled and _could_cover(thing.box, page)]
    boxes = [
        box
        for box in boxes
        if pdfium.FPDFText_GetBoundedText(words, box[0], box[3], box[2], box[1], None, 0) > _RUN
    ]
    if not boxes:
        return 0
    seen = draw()
    count, run = 0, 0
    for at in range(words.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(words, at))
        if char.isalnum() and _is_hidden(pdfium, page, words, at, seen, boxes):
            run += 1
            count += _RUN if run == _RUN else (run > _RUN)
        elif char.strip():
            run = 0
    return count


def _is_hidden(
    pdfium: Any,
    page: Any,
    words: Any,
    at: int,
    seen: Image.Image,
    boxes: list[tuple[float, float, float, float]],
) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(words, at, left, right, bottom, top):
        return False
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    if not any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes):
        return False
    spot = _spot(pdfium, page, seen, (left.value, bottom.value, right.value, top.value))
    if spot is None:
        return False
    if span(seen.crop(spot)) > _ALIKE:
        return False  # something can be made out
    thing = pdfium.FPDFText_GetTextObject(words, at)
    return pdfium.FPDFTextObj_GetTextRenderMode(thing) not in _INVISIBLE


def span(picture: Image.Image) -> int:
    """From the darkest to the lightest grey level of a picture."""
    levels = picture.tobytes()
    return max(levels) - min(levels)


def _spot(
    pdfium: Any, page: Any, seen: Image.Image, box: tuple[float, float, float, float]
) -> tuple[int, int, int, int] | None:
    """Where a box of the page lies in its picture, in pixels; None when it is off the page or too small to judge."""
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, seen.width, seen.height, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x0, y0), (x1, y1) = corners
    left, right, up, down_ = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if left < 0 or up < 0 or right >= seen.width or down_ >= seen.height or down_ - up < 3:
        return None
    return left, up, max(right, left + 2), down_


def _could_cover(box: tuple[float, float, float, float], page: Any) -> bool:
    width, height = page.get_size()
    across, along = box[2] - box[0], box[3] - box[1]
    return across >= _SMALLEST and along >= _SMALLEST and across * along < 0.7 * width * height


def _fills(handle: Any) -> bool:
    import pypdfium2.raw as pdfium

    mode, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(strokes))
    return mode.value != 0


def _box(handle: Any, matrix: tuple[float, ...]) -> tuple[float, float, float, float]:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
