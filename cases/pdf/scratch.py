"""The command `packet_from_folder`: arguments in, progress on standard error, one JSON object on standard output.

It needs neither settings nor apps nor a database, and loading them takes longer than its work: `manage.py` calls it
directly.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cases.errors import Problem
from cases.pdf import normalise

if TYPE_CHECKING:
    from cases.pdf import folder

REFUSED, WRONG_USE = 3, 2
MB = 1_000_000
HELP = "Bind the files of a folder, in name order, into an evidence packet."


def add_arguments(parser: ArgumentParser) -> None:
    """Where from, where to, and how large a part may be."""
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--out", type=Path, required=True, help="Folder for the parts; made when it is missing."
    )
    parser.add_argument(
        "--title", default="Evidence", help="Title on the cover, and the beginning of file names."
    )
    parser.add_argument("--max-mb", type=float, default=25, help="Most megabytes (10^6 bytes) of one part.")
    parser.add_argument("--jobs", type=int, default=2, help="Files opened at the same time.")
    parser.add_argument(
        "--cache", type=Path, default=None, help="Folder that keeps normalised files. Not encrypted."
    )


def main(arguments: Sequence[str]) -> int:
    """Return the exit status: 0, 3 when a file was refused, 2 on bad use."""
    parser = ArgumentParser(prog="manage.py packet_from_folder", description=HELP)
    add_arguments(parser)
    asked = parser.parse_args(arguments)
    return run(
        asked.folder,
        out=asked.out,
        title=asked.title,
        max_mb=asked.max_mb,
        jobs=asked.jobs,
        cache=asked.cache,
    )


def run(source: Path, *, out: Path, title: str, max_mb: float, jobs: int, cache: Path | None) -> int:
    """Build, print what came of it, and return the exit status."""
    started = time.monotonic()
    try:
        if not 1 <= max_mb < 10_000 or jobs < 1:
            raise Problem("--max-mb (1 to 10,000) and --jobs must be at least 1.")  # noqa: TRY301
        with normalise.guards(jobs) as doors:
            # Loaded only now: the children load their engines at the same time.
            from cases.pdf import folder

            built = folder.build(
                source, out, title=title, max_bytes=int(max_mb * MB), doors=doors, cache=cache, say=_say
            )
    except (Problem, OSError) as problem:
        sentence = (
            problem.sentence if isinstance(problem, Problem) else f"{problem.filename}: {problem.strerror}"
        )
        _say(sentence)
        sys.stdout.write(json.dumps({"error": sentence}) + "\n")
        return WRONG_USE
    sys.stdout.write(json.dumps(_said(built, time.monotonic() - started)) + "\n")
    return REFUSED if built.refused else 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _said(built: folder.Built, seconds: float) -> dict[str, object]:
    """What is printed: page numbers as stamped, files by their base name, MB of 10^6 bytes."""
    packet = built.packet
    rows = packet.rows if packet else ()
    return {
        "parts": [
            {"file": p.path.name, "pages": p.pages, "bytes": p.bytes}
            for p in (packet.parts if packet else ())
        ],
        "pages": packet.pages if packet else 0,
        "exhibits": [
            {
                "tab": row.tab,
                "file": built.names[row.tab],
                "first_page": row.first_page,
                "last_page": row.last_page,
            }
            for row in rows
        ],
        "refused": [{"file": one.name, "reason": one.reason} for one in built.refused],
        "findings": [
            {
                "code": one.code,
                "hard": one.hard,
                "tab": one.tab,
                "file": built.names.get(one.tab, ""),
                "page": one.page,
                "sentence": one.sentence,
            }
            for one in (packet.findings if packet else ())
        ],
        "seconds": round(seconds, 3),
        "peak_rss_mb": round(built.peak / MB, 1),
    }
