"""Reads finished PDFs back with a second engine (pdfium), and makes small PDFs to put in."""

import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageStat


@contextmanager
def opened(source: Path | bytes) -> Iterator[Any]:
    """The document in pdfium, with its form fields drawn, closed afterwards."""
    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    try:
        yield document
    finally:
        document.close()


def texts(source: Path | bytes) -> list[str]:
    """The text of each page, in reading order."""
    with opened(source) as document:
        return [text_of(document, number) for number in range(len(document))]


def title_of(source: bytes) -> str:
    """The title a viewer shows on its tab; the two places that hold it must agree."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        title = str(pdf.docinfo.get("/Title", ""))
        with pdf.open_metadata() as metadata:
            assert str(metadata.get("dc:title", title)) == title
    return title


def text_of(document: Any, number: int) -> str:
    page = document[number]
    words = page.get_textpage()
    text = str(words.get_text_bounded()).replace("\r\n", "\n")
    words.close()
    page.close()
    return text


def picture_of(document: Any, number: int, *, longest: int = 600) -> Image.Image:
    page = document[number]
    picture: Image.Image = (
        page.render(scale=longest / max(page.get_size()), may_draw_forms=True).to_pil().convert("L")
    )
    page.close()
    return picture


def difference(before: Any, number: int, after: Any, at: int, *, above: float = 1) -> float:
    """How much two pages differ as they are drawn, in mean grey levels of 255; only so much of them from the top counts."""
    pages = [picture_of(before, number, longest=300), picture_of(after, at, longest=300)]
    one, two = (page.crop((0, 0, page.width, round(page.height * above))) for page in pages)
    assert one.size == two.size
    return float(ImageStat.Stat(ImageChops.difference(one, two)).mean[0])


def text_at(source: Path, number: int, *, left: float, bottom: float, right: float, top: float) -> str:
    """The text within a box of the page's own coordinates (points)."""
    with opened(source) as document:
        page = document[number]
        words = page.get_textpage()
        text = str(words.get_text_bounded(left=left, bottom=bottom, right=right, top=top))
        words.close()
        page.close()
        return text


def place_of(
    document: Any, number: int, words: str
) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Where a page's last mention of these words stands (left, bottom, right, top in the page's own points), and the size it is seen in."""
    page = document[number]
    text = page.get_textpage()
    search = text.search(words)
    found: tuple[int, int] | None = None
    while (following := search.get_next()) is not None:
        found = following
    search.close()
    assert found is not None, f"{words} does not stand on page {number + 1}"
    lefts, bottoms, rights, tops = zip(
        *(text.get_charbox(found[0] + at) for at in range(found[1])), strict=True
    )
    size = page.get_size()
    text.close()
    page.close()
    return (min(lefts), min(bottoms), max(rights), max(tops)), size


def make_pdf(
    path: Path,
    *,
    words: str = "Some words",
    pages: int = 1,
    box: tuple[float, ...] = (0, 0, 612, 792),
    turn: int = 0,
    before: bytes = b"",
    padding: int = 0,
) -> Path:
    """A small PDF: `before` is put in front of its content, `padding` bytes of noise make it heavy."""
    with pikepdf.Pdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(612, 792))
            page.MediaBox = pikepdf.Array(list(box))
            if turn:
                page.Rotate = turn
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            page.Contents = pdf.make_stream(
                before + f"\nBT /F 12 Tf {x} {y} Td ({words} {number}) Tj ET\n".encode("latin-1")
            )
            if padding:
                # Different for every page, or the noise of all pages would be one object.
                noise = pikepdf.Stream(pdf, _noise(padding, number))
                page.Resources.XObject = pikepdf.Dictionary(Noise=pdf.make_indirect(noise))
        pdf.save(path)
    return path


def _noise(length: int, seed: int) -> bytes:
    import random

    return random.Random(seed).randbytes(length)  # noqa: S311  # noise, not a secret


def picture(path: Path, *, kind: str = "JPEG", size: tuple[int, int] = (300, 400), **options: Any) -> Path:
    """A grey picture with a black top left corner, so that its turning can be seen."""
    image = Image.new(options.pop("mode", "L"), size, options.pop("paper", 200))
    image.paste(options.pop("ink", 0), (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    image.save(out, kind, **options)
    path.write_bytes(out.getvalue())
    return path


@contextmanager
def processor() -> Iterator[Any]:
    """Run functions in a fresh process without threads, one after the other; what they raise is raised here."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda work, *given, **named: pool.submit(work, *given, **named).result(timeout=120)
