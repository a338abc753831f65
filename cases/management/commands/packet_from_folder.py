"""Builds a packet from a folder of files in name order, without a case and without a database."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from cases.errors import Problem

if TYPE_CHECKING:
    from cases.pdf import folder

REFUSED, WRONG_USE = 3, 2
MB = 1_000_000


class Command(BaseCommand):
    """One line of JSON on standard output, progress on standard error; exit 0, 3 when a file was refused, 2 on bad use."""

    help = "Bind the files of a folder, in name order, into an evidence packet."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django declares it so)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, where to, and how large a part may be."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--out", type=Path, required=True, help="Folder for the parts; made when it is missing."
        )
        parser.add_argument(
            "--title", default="Evidence", help="Title on the cover, and the beginning of file names."
        )
        parser.add_argument(
            "--max-mb", type=float, default=25, help="Most megabytes (10^6 bytes) of one part."
        )
        parser.add_argument("--jobs", type=int, default=2, help="Files opened at the same time.")
        parser.add_argument(
            "--cache", type=Path, default=None, help="Folder that keeps normalised files. Not encrypted."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build, say what came of it, and end with the status."""
        from cases.pdf import folder

        started = time.monotonic()
        try:
            if options["max_mb"] < 1 or options["jobs"] < 1:
                raise Problem("--max-mb and --jobs must be at least 1.")  # noqa: TRY301
            built = folder.build(
                options["folder"],
                options["out"],
                title=options["title"],
                max_bytes=int(options["max_mb"] * MB),
                jobs=options["jobs"],
                cache=options["cache"],
                say=self.stderr.write,
            )
        except (Problem, OSError) as problem:
            sentence = (
                problem.sentence
                if isinstance(problem, Problem)
                else f"{problem.filename}: {problem.strerror}"
            )
            self.stderr.write(sentence)
            self.stdout.write(json.dumps({"error": sentence}))
            sys.exit(WRONG_USE)
        self.stdout.write(json.dumps(_said(built, time.monotonic() - started)))
        if built.refused:
            sys.exit(REFUSED)


def _said(built: "folder.Built", seconds: float) -> dict[str, object]:
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
