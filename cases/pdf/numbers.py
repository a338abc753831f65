"""Finds the A-numbers that stand on a paper's pages, so that another person's is not filed by mistake."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.pdf.normalise import Guard

# An A (or "Alien number", "A#", "File No.") and 8 or 9 digits, however they are grouped; a digit before or after is none.
_WRITTEN = re.compile(
    r"(?<![A-Za-z0-9])(?:A|Alien\s+(?:Registration\s+)?(?:No\.?|Number))\s*[#:]?\s*[-–]?\s*"
    r"(\d{2,3}(?:[\s\-–.]?\d{3}){2}|\d{8,9})(?!\d)"
)


def on_pages(door: Guard, plain: Path) -> list[tuple[int, str]]:
    """Return (page, nine digits) for each A-number that the text of a plain PDF holds; [] where it cannot be read."""
    answer = door.ask({"do": "numbers", "source": str(plain.resolve()), "out": ""})
    return [(int(page), str(digits)) for page, digits in answer.get("numbers", [])]


def look(source: Path) -> list[tuple[int, str]]:
    """The same, in the guarded child."""
    import pypdfium2

    found: set[tuple[int, str]] = set()
    document = pypdfium2.PdfDocument(source)
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            found |= {(number + 1, digits) for digits in in_text(words.get_text_range())}
            words.close()
            page.close()
    finally:
        document.close()
    return sorted(found)


def in_text(text: str) -> list[str]:
    """Return the A-numbers of a text as nine digits, in order; "A 012-345-678" gives "012345678"."""
    return ["".join(re.findall(r"\d", match[1])).zfill(9) for match in _WRITTEN.finditer(text)]
