"""Pictures become pages without being re-encoded: a JPEG's own bytes, or the pixels of a PNG or TIFF, losslessly."""

from __future__ import annotations

import io
import warnings
import zlib
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi has 70 million
_LETTER = (612.0, 792.0)  # points
_MARGIN = 18.0
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
RECODED = (
    "was an iPhone picture (HEIC), which a PDF cannot hold: it was packed anew as a JPEG of high quality"
)
_SPACES = {"1": Name.DeviceGray, "L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
# EXIF orientations that are a plain turn, and the page's /Rotate that undoes them.
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}


class NotAPicture(Exception):
    """The bytes are no picture this reader knows, or one too large."""


def make_pages(source: Path, out: Path, *, max_pages: int) -> tuple[int, list[str]]:
    """Write the picture(s) in `source`, one a Letter page, to `out`; returns the page count and what must be said of it."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    notes: list[str] = []
    with Pdf.new() as pdf:
        try:
            with Image.open(source, formats=_formats(source)) as picture:
                if picture.format == "HEIF":
                    _add_heic(pdf, picture)
                    notes.append(RECODED)
                elif picture.format == "JPEG":
                    _add_jpeg(pdf, source.read_bytes(), picture)
                elif picture.format != "PNG" or not _add_png(pdf, source.read_bytes(), picture):
                    for frame in ImageSequence.Iterator(picture):
                        if len(pdf.pages) >= max_pages:
                            raise NotAPicture(f"more than {max_pages} pages")
                        _add_pixels(pdf, ImageOps.exif_transpose(frame))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
            raise NotAPicture("its content is damaged") from fault
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
            raise NotAPicture(f"it has more than {MAX_PIXELS // 1_000_000} million pixels") from fault
        pdf.save(out, deterministic_id=True, compress_streams=False)
        return len(pdf.pages), notes


def _add_jpeg(pdf: Pdf, data: bytes, picture: Image.Image) -> None:
    """The JPEG's own bytes become the page's image; only a mirrored one has to be drawn anew."""
    orientation = int(picture.getexif().get(0x0112, 1))
    picture.load()  # a truncated file is found here, not by the judge
    if orientation not in _TURNS or picture.mode not in _SPACES:
        _add_pixels(pdf, ImageOps.exif_transpose(picture))
        return
    image = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=8,
        ColorSpace=_SPACES[picture.mode],
        Filter=Name.DCTDecode,
    )
    if picture.mode == "CMYK" and "adobe" in picture.info:
        image.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])  # Adobe writes CMYK inverted
    _place(pdf, pikepdf.Stream(pdf, _without_metadata(data), image), picture.size, _TURNS[orientation])


def is_heic(head: bytes) -> bool:
    """Whether a file that begins so is what an iPhone takes: an ISO container whose brand is a picture's."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def _formats(source: Path) -> tuple[str, ...]:
    """What the reader may try; the reader of HEIC is loaded only for what is one."""
    with source.open("rb") as file:
        if not is_heic(file.read(12)):
            return ("JPEG", "PNG", "TIFF")
    from pi_heif import register_heif_opener

    register_heif_opener()
    return ("HEIF",)


def _add_heic(pdf: Pdf, picture: Image.Image) -> None:
    """The picture, turned as it was taken, as a JPEG: a PDF cannot hold HEIC, and without loss it would fill a part."""
    out = io.BytesIO()
    ImageOps.exif_transpose(picture).convert("RGB").save(out, "JPEG", quality=92, subsampling=0)
    with Image.open(io.BytesIO(out.getvalue()), formats=("JPEG",)) as packed:
        _add_jpeg(pdf, out.getvalue(), packed)


