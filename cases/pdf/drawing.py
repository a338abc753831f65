"""A page of a stored paper as a picture, so that it can be read beside what was typed from it, on any screen."""

from __future__ import annotations

from pathlib import Path

WIDTH = 1100  # pixels: a Letter page is then legible at full width of a laptop's half and of a phone
_QUALITY = 80


def draw(source: Path, out: Path, *, page: int) -> None:
    """Write page `page` (1 is the first) of a PDF to `out` as a JPEG. Runs in the guarded child only."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        sheet = document[page - 1]
        picture = sheet.render(scale=WIDTH / sheet.get_width()).to_pil()
        picture.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    finally:
        document.close()
