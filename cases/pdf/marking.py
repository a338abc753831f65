"""Marks a paper, in the guarded child: chosen pages, highlights drawn onto them, redactions that take the content away.

A redacted page becomes a picture of itself with the places painted black, so that nothing lies under them; the words
that stay readable are laid over it invisibly, so that the page can still be searched and read aloud.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from cases.pdf import identity, letters
from cases.pdf.letters import Letter
from cases.pdf.marks import HIGHLIGHT, REDACTION, Place

DPI = 300  # of a redacted page
_LONGEST = 4_500  # pixels, for posters
_QUALITY = 90
_YELLOW = "1 0.93 0.35"
_GREY = 6  # levels between the colours of a picture that may pass for grey
_SLACK = 4  # thousandths of the page around a redaction within which no letter is kept


def answer(job: dict[str, Any]) -> dict[str, object]:
    """Do one of the two jobs that `marks` hands over."""
    source = Path(job["source"])
    if job["do"] == "find":
        return {"places": letters.look_for(source, page=int(job["page"]), words=str(job["words"]))}
    places = [Place(*one) for one in job["places"]]
    apply(source, Path(job["out"]), pages=job["pages"], places=places)
    return {}


def apply(source: Path, out: Path, *, pages: Sequence[int], places: Sequence[Place]) -> None:
    """Write the chosen pages with their marks; see `marks.file_pages`."""
    redacted = {place.page for place in places if place.kind == REDACTION and place.page in set(pages)}
    with Pdf.open(source) as pdf:
        for number in sorted(redacted):
            _replace(pdf, source, number, [p for p in places if p.page == number and p.kind == REDACTION])
        for number in pages:
            lights = [p for p in places if p.page == number and p.kind == HIGHLIGHT]
            if lights:
                _draw(pdf, pdf.pages[number - 1], lights)
        wanted = set(pages)
        for number in range(len(pdf.pages), 0, -1):
            if number not in wanted:
                del pdf.pages[number - 1]
        _forget(pdf)
        if redacted:
            # A page's resources may be shared with the others: what only the replaced page showed goes with it.
            pdf.remove_unreferenced_resources()
        pdf.save(out, static_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
    identity.write(out)


def _forget(pdf: Pdf) -> None:
    """Leave nothing of the document but its pages and layers: outlines, names and tags may lead to what is gone."""
    for key in list(pdf.Root.keys()):
        if key not in ("/Type", "/Pages", "/OCProperties", "/Lang"):
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/StructParents", "/Tabs", "/Thumb", "/PieceInfo", "/Metadata", "/B"):
            if key in page.obj:
                del page.obj[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _draw(pdf: Pdf, page: pikepdf.Page, places: Iterable[Place]) -> None:
    """Lay yellow over the places as a marker does: what is written there shows through."""
    to_page = _to_page(page)
    boxes = []
    for place in places:
        (x0, y0), (x1, y1) = to_page(place.left, place.top), to_page(place.right, place.bottom)
        boxes.append(f"{min(x0, x1):.2f} {min(y0, y1):.2f} {abs(x1 - x0):.2f} {abs(y1 - y0):.2f} re f")
    resources = page.obj.get("/Resources")
    own = _copy(resources)
    states = _copy(own.get("/ExtGState"))
    states["/AmparoMark"] = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    own["/ExtGState"] = states
    page.obj["/Resources"] = own
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else ([contents] if contents is not None else [])
    mark = f"\nQ\nq /AmparoMark gs {_YELLOW} rg {' '.join(boxes)} Q\n".encode()
    page.obj["/Contents"] = Array([pdf.make_stream(b"q\n"), *streams, pdf.make_stream(mark)])


def _copy(given: Any) -> Dictionary:
    """A dictionary of the page's own: the one that it has may be shared with other pages."""
    return Dictionary(dict(given.items())) if isinstance(given, Dictionary) else Dictionary()