def _add_png(pdf: Pdf, data: bytes, picture: Image.Image) -> bool:
    """The PNG's own packed rows become the page's image; False when it is see-through, interlaced or turned."""
    picture.load()  # a truncated file is found here, not by the judge
    chunks = _chunks(data)
    header = chunks["IHDR"]
    depth, colour, interlaced = header[8], header[9], header[12]
    if colour not in (0, 2, 3) or interlaced or "tRNS" in chunks or picture.getexif().get(0x0112, 1) != 1:
        return False
    space: Name | Array = {0: Name.DeviceGray, 2: Name.DeviceRGB}.get(colour, Name.DeviceRGB)
    if colour == 3:
        palette = chunks.get("PLTE", b"")
        space = Array([Name.Indexed, Name.DeviceRGB, len(palette) // 3 - 1, pikepdf.String(palette)])
    rows = Dictionary(
        Predictor=15, Colors=3 if colour == 2 else 1, BitsPerComponent=depth, Columns=picture.width
    )
    image = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=depth,
        ColorSpace=space,
        Filter=Name.FlateDecode,
        DecodeParms=rows,
    )
    _place(pdf, pikepdf.Stream(pdf, chunks["IDAT"], image), picture.size, 0)
    return True


def _chunks(data: bytes) -> dict[str, bytes]:
    """The chunks of a PNG by their name, those of one name joined."""
    found: dict[str, bytes] = {}
    at = 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode("latin-1")
        found[name] = found.get(name, b"") + data[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def _add_fax(pdf: Pdf, picture: Image.Image) -> None:
    """Black and white as a fax packs it (CCITT group 4): without loss, and a quarter of what anything else takes."""
    out = io.BytesIO()
    picture.save(
        out, "TIFF", compression="group4", tiffinfo={278: picture.height}
    )  # 278: all rows in one strip
    with Image.open(out, formats=("TIFF",)) as packed:
        tags: Any = packed
        (at,), (length,), white_is_one = tags.tag_v2[273], tags.tag_v2[279], tags.tag_v2[262] == 1
    fax = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=white_is_one)
    image = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=1,
        ColorSpace=Name.DeviceGray,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=fax,
    )
    _place(pdf, pikepdf.Stream(pdf, out.getvalue()[at : at + length], image), picture.size, 0)


def _add_pixels(pdf: Pdf, picture: Image.Image) -> None:
    """The pixels, packed without loss; see-through parts become paper."""
    if picture.mode == "1" and "transparency" not in picture.info:
        _add_fax(pdf, picture)
        return
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper.convert("RGB")
    elif picture.mode not in ("1", "L", "RGB"):
        picture = picture.convert("L" if picture.mode.startswith("I;16") else "RGB")
    data = picture.tobytes()
    image = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=8,
        ColorSpace=_SPACES[picture.mode],
        Filter=Name.FlateDecode,
    )
    _place(pdf, pikepdf.Stream(pdf, zlib.compress(data, 6), image), picture.size, 0)


def _place(pdf: Pdf, image: pikepdf.Stream, size: tuple[int, int], turn: int) -> None:
    """Put the image in the middle of a Letter page that lies as the picture does."""
    wide = size[0] > size[1]
    page_width, page_height = (_LETTER[1], _LETTER[0]) if wide else _LETTER
    scale = min((page_width - 2 * _MARGIN) / size[0], (page_height - 2 * _MARGIN) / size[1])
    width, height = size[0] * scale, size[1] * scale
    left, bottom = (page_width - width) / 2, (page_height - height) / 2
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    page.Resources = Dictionary(XObject=Dictionary(Picture=pdf.make_indirect(image)))
    page.Contents = pdf.make_stream(
        f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Picture Do Q".encode()
    )
    if turn:
        page.Rotate = turn


def _without_metadata(data: bytes) -> bytes:
    """The JPEG without its APP1 segments: a phone writes there where the picture was taken."""
    out, at = io.BytesIO(), 2
    out.write(data[:2])
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] != 0xE1:
            out.write(data[at : at + length])
        at += length
    out.write(data[at:])
    return out.getvalue()
