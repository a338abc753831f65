"""Reads a declaration that comes back from Word. Runs in the guarded child only: the file is anybody's."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

from cases.pdf import pages

MARK = re.compile(
    r"_A([0-9a-f]{32})_([to])"
)  # a hidden bookmark: paragraph's uid, and which of the languages
OF = re.compile(r"_Aof_(\d+)_(\d+)_(both|text|other)")  # declaration, version, which languages the file has
BEGIN, END = "_Abegin", "_Aend"
MOST_ENTRIES, MOST_BYTES, MOST_PARAGRAPHS = 2_000, 60_000_000, 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# What is not the paragraph's words: what was deleted under tracking, and boxes, notes and fields within it.
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "pict", "drawing", "object", "instrText", "delText")
}


def read(source: Path) -> dict[str, Any]:
    """Return what stands in the file: `of` (declaration, version, languages) or None, and its paragraphs in order.

    A paragraph: marks, heading, text, and other (None in a file of one language). Tracked changes count as accepted.
    Raises CannotUse for what is no Word document, has macros, or would burst.
    """
    _look(source)
    import docx

    try:
        body = docx.Document(str(source)).element.body
    except (KeyError, ValueError, AttributeError) as fault:
        raise pages.CannotUse("is not a Word document that can be read. Save it again as .docx.") from fault
    of, begun, ended = None, False, False
    found: list[dict[str, Any]] = []
    names = [str(mark.get(f"{_W}name")) for mark in body.iter(f"{_W}bookmarkStart")]
    for name in names:
        if match := OF.fullmatch(name):
            of = [int(match[1]), int(match[2]), match[3]]
    bounded = BEGIN in names and END in names
    for block in body:
        inside = {str(mark.get(f"{_W}name")) for mark in block.iter(f"{_W}bookmarkStart")}
        if bounded and END in inside:
            ended = True
        if (begun and not ended) or not bounded:
            found += _table(block) if block.tag == f"{_W}tbl" else _paragraph(block)
        if BEGIN in inside:
            begun = True
        if len(found) > MOST_PARAGRAPHS:
            raise pages.CannotUse(
                f"has more than {MOST_PARAGRAPHS:,} paragraphs. Bring back the declaration alone."
            )
    return {"of": of, "bounded": bounded, "paragraphs": found}


def _look(source: Path) -> None:
    """Refuse an archive that is none, that has macros, or that would burst when it is opened."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as fault:
        raise pages.CannotUse(
            "is not a Word document (.docx). Save it in Word as .docx and bring that back."
        ) from fault
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        raise pages.CannotUse("is not a Word document (.docx). Save it in Word as .docx and bring that back.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise pages.CannotUse(
            "has macros in it. Save it in Word as .docx, without macros, and bring that back."
        )
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise pages.CannotUse("is far larger inside than a declaration can be, and was not opened.")


def _paragraph(block: Any) -> list[dict[str, Any]]:
    if block.tag != f"{_W}p":
        return []
    marks, text = _marks(block), _text(block).strip()
    if not text and not marks:
        return []
    return [{"marks": marks, "heading": _is_heading(block), "text": text, "other": None}]


def _table(block: Any) -> list[dict[str, Any]]:
    """Rows of both languages side by side: the number, the text, the other text. Other tables are not ours."""
    found = []
    for row in block.iter(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        if len(cells) != 3:
            continue
        inside = [p for cell in cells[1:2] for p in cell.iter(f"{_W}p")]
        marks = [mark for p in row.iter(f"{_W}p") for mark in _marks(p)]
        text, other = (_cell(cell) for cell in cells[1:])
        if text or other or marks:
            heading = any(_is_heading(p) for p in inside)
            marks = list(dict.fromkeys(marks))
            found.append({"marks": marks, "heading": heading, "text": text, "other": other})
    return found


def _cell(cell: Any) -> str:
    return "\n".join(_text(p) for p in cell.iter(f"{_W}p")).strip()


def _marks(block: Any) -> list[str]:
    names = (str(mark.get(f"{_W}name")) for mark in block.iter(f"{_W}bookmarkStart"))
    return list(dict.fromkeys(str(UUID(match[1])) for name in names if (match := MARK.fullmatch(name))))


def _is_heading(block: Any) -> bool:
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and str(style.get(f"{_W}val", "")).lower().startswith("heading")


def _text(element: Any) -> str:
    said: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            said.append(child.text or "")
        elif child.tag in _SIGNS:
            said.append(_SIGNS[child.tag])
        else:
            said.append(_text(child))
    return "".join(said)
