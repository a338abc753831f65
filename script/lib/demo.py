"""Serves the demo clinics until Ctrl-C: `python -m script.lib.demo [--smoke]`."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from script.lib import services, smoke
from script.lib.postgres import CannotStart
from script.lib.services import CHECKOUT, LOCAL, Services, say

LOGS = LOCAL / "logs"
START_SECONDS = 60
STOP_SECONDS = 15
PORTS = range(8000, 8100)


def main(arguments: list[str]) -> int:
    """0 after a clean stop (or a smoke test without a finding), 1 with a reason on standard error."""
    if unknown := [word for word in arguments if word != "--smoke"]:
        say(f"script/demo knows only --smoke, not {' '.join(unknown)}.")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    # Started with & by a script, Ctrl-C would be ignored from birth.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with _only_one() as lock, _told_services() as up:
            return _serve(up, lock, test_only=bool(arguments))
    except CannotStart as problem:
        say(str(problem))
    except subprocess.CalledProcessError as failed:
        say(f"`{' '.join(failed.cmd[1:])}` failed; what it said stands above.")
    except KeyboardInterrupt:
        say("Stopped.")
        return 0
    return 1


def _serve(up: Services, lock: int, *, test_only: bool) -> int:
    services.prepare(up, seed=True)
    port = web_port()
    address = f"http://127.0.0.1:{port}"
    # What serves never holds the owner's key to the database.
    served = {name: value for name, value in up.environment.items() if name != "OWNER_DATABASE_URL"}
    served["AMPARO_URL"] = address
    services.ADDRESS.write_text(address)  # so that script/manage prints links that open
    with _processes(served, port, lock) as children:
        say(f"Starting the web process and the worker (their logs: {LOGS})")
        sign_ins = _sign_ins(services.quietly(up.environment))  # while they start
        _wait_until_healthy(address, children)
        if test_only:
            findings = smoke.look_at_every_role(address, sign_ins)
            findings += [
                f"The {name} process ended." for name in children if children[name].poll() is not None
            ]
            say("\n".join(findings) or "Smoke test: all well.")
            return 1 if findings else 0
        _welcome(address, sign_ins)
        while all(child.poll() is None for child in children.values()):
            time.sleep(0.5)
        _name_the_dead(children)
        return 1


@contextlib.contextmanager
def _told_services() -> Iterator[Services]:
    say("Using the PostgreSQL of DATABASE_URL" if os.environ.get("DATABASE_URL") else "Starting PostgreSQL")
    with services.running() as up:
        yield up


@contextlib.contextmanager
def _only_one() -> Iterator[int]:
    """Holds this checkout's demo lock; the children inherit it, so a killed demo's leftovers are seen."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pids = lock.read().strip()
            raise CannotStart(
                "A demo of this checkout is already running. Stop it with Ctrl-C in its window; "
                f"if that window is gone: kill {pids}"
            ) from None
        lock.truncate(0)
        yield lock.fileno()
        lock.truncate(0)


@contextlib.contextmanager
def _processes(
    environment: dict[str, str], port: int, lock: int
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web process and one worker with its timetable; both are stopped, by pid, on the way out."""
    python = [sys.executable, "-m"]
    schedule = Path(environment["AMPARO_STATE"]) / "timetable"
    commands = {
        "web": [*python, "gunicorn", "clinic.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4"],
        "worker": [
            *(*python, "celery", "-A", "clinic", "worker", "-B", "-Q", "celery,pdf", "--concurrency", "2"),
            *("-s", str(schedule), "--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        ],
    }
    LOGS.mkdir(parents=True, exist_ok=True)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            with (LOGS / f"{name}.log").open("w") as log:
                children[name] = subprocess.Popen(
                    command,
                    cwd=CHECKOUT,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # Ctrl-C reaches us alone: we stop them, and wait
                    pass_fds=(lock,),
                )
        os.pwrite(lock, " ".join(str(child.pid) for child in children.values()).encode(), 0)
        yield children
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("Stopping")
        _stop(children)


def _stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for name, child in children.items():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"The {name} process did not stop within {STOP_SECONDS} s; ending it.")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # its own session: it and its pool
            child.wait()


def _wait_until_healthy(address: str, children: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline, answer = time.monotonic() + START_SECONDS, ""
    while time.monotonic() < deadline and all(child.poll() is None for child in children.values()):
        try:
            with urlopen(f"{address}/healthz", timeout=5) as page:
                if page.status == 200:
                    return
        except (URLError, OSError) as problem:
            answer = str(problem)
        time.sleep(0.2)
    _name_the_dead(children)
    raise CannotStart(f"{address}/healthz did not answer well within {START_SECONDS} s: {answer}")


def _name_the_dead(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            tail = (LOGS / f"{name}.log").read_text(errors="replace").splitlines()[-15:]
            say(f"The {name} process ended with status {child.returncode}. Its last words:")
            say("\n".join(tail))


def _sign_ins(environment: dict[str, str]) -> list[smoke.SignIn]:
    """What `manage.py demo --sign-ins` prints: one line of JSON, one entry a person."""
    command = [sys.executable, "manage.py", "demo", "--sign-ins"]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    people: list[smoke.SignIn] = json.loads(done.stdout)
    return people


def _welcome(address: str, people: list[smoke.SignIn]) -> None:
    width = max(len(person["email"]) for person in people)
    lines = [f"  {person['email']:<{width}}  {person['role']}, {person['clinic']}" for person in people]
    password = people[0]["password"]
    say(f"\nAmparo is open at {address}\n\nSign in with the password {password} as one of:")
    say("\n".join(lines) + "\n\nEverything in it is invented. Ctrl-C stops it.")


def web_port() -> int:
    """PORT when set (it must be free), else 8000 or the next free one."""
    asked = os.environ.get("PORT")
    if asked and not asked.isdigit():
        raise CannotStart(f"PORT is {asked!r}; it must be a number such as 8000.")
    for port in [int(asked)] if asked else PORTS:
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise CannotStart(
        f"Port {asked or '8000 to 8099'} on 127.0.0.1 is taken. Choose another: PORT=9000 script/demo"
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
