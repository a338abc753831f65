"""The scratch packet: a folder in, parts and one line of JSON out, with an empty environment and no database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.pdf import reading

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path) -> tuple[int, Any, str]:
    """Exit status, the line of JSON, and what went to standard error."""
    done = subprocess.run(
        [sys.executable, "manage.py", "packet_from_folder", *map(str, arguments)],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    (line,) = done.stdout.splitlines()
    return done.returncode, json.loads(line), done.stderr


def test_files_go_in_by_name_and_the_numbers_are_true(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, pages in (("b two.pdf", 2), ("a_one.pdf", 3)):
        reading.make_pdf(tmp_path / "in" / name, words=name.split(".")[0].replace("_", " "), pages=pages)
    reading.picture(tmp_path / "in" / "c.jpg")
    arguments = (
        tmp_path / "in",
        "--out",
        tmp_path / "out",
        "--title",
        "My packet",
        "--cache",
        tmp_path / "cache",
    )
    status, said, _ = run(*arguments)
    assert status == 0
    assert said.keys() == {"parts", "pages", "exhibits", "refused", "findings", "seconds", "peak_rss_mb"}
    assert [(e["tab"], e["file"]) for e in said["exhibits"]] == [
        ("A", "a_one.pdf"),
        ("B", "b two.pdf"),
        ("C", "c.jpg"),
    ]
    (part,) = said["parts"]
    assert part["file"] == "My_packet.pdf"
    file = tmp_path / "out" / part["file"]
    printed = reading.texts(file)
    assert len(printed) == part["pages"] == said["pages"]
    assert "a one 1" in printed[said["exhibits"][0]["first_page"] - 1]
    assert "b two 2" in printed[said["exhibits"][1]["last_page"] - 1]
    assert any("hearing" in finding["sentence"] for finding in said["findings"])
    assert 0 < said["peak_rss_mb"] < 400
    before = file.read_bytes()
    assert run(*arguments)[0] == 0  # now from the cache
    assert file.read_bytes() == before


def test_what_is_refused_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reading.make_pdf(tmp_path / "in" / "good.pdf")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"no")
    status, said, errors = run(tmp_path / "in", "--out", tmp_path / "out")
    assert status == 3
    assert [one["file"] for one in said["refused"]] == ["bad.pdf"]
    assert [one["file"] for one in said["exhibits"]] == ["good.pdf"]
    assert "bad.pdf:" in errors


def test_wrong_use_ends_with_two_and_a_sentence(tmp_path: Path) -> None:
    for arguments in ((tmp_path / "nowhere",), (tmp_path,), (tmp_path, "--max-mb", "0")):
        status, said, _ = run(*arguments, "--out", tmp_path / "out")
        assert status == 2
        assert said["error"]
