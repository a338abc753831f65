"""Prints the invented papers of the demo, and turns some of them into the crooked scans that clinics really get."""

import contextlib
import io
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from cases.pdf import html

DPI = 110  # of a scan: legible, and light enough to seed forty cases in seconds
_WHITE, _SHADOW = 255, 232


@dataclass(frozen=True)
class Sheet:
    """One page of an invented paper, laid out as its look says (registry, letter, form, clipping, report, note)."""

    look: str
    language: str = "en"
    head: tuple[str, ...] = ()
    title: str = ""
    day: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    text: tuple[str, ...] = ()
    hand: str = ""
    signed: tuple[str, ...] = ()
    stamp: str = ""


@dataclass(frozen=True)
class Paper:
    """An invented document: what it is, what the exhibit list says of it, and its sheets.

    ``scanned`` numbers the sheets (from 0) that were scanned from paper; ``dated`` and ``proves`` are the
    exhibit's own words; ``language`` is ISO 639-3.
    """

    key: str
    title: str
    sheets: tuple[Sheet, ...]
    dated: str = ""
    proves: str = ""
    language: str = "eng"
    translated: bool = False
    scanned: tuple[int, ...] = ()
    photographs: tuple[str, ...] = ()  # captions: then it is a picture, not a PDF

    @property
    def file_name(self) -> str:
        """The name under which somebody would have sent it."""
        return f"{self.key}.jpg" if self.photographs else f"{self.key}.pdf"


def produce(papers: Sequence[Paper]) -> list[bytes]:
    """Return each paper as a file: PDF, or JPEG for photographs. The same papers give the same bytes.

    They are printed as one document and then taken apart, which is twice as quick as one by one.
    """
    printed = [paper for paper in papers if not paper.photographs]
    pages = _print([sheet for paper in printed for sheet in paper.sheets])
    files, first = [], 0
    for paper in papers:
        if paper.photographs:
            files.append(_photographs(paper))
            continue
        files.append(_bind(paper, pages, first))
        first += len(paper.sheets)
    return files


def _print(sheets: Sequence[Sheet]) -> bytes:
    page = html.fill("demo/paper.html", sheets=sheets, title="Invented papers", language="en")
    return html.render(page, title="Invented papers") if sheets else b""


def _bind(paper: Paper, printed: bytes, first: int) -> bytes:
    """Take this paper's sheets out of the print, those that were scanned as a tired office scanner saw them."""
    # Not for secrets: the same paper must give the same scan on every machine.
    dice = random.Random(paper.key)  # noqa: S311
    drawn = pypdfium2.PdfDocument(printed)
    with pikepdf.open(io.BytesIO(printed)) as source, pikepdf.new() as out, contextlib.closing(drawn):
        for number in range(len(paper.sheets)):
            if number not in paper.scanned:
                out.pages.append(source.pages[first + number])
                continue
            picture = drawn[first + number].render(scale=DPI / 72, grayscale=True).to_pil()
            with pikepdf.open(io.BytesIO(_as_page(_worn(picture, dice)))) as scanned:
                out.pages.append(scanned.pages[0])
        kept = io.BytesIO()
        out.save(kept, deterministic_id=True)
        return kept.getvalue()


def _worn(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Turn by one to three degrees, grey the paper, add grain and the shadow of the book's spine."""
    angle = dice.choice((-1, 1)) * dice.uniform(1.0, 2.8)
    turned = picture.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=_SHADOW)
    width, height = turned.size
    grain = Image.frombytes("L", (width // 2, height // 2), dice.randbytes((width // 2) * (height // 2)))
    grain = grain.resize((width, height)).point(lambda value: 226 + value * 29 // 255)
    spine = (
        Image.linear_gradient("L").rotate(90).resize((width, height)).point(lambda v: min(_WHITE, 190 + v))
    )
    return ImageChops.multiply(ImageChops.multiply(turned, grain), spine)


def _as_page(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    epoch = time.gmtime(0)
    picture.save(out, "PDF", resolution=DPI, quality=62, creationDate=epoch, modDate=epoch)
    return out.getvalue()


def _photographs(paper: Paper) -> bytes:
    """Draw an album page: one plain landscape per caption. Nobody is in them."""
    dice = random.Random(paper.key)  # noqa: S311  # as in scan()
    page = Image.new("RGB", (1275, 1650), "#f7f4ee")
    pen = ImageDraw.Draw(page)
    pen.text((90, 60), paper.title, fill="#222", font=ImageFont.load_default(30))
    pen.text((90, 1600), "Invented for a demonstration.", fill="#888", font=ImageFont.load_default(18))
    for place, caption in enumerate(paper.photographs[:3]):
        top = 130 + place * 490
        page.paste(_landscape(dice), (90, top))
        pen.text((90, top + 412), caption, fill="#333", font=ImageFont.load_default(24))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=72, dpi=(150, 150))
    return out.getvalue()


def _landscape(dice: random.Random) -> Image.Image:
    picture = Image.new("RGB", (1095, 400), dice.choice(("#bcd3e6", "#d9dfe3", "#e8d6bd")))
    pen = ImageDraw.Draw(picture)
    for depth, colour in enumerate(("#8aa59a", "#6f8f6b", "#587a50")):
        ridge = [(x, 190 + depth * 60 + dice.randint(-40, 30)) for x in range(0, 1200, 120)]
        pen.polygon([(0, 400), *ridge, (1095, 400)], fill=colour)
    left = dice.randint(180, 640)
    pen.rectangle((left, 240, left + 240, 360), fill="#d8c9a8", outline="#6b5b45", width=3)
    pen.polygon([(left - 24, 244), (left + 120, 170), (left + 264, 244)], fill="#a2553c")
    pen.rectangle((left + 100, 285, left + 150, 360), fill="#4b5f6d")
    return picture
