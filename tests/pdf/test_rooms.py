"""Papers lie in plain only as long as somebody works on them; what a killed process left is cleared away."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cases.pdf import rooms

ROOT = Path(__file__).resolve().parents[2]
HOLDS = """
from cases.pdf import rooms
with rooms.room() as folder:
    (folder / "paper.pdf").write_text("a client's paper")
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files of this test's own, for the processes that it starts as well."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_room_is_for_this_user_alone_and_goes_with_what_is_in_it(temporary: Path) -> None:
    def work() -> None:
        with rooms.room() as folder:
            assert folder.stat().st_mode & 0o077 == 0
            (folder / "deep").mkdir()
            (folder / "deep" / "paper.pdf").write_bytes(b"x")
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_uses_is_not(temporary: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        paper = Path(process.stdout.readline().strip()) / "paper.pdf"
        with rooms.room():
            assert paper.exists()
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        assert paper.exists()
        with rooms.room() as own:
            assert not paper.parent.exists()
            assert own.exists()
