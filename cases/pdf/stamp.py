"""Stamps a page number onto a finished page by appending one small content stream; all pages share one font."""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from cases.pdf import fonts

FONT = "/AmparoStamp"
_SIZE = 11.0  # points on a page of Letter size
_RIGHT, _BOTTOM, _PAD = 24.0, 15.0, 1.5
_DIGITS = "0123456789"
_SMALLEST = 3.0  # points; below it a page is no bigger than a stamp itself


class Stamper:
    """Stamps the pages of one PDF; made once per file so that the font and the opening stream are shared."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._font = pdf.make_indirect(_font(pdf))
        self._open = pdf.make_stream(b"q\n")

    def stamp(self, page: pikepdf.Page, number: int) -> None:
        """Print `number` at the bottom right as a reader sees the page, whatever its rotation, origin or size.

        The page's own content is wrapped in q … Q, so that whatever it did to the coordinates is undone first.
        A tight white patch lies under the digits: a dark scan must not swallow them.
        """
        self._own_resources(page)
        mark = self._pdf.make_stream(_mark(page, str(number)))
        own = page.obj.get("/Contents")
        streams = list(own) if isinstance(own, Array) else ([own] if own is not None else [])
        page.obj["/Contents"] = Array([self._open, *streams, mark])

    def _own_resources(self, page: pikepdf.Page) -> None:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, Dictionary):
            resources = page.obj["/Resources"] = Dictionary()
        known = resources.get("/Font")
        if not isinstance(known, Dictionary):
            known = resources["/Font"] = Dictionary()
        known[FONT] = self._font


def _mark(page: pikepdf.Page, text: str) -> bytes:
    matrix, width, height = as_seen(page)
    # As large, when the sheet is printed to fit, as on Letter; landscape counts the same as portrait.
    scale = max(max(width, height) / 792, min(width, height) / 612)
    scale = min(scale, min(width, height) / 40, width / 60)
    size = max(_SIZE * scale, _SMALLEST)
    wide = sum(_widths()[char] for char in text) / 1000 * size
    left = max(width - _RIGHT * scale - wide, 0)
    bottom, pad = _BOTTOM * scale, _PAD * scale
    return (
        f"\nQ\nq {matrix} cm /Artifact <</Type/Pagination/Subtype/Footer>> BDC "
        f"1 g {left - pad:.2f} {bottom - pad:.2f} {wide + 2 * pad:.2f} {size * 0.72 + 2 * pad:.2f} re f "
        f"0 g BT {FONT} {size:.2f} Tf {left:.2f} {bottom:.2f} Td ({text}) Tj ET EMC Q\n"
    ).encode()


def as_seen(page: pikepdf.Page) -> tuple[str, float, float]:
    """Return the matrix from what a reader sees (origin bottom left) to the page's space, and the seen width and height."""
    x0, y0, x1, y1 = _box(page)
    turn = page.obj.get("/Rotate", 0)
    wide, high = x1 - x0, y1 - y0
    match int(turn) % 360 if isinstance(turn, int) else 0:
        case 90:
            return f"0 1 -1 0 {x1:.3f} {y0:.3f}", high, wide
        case 180:
            return f"-1 0 0 -1 {x1:.3f} {y1:.3f}", wide, high
        case 270:
            return f"0 -1 1 0 {x0:.3f} {y1:.3f}", high, wide
        case _:
            return f"1 0 0 1 {x0:.3f} {y0:.3f}", wide, high


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The visible part: the crop box within the media box, corners put in order."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return seen if seen[2] > seen[0] and seen[3] > seen[1] else media


def _ordered(box: Array) -> tuple[float, float, float, float]:
    a, b, c, d = (float(value) for value in list(box)[:4])
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _font(pdf: Pdf) -> Dictionary:
    data = fonts.cut(fonts.STAMP_FACE, _DIGITS)
    widths = _widths()
    file = pdf.make_stream(data, Length1=len(data))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/AMPARO+LiberationSans-Bold"),
        Flags=32,
        FontBBox=Array([-482, -376, 1304, 1033]),
        ItalicAngle=0,
        Ascent=905,
        Descent=-212,
        CapHeight=729,
        StemV=140,
        FontFile2=pdf.make_indirect(file),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/AMPARO+LiberationSans-Bold"),
        FirstChar=ord("0"),
        LastChar=ord("9"),
        Widths=Array([widths[char] for char in _DIGITS]),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(descriptor),
    )


@lru_cache(maxsize=1)
def _widths() -> dict[str, int]:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(fonts.cut(fonts.STAMP_FACE, _DIGITS))) as font:
        unit, names, table = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
        return {char: round(table[names[ord(char)]][0] * 1000 / unit) for char in _DIGITS}
