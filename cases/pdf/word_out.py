"""Takes a declaration out to Word: the frame from a template that a clinic may restyle, the paragraphs put in one by one.

What people wrote never goes through the template engine: the frame is filled first, and their words are then set as text.
Each paragraph carries a hidden bookmark with its uid, so that it is known again when the file comes back.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cases.law import declarations as wording
from cases.pdf import html, papers, phrases
from cases.pdf.word_in import BEGIN, END

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = Path(__file__).resolve().parents[2] / "templates" / "word" / "declaration.docx"
_PLACE = "PARAGRAPHS"  # the template's paragraph that gives way to the declaration's own


@dataclass(frozen=True)
class Row:
    """One paragraph to put in: its uid, its number ("" for a heading), its words in one language or both."""

    uid: str
    number: str
    text: str
    other: str = ""


def shown(text: str) -> str:
    """Return a text as a Word file can hold it: without control characters and overrides of the reading direction."""
    return html.clean(text).strip()


def declaration(
    paper: papers.Declaration, rows: list[Row], *, number: int, version: int, languages: str
) -> bytes:
    """Return the declaration as a .docx, to be edited and brought back.

    `number` and `version` say which declaration and which version it is; `languages` is "both", "text" or "other".
    """
    import docx
    from docxtpl import DocxTemplate

    frame = DocxTemplate(FRAME)
    frame.render(_words(paper), autoescape=True)
    filled = io.BytesIO()
    frame.save(filled)
    document = docx.Document(io.BytesIO(filled.getvalue()))
    place = next(p for p in document.paragraphs if p.text == _PLACE)
    numbers = count(1)
    _bookmark(place.insert_paragraph_before()._p, f"_Aof_{number}_{version}_{languages}", numbers)  # noqa: SLF001
    _bookmark(place.insert_paragraph_before()._p, BEGIN, numbers)  # noqa: SLF001
    if languages == "both":
        _side_by_side(document, place, rows, numbers, (paper.language, paper.second))
    else:
        _one_below_the_other(place, rows, numbers, languages, paper.language)
    _bookmark(place.insert_paragraph_before()._p, END, numbers)  # noqa: SLF001
    place._p.getparent().remove(place._p)  # noqa: SLF001  # python-docx has no way to remove a paragraph
    document.core_properties.title = ", ".join(filter(None, ("Declaration", paper.reference)))
    document.core_properties.author = document.core_properties.last_modified_by = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(paper: papers.Declaration) -> dict[str, Any]:
    """What the frame says around the paragraphs; names come from the case, so the template escapes them."""

    def said(texts: dict[str, str]) -> str:
        blank = "____________________________"
        return texts.get(paper.language, texts["en"]).format(
            name=shown(paper.declarant), place=shown(paper.place) or blank
        )

    return {
        "filer": [shown(line) for line in paper.caption.filer],
        "matter": shown(paper.caption.matter),
        "court": shown(paper.caption.court),
        "heading": said(phrases.HEADING),
        "opening": said(phrases.OPENING),
        "perjury": wording.perjury_clause(country=paper.country, language=paper.language),
        "executed": said(phrases.EXECUTED),
        "declarant": shown(paper.declarant),
        "declarant_word": said(phrases.DECLARANT),
    }


def _one_below_the_other(place: Any, rows: list[Row], numbers: Iterator[int], side: str, tag: str) -> None:
    for row in rows:
        paragraph = place.insert_paragraph_before(style="List Number" if row.number else "Heading 2")
        _say(paragraph, row.other if side == "other" else row.text, tag)
        _bookmark(paragraph._p, _mark(row, "o" if side == "other" else "t"), numbers)  # noqa: SLF001


def _side_by_side(
    document: Any, place: Any, rows: list[Row], numbers: Iterator[int], tags: tuple[str, str]
) -> None:
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    empty = document.add_table(rows=1, cols=3).rows[0]._tr  # noqa: SLF001
    empty.getparent().getparent().remove(empty.getparent())
    for _row in rows:
        # A copied row: adding one anew looks through the whole table each time.
        table._tbl.append(deepcopy(empty))  # noqa: SLF001
    for row, made in zip(rows, table.rows, strict=True):
        cells = made.cells
        cells[0].text = f"{row.number}." if row.number else ""
        for cell, words, tag, side in zip(cells[1:], (row.text, row.other), tags, "to", strict=True):
            paragraph = cell.paragraphs[0]
            if not row.number:
                paragraph.style = "Heading 2"
            _say(paragraph, words, tag)
            _bookmark(paragraph._p, _mark(row, side), numbers)  # noqa: SLF001
        for cell, inches in zip(cells, (0.4, 3.05, 3.05), strict=True):
            cell.width = int(inches * 914_400)  # EMU an inch
    place._p.addprevious(table._tbl)  # noqa: SLF001


def _say(paragraph: Any, text: str, tag: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(shown(text))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    run._r.get_or_add_rPr().append(language)  # noqa: SLF001


def _mark(row: Row, side: str) -> str:
    return f"_A{UUID(row.uid).hex}_{side}"


def _bookmark(paragraph: Any, name: str, numbers: Iterator[int]) -> None:
    """Put a hidden bookmark round a paragraph's words; Word keeps it through editing, and hides names that begin with _."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(next(numbers))
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    at = 1 if paragraph.pPr is not None else 0
    paragraph.insert(at, start)
    paragraph.append(end)
