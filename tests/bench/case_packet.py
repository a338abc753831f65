"""A case's packet as the worker builds it, against a bare pikepdf pass over the same files: `script/bench case_packet`.

The exhibits are in the case already, each a plain PDF encrypted under the case's key. The task takes them out, marks
what is to be marked, binds, reads back, and encrypts the parts. Each build runs in a fresh process forked from this one,
as the worker's are, so that loading WeasyPrint counts. Then the same after the exhibits were put into another order, and
once more with redacted pages, whose copies are made by the first build and taken again by the second.
"""

import argparse
import io
import multiprocessing
import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
import django

django.setup()
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from cases import tasks  # noqa: E402
from cases.actions import evidence, exhibits, marks, packets  # noqa: E402
from cases.actions.evidence import Upload  # noqa: E402
from cases.models import Packet  # noqa: E402
from tests import database, make  # noqa: E402
from tests.bench import packet as bench  # noqa: E402
from tests.make import Cast  # noqa: E402

SCANS, REDACTED = 600, 24
BUILT_AT_MOST = 2.0  # times the bare pass: everything is in the case already
TURNS = 3


def main() -> int:
    """Print every ratio; 1 when one is more than it may be."""
    parser = argparse.ArgumentParser(prog="script/bench case_packet")
    parser.add_argument("--scans", type=int, default=SCANS)
    wanted = parser.parse_args()
    settings.AMPARO_MASTER_KEYS = make.MASTER_KEYS
    copy = database.new_copy()
    try:
        with tempfile.TemporaryDirectory(prefix="amparo-bench-") as name:
            return measure(make.make_cast(), Path(name), wanted.scans)
    finally:
        database.drop(copy)


def measure(cast: Cast, room: Path, scans: int) -> int:
    """Take the scans in, build, reorder, build again; then with redactions."""
    files = bench.make_scans(room / "scans", scans)
    begun = perf_counter()
    take_in(cast, files)
    print(f"{scans} scans taken in and sealed, {(perf_counter() - begun) / scans * 1000:.0f} ms each")
    with cast.bay.inside():
        make.make_proceeding(cast.case)
    floors, built, moved = [], [], []
    for _ in range(TURNS):
        floors.append(bench.bare(room / "scans", room)[0])
        built.append(build(cast))
        reorder(cast)
        moved.append(build(cast))
    floor = statistics.median(floors)
    print(f"bare pass {floor:.2f} s")
    status = 0
    for kind, seconds in (
        ("built", statistics.median(built)),
        ("built in another order", statistics.median(moved)),
    ):
        status |= bench.said(f"{kind} {seconds:.2f} s, ratio", seconds / floor, BUILT_AT_MOST)
    with cast.bay.inside():
        for exhibit in cast.case.exhibits.order_by("position")[:REDACTED]:
            box = (200, 200, 600, 260)
            marks.add_box(exhibit=exhibit, kind="redaction", page=1, box=box, by=cast.paralegal)
    first = build(cast)
    reorder(cast)
    again = build(cast)
    print(f"with {REDACTED} redacted pages {first:.2f} s")
    return status | bench.said(
        f"and again, in another order, {again:.2f} s, ratio", again / floor, BUILT_AT_MOST
    )


def take_in(cast: Cast, files: list[Path]) -> None:
    """Upload the files into the case, through the guarded child."""
    for first in range(0, len(files), 50):
        uploads = [Upload(file.name, io.BytesIO(file.read_bytes())) for file in files[first : first + 50]]
        with cast.bay.inside():
            taken = evidence.take_in(case=cast.case, uploads=uploads, by=cast.paralegal)
        assert not taken.refused, taken.refused


def reorder(cast: Cast) -> None:
    """Put the exhibits into the opposite order."""
    with cast.bay.inside():
        order = list(cast.case.exhibits.order_by("-position").values_list("pk", flat=True))
        exhibits.arrange(case=cast.case, order=order, by=cast.paralegal)


def build(cast: Cast) -> float:
    """Seconds from the ring of the bell to the built packet."""
    with cast.bay.inside():
        ordered = packets.order(
            case=cast.case,
            proceeding=cast.case.proceedings.get(),
            title="Evidence",
            exhibits=list(cast.case.exhibits.order_by("position")),
            by=cast.paralegal,
        )
    connection.close()  # the process is forked, and has a connection of its own
    worker = multiprocessing.get_context("fork").Process(
        target=tasks.build_packet, args=(cast.bay.pk, ordered.pk)
    )
    begun = perf_counter()
    worker.start()
    worker.join()
    took = perf_counter() - begun
    with cast.bay.inside():
        made = Packet.objects.get(pk=ordered.pk)
        assert made.state == Packet.State.BUILT, made.problem
    return took


if __name__ == "__main__":
    sys.exit(main())
