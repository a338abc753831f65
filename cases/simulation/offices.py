"""A large play: from so many cases on it is several offices, each in a process and a database of its own."""

import json
import subprocess
import sys
import time
import zlib
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.db import connections

from cases.simulation import throw_away

COUNTED = (
    "due", "sent", "acknowledged", "escalated", "lost", "late", "duplicated", "sent_without_access",
    "deadlines_unreminded",
)  # fmt: skip
LARGE = 200  # cases from which a play is two offices
MANY = 2  # the cores on which a large play is to end in time; its result is the same on any number of them


@dataclass
class Told:
    """What several offices printed, added up; and what each found, with how to play that office alone."""

    printed: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    findings: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # offices that broke off


def seed_of(seed: int, office: int) -> int:
    """Return the seed with which one office is played, also alone."""
    return zlib.crc32(f"{seed} office {office}".encode())


def split(cases: int) -> list[int]:
    """Return how many cases each office of a play has; one office below LARGE."""
    if cases < LARGE:
        return [cases]
    return [cases // MANY + (number < cases % MANY) for number in range(MANY)]


def play(*, cases: int, days: int, seed: int, faults: bool) -> Told:
    """Play every office beside the others, and wait for all of them."""
    begun, told = time.monotonic(), Told()
    with ExitStack() as stack:
        template = stack.enter_context(throw_away.database())
        connections.close_all()  # nobody else may stand in what is copied
        running = []
        for number, size in enumerate(split(cases)):
            alone = ["--cases", str(size), "--days", str(days), "--seed", str(seed_of(seed, number))]
            alone += ["--faults"] if faults else []
            out = stack.enter_context(TemporaryFile("w+"))
            err = stack.enter_context(TemporaryFile("w+"))
            running.append((" ".join(alone), _start([*alone, "--template", template], out, err)))
        for how, office in running:
            _read(told, how, *office.ended())
    told.seconds = round(time.monotonic() - begun, 1)
    return told


@dataclass
class Office:
    """One office at play. It writes into files: a pipe that nobody empties yet would hold it up."""

    process: "subprocess.Popen[str]"
    out: IO[str]
    err: IO[str]

    def ended(self) -> tuple[int, str, str]:
        """Wait for its end; return its status and what it wrote."""
        status = self.process.wait()
        self.out.seek(0)
        self.err.seek(0)
        return status, self.out.read(), self.err.read()


def _start(alone: list[str], out: IO[str], err: IO[str]) -> Office:
    manage = Path(settings.BASE_DIR) / "manage.py"
    process = subprocess.Popen(
        [sys.executable, str(manage), "simulate_clinic", *alone], stdout=out, stderr=err, text=True
    )
    return Office(process, out, err)


def _read(told: Told, how: str, status: int, out: str, err: str) -> None:
    lines = [line for line in out.splitlines() if line.startswith("{")]
    if not lines:
        told.failed.append(f"{how} broke off with status {status}: {err.strip().splitlines()[-1:]}")
        return
    printed = json.loads(lines[-1])
    printed.pop("seconds")
    told.printed.update(printed)
    if status:
        told.findings += [f"{how}: {line}" for line in err.splitlines() if line and not line.startswith("{")]
