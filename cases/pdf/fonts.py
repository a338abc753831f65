"""Which fonts court papers may use, and which letters of a text none of them can draw."""

import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("fonts.conf")
COURT_FACE = "LiberationSerif-Regular.ttf"
STAMP_FACE = "LiberationSans-Bold.ttf"
BOLD_FACE = "LiberationSerif-Bold.ttf"
ITALIC_FACE = "LiberationSerif-Italic.ttf"

# Characters that shape or space a text and leave no ink of their own.
_NO_INK = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def pin() -> None:
    """Make fontconfig see our fonts only. Must run before Pango is loaded; later calls change nothing."""
    os.environ["FONTCONFIG_FILE"] = str(CONFIGURATION)


def find(name: str) -> Path | None:
    """The font file called `name` on this machine, or None when it is not installed."""
    for file in all_files():
        if file.name == name:
            return file
    return None


def installed() -> bool:
    """Whether both families are here: Liberation for court papers and Noto for the other scripts."""
    return find(COURT_FACE) is not None and find("NotoSans-Regular.ttf") is not None


def undrawable(text: str) -> str:
    """The characters of `text` that no pinned font has, each once and in the order met; "" when all can be drawn.

    A page with such a character shows a box although its text still extracts, so only this check finds it.
    """
    wanted = {char for char in text if unicodedata.category(char) not in _NO_INK}
    missing = {char for char in wanted if ord(char) not in _covered(str(find(COURT_FACE)))}
    for file in all_files():
        if not missing:
            break
        missing = {char for char in missing if ord(char) not in _covered(str(file))}
    return "".join(dict.fromkeys(char for char in text if char in missing))


@lru_cache(maxsize=1)
def all_files() -> tuple[Path, ...]:
    """Return the regular cuts (one per script is enough to know coverage) and the faces named above."""
    found: list[Path] = []
    for folder in re.findall(r"<dir>(.+?)</dir>", CONFIGURATION.read_text(encoding="utf-8")):
        for file in Path(folder).rglob("*.ttf"):
            name = file.name
            if name in (COURT_FACE, STAMP_FACE, BOLD_FACE, ITALIC_FACE) or (
                name.startswith("Noto") and name.endswith("-Regular.ttf")
            ):
                found.append(file)
    # General faces first: they settle nearly every text, and the rest need not be opened.
    general = {COURT_FACE: 0, "NotoSerif-Regular.ttf": 1, "NotoSans-Regular.ttf": 2}
    return tuple(sorted(found, key=lambda file: (general.get(file.name, 9), file.name, str(file))))


@lru_cache(maxsize=512)
def _covered(path: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    if not Path(path).is_file():
        return frozenset()
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
