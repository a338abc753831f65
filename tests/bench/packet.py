"""Packets from folders, through the command and its whole start, against a bare pikepdf pass: `script/bench packet`.

The bare pass is what anybody would write: open every file, append its pages, stamp a number on each, save. The command
also opens each file in a guarded child, makes it plain, looks at its pages, prints a cover, an index and tab sheets,
cuts the packet into parts and reads them back. Both run as processes of their own and take turns, so that a busy
machine slows both alike. Two folders: the real exhibits (from ../shared), and 600 scans that are made here.
Then memory: one packet of 1,400 pages from 14 exhibits, and one of as many pages, tab sheets counted, from 700.
"""

import argparse
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
EXHIBITS = ROOT.parent / "shared" / "exhibits"
COLD_AT_MOST, CACHED_AT_MOST = 5.0, 2.0  # times the bare pass
MEMORY_AT_MOST, GROWTH_AT_MOST = 400.0, 1.15  # MB of the largest process; 700 exhibits to 14
PAGES = 1_400  # of the packet that memory is measured with: exhibits and their tab sheets
LARGER_AT_MOST = 1.03  # times the sum of the normalised files
SCANS, SCAN_BYTES = 600, 545_000
TURNS = 3

BARE = """
import sys
from pathlib import Path
from pikepdf import Dictionary, Name, Pdf
out, kept = Pdf.new(), []
for file in sorted(Path(sys.argv[1]).iterdir()):
    kept.append(Pdf.open(file))
    out.pages.extend(kept[-1].pages)
font = out.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
for number, page in enumerate(out.pages, start=1):
    page.add_resource(font, Name.Font, Name.Stamp)
    page.contents_add(f"q BT /Stamp 10 Tf 560 15 Td ({number}) Tj ET Q".encode())
out.save(sys.argv[2])
print(len(out.pages))
"""


