"""The processes around Amparo, each started on a free loopback port and ended by its own process id."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from tests.make import MASTER_KEYS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = (
    240.0  # seconds until a process must have done what is waited for; a busy machine is slow, not wrong
)
SWEEP, LEASE, RETRY = 0.5, 3, 0.5  # seconds: as in production, a hundred times as fast
MAIL = 10  # seconds until the worker takes a mail server for hanging: far more than a busy one needs


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(happened: Callable[[], object], what: str, *, seconds: float = PATIENCE) -> None:
    """Wait until something is so; fail with the sentence when it is not so in time."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds:g} s"
        time.sleep(0.05)


class Process:
    """One program in a session of its own, with its log."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        """Start it."""
        self.log = log
        with log.open("ab") as file:
            self.child = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=file, stderr=file, start_new_session=True
            )

    def wait_to_say(self, words: bytes) -> None:
        """Wait until its log holds these words; fail with the log's end when it ends before."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.log.read_bytes():
            assert self.child.poll() is None, f"it ended: {self.log.read_text(errors='replace')[-2000:]}"
            assert time.monotonic() < deadline, f"{self.log.name} did not say {words!r}"
            time.sleep(0.05)

    def signal(self, number: int) -> None:
        """Signal the process and its pool at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, number)

    def kill(self) -> None:
        """End it and its pool with SIGKILL, and wait for the end."""
        self.signal(signal.SIGKILL)
        self.child.wait(PATIENCE)


class Redis:
    """A Redis server that keeps nothing on disk, on one port through all its restarts."""

    def __init__(self, folder: Path) -> None:
        """Skips the test, by name of what is missing, where there is no redis-server."""
        if not shutil.which("redis-server"):
            pytest.skip("redis-server is not installed: the worker was not tried over a real Redis.")
        self.folder, self.port = folder, free_port()
        self.process: Process | None = None

    @property
    def url(self) -> str:
        """What the worker is told."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self.process = Process(
            [*command, "--dir", str(self.folder)], dict(os.environ), self.folder / "redis.log"
        )
        until(self._answers, "Redis answers")

    def kill(self) -> None:
        """End it as a crash would: everything in it is gone."""
        if self.process is not None:
            self.process.kill()

    def flush(self) -> None:
        """Empty it while it runs."""
        with redis.Redis(port=self.port) as door:
            door.flushall()

    def _answers(self) -> bool:
        with redis.Redis(port=self.port) as door:
            try:
                return bool(door.ping())
            except redis.ConnectionError:
                return False


@dataclass
class Machine:
    """The worker and its timetable as production starts them, with short intervals, over this broker and mail server."""

    folder: Path
    database_url: str
    redis: Redis
    smtp_port: int
    lease: float = LEASE
    workers: list[Process] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """Everything a worker is told; nothing of this test's own environment but the path."""
        return {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "an invented secret key for tests only, quite long",
            "AMPARO_MASTER_KEYS": MASTER_KEYS,
            "AMPARO_STATE": str(self.folder),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis.url,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.smtp_port),
            "EMAIL_TIMEOUT": str(MAIL),
            "AMPARO_SWEEP_SECONDS": str(SWEEP),
            "AMPARO_LEASE_SECONDS": str(self.lease),
            "AMPARO_RETRY_SECONDS": str(RETRY),
        }

    def start_worker(self) -> Process:
        """Start one worker with a timetable of its own, and wait until it is ready."""
        number = len(self.workers)
        command = [sys.executable, "-m", "celery", "-A", "clinic", "worker", "-B", "--concurrency", "1"]
        options = ["-n", f"worker{number}@%h", "-s", str(self.folder / f"timetable{number}"), "-l", "INFO"]
        worker = Process(
            [*command, *options, "--without-mingle", "--without-gossip"],
            self.environment(),
            self.folder / f"worker{number}.log",
        )
        self.workers.append(worker)
        worker.wait_to_say(b"ready.")
        return worker

    def revive(self) -> None:
        """Start a worker anew when the last one ended by itself, as docker-compose.yml's ``restart`` does.

        Celery ends when Redis goes away under a job that it holds: closing, kombu wants to give the job back.
        """
        if self.workers[-1].child.poll() is not None:
            self.start_worker()

    def kill_workers(self) -> None:
        """End every worker with SIGKILL."""
        for worker in self.workers:
            worker.kill()

    def logs(self) -> str:
        """The end of every worker's log, for a failing test's message."""
        return "\n".join(worker.log.read_text(errors="replace")[-1500:] for worker in self.workers)


@contextlib.contextmanager
def standing(folder: Path, database_url: str, smtp_port: int) -> Iterator[Machine]:
    """A Redis, and a house whose workers are started by the test; everything is ended by process id."""
    broker = Redis(folder)
    machine = Machine(folder, database_url, broker, smtp_port)
    try:
        broker.start()
        yield machine
    finally:
        machine.kill_workers()
        broker.kill()
