"""Draws forms and annotations onto their pages, so that what a person sees on the screen is what is filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

_UNSEEN = 2 | 32  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13  # field flags
# Kinds that are drawn from their own points, and where those stand.
_POINTS = {"/Ink": "/InkList", "/Line": "/L", "/PolyLine": "/Vertices", "/Polygon": "/Vertices"}
_NEVER_DRAWN = {"/Link", "/Popup"}


@dataclass
class Flattened:
    """What came of it: the kinds of annotations there were, the answers that must stand on the pages, what could not be drawn.

    `answers` pairs a page (from 0) with the text of a field; `undrawn` and `unapplied` are pages (from 0).
    """

    kinds: set[str] = field(default_factory=set)
    answers: list[tuple[int, str]] = field(default_factory=list)
    undrawn: list[int] = field(default_factory=list)
    unapplied: list[int] = field(default_factory=list)


def flatten(pdf: Pdf, scratch: Path) -> Flattened:
    """Draw every visible annotation onto its page and remove all of them; `scratch` is a file name to use meanwhile.

    The page's own content stays as it is. An appearance that the file lacks, or declares out of date, is drawn by
    pdfium, which knows combs, centring and several lines; one that is there is used as it is.
    """
    done = Flattened()
    form = pdf.Root.get("/AcroForm")
    stale = isinstance(form, Dictionary) and form.get("/NeedAppearances", False) is True
    wanting: list[tuple[int, int]] = []
    for number, page in enumerate(pdf.pages):
        for place, note in enumerate(notes_of(page)):
            kind = str(note.get("/Subtype"))
            done.kinds.add(kind)
            if kind in _NEVER_DRAWN or _flags(note) & _UNSEEN:
                continue
            if kind == "/Redact":
                done.unapplied.append(number)
                continue
            if kind == "/Widget":
                _settle_field(note)
                done.answers += [(number, text) for text in _answer(note)]
            lacks = _lacks_appearance(note) and not _stroke(pdf, note)
            if lacks or (stale and _is_typed(note)):
                wanting.append((number, place))
    if wanting:
        done.undrawn = _draw(pdf, wanting, scratch)
    _merge(pdf)
    return done


def notes_of(page: pikepdf.Page) -> list[Dictionary]:
    """The annotations of a page in their order; what is no dictionary is passed over."""
    found = page.obj.get("/Annots")
    return [a for a in found if isinstance(a, Dictionary)] if isinstance(found, Array) else []


def _merge(pdf: Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # qpdf would leave out every field while it stands
    if any(notes_of(page) for page in pdf.pages):
        pdf.flatten_annotations("screen")
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]


def _inherited(note: Dictionary, key: str) -> Any:
    """A field's value, looked up through its parents (at most ten: a loop must end)."""
    for _ in range(10):
        if key in note:
            return note[key]
        parent = note.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        note = parent
    return None


def _flags(note: Dictionary) -> int:
    value = note.get("/F", 0)
    return int(value) if isinstance(value, int) else 0


def _field_flags(note: Dictionary) -> int:
    value = _inherited(note, "/Ff")
    return int(value) if isinstance(value, int) else 0


def _is_typed(note: Dictionary) -> bool:
    """Whether its look follows from a typed or chosen text, so that it goes stale when that changes."""
    return note.get("/Subtype") == Name.Widget and _inherited(note, "/FT") in (Name.Tx, Name.Ch)


def _lacks_appearance(note: Dictionary) -> bool:
    looks = note.get("/AP")
    normal = looks.get("/N") if isinstance(looks, Dictionary) else None
    if isinstance(normal, Stream):
        return False
    if isinstance(normal, Dictionary):
        return not len(normal)  # one look per state: a state without one is drawn as nothing, on purpose
    # A place to sign that nobody signed has none, and needs none.
    return note.get("/Subtype") != Name.Widget or _inherited(note, "/FT") != Name.Sig


def _settle_field(note: Dictionary) -> None:
    """Make a button's look agree with its value, and a choice look like text: paper has no arrow to press."""
    kind = _inherited(note, "/FT")
    if kind == Name.Btn:
        looks = note.get("/AP")
        states = looks.get("/N") if isinstance(looks, Dictionary) else None
        if isinstance(states, Dictionary) and not isinstance(states, Stream):
            value = _inherited(note, "/V")
            chosen = str(value) if isinstance(value, Name) and str(value) in states else "/Off"
            if "/AS" not in note or str(note.get("/AS")) not in (*states.keys(), "/Off"):
                note["/AS"] = Name(chosen)
    elif kind == Name.Ch and not isinstance(_inherited(note, "/V"), Array):
        note["/FT"], note["/V"], note["/Ff"] = Name.Tx, String(_shown(note)), 0
        if "/AP" in note:
            del note["/AP"]


def _shown(note: Dictionary) -> str:
    """The words of the chosen option: its value may be a code that nobody sees."""
    value = _inherited(note, "/V")
    options = _inherited(note, "/Opt")
    for option in options if isinstance(options, Array) else ():
        if (
            isinstance(option, Array)
            and len(option) > 1
            and value is not None
            and str(option[0]) == str(value)
        ):
            return str(option[1])
    return "" if value is None else str(value)