def main() -> int:
    """Print every ratio; 1 when one is more than it may be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scans", type=int, default=SCANS, help="Made scans; fewer for a quick look.")
    parser.add_argument("--only", choices=("real", "scans", "memory"), help="One of the three alone.")
    wanted = parser.parse_args()
    kinds = [wanted.only] if wanted.only else ["real", "scans", "memory"]
    status = 0
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as name:
        room = Path(name)
        if "real" in kinds and EXHIBITS.is_dir():
            status |= measure("real exhibits", sorted(EXHIBITS.glob("*.pdf")), room / "real")
        elif "real" in kinds:
            print("real exhibits: not measured, ../shared/exhibits is not here")
        if "scans" in kinds:
            status |= measure(
                f"{wanted.scans} scans", make_scans(room / "made", wanted.scans), room / "scans"
            )
        if "memory" in kinds:
            status |= measure_memory(room / "memory")
    return status


def measure(called: str, files: list[Path], room: Path) -> int:
    """Time one folder cold, cached, and cached in another order; each turn beside a bare pass of its own."""
    forward, backward = folder(room / "forward", files), folder(room / "backward", files[::-1])
    size = sum(file.stat().st_size for file in files) / 1e6
    floors, cold, cached, moved = [], [], [], []
    for turn in range(TURNS):
        cache = room / f"cache{turn}"
        floors.append(bare(forward, room))
        cold.append(command(forward, room, cache))
        floors.append(bare(forward, room))
        cached.append(command(forward, room, cache))
        moved.append(command(backward, room, cache))
    floor = statistics.median(seconds for seconds, _ in floors)
    pages = floors[0][1]
    print(f"{called}: {len(files)} files, {pages} pages, {size:.0f} MB; bare pass {floor:.2f} s")
    status = 0
    for kind, runs, most in (
        ("cold", cold, COLD_AT_MOST),
        ("cached", cached, CACHED_AT_MOST),
        ("cached, other order", moved, CACHED_AT_MOST),
    ):
        seconds = statistics.median(seconds for seconds, _ in runs)
        status |= said(f"{kind} {seconds:.2f} s, ratio", seconds / floor, most)
    status |= said(
        "largest process, MB", max(one["peak_rss_mb"] for _, one in cold + cached + moved), MEMORY_AT_MOST
    )
    plain = sum(file.stat().st_size for file in (room / "cache0").glob("*.pdf"))
    bound = sum(part["bytes"] for part in cold[0][1]["parts"])
    return status | said("files to normalised inputs, ratio", bound / plain, LARGER_AT_MOST)


def measure_memory(room: Path) -> int:
    """As many pages bound from few exhibits and from many: memory must not follow the number of exhibits."""
    peaks = []
    for exhibits in (14, 700):
        made, own = room / f"of{exhibits}", PAGES // exhibits - 1  # each brings a tab sheet
        made.mkdir(parents=True)
        for number in range(exhibits):
            write_letter(made / f"{number:05d}.pdf", pages=own, first=number * own)
        seconds, one = command(made, room, None)
        peaks.append(float(one["peak_rss_mb"]))
        print(
            f"{PAGES:,} pages of {exhibits} exhibits, and {one['pages'] - PAGES} before them: {seconds:.2f} s"
        )
        said("  largest process, MB", peaks[-1], MEMORY_AT_MOST)
    grown = said("memory, 700 exhibits to 14, ratio", peaks[1] / peaks[0], GROWTH_AT_MOST)
    return grown | int(max(peaks) > MEMORY_AT_MOST)


def said(what: str, value: float, most: float) -> int:
    """Print one figure with its limit; 1 when it is over."""
    print(f"  {what} {value:.2f} (at most {most:g}){'' if value <= most else '  TOO MUCH'}")
    return int(value > most)


def bare(source: Path, room: Path) -> tuple[float, int]:
    """Seconds and pages of the bare pass."""
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(source), str(room / "bare.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    return perf_counter() - begun, int(done.stdout)


def command(source: Path, room: Path, cache: Path | None) -> tuple[float, dict[str, Any]]:
    """Seconds of the command from its start to its end, and what it said. It sees no database and no configuration."""
    arguments = ["--out", str(room / "out"), *(["--cache", str(cache)] if cache else [])]
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", "packet_from_folder", str(source), *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = perf_counter() - begun
    for left in (room / "out").iterdir():
        left.unlink()
    return seconds, json.loads(done.stdout)


def folder(at: Path, files: list[Path]) -> Path:
    """A folder in which these files stand in this order, by name."""
    at.mkdir(parents=True)
    for number, file in enumerate(files):
        (at / f"{number:05d}.pdf").symlink_to(file)
    return at


def make_scans(at: Path, amount: int) -> list[Path]:
    """PDFs of one page each, a JPEG of a page at 200 dpi; all differ, a dozen pictures repeat with other comments."""
    at.mkdir(parents=True)
    pictures = [picture_of_a_page(number) for number in range(12)]
    files = []
    for number in range(amount):
        # A comment inside makes the same picture another file, and fills it up to the size of a scan.
        data = pictures[number % len(pictures)]
        note = random.Random(number).randbytes(60_000)  # noqa: S311  # noise, not a secret
        missing = max(SCAN_BYTES - len(data), 1_000)
        notes = b"".join(
            b"\xff\xfe"
            + (min(60_000, missing - done) + 2).to_bytes(2, "big")
            + note[: min(60_000, missing - done)]
            for done in range(0, missing, 60_000)
        )
        with pikepdf.Pdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(612, 792))
            image = pikepdf.Stream(
                pdf,
                data[:2] + notes + data[2:],
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=1700,
                Height=2200,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
                Filter=pikepdf.Name.DCTDecode,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pdf.make_indirect(image)))
            page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Scan Do Q")
            files.append(at / f"scan{number:04d}.pdf")
            pdf.save(files[-1])
    return files


def picture_of_a_page(seed: int) -> bytes:
    """Lines like print on paper with a scanner's grain, as a JPEG of about half a megabyte."""
    chance = random.Random(seed)  # noqa: S311  # noise, not a secret
    paper = Image.new("L", (1700, 2200), 246)
    pen = ImageDraw.Draw(paper)
    for top in range(200, 2000, 44):
        left = 200
        while left < 1400:
            wide = chance.randrange(20, 130)
            pen.rectangle((left, top, left + wide, top + 20), fill=chance.randrange(20, 80))
            left += wide + 16
    grain = Image.effect_noise((1700, 2200), 14).filter(ImageFilter.GaussianBlur(0.6))
    out = io.BytesIO()
    Image.blend(paper, grain, 0.25).save(out, "JPEG", quality=72)
    return out.getvalue()


def write_letter(at: Path, *, pages: int, first: int) -> None:
    """Pages of text, each different."""
    with pikepdf.Pdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for number in range(first, first + pages):
            page = pdf.add_blank_page(page_size=(612, 792))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            lines = "".join(f"(Line {line} of page {number}, invented.) Tj 0 -14 Td " for line in range(45))
            page.Contents = pdf.make_stream(f"BT /F 11 Tf 72 720 Td {lines} ET".encode())
        pdf.save(at)


if __name__ == "__main__":
    sys.exit(main())
