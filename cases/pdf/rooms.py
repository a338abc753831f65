"""Folders in which papers lie in plain for as long as they are worked on; those of a killed process are cleared away."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "amparo-room-"
_LOCK = ".held"


@contextmanager
def room() -> Iterator[Path]:
    """Give a folder that this user alone can read, and remove it with all that is in it.

    A process that is killed cannot: its room is removed by the next one that asks for a room on this machine.
    """
    clear()
    folder, lock = _held()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _held() -> tuple[Path, int]:
    """A new room, and the lock on it: the system lets go of it when the process ends, however it ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.is_dir():
            return folder, lock
        os.close(lock)  # cleared away by another process before it was locked


def clear() -> int:
    """Remove the rooms of this user that no process holds any more; return how many."""
    gone = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another one's, or just being removed
            lock = os.open(folder / _LOCK, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
            finally:
                os.close(lock)
    return gone
