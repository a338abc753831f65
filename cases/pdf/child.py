"""The guarded child: opens one untrusted file after another under memory and time limits and answers in JSON lines.

Run as `python -m cases.pdf.child` with an empty environment; it imports neither Django nor anything with a secret.
"""

import contextlib
import ctypes
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from cases.pdf import memory

MEMORY = 1_500_000_000  # bytes of address space; a 150 MB file maps once and is written once
WRITTEN = 1_000_000_000  # bytes of one output file: an archive bomb stops here
PROCESSOR = 120  # seconds of processor time for one file
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)


def main() -> None:
    """Answer each line of standard input, a job, with one line: what came of it, or the reason for refusal.

    With the argument "ready" it loads what papers are taken in with before the first comes.
    A job does "plain" (a file to make plain), "check" (a plain file to look at) or "draw" (a page as a picture).
    """
    leave_the_network()
    limit()
    if "ready" in sys.argv:
        from cases.pdf import checks, pages  # noqa: F401
    answers: dict[str, list[tuple[int, str]]] = {}
    for line in sys.stdin:
        job = json.loads(line)
        _allow(PROCESSOR)
        sys.stdout.write(json.dumps({**answer(job, answers), "peak": memory.peak()}) + "\n")
        sys.stdout.flush()


def answer(job: dict[str, Any], typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    """Do one job; whatever a hostile file provokes is this file's refusal, never the batch's.

    `typed` keeps what was typed into a file's form fields until its pages are checked; it never leaves this process.
    """
    from cases.pdf import pages

    try:
        return _JOBS[job["do"]](job, typed)
    except pages.CannotUse as refusal:
        return {"reason": str(refusal), "code": refusal.code}
    except Exception as fault:  # noqa: BLE001  # see above
        return {"reason": _reason(fault)}


def _plain(job: dict[str, Any], typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import pages

    limits = pages.Limits(
        Path(job["scratch"]), int(job["max_pages"]), bool(job["claims_pdf"]), str(job["password"])
    )
    made = pages.make_plain(Path(job["source"]), Path(job["out"]), limits)
    typed.clear()
    typed[job["out"]] = [(fact.page, fact.detail) for fact in made.facts if fact.code == "answer"]
    kept = [[fact.code, fact.page, fact.detail] for fact in made.facts if fact.code != "answer"]
    return {"pages": made.pages, "notes": made.notes, "facts": kept}


def _check(job: dict[str, Any], typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import checks

    facts = checks.look(Path(job["source"]), answers=typed.pop(job["source"], []))
    return {"facts": [[fact.code, fact.page, fact.detail] for fact in facts]}


def _draw(job: dict[str, Any], _typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import drawing

    drawing.draw(Path(job["source"]), Path(job["out"]), page=int(job["page"]))
    return {}


def _mark(job: dict[str, Any], _typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import marking

    return marking.answer(job)


def _numbers(job: dict[str, Any], _typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import numbers

    return {"numbers": numbers.look(Path(job["source"]))}


def _recognise(job: dict[str, Any], _typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import ocr

    why_not = ocr.run(
        Path(job["source"]), Path(job["out"]), Path(job["scratch"]), language=str(job["language"])
    )
    return {"reason": why_not} if why_not else {}


def _word(job: dict[str, Any], _typed: dict[str, list[tuple[int, str]]]) -> dict[str, object]:
    from cases.pdf import word_in

    return word_in.read(Path(job["source"]))


_JOBS = {
    "plain": _plain,
    "check": _check,
    "draw": _draw,
    "recognise": _recognise,
    "pages": _mark,
    "find": _mark,
    "numbers": _numbers,
    "word": _word,
}


def _reason(fault: Exception) -> str:
    if isinstance(fault, (MemoryError, RecursionError)) or "bad_alloc" in str(fault):
        return "needs more memory than one file may use. Split it and upload the parts."
    return (
        f"is damaged beyond repair ({type(fault).__name__}). "
        "Print it to a new PDF, or scan the paper again, and upload that."
    )


def limit() -> None:
    """Take away what no file needs. macOS does not know every limit; there, what it knows is set."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too large a file is an error to be told, not a death


def leave_the_network() -> bool:
    """Move into a network of its own, with nobody in it; True where the system allows it (Linux).

    Elsewhere a hook refuses every connection that Python is asked for; the engines themselves know no network.
    """
    sys.addaudithook(_no_connections)
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        return any(unshare(kinds) == 0 for kinds in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
    return False


def _no_connections(event: str, _arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        raise PermissionError("The guarded child has no network.")


def _allow(seconds: int) -> None:
    """Give this process so many more seconds of processor time; the system ends it when they are used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
