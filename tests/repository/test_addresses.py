"""No committed file names a package index or a folder of the machine it was written on."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-demo.lock", "requirements-dev.lock"]
# Each with one letter in brackets, so that this file does not find itself.
INDEXES = r"py[p]i\.org|files\.python[h]osted|registry\.npm[j]s|deb\.[d]ebian\.org"
FOLDERS = r"/w[o]rk/|/r[o]ot/|/t[m]p/amparo|/h[o]me/[a-z]"


def tracked_files() -> list[Path]:
    if not shutil.which("git"):
        pytest.skip("git is not installed, so which files are committed is not known.")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("This checkout is not a git repository, so which files are committed is not known.")
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_index_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links", text)
    packages = re.findall(r"^([a-z0-9][^\s=]*)==\S+(.*(?:\n {4}--hash.*)*)", text, re.MULTILINE)
    assert len(packages) > 50
    assert [name for name, rest in packages if "--hash=sha256:" not in rest] == []


def test_the_larger_locks_agree_with_the_smaller_one() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9][^\s=]*==\S+)( ;[^\\]*)?", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    ]
    assert set(pins[0]) <= set(pins[1]) <= set(pins[2])


def test_the_npm_lock_names_no_index() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert all("integrity" in facts for name, facts in packages.items() if name)


def test_no_file_names_an_index_or_a_folder_of_some_machine() -> None:
    pattern = re.compile(f"{INDEXES}|(?<![\\w.-]){FOLDERS}".encode())
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked_files()
        if (match := pattern.search(path.read_bytes()))
        and path.suffix not in {".pdf", ".ttf", ".png", ".woff2"}
    ]
    assert found == []
