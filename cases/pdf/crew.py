"""Several processes that share out the parts of one packet, so that a second processor is not idle."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from typing import TypeVar

from cases.errors import Problem
from cases.pdf import memory

T = TypeVar("T")


class CrewLost(Problem):
    """One of the processes ended without having said why."""


def share(jobs: int, processes: int) -> list[list[int]]:
    """Deal out the numbers 0 to `jobs` - 1."""
    return [list(range(first, jobs, processes)) for first in range(min(processes, jobs))]


@contextmanager
def working(
    work: Callable[[int], T], shares: Sequence[Sequence[int]]
) -> Iterator[Iterator[tuple[int, T, int]]]:
    """Fork one process for each share; give (number, result, bytes held at most) as each is done.

    What a process raises is raised here. Leaving early ends them all.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    crew: dict[int, int] = {}  # the pipe of each process, and its id
    try:
        for numbers in shares:
            ours, theirs = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(ours)
                _work(work, numbers, theirs)
            os.close(theirs)
            crew[ours] = child
        yield _listen(list(crew))
    finally:
        for pipe, child in crew.items():
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # one that is done is not there to be hit
            os.waitpid(child, 0)


def _listen(pipes: list[int]) -> Iterator[tuple[int, T, int]]:
    with DefaultSelector() as selector:
        readers = [open(pipe, "rb", closefd=False) for pipe in pipes]  # noqa: SIM115  # a pipe, closed by `working`
        for reader in readers:
            selector.register(reader, EVENT_READ, reader)
        while selector.get_map():
            for key, _ in selector.select():
                try:
                    said = pickle.load(key.data)  # noqa: S301  # written by ourselves, a moment ago
                except EOFError:
                    raise CrewLost(
                        "Binding was broken off: one of its processes ended. Build again with fewer jobs."
                    ) from None
                if said is None:
                    selector.unregister(key.fileobj)
                elif isinstance(said, BaseException):
                    raise said
                else:
                    yield said


def _work(work: Callable[[int], T], numbers: Sequence[int], pipe: int) -> None:
    """The forked process: do the share, tell each result, and leave without any of the parent's farewells."""
    with open(pipe, "wb") as told:  # a pipe
        try:
            for number in numbers:
                result = work(number)
                pickle.dump((number, result, memory.peak()), told)
                told.flush()
            pickle.dump(None, told)
        except BaseException as fault:  # noqa: BLE001  # it is raised in the parent
            with suppress(Exception):
                pickle.dump(fault, told)
        with suppress(OSError):
            told.flush()
    os._exit(0)
