"""Which fonts court papers may use, and which letters of a text none of them can draw."""

import io
import os
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("fonts.conf")
COURT_FACE = "LiberationSerif-Regular.ttf"
STAMP_FACE = "LiberationSans-Bold.ttf"
BOLD_FACE = "LiberationSerif-Bold.ttf"
ITALIC_FACE = "LiberationSerif-Italic.ttf"

# Tables that only typesetting needs, or that a printed page has no use for.
_DROPPED = [
    "GSUB",
    "GPOS",
    "GDEF",
    "kern",
    "FFTM",
    "gasp",
    "name",
    "OS/2",
    "post",
    "DSIG",
    "hdmx",
    "VDMX",
    "LTSH",
]
_kept: dict[str, Path | None] = {}
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


def keep_in(folder: Path | None) -> None:
    """Let `cut` keep what it cuts in this folder, by its content, for the next time; None to keep nothing on disk."""
    _kept["in"] = folder
    cut.cache_clear()


@lru_cache(maxsize=32)
def cut(name: str, letters: str) -> bytes:
    """Return the face with these letters alone; glyph numbers stay, so that texts can be set before the cutting."""
    path, folder = find(name), _kept.get("in")
    key = sha256(f"1 {name} {path and path.stat().st_size} {letters}".encode()).hexdigest()
    kept = folder / f"{key}.font" if folder else None
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    data = _cut(str(path), letters)
    if kept is not None:
        fresh = kept.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(data)
        fresh.replace(kept)  # whole or not at all: another process may be reading
    return data


def _cut(path: str, letters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        notdef_outline=True,
        recalc_timestamp=False,
        hinting=False,
        layout_features=[],
        retain_gids=True,
        drop_tables=_DROPPED,
    )
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
