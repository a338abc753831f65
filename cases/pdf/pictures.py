"""Pictures become pages without being re-encoded: a JPEG's own bytes, or the pixels of a PNG or TIFF, losslessly."""

from __future__ import annotations

import io
import warnings
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi has 70 million
_LETTER = (612.0, 792.0)  # points
_MARGIN = 18.0
_SPACES = {"1": Name.DeviceGray, "L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
# EXIF orientations that are a plain turn, and the page's /Rotate that undoes them.
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}


class NotAPicture(Exception):
    """The bytes are no picture this reader knows, or one too large."""


def make_pages(source: Path, out: Path, *, max_pages: int) -> tuple[int, list[str]]:
    """Write the picture(s) in `source`, one a Letter page, to `out`; returns the page count and, as there is nothing to say, no notes."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Pdf.new() as pdf:
        try:
            with Image.open(source, formats=("JPEG", "PNG", "TIFF")) as picture:
                if picture.format == "JPEG":
                    _add_jpeg(pdf, source.read_bytes(), picture)
                else:
                    for frame in ImageSequence.Iterator(picture):
                        if len(pdf.pages) >= max_pages:
                            raise NotAPicture(f"more than {max_pages} pages")
                        _add_pixels(pdf, ImageOps.exif_transpose(frame))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
            raise NotAPicture("its content is damaged") from fault
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
            raise NotAPicture(f"it has more than {MAX_PIXELS // 1_000_000} million pixels") from fault
        pdf.save(out, deterministic_id=True, compress_streams=False)
        return len(pdf.pages), []


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


def _add_pixels(pdf: Pdf, picture: Image.Image) -> None:
    """The pixels, packed without loss; see-through parts become paper."""
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
        BitsPerComponent=1 if picture.mode == "1" else 8,
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
