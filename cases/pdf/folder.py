"""A packet straight from a folder of files, in name order: for a paralegal in a hurry, and for the bench."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock, get_ident

from cases.errors import Problem
from cases.pdf import fonts, memory, normalise, packet, papers, preflight, rooms
from cases.pdf.facts import Fact
from cases.pdf.normalise import Pages, Refused

Say = Callable[[str], None]
# Part of every cache name: what was normalised by older rules or engines is normalised again. Raise it with the rules.
_RULES = f"4 pikepdf {version('pikepdf')} pdfium {version('pypdfium2')} pillow {version('pillow')}"


class NoFolder(Problem):
    """The folder cannot be read, or holds no file."""


@dataclass(frozen=True)
class Built:
    """What came of a folder: the packet (None when nothing could go in), the refusals, and the file's name by tab.

    `peak` is what the largest process held at most, in bytes.
    """

    packet: packet.Packet | None
    refused: tuple[Refused, ...]
    names: dict[str, str]
    peak: int


def build(
    folder: Path,
    out: Path,
    *,
    title: str,
    max_bytes: int,
    doors: Sequence[normalise.Guard],
    cache: Path | None,
    say: Say,
) -> Built:
    """Bind every file of `folder` into `out`; as many files are opened at a time as there are `doors`.

    Raises NoFolder, or CannotBuild.
    """
    files = _files(folder)
    out.mkdir(parents=True, exist_ok=True)
    bare = packet.Order(caption=papers.Caption(), title=title, exhibits=(), name=title, max_bytes=max_bytes)
    with _place(cache) as kept, _fonts_kept_in(kept):
        with ThreadPoolExecutor(1) as aside:
            # While the children read, this process prints the cover: WeasyPrint alone takes a second to load.
            cover = aside.submit(packet.print_cover, bare, shelf=kept)
            results, child = _take_in(files, kept, doors, cached=cache is not None, say=say)
            cover.result()
        taken = [(file, pages) for file, pages in results if isinstance(pages, Pages)]
        refused = tuple(pages for _, pages in results if isinstance(pages, Refused))
        if not taken:
            return Built(None, refused, {}, max(child, memory.peak()))
        exhibits = tuple(
            packet.Exhibit(_title(file), (pages.path,), pages=(pages.pages,)) for file, pages in taken
        )
        say(f"binding {len(taken)} files")
        built = packet.assemble(
            replace(bare, exhibits=exhibits), out, progress=_tell(say), shelf=kept, processes=len(doors)
        )
    seen = [
        finding
        for row, (file, pages) in zip(built.rows, taken, strict=True)
        for finding in preflight.findings(row, name=file.name, facts=pages.facts, notes=pages.notes)
    ]
    whole = replace(built, findings=(*built.findings, *seen, *_left_out(folder, say)))
    names = {row.tab: file.name for row, (file, _) in zip(built.rows, taken, strict=True)}
    return Built(whole, refused, names, max(child, built.peak, memory.peak()))


@contextmanager
def _fonts_kept_in(folder: Path) -> Iterator[None]:
    fonts.keep_in(folder)
    try:
        yield
    finally:
        fonts.keep_in(None)


def _tell(say: Say) -> packet.Progress:
    told = -1

    def report(done: int, total: int) -> None:
        nonlocal told
        tenth = done * 10 // max(total, 1)
        if tenth > told:
            told = tenth
            say(f"{done} of {total} pages bound")

    return report


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise NoFolder(f"{folder} is not a folder. Name the folder that holds the files.")
    found = sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith("."))
    if not found:
        raise NoFolder(f"{folder} holds no file. Put the exhibits there, named in the order you want them.")
    return found


def _left_out(folder: Path, say: Say) -> list[packet.Finding]:
    """Say of each folder within the folder that its files are not in the packet."""
    found = []
    for inner in sorted(f for f in folder.iterdir() if f.is_dir() and not f.name.startswith(".")):
        sentence = f"{inner.name} is a folder: its files are not in the packet. Put them beside the others, or build it by itself."
        say(sentence)
        found.append(packet.Finding("folder", sentence))
    return found


def _take_in(
    files: list[Path], kept: Path, doors: Sequence[normalise.Guard], *, cached: bool, say: Say
) -> tuple[list[tuple[Path, Pages | Refused]], int]:
    """Normalise the files, through several doors at once; returns them in order, and the largest child's bytes."""
    waiting = iter(enumerate(files))
    turn = Lock()
    results: dict[int, Pages | Refused] = {}

    def work(door: normalise.Guard, digests: list[Future[str]]) -> None:
        while True:
            with turn:  # whoever is free takes the next: one huge file holds up nobody
                number, file = next(waiting, (-1, Path()))
            if number < 0:
                return
            try:
                if cached:
                    results[number] = _from_cache(door, file, kept / digests[number].result())
                else:
                    results[number] = door.normalise(file, kept / f"{number:05d}.pdf", name=file.name)
                say(f"{number + 1} of {len(files)}: {file.name}")
            except Refused as refusal:
                results[number] = refusal
                say(refusal.sentence)

    # Files are hashed ahead by one thread, so that no child waits for a hash.
    with ThreadPoolExecutor(1) as ahead, ThreadPoolExecutor(len(doors)) as pool:
        digests = [ahead.submit(_digest, file) for file in files] if cached else []
        for one in [pool.submit(work, door, digests) for door in doors[: len(files)]]:
            one.result()
    return [(file, results[number]) for number, file in enumerate(files)], max(door.peak for door in doors)


def _from_cache(door: normalise.Guard, file: Path, at: Path) -> Pages:
    """The file as plain pages, from the cache when its very bytes were normalised before; `at` lacks the ending."""
    kept, record = at.with_suffix(".pdf"), at.with_suffix(".json")
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        facts = tuple(Fact(*one) for one in known["facts"])
        return Pages(kept, known["pages"], kept.stat().st_size, tuple(known["notes"]), facts)
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, or cut off while it was written: it is made anew
    fresh = at.with_suffix(f".{os.getpid()}.{get_ident()}.new")
    made = door.normalise(file, fresh, name=file.name)
    fresh.replace(kept)  # whole or not at all: another process may be reading
    facts_of = [[fact.code, fact.page, fact.detail] for fact in made.facts]
    fresh.write_text(
        json.dumps({"pages": made.pages, "notes": made.notes, "facts": facts_of}), encoding="utf-8"
    )
    fresh.replace(record)
    return replace(made, path=kept)


def _digest(file: Path) -> str:
    """What a file's plain pages follow from: its bytes, our rules, and whether its name says that it is a PDF."""
    digest = sha256(f"{_RULES} {file.name.lower().endswith('.pdf')} ".encode())
    with file.open("rb", buffering=0) as source:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _place(cache: Path | None) -> Iterator[Path]:
    """The cache folder, or a scratch folder that only this user can read and that is gone afterwards."""
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield cache
        return
    with rooms.room() as scratch:
        yield scratch


def _title(file: Path) -> str:
    words = " ".join(file.stem.replace("_", " ").split()) or file.name
    return words[:1].upper() + words[1:]
