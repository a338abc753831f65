"""Turns what people upload into plain pages: opened in a guarded child process, made inert, never re-encoded."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from cases.errors import Problem
from cases.pdf import rooms
from cases.pdf.facts import Fact

MB = 1_000_000
MAX_BYTES = 100 * MB  # as the setting AMPARO_UPLOAD_LIMIT, which answers for uploads in the browser
MAX_PAGES = 5_000
SECONDS_PER_FILE = 90.0

# Why the child had to be ended; a file whose child died needed too much memory, or hit a fault of the engine.
_DIED = (
    "needs more memory than one file may use, or is damaged in a way that stops the reader. Print it to a new PDF, or "
    "scan the paper again, and upload that."
)
_SILENT = (
    "could not be read within {seconds:.0f} seconds and was stopped. Print it to a new PDF, or scan the paper again, and "
    "upload that."
)
_ROOT = Path(__file__).resolve().parents[2]


class Refused(Problem):
    """A file that cannot go into a packet; the sentence names the file, the reason and the remedy.

    `code` is "password" when the file would open with one: `Guard.normalise` takes it.
    """

    def __init__(self, name: str, reason: str, *, code: str = "") -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.code = code


@dataclass(frozen=True)
class Pages:
    """A normalised file on disk: how many pages and bytes, what was changed, in words for a paralegal, and what was seen."""

    path: Path
    pages: int
    bytes: int
    notes: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


def normalise(source: Path, out: Path, *, name: str, password: str = "") -> Pages:
    """Normalise one file; see `Guard.normalise`."""
    with guard() as door:
        return door.normalise(source, out, name=name, password=password)


@contextmanager
def guard(*, seconds: float = SECONDS_PER_FILE) -> Iterator[Guard]:
    """A door that stays open for several files, so that the child's start-up is paid once."""
    door = Guard(seconds=seconds)
    try:
        yield door
    finally:
        door.close()


@contextmanager
def guards(count: int) -> Iterator[list[Guard]]:
    """Several doors; the children of as many as there are processors start at once, the others when they are asked."""
    doors = [Guard(seconds=SECONDS_PER_FILE) for _ in range(count)]
    try:
        for door in doors[: os.cpu_count() or 1]:
            door.open()
        yield doors
    finally:
        for door in doors:
            door.close()


class Guard:
    """Hands files to a child process that has no secrets, little memory and a deadline; restarts it when it dies."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self.peak = 0  # bytes that a child held at most, as far as it lived to tell
        self._child: subprocess.Popen[bytes] | None = None
        self._heard = b""  # of what the child said, what was not read yet
        self._room = ExitStack()
        self._scratch: Path | None = None  # what the child writes meanwhile lies here, and nowhere else

    def open(self) -> None:
        """Start the child now, so that it loads its engines while the caller does something else."""
        self._begin("ready")

    def _begin(self, *how: str) -> None:
        self._child, self._heard = _start(*how), b""

    def normalise(self, source: Path, out: Path, *, name: str, password: str = "") -> Pages:
        """Write `source` (a PDF, a picture or a Word document, by content) as a plain PDF to `out`, and look at its pages.

        `name` is the name people know the file by; `password` opens a locked PDF and is not kept. Raises Refused;
        then `out` does not exist.
        """
        size = source.stat().st_size
        if size > MAX_BYTES:
            raise Refused(
                name,
                f"is {size / MB:.0f} MB; a file may have at most {MAX_BYTES // MB} MB. "
                "Split it, or scan it again at 300 dpi, and upload the parts.",
            )
        if size == 0:
            raise Refused(name, "is empty (0 bytes). Save or scan it again and upload the new file.")
        plain = {
            "do": "plain",
            "source": str(source.resolve()),
            "out": str(out.resolve()),
            "max_pages": MAX_PAGES,
            "claims_pdf": name.lower().endswith(".pdf"),
            "password": password,
        }
        # Both at once: the child goes on to look at the pages without waiting to be asked.
        answer, seen = self._ask(plain, {"do": "check", "source": plain["out"], "out": ""})
        if "reason" in answer:
            out.unlink(missing_ok=True)
            raise Refused(name, str(answer["reason"]), code=str(answer.get("code", "")))
        facts = (*_facts(answer), *_facts(seen))
        return Pages(out, answer["pages"], out.stat().st_size, tuple(answer["notes"]), facts)

    def check(self, plain: Path) -> tuple[Fact, ...]:
        """Look at the pages of a plain PDF. One that stops the reader is itself a fact, and nobody's refusal."""
        return _facts(self.ask({"do": "check", "source": str(plain.resolve()), "out": ""}))

    def draw(self, source: Path, out: Path, *, page: int, name: str) -> bytes:
        """Return page `page` (1 is the first) of a plain PDF as a JPEG, by way of `out`. Raises Refused."""
        answer = self.ask(
            {"do": "draw", "source": str(source.resolve()), "out": str(out.resolve()), "page": page}
        )
        if "reason" in answer:
            raise Refused(name, str(answer["reason"]))
        return out.read_bytes()

    def ask(self, job: dict[str, object]) -> dict[str, Any]:
        """Hand over a job of another module's (see `marks`) and return its answer: "reason" stands in it when refused."""
        return self._ask(job)[0]

    def close(self) -> None:
        """End the child, politely by closing its input, else by killing it."""
        child, self._child = self._child, None
        self._scratch = None
        self._room.close()
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=2)
        _end(child)  # and whatever it left running

    def _ask(self, *jobs: dict[str, object]) -> list[dict[str, Any]]:
        """Hand over jobs together and return their answers; one that ends the child is refused with all after it."""
        if self._child is None or self._child.poll() is not None:
            self._begin()
        if self._scratch is None:
            self._scratch = self._room.enter_context(rooms.room())
        child = cast("subprocess.Popen[bytes]", self._child)
        to_child, from_child = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        lines = [json.dumps({**job, "scratch": str(self._scratch)}) + "\n" for job in jobs]
        with suppress(BrokenPipeError):  # it is dead: its silence says so
            to_child.write("".join(lines).encode())
            to_child.flush()
        answers: list[dict[str, Any]] = []
        for _ in jobs:
            try:
                line, reason = self._line(from_child.fileno(), time.monotonic() + self._seconds), _DIED
            except TimeoutError:
                line, reason = b"", _SILENT.format(seconds=self._seconds)
            if not line:
                self._kill()
                return [*answers, *({"reason": reason} for _ in jobs[len(answers) :])]
            answer: dict[str, Any] = json.loads(line)
            self.peak = max(self.peak, answer.pop("peak"))
            answers.append(answer)
        return answers

    def _line(self, descriptor: int, until: float) -> bytes:
        """One line from the child, b"" when it died; TimeoutError when it is still silent at `until` (monotonic)."""
        while b"\n" not in self._heard:
            left = until - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(descriptor, 65536)
            if not chunk:
                return b""
            self._heard += chunk
        line, _, self._heard = self._heard.partition(b"\n")
        return line

    def _kill(self) -> None:
        if self._child is not None:
            _end(self._child)
            self.close()


def _facts(answer: dict[str, Any]) -> tuple[Fact, ...]:
    return (Fact("unchecked", 0),) if "reason" in answer else tuple(Fact(*one) for one in answer["facts"])


def _start(*how: str) -> subprocess.Popen[bytes]:
    # An empty environment: the child never sees the master key or the database's address.
    return subprocess.Popen(
        [sys.executable, "-m", "cases.pdf.child", *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        close_fds=True,
        start_new_session=True,  # a group of its own, so that what it starts ends with it
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
