"""A declaration that comes back from Word: matched paragraph by paragraph, and joined with what was written meanwhile."""

import difflib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cases.law.drafts import Draft, Line

ALIKE = 0.6  # of the letters: below it two texts are two paragraphs
_LONGEST = 4_000  # characters that are held against each other; alike texts begin alike


@dataclass(frozen=True, slots=True)
class Found:
    """One paragraph as it stands in the Word file. `other` is None where the file has one language only.

    `marks` are the uids that it still carries: none for one that was added, several for some that were joined.
    """

    marks: tuple[str, ...]
    heading: bool
    text: str
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A paragraph that both sides changed: what stands is kept, and this is what Word says."""

    uid: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The paragraphs after a return, and where both sides had changed the same one."""

    lines: tuple[Line, ...]
    clashes: tuple[Clash, ...]


def join(
    found: Sequence[Found], *, base: Draft, present: Draft, shown: Callable[[str], str], swapped: bool = False
) -> Joined:
    """Return what the declaration says after Word's changes to `base` are laid onto `present`.

    `shown` is a text as a Word file can hold it. `swapped`: the file's only language is the one beside the signed one.
    A paragraph that only one side changed is as that side left it; one that Word deleted goes, unless it was changed
    here meanwhile.
    """
    old, here = {one.uid: one for one in base.lines}, {one.uid: one for one in present.lines}
    lines: list[Line] = []
    clashes: list[Clash] = []
    matched = _matched(found, base.lines, swapped=swapped)
    for one, uid in zip(found, matched, strict=True):
        before = old.get(uid)
        theirs = _theirs(one, uid, before, old, shown, swapped=swapped)
        mine = here.get(uid)
        if before is None or mine is None or mine == before:
            if before is not None and mine is None and theirs == before:
                continue  # deleted here, untouched in Word
            lines.append(theirs)
            continue
        lines.append(mine)
        if theirs not in (before, mine):
            clashes.append(Clash(uid, theirs.text, theirs.other))
    kept = {line.uid for line in lines}
    gone_in_word = set(old) - set(matched)
    for at, mine in enumerate(present.lines):
        untouched = old.get(mine.uid) == mine
        joined = any(mine.uid in one.marks[1:] for one in found)
        if mine.uid in kept or (mine.uid in gone_in_word and (untouched or joined)):
            continue
        above = {line.uid for line in present.lines[:at]}
        place = max((n for n, line in enumerate(lines, start=1) if line.uid in above), default=0)
        lines.insert(place, mine)
        kept.add(mine.uid)
        if mine.uid in gone_in_word:
            clashes.append(Clash(mine.uid, "", ""))
    return Joined(tuple(lines), tuple(clashes))


def _theirs(
    one: Found,
    uid: str,
    before: Line | None,
    old: dict[str, Line],
    shown: Callable[[str], str],
    *,
    swapped: bool,
) -> Line:
    """What Word says of a paragraph; a side that it did not change, or does not have, stays letter by letter."""
    blank = before or Line(uid=uid, heading=one.heading, text="")
    joined = [old[mark] for mark in one.marks if mark in old and mark != uid]
    if one.other is None:
        side, rest = ("other", "text") if swapped else ("text", "other")
        stays = " ".join(filter(None, [getattr(blank, rest), *(getattr(each, rest) for each in joined)]))
        said = {side: _kept(getattr(blank, side), one.text, shown), rest: stays}
    else:
        said = {"text": _kept(blank.text, one.text, shown), "other": _kept(blank.other, one.other, shown)}
    return replace(blank, heading=one.heading, **said)


def _kept(before: str, now: str, shown: Callable[[str], str]) -> str:
    return before if shown(before) == now else now


def _matched(found: Sequence[Found], lines: Sequence[Line], *, swapped: bool) -> list[str]:
    """The uid of each found paragraph: its mark's, else that of the most alike one that nobody else took, else a new one."""
    known = {line.uid: line for line in lines}
    matched = [""] * len(found)
    taken: set[str] = set()
    for at, one in enumerate(found):
        mark = next((mark for mark in one.marks if mark in known and mark not in taken), "")
        matched[at] = mark
        taken.add(mark)
    carried = {mark for one in found for mark in one.marks}
    pairs: list[tuple[float, int, str]] = []
    free = [line for line in lines if line.uid not in taken and line.uid not in carried]
    for at, one in enumerate(found):
        if matched[at] or not one.text:
            continue
        for line in free:
            ratio = _alike(one.text, line.other if swapped and one.other is None else line.text)
            if ratio >= ALIKE:
                pairs.append((ratio, at, line.uid))
    for _ratio, at, uid in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if not matched[at] and uid not in taken:
            matched[at] = uid
            taken.add(uid)
    return [uid or str(uuid.uuid4()) for uid in matched]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = difflib.SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
