"""Lays a text layer under scanned pages with ocrmypdf, where it is installed; the pictures stay bit for bit as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cases.errors import Problem

if TYPE_CHECKING:
    from cases.pdf.normalise import Guard

SECONDS = 1_800.0  # for one file; about three to ten for each of its pages
_LARGEST = 100  # megapixels of a page that is still read; the others keep no text
# Tesseract's names where they are not the three letters of ISO 639-3 that languages have here.
_NAMED = {"zho": "chi_sim", "deu": "deu", "fas": "fas", "ron": "ron"}
_GONE = {2: "it is not a file that it reads", 4: "what it made is damaged", 8: "the pages are locked"}


class NotRecognised(Problem):
    """Why no text was recognised: one sentence."""


def find() -> str | None:
    """The ocrmypdf of this machine, or None."""
    return shutil.which("ocrmypdf", path=os.environ.get("PATH", os.defpath)) if _engine() else None


def languages() -> list[str]:
    """The languages that this machine's Tesseract reads, by its own names; [] where there is none."""
    program = _engine()
    if program is None:
        return []
    told = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False, env=_environment()
    )
    return [line for line in told.stdout.splitlines()[1:] if line and line != "osd"]


def recognise(door: Guard, source: Path, out: Path, *, language: str = "eng") -> None:
    """Write the plain PDF `source` with a text layer under each page that has none to `out`. Raises NotRecognised.

    `language` is the paper's, three letters of ISO 639-3; English is read beside it. Needs a door of `SECONDS`.
    """
    answer = door.ask(
        {"do": "recognise", "source": str(source.resolve()), "out": str(out.resolve()), "language": language}
    )
    if "reason" in answer:
        out.unlink(missing_ok=True)
        raise NotRecognised(f"The text was not recognised: {answer['reason']}")


def run(source: Path, out: Path, scratch: Path, *, language: str) -> str:
    """Do it, and return "" or why not. Runs in the guarded child only, whose limits and whose empty network it inherits."""
    program = find()
    if program is None:
        return "ocrmypdf is not installed here."
    home = scratch / "ocr"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    command = [
        program,
        # Pages that have text stay as they are; of the others only the text is added: nothing is drawn or packed anew.
        *("--skip-text", "--output-type", "pdf", "--optimize", "0", "--fast-web-view", "0"),
        *("--skip-big", str(_LARGEST), "--tesseract-timeout", "100", "--jobs", "1", "--quiet"),
        *("-l", "+".join(wanted(language, there=languages())), str(source), str(out)),
    ]
    try:
        ended = subprocess.run(
            command,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS - 10,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return f"it took longer than {SECONDS / 60:.0f} minutes. Split the paper and upload its parts."
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if ended or not out.is_file():
        return f"ocrmypdf gave up ({_GONE.get(ended, f'code {ended}')}). The paper is as it was."
    return ""


def wanted(language: str, *, there: Sequence[str]) -> list[str]:
    """Return the languages to read with: the paper's where its data are installed, and English."""
    named = _NAMED.get(language, language)
    return [each for each in dict.fromkeys((named, "eng")) if each in there] or ["eng"]


def _engine() -> str | None:
    return shutil.which("tesseract", path=os.environ.get("PATH", os.defpath))


def _environment(home: Path | None = None) -> dict[str, str]:
    folder = str(home) if home else "/tmp"  # noqa: S108  # only for asking; nothing is written
    path = os.environ.get("PATH", os.defpath)
    return {"HOME": folder, "TMPDIR": folder, "PATH": path, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
