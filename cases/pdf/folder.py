"""A packet straight from a folder of files, in name order: for a paralegal in a hurry, and for the bench."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cases.errors import Problem
from cases.pdf import normalise, packet, papers
from cases.pdf.normalise import Pages, Refused

Say = Callable[[str], None]
# Part of every cache name: what was normalised by older rules is normalised again.
_RULES = "1"


class NoFolder(Problem):
    """The folder cannot be read, or holds no file."""


def build(
    folder: Path, out: Path, *, title: str, max_bytes: int, jobs: int, cache: Path | None, say: Say
) -> tuple[packet.Packet | None, list[Refused], dict[str, str]]:
    """Bind every file of `folder` into `out`; return the packet, the refusals, and the file's name by tab.

    The packet is None when nothing could go in. Raises NoFolder, or CannotBuild.
    """
    files = _files(folder)
    out.mkdir(parents=True, exist_ok=True)
    with _place(cache) as kept:
        taken, refused = _take_in(files, kept, jobs, cached=cache is not None, say=say)
        if not taken:
            return None, refused, {}
        order = packet.Order(
            caption=papers.Caption(),
            title=title,
            exhibits=tuple(packet.Exhibit(_title(file), (pages.path,)) for file, pages in taken),
            name=title,
            max_bytes=max_bytes,
        )
        say(f"binding {len(taken)} files")
        built = packet.assemble(order, out)
    findings = [
        packet.Finding("document", f"{file.name}: the file {note}.")
        for file, pages in taken
        for note in pages.notes
    ]
    complete = packet.Packet(built.parts, built.rows, built.pages, (*built.findings, *findings))
    return (
        complete,
        refused,
        {row.tab: file.name for row, (file, _pages) in zip(built.rows, taken, strict=True)},
    )


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise NoFolder(f"{folder} is not a folder. Name the folder that holds the files.")
    found = sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith("."))
    if not found:
        raise NoFolder(f"{folder} holds no file. Put the exhibits there, named in the order you want them.")
    return found


def _take_in(
    files: list[Path], kept: Path, jobs: int, *, cached: bool, say: Say
) -> tuple[list[tuple[Path, Pages]], list[Refused]]:
    """Normalise the files, each job with a guarded child of its own, and keep the order."""

    def work(share: list[tuple[int, Path]]) -> list[tuple[int, Path, Pages | Refused]]:
        done: list[tuple[int, Path, Pages | Refused]] = []
        with normalise.guard() as door:
            for number, file in share:
                try:
                    done.append(
                        (number, file, _one(door, file, kept / f"{number:05d}.pdf", kept if cached else None))
                    )
                except Refused as refusal:
                    done.append((number, file, refusal))
                    say(refusal.sentence)
        return done

    numbered = list(enumerate(files))
    jobs = max(1, min(jobs, len(files)))
    with ThreadPoolExecutor(jobs) as pool:
        shares = pool.map(work, [numbered[start::jobs] for start in range(jobs)])
        results = sorted((one for share in shares for one in share), key=lambda one: one[0])
    taken = [(file, result) for _number, file, result in results if isinstance(result, Pages)]
    return taken, [result for _number, _file, result in results if isinstance(result, Refused)]


def _one(door: normalise.Guard, file: Path, out: Path, cache: Path | None) -> Pages:
    """The file as plain pages, from the cache when these very bytes were normalised before."""
    if cache is None:
        return door.normalise(file, out, name=file.name)
    # A name ending in .pdf is part of the question: a picture behind it is refused.
    claims = str(file.name.lower().endswith(".pdf"))
    with file.open("rb") as source:
        digest = _digest(source.read, claims)
    kept, facts = cache / f"{digest}.pdf", cache / f"{digest}.json"
    if kept.exists() and facts.exists():
        known = json.loads(facts.read_text(encoding="utf-8"))
        return Pages(kept, known["pages"], kept.stat().st_size, tuple(known["notes"]))
    fresh = kept.with_suffix(f".{os.getpid()}.new")
    made = door.normalise(file, fresh, name=file.name)
    fresh.replace(kept)  # whole or not at all: another process may be reading
    facts.write_text(json.dumps({"pages": made.pages, "notes": made.notes}), encoding="utf-8")
    return Pages(kept, made.pages, made.bytes, made.notes)


def _digest(read: Callable[[int], bytes], claims: str) -> str:
    digest = sha256(f"{_RULES} {claims} ".encode())
    while chunk := read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _place(cache: Path | None) -> Iterator[Path]:
    """The cache folder, or a scratch folder that only this user can read and that is gone afterwards."""
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield cache
        return
    scratch = Path(tempfile.mkdtemp(prefix="amparo-folder-"))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _title(file: Path) -> str:
    words = " ".join(file.stem.replace("_", " ").split()) or file.name
    return words[:1].upper() + words[1:]
