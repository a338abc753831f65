"""The real worker, as script/demo and production start it, hears the bell over each broker and stops when told."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from cases.queries import clinics
from tests.make import MASTER_KEYS

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 40  # seconds
RING = "from clinic.celery import app; app.send_task('cases.tasks.sweep_reminders')"


def until(happened: Callable[[], object], what: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, f"the process ended before {what}: {log.read_text()[-2000:]}"
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE} s"
        time.sleep(0.2)


@contextmanager
def started(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def a_redis(folder: Path) -> Iterator[str]:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed: the worker was only tried on the filesystem broker.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    with started(command, dict(os.environ), folder / "redis.log") as server:
        until(
            lambda: b"Ready to accept" in (folder / "redis.log").read_bytes(),
            "Redis is up",
            server,
            folder / "redis.log",
        )
        yield f"redis://127.0.0.1:{port}/0"


@pytest.mark.parametrize("broker", ["filesystem", "redis"])
@pytest.mark.usefixtures("own_database")
def test_the_worker_hears_the_bell_and_stops_when_told(broker: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "an invented secret key for tests only, quite long",
        "AMPARO_MASTER_KEYS": MASTER_KEYS,
        "AMPARO_STATE": str(tmp_path),
        "DATABASE_URL": "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(
            connection.settings_dict
        ),
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }
    if broker == "redis":
        with a_redis(tmp_path) as address:
            hear_and_stop(environment | {"REDIS_URL": address}, tmp_path)
    else:
        (tmp_path / "broker").mkdir()
        hear_and_stop(environment, tmp_path)


def hear_and_stop(environment: dict[str, str], folder: Path) -> None:
    worker = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "clinic",
        "worker",
        "-B",
        "-Q",
        "celery,pdf",
        "--concurrency",
        "1",
    ]
    log = folder / "worker.log"
    with started([*worker, "-s", str(folder / "timetable"), "-l", "INFO"], environment, log) as process:
        until(lambda: b"ready." in log.read_bytes(), "the worker is ready", process, log)
        subprocess.run([sys.executable, "-c", RING], cwd=ROOT, env=environment, check=True, timeout=PATIENCE)
        until(lambda: "reminders" in clinics.heartbeats(), "the sweep", process, log)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
