"""Sets short lines of type straight onto PDF pages, for the papers a packet has by the hundred: index rows and tab sheets.

WeasyPrint takes 10 milliseconds for a row and 16 for a sheet, this takes a tenth of one. It knows letters that stand
one after the other, left to right; a text that needs more (Arabic, Tigrinya, letters with loose accents) is printed by
WeasyPrint once and placed as a picture of its lines.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from cases.pdf import fonts

REGULAR, BOLD, ITALIC = fonts.COURT_FACE, fonts.BOLD_FACE, fonts.ITALIC_FACE
Letters = dict[str, str]  # by face, sorted
_KEYS = {REGULAR: "/AmparoR", BOLD: "/AmparoB", ITALIC: "/AmparoI"}
_LOOSE = {"Mn", "Mc", "Me", "Cf", "Cc"}  # accents that must be placed, and marks that steer


@dataclass(frozen=True)
class Face:
    """A face's letters: the glyph of each, its width in thousandths of the size, and which need no placing."""

    name: str
    glyphs: dict[str, int]
    widths: dict[str, int]
    simple: frozenset[str]

    def width(self, text: str, size: float) -> float:
        """How wide `text` is at `size`, in points."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000

    def can_set(self, text: str) -> bool:
        """Whether these letters can simply be put one after the other."""
        return self.simple.issuperset(text)

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """Break `text` into lines of at most `width` points: between words, and within one that is longer than a line."""
        found: list[str] = []
        line, used, space = "", 0.0, self.width(" ", size)
        for word in text.split():
            wide = self.width(word, size)
            if line and used + space + wide <= width:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                found.append(line)
            while wide > width:
                cut = next(
                    n for n in range(len(word), 0, -1) if n == 1 or self.width(word[:n], size) <= width
                )
                found.append(word[:cut])
                word = word[cut:]  # noqa: PLW2901  # what is left of the word
                wide = self.width(word, size)
            line, used = word, wide
        return [*found, line] if line else found or [""]


@lru_cache(maxsize=8)
def face(name: str) -> Face:
    """The face called so; one of REGULAR, BOLD, ITALIC."""
    from fontTools.ttLib import TTFont

    with TTFont(str(fonts.find(name)), lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        numbers = font.getReverseGlyphMap()
        letters = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
        glyphs = {letter: numbers[glyph] for letter, glyph in letters.items()}
        widths = {letter: round(metrics[glyph][0] * 1000 / unit) for letter, glyph in letters.items()}
    simple = frozenset(
        letter
        for letter in letters
        if unicodedata.category(letter) not in _LOOSE
        and unicodedata.bidirectional(letter) not in ("R", "AL", "AN")
    )
    return Face(name, glyphs, widths, simple)


class Sheet:
    """One page being set: texts and rules, in points from its bottom left corner."""

    def __init__(self, width: float = 612, height: float = 792) -> None:
        self.size = (width, height)
        self.marks: list[str] = []
        self.used: dict[str, set[str]] = {}
        self.pictures: list[bytes] = []

    def text(
        self, x: float, y: float, text: str, *, size: float, name: str = REGULAR, align: str = "left"
    ) -> None:
        """Set `text` with its baseline at `y`; `x` is its left end, its middle or its right end as `align` says."""
        known = face(name)
        if align != "left":
            x -= known.width(text, size) / (2 if align == "middle" else 1)
        self.used.setdefault(name, set()).update(text)
        codes = "".join([f"{known.glyphs[char]:04x}" for char in text])
        self.marks.append(f"BT {_KEYS[name]} {size:g} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, thick: float, grey: float = 0) -> None:
        """Draw a straight line."""
        self.marks.append(f"q {grey:g} G {thick:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q")

    def picture(self, x: float, y: float, printed: bytes) -> None:
        """Place the first page of a PDF of our own with its bottom left corner at (x, y)."""
        self.marks.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /AmparoP{len(self.pictures)} Do Q")
        self.pictures.append(printed)


def letters(sheets: Iterable[Sheet]) -> Letters:
    """The letters that these sheets use of each face."""
    used: dict[str, set[str]] = {}
    for sheet in sheets:
        for name, own in sheet.used.items():
            used.setdefault(name, set()).update(own)
    return {name: "".join(sorted(own)) for name, own in used.items()}


class Press:
    """Prints sheets onto pages of one PDF, which share their fonts, cut down to the letters used."""

    def __init__(self, pdf: Pdf, used: Letters) -> None:
        """`used` are the letters of all that will be printed (see `letters`): the fonts are cut for them."""
        self._pdf = pdf
        self._fonts = {_KEYS[name]: pdf.make_indirect(_font(pdf, name, used[name])) for name in sorted(used)}
        self._forms: dict[bytes, pikepdf.Object] = {}
        self.sources: list[Pdf] = []

    def page(self, sheet: Sheet) -> None:
        """Append the sheet as a page."""
        page = self._pdf.add_blank_page(page_size=sheet.size)
        page.obj["/Resources"] = self._resources(sheet)
        page.obj["/Contents"] = self._pdf.make_stream("\n".join(sheet.marks).encode())

    def over(self, page: pikepdf.Page, sheet: Sheet) -> None:
        """Print the sheet over a page that is there."""
        resources = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, *sheet.size]),
            Resources=self._resources(sheet),
        )
        form = self._pdf.make_stream("\n".join(sheet.marks).encode(), resources)
        name = page.add_resource(form, Name.XObject, Name.AmparoOver)
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ q {name} Do Q\n".encode())

    def _resources(self, sheet: Sheet) -> Dictionary:
        wanted = [_KEYS[name] for name in sorted(sheet.used)]
        resources = Dictionary(Font=Dictionary({key: self._fonts[key] for key in wanted}))
        if sheet.pictures:
            forms = {
                f"/AmparoP{number}": self._form(printed) for number, printed in enumerate(sheet.pictures)
            }
            resources.XObject = Dictionary(forms)
        return resources

    def _form(self, printed: bytes) -> pikepdf.Object:
        if printed not in self._forms:
            source = Pdf.open(io.BytesIO(printed))
            self.sources.append(source)  # its streams are read when the book is saved
            form = source.make_indirect(source.pages[0].as_form_xobject())
            if "/StructParents" in form:
                del form["/StructParents"]
            self._forms[printed] = self._pdf.copy_foreign(form)
        return self._forms[printed]


def _font(pdf: Pdf, name: str, letters: str) -> Dictionary:
    known = face(name)
    data = fonts.cut(name, letters)
    glyphs = {known.glyphs[char]: char for char in reversed(letters)}
    called = Name(f"/AMPARO+{name.removesuffix('.ttf')}")
    widths = Array()
    for glyph in sorted(glyphs):
        widths.append(glyph)
        widths.append(Array([known.widths[glyphs[glyph]]]))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=called,
        Flags=4,
        FontBBox=Array([-543, -303, 1344, 1008]),
        ItalicAngle=-16 if name == ITALIC else 0,
        Ascent=891,
        Descent=-216,
        CapHeight=662,
        StemV=80,
        FontFile2=pdf.make_stream(data, Length1=len(data)),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=called,
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        DW=500,
        W=widths,
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=called,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
    )


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    """The table by which a reader copies and searches: from glyph back to letter."""
    pairs = [f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in sorted(glyphs.items())]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()


def count_pages(printed: bytes) -> int:
    """How many pages a paper of ours has."""
    with Pdf.open(io.BytesIO(printed)) as pdf:
        return len(pdf.pages)
