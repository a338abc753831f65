"""Settles a page in itself: its own box, turn and resources, so that it means the same in any file it is bound into."""

from __future__ import annotations

import re
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Pdf

_SAVES = re.compile(rb"(?<![^\s\[\]<>()/])([qQ])(?![^\s\[\]<>()/])")


def settle(pdf: Pdf, page: pikepdf.Page) -> None:
    """Give the page its own box, turn and resources, and close graphics states it left open.

    So a stamp lands where it should, and a page means the same in any file it is bound into.
    """
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        found = _inherited(page.obj, key)
        if found is not None and key not in page.obj:
            page.obj[key] = found
    for key in ("/MediaBox", "/CropBox"):
        if key in page.obj and not _is_box(page.obj[key]):
            del page.obj[key]
    if "/MediaBox" not in page.obj:
        page.MediaBox = page.obj.get("/CropBox", Array([0, 0, 612, 792]))
    turn = page.obj.get("/Rotate", 0)
    if "/Rotate" in page.obj:
        del page.obj["/Rotate"]
    if isinstance(turn, (int, Decimal)) and turn % 90 == 0 and turn % 360:
        page.obj["/Rotate"] = int(turn % 360)
    if "/Contents" not in page.obj:
        return
    left_open = _open_states(page)
    if left_open:
        page.contents_add(pdf.make_stream(b"\n" + b"Q " * left_open))


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(50):  # a page tree is never so deep, unless it runs in a circle
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        node = parent
    return None


def _is_box(box: pikepdf.Object) -> bool:
    """Whether it is four numbers with some room between them."""
    if not isinstance(box, Array) or len(box) != 4:
        return False
    try:
        left, bottom, right, top = (float(side) for side in box)
    except (TypeError, ValueError):
        return False
    return abs(right - left) >= 1 and abs(top - bottom) >= 1


def _open_states(page: pikepdf.Page) -> int:
    """How many saved graphics states the page forgets to restore; 0 for nearly all pages."""
    contents = page.obj["/Contents"]
    streams = list(contents) if isinstance(contents, Array) else [contents]
    try:
        text = b"\n".join(s.read_bytes() for s in streams if isinstance(s, pikepdf.Stream))
    except pikepdf.PdfError as fault:
        if "bad_alloc" in str(fault):
            raise  # a page that unpacks to more than this process may hold: the file is refused
        return 0
    marks = [m.group(1) for m in _SAVES.finditer(text)]
    if marks.count(b"q") == marks.count(b"Q"):
        return 0
    depth = 0  # the quick count was unequal, perhaps only because a text says "q": now read it properly
    for instruction in pikepdf.parse_content_stream(page):
        depth = max(0, depth + {"q": 1, "Q": -1}.get(str(instruction.operator), 0))
    return depth