def _replace(pdf: Pdf, source: Path, number: int, places: Sequence[Place]) -> None:
    """Put a picture of the page, painted black at these places, where the page was."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        sheet = document[number - 1]
        width, height = sheet.get_size()
        scale = min(DPI / 72, _LONGEST / max(width, height))
        picture = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()
    _paint(picture, places)
    kept = [one for one in letters.of_page(source, number) if not _touches(one, places)]
    words = letters.words(kept)
    new = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
            Resources=Dictionary(
                XObject=Dictionary(Page=_image(pdf, picture)),
                Font=Dictionary(
                    F=Dictionary(
                        Type=Name.Font,
                        Subtype=Name.Type1,
                        BaseFont=Name.Helvetica,
                        Encoding=Name.WinAnsiEncoding,
                    )
                ),
            ),
            Contents=pdf.make_stream(_content(width, height, words)),
        )
    )
    pdf.pages[number - 1] = pikepdf.Page(new)


def _paint(picture: Any, places: Iterable[Place]) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    wide, high = picture.size
    for place in places:
        box = (place.left * wide // 1000, place.top * high // 1000)
        pen.rectangle((*box, -(-place.right * wide // 1000), -(-place.bottom * high // 1000)), fill=(0, 0, 0))


def _image(pdf: Pdf, picture: Any) -> pikepdf.Stream:
    """The picture as the file keeps it: black and white without loss where it is that, else as a JPEG."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    tint = max(_most(ImageChops.difference(a, b)) for a, b in ((red, green), (green, blue)))
    if tint <= _GREY:
        picture = green
    facts: dict[str, Any] = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    levels = picture.histogram() if picture.mode == "L" else []
    if levels and levels[0] + levels[255] == picture.width * picture.height:
        bits = picture.point([0] * 128 + [255] * 128, "1")
        facts |= {"BitsPerComponent": 1, "Filter": Name.FlateDecode}
        return pdf.make_stream(zlib.compress(bits.tobytes(), 9), Dictionary(_keys(facts)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return pdf.make_stream(out.getvalue(), Dictionary(_keys(facts | {"Filter": Name.DCTDecode})))


def _most(picture: Any) -> int:
    return int(picture.getextrema()[1])


def _keys(facts: dict[str, Any]) -> dict[str, Any]:
    return {f"/{name}": value for name, value in facts.items()}


def _content(width: float, height: float, words: Iterable[list[Letter]]) -> bytes:
    lines = [f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q BT 3 Tr"]
    for word in words:
        text = "".join(letter.char for letter in word)
        try:
            shown = text.encode("cp1252")
        except UnicodeEncodeError:
            continue  # a script that this plain face cannot write: the page still shows it
        box = letters.around(word)
        size = max((box[3] - box[1]) / 1000 * height, 1)
        natural = 0.5 * size * len(text)
        stretch = max(1, 100 * (box[2] - box[0]) / 1000 * width / natural)
        x, y = box[0] / 1000 * width, height - box[3] / 1000 * height
        lines.append(
            f"/F {size:.1f} Tf {stretch:.0f} Tz 1 0 0 1 {x:.1f} {y:.1f} Tm <{(shown + b' ').hex()}> Tj"
        )
    return "\n".join([*lines, "ET"]).encode()


def _touches(letter: Letter, places: Iterable[Place]) -> bool:
    return any(
        letter.left < place.right + _SLACK
        and letter.right > place.left - _SLACK
        and letter.top < place.bottom + _SLACK
        and letter.bottom > place.top - _SLACK
        for place in places
    )


def _to_page(page: pikepdf.Page) -> Any:
    """A function from thousandths of the page as it is read to the page's own points."""
    media, crop = ([float(v) for v in box] for box in (page.mediabox, page.cropbox))
    x0, x1 = max(min(media[0::2]), min(crop[0::2])), min(max(media[0::2]), max(crop[0::2]))
    y0, y1 = max(min(media[1::2]), min(crop[1::2])), min(max(media[1::2]), max(crop[1::2]))
    turn = int(page.obj.get("/Rotate", 0)) % 360

    def convert(across: int, down: int) -> tuple[float, float]:
        a, d = across / 1000, down / 1000
        right, up = {0: (a, 1 - d), 90: (d, a), 180: (1 - a, d), 270: (1 - d, 1 - a)}[turn]
        return x0 + right * (x1 - x0), y0 + up * (y1 - y0)

    return convert