def _answer(note: Dictionary) -> Iterator[str]:
    """What somebody typed into a field, when it is something that can be found on the page again."""
    value = _inherited(note, "/V")
    if (
        _inherited(note, "/FT") == Name.Tx
        and isinstance(value, String)
        and not _field_flags(note) & _PASSWORD
    ):
        yield str(value)


def _draw(pdf: Pdf, wanting: list[tuple[int, int]], scratch: Path) -> list[int]:
    """Let pdfium draw the appearances that are wanting and take them over; returns pages where it could not."""
    import pypdfium2

    if not isinstance(pdf.Root.get("/AcroForm"), Dictionary):
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array()))  # pdfium draws none without a form
    pages = {number: notes_of(pdf.pages[number]) for number, _ in wanting}
    for number, place in wanting:
        note = pages[number][place]
        _make_drawable(pdf, note)
        if "/AP" in note:
            del note["/AP"]
    pdf.save(scratch, encryption=False)
    drawn = scratch.with_suffix(".drawn")
    document = pypdfium2.PdfDocument(scratch)
    try:
        document.init_forms()
        for number in sorted(pages):
            document[number].close()  # to load a page is to draw what it lacks
        document.save(drawn)
    finally:
        document.close()
    try:
        with Pdf.open(drawn, suppress_warnings=True) as other:
            return _take_over(pdf, other, wanting, pages)
    finally:
        scratch.unlink()
        drawn.unlink(missing_ok=True)


def _take_over(
    pdf: Pdf, other: Pdf, wanting: list[tuple[int, int]], pages: dict[int, list[Dictionary]]
) -> list[int]:
    missed: list[int] = []
    theirs = {number: notes_of(other.pages[number]) for number in pages}
    for number, place in wanting:
        note = pages[number][place]
        drawn = theirs[number][place] if place < len(theirs[number]) else Dictionary()
        looks = drawn.get("/AP")
        normal = looks.get("/N") if isinstance(looks, Dictionary) else None
        if normal is None or not _same_place(note, drawn):
            if _would_show(note):
                missed.append(number)
            continue
        note["/AP"] = Dictionary(N=pdf.copy_foreign(other.make_indirect(normal)))
        if "/AS" in drawn:
            note["/AS"] = Name(str(drawn["/AS"]))
    return missed


def _same_place(one: Dictionary, other: Dictionary) -> bool:
    mine, theirs = _numbers(one.get("/Rect")), _numbers(other.get("/Rect"))
    return len(mine) == len(theirs) == 4 and all(abs(a - b) < 0.5 for a, b in zip(mine, theirs, strict=True))


def _numbers(values: Any) -> list[float]:
    """The numbers of an array; none at all where one is no number."""
    try:
        return [float(value) for value in values] if isinstance(values, Array) else []
    except (TypeError, ValueError):
        return []


def _would_show(note: Dictionary) -> bool:
    """Whether a reader would have seen something there: an empty field or an unpressed button shows nothing."""
    if note.get("/Subtype") == Name.Widget:
        value = _inherited(note, "/V")
        return value is not None and str(value) not in ("", "/Off")
    return True


def _make_drawable(pdf: Pdf, note: Dictionary) -> None:
    """Free text, which pdfium does not draw, becomes what it does: a field of several lines."""
    if note.get("/Subtype") != Name.FreeText:
        return
    note["/Subtype"], note["/FT"] = Name.Widget, Name.Tx
    note["/V"] = String(str(note.get("/Contents", "")))
    note["/Ff"], note["/T"] = _MULTILINE, String(f"free text {note.objgen}")
    if "/DA" not in note:
        note["/DA"] = String("/Helv 10 Tf 0 g")
    fields = pdf.Root.AcroForm.get("/Fields")
    if isinstance(fields, Array):
        fields.append(note if note.is_indirect else pdf.make_indirect(note))


def _stroke(pdf: Pdf, note: Dictionary) -> bool:
    """Draw a line or a hand-drawn stroke from its own points; False when it is another kind or has none."""
    kind = str(note.get("/Subtype"))
    drawn: Any = note.get(_POINTS[kind]) if kind in _POINTS else None
    lists = list(drawn) if kind == "/Ink" and isinstance(drawn, Array) else [drawn]
    paths = [_numbers(points) for points in lists]
    box, colour = _numbers(note.get("/Rect")), _numbers(note.get("/C"))
    style = note.get("/BS")
    widths = _numbers(Array([style.get("/W", 1)])) if isinstance(style, Dictionary) else []
    width = widths[0] if widths else 1.0
    paths = [points for points in paths if len(points) >= 4]
    if not paths or len(box) != 4:
        return False
    paint = {0: "0 G", 1: "G", 3: "RG", 4: "K"}.get(len(colour), "0 G")
    lines = [
        f"{' '.join(f'{c:.3f}' for c in colour) if len(colour) in (1, 3, 4) else ''} {paint} {width:.2f} w 1 j 1 J"
    ]
    for points in paths:
        corners = list(zip(points[::2], points[1::2], strict=False))
        lines += [f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(corners)]
        lines.append("s" if kind == "/Polygon" else "S")
    look = pdf.make_stream(
        "\n".join(lines).encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(box),
        Resources=Dictionary(),
    )
    note["/AP"] = Dictionary(N=pdf.make_indirect(look))
    return True
