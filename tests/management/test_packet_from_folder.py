"""The scratch packet: a folder in, parts and one line of JSON out, with an empty environment and no database."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf

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


def test_faults_are_found_with_their_file_and_page_and_another_order_needs_no_reading(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reading.make_pdf(tmp_path / "in" / "a.pdf", pages=2)
    covered = reading.make_pdf(tmp_path / "in" / "b.pdf", pages=3)
    with pikepdf.open(covered, allow_overwriting_input=True) as pdf:
        pdf.pages[2].contents_add(b"q 0 g 0 0 612 700 re f Q")
        pdf.pages[1].contents_add(b"q 0 g 200 380 300 40 re f Q")
        pdf.save()
    arguments = ("--out", tmp_path / "out", "--cache", tmp_path / "cache")
    _, said, errors = run(tmp_path / "in", *arguments)
    (found,) = [finding for finding in said["findings"] if finding["code"] == "covered"]
    row = said["exhibits"][1]
    assert (found["hard"], found["file"], found["page"]) == (True, "b.pdf", row["first_page"] + 1)
    assert "pages bound" in errors
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").glob("*.pdf")}
    (tmp_path / "in" / "a.pdf").rename(tmp_path / "in" / "z.pdf")
    _, moved, _ = run(tmp_path / "in", *arguments)
    assert [one["file"] for one in moved["exhibits"]] == ["b.pdf", "z.pdf"]
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").glob("*.pdf")} == kept


def test_django_finds_the_command_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reading.make_pdf(tmp_path / "in" / "a.pdf")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "packet_from_folder",
            str(tmp_path / "in"),
            "--out",
            str(tmp_path / "out"),
        ],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "clinic.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    assert json.loads(done.stdout)["parts"][0]["file"] == "Evidence.pdf"


def test_the_real_folder_goes_in_and_what_must_be_refused_is_refused(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    exhibits = sorted((shared / "exhibits").glob("*.pdf"))
    bad = sorted((shared / "exhibits" / "refuse").iterdir())
    for file in [*exhibits, *bad]:
        (tmp_path / "in" / file.name).symlink_to(file)
    cache = tmp_path / "cache"
    status, said, _ = run(tmp_path / "in", "--out", tmp_path / "out", "--max-mb", "5", "--cache", cache)
    assert status == 3
    assert [one["file"] for one in said["exhibits"]] == [file.name for file in exhibits]
    assert (len(said["exhibits"]), said["exhibits"][-1]["tab"]) == (68, "BP")
    assert sorted(one["file"] for one in said["refused"]) == [file.name for file in bad]
    assert all(one["reason"] for one in said["refused"])
    assert not [finding for finding in said["findings"] if finding["code"] == "index"]
    assert 0 < said["peak_rss_mb"] < 400
    files = [tmp_path / "out" / part["file"] for part in said["parts"]]
    assert all(
        file.stat().st_size == part["bytes"] <= 5_000_000
        for file, part in zip(files, said["parts"], strict=True)
    )
    taken = sum(file.stat().st_size for file in cache.glob("*.pdf"))
    assert sum(part["bytes"] for part in said["parts"]) < taken * 1.03
    texts = [reading.texts(file) for file in files]
    pages = [text for part in texts for text in part]
    assert len(pages) == said["pages"]
    for number, text in enumerate(pages, start=1):
        assert text.endswith(str(number)), number
    where = [(file, at) for file, part in zip(files, texts, strict=True) for at in range(len(part))]
    for source, row in list(zip(exhibits, said["exhibits"], strict=True))[::6]:
        file, at = where[row["first_page"] - 1]
        with reading.opened(source) as before, reading.opened(file) as after:
            # Above its number, a page is what it was.
            assert reading.difference(before, 0, after, at, above=0.93) < 0.05, source.name
    for part in texts:  # each has the whole index
        printed = " ".join(" ".join(part[1:8]).split())
        for row in said["exhibits"]:
            first, last = row["first_page"], row["last_page"]
            assert f"TAB\n{row['tab']}" in pages[first - 2], row
            # An exhibit that is too large for one part has a range in each.
            shown = re.search(rf" {row['tab']} .{{3,300}}? ({first}(?:–\d+)?(?:, \d+(?:–\d+)?)*) ", printed)
            assert shown, row
            assert int(re.findall(r"\d+", shown[1])[-1]) == last, row


def test_a_folder_within_the_folder_is_said_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "in" / "More").mkdir(parents=True)
    reading.make_pdf(tmp_path / "in" / "a.pdf")
    reading.make_pdf(tmp_path / "in" / "More" / "b.pdf")
    status, said, errors = run(tmp_path / "in", "--out", tmp_path / "out")
    assert (status, len(said["exhibits"]), said["refused"]) == (0, 1, [])
    (found,) = [finding for finding in said["findings"] if finding["code"] == "folder"]
    assert "More" in found["sentence"]
    assert "More" in errors
