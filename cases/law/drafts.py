"""A declaration as one text: its canonical form, the hash that a signature is bound to, and what differs between two."""

import difflib
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

FORMAT = 1
_WORDS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_TOO_MANY = 4_000_000  # pairs of words: past it two texts are shown whole, one after the other


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or heading, in the signed language and in the one beside it; its uid names it in every version."""

    uid: str
    heading: bool
    text: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is put before the declarant to sign. The caption is not in it: it changes with the court's dates."""

    declarant: str
    kind: str
    language: str  # ISO 639-3, of the text that is signed
    other_language: str
    signed_in_us: bool
    signing_place: str
    lines: tuple[Line, ...]


def canonical(draft: Draft) -> str:
    """Return the one way to write this draft down: JSON, keys sorted, no spaces, letters as they are."""
    given = {"format": FORMAT, **asdict(draft)}
    return json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text's UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Draft:
    """Return the draft that a canonical text holds."""
    given = json.loads(text)
    given.pop("format")
    lines = tuple(Line(**one) for one in given.pop("lines"))
    return Draft(**given, lines=lines)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: "same", "out" (only in the older text) or "in" (only in the newer one)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph in two versions: what became of it, its number in each ("" where it has none), and its words.

    `what` is "same", "changed", "added", "deleted"; `moved` says that it stands elsewhere among those kept.
    """

    uid: str
    what: str
    heading: bool
    before: str
    after: str
    text: tuple[Piece, ...]
    other: tuple[Piece, ...]
    moved: bool = False


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Return how one text became another, word by word; joined without the "in" pieces it is the old text again."""
    if old == new:
        return (Piece("same", old),) if old else ()
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > _TOO_MANY:
        return tuple(Piece(*one) for one in (("out", old), ("in", new)) if one[1])
    found: list[Piece] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(Piece("out", "".join(before[a:b])))
        if d > c:
            found.append(Piece("in", "".join(after[c:d])))
    return tuple(found)


def compare(old: Draft, new: Draft) -> tuple[Change, ...]:
    """Return every paragraph of both, matched by uid, in the order of the newer; a deleted one where it stood."""
    before, after = _numbers(old.lines), _numbers(new.lines)
    mine, theirs = {one.uid: one for one in old.lines}, {one.uid: one for one in new.lines}
    moved = _moved([one.uid for one in old.lines if one.uid in theirs], [u for u in theirs if u in mine])
    found = [_change(mine.get(one.uid), one, before, after, moved=one.uid in moved) for one in new.lines]
    for at, gone in enumerate(old.lines):
        if gone.uid in theirs:
            continue
        # Below the last one before it that is still there, or on top.
        above = {one.uid for one in old.lines[:at]}
        place = max((n for n, one in enumerate(found, start=1) if one.uid in above), default=0)
        found.insert(place, _change(gone, None, before, after, moved=False))
    return tuple(found)


def settings_changed(old: Draft, new: Draft) -> tuple[str, ...]:
    """Return the names of what differs besides the paragraphs."""
    names = ("declarant", "kind", "language", "other_language", "signed_in_us", "signing_place")
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _change(
    old: Line | None, new: Line | None, before: dict[str, str], after: dict[str, str], *, moved: bool
) -> Change:
    line = new or old
    assert line is not None  # noqa: S101  # the caller has at least one of them
    if old is None or new is None:
        what = "added" if old is None else "deleted"
    else:
        what = "same" if old == new else "changed"
    blank = Line(uid=line.uid, heading=line.heading, text="")
    a, b = old or blank, new or blank
    return Change(
        uid=line.uid,
        what=what,
        heading=line.heading,
        before=before.get(line.uid, ""),
        after=after.get(line.uid, ""),
        text=words(a.text, b.text),
        other=words(a.other, b.other),
        moved=moved,
    )


def _numbers(lines: Sequence[Line]) -> dict[str, str]:
    found, number = {}, 0
    for line in lines:
        number += not line.heading
        found[line.uid] = "" if line.heading else str(number)
    return found


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The fewest paragraphs that must have changed their place, for the one order to become the other."""
    kept: set[str] = set()
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(before[block.a : block.a + block.size])
    return set(before) - kept
