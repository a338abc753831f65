"""Pages as people write them: "3-9, 14" stands for pages 3 to 9 and page 14 of a paper."""

from __future__ import annotations

import re

from cases.errors import Problem

_ONE = re.compile(r"^(\d{1,6})(?:\s*(?:-|–|to)\s*(\d{1,6}))?$")


def tidy(text: str, *, of: int) -> str:
    """Return the list as it is stored, "3-9, 14", or "" for every page. Raises Problem, which names what is wrong."""
    return written(numbers(text, of=of), of=of)


def numbers(text: str, *, of: int) -> tuple[int, ...]:
    """Return the pages, in order and once each, that a list names in a paper of so many pages; "" names them all.

    Raises Problem at the field "pages".
    """
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if not parts:
        return tuple(range(1, of + 1))
    found: set[int] = set()
    for part in parts:
        match = _ONE.match(part)
        if match is None:
            raise _wrong(f"“{part[:20]}” is not a page, nor a range of pages. Write it as 3-9, 14.")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise _wrong(f"“{part[:20]}” runs backwards. Write the smaller page first, as in 3-9.")
        if last > of:
            raise _wrong(f"“{part[:20]}” goes past the end: this paper has {of} page{'s' * (of != 1)}.")
        found |= set(range(first, last + 1))
    return tuple(sorted(found))


def written(pages: tuple[int, ...], *, of: int) -> str:
    """Return pages as a list of ranges, or "" when they are all the pages that there are."""
    if len(pages) == of:
        return ""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _wrong(sentence: str) -> Problem:
    return Problem(sentence, field="pages")
