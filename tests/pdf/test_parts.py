"""Parts stay under the limit, are cut where they should be, and are the same however many processes bind them."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from cases.pdf import packet
from cases.pdf.packet import Exhibit, Order
from tests.pdf import reading


def test_parts_stay_under_the_limit_and_split_between_exhibits(order: Order, tmp_path: Path) -> None:
    heavy = tuple(
        Exhibit(f"Scan {n}", (reading.make_pdf(tmp_path / f"h{n}.pdf", pages=2, padding=150_000),))
        for n in range(7)
    )
    built = packet.assemble(replace(order, exhibits=heavy, max_bytes=1_000_000), tmp_path)
    assert len(built.parts) > 1
    assert [p.path.name for p in built.parts] == [
        f"Tzoc_evidence_Part{n}_of_{len(built.parts)}.pdf" for n in range(1, len(built.parts) + 1)
    ]
    assert all(part.bytes <= 1_000_000 for part in built.parts)
    assert all(len(row.ranges) == 1 for row in built.rows)
    number = 0
    for part in built.parts:
        assert part.first_page == number + 1
        pages = reading.texts(part.path)
        assert f"Part {built.parts.index(part) + 1} of {len(built.parts)}" in pages[0]
        assert all(f"Scan {n}" in pages[1] for n in range(7))  # the full index in every part
        for text in pages:
            number += 1
            assert text.endswith(str(number))
    assert number == built.pages


def test_an_exhibit_too_big_for_any_part_is_cut_between_its_pages(order: Order, tmp_path: Path) -> None:
    big = Exhibit("Long report", (reading.make_pdf(tmp_path / "big.pdf", pages=12, padding=150_000),))
    built = packet.assemble(
        replace(order, exhibits=(big, *order.exhibits[:2]), max_bytes=1_000_000), tmp_path
    )
    assert all(part.bytes <= 1_000_000 for part in built.parts)
    row = built.rows[0]
    assert len(row.ranges) >= 2
    assert sum(b - a + 1 for a, b in row.ranges) == 12
    pages = {p.first_page + i: text for p in built.parts for i, text in enumerate(reading.texts(p.path))}
    words = [pages[n] for a, b in row.ranges for n in range(a, b + 1)]
    assert all(f"Some words {n}\n" in text + "\n" for n, text in enumerate(words, start=1))
    assert "(continued)" in pages[row.ranges[1][0] - 1]
    assert not any(f.code == "page_too_big" for f in built.findings)


def test_a_single_page_over_the_limit_is_said_and_nothing_else_suffers(order: Order, tmp_path: Path) -> None:
    big = Exhibit("Poster", (reading.make_pdf(tmp_path / "big.pdf", padding=1_200_000),))
    built = packet.assemble(
        replace(order, exhibits=(*order.exhibits[:3], big), max_bytes=1_000_000), tmp_path
    )
    assert [f.code for f in built.findings] == ["page_too_big"]
    assert "Poster" in built.findings[0].sentence
    assert sum(part.bytes > 1_000_000 for part in built.parts) == 1


@pytest.fixture
def heavy(order: Order, tmp_path: Path) -> Order:
    """Exhibits that make several parts of at most a megabyte."""
    exhibits = tuple(
        Exhibit(f"Scan {n}", (reading.make_pdf(tmp_path / f"h{n}.pdf", pages=2, padding=150_000),))
        for n in range(7)
    )
    return replace(order, exhibits=exhibits, max_bytes=1_000_000)


def test_parts_bound_side_by_side_are_the_parts_bound_one_by_one(heavy: Order, tmp_path: Path) -> None:
    with reading.processor() as run:  # forked from a process of its own: this one has threads
        made = {}
        for processes in (1, 3):
            folder = tmp_path / str(processes)
            folder.mkdir()
            run(packet.assemble, heavy, folder, shelf=tmp_path, processes=processes)
            made[processes] = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(made[1]) > 2
    assert made[1] == made[3]
    identifiers = set()
    for data in made[1].values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            identifiers.add(bytes(pdf.trailer.ID[0]))
    assert len(identifiers) == len(made[1])  # each file has its own, though no clock was asked


def test_many_small_exhibits_are_bound_without_opening_them_all(order: Order, tmp_path: Path) -> None:
    files = [reading.make_pdf(tmp_path / f"s{n}.pdf", words=f"Receipt {n} page") for n in range(230)]
    many = replace(order, exhibits=tuple(Exhibit(f"Receipt {n}", (file,)) for n, file in enumerate(files)))
    (tmp_path / "out").mkdir()
    built = packet.assemble(many, tmp_path / "out")
    pages = reading.texts(built.parts[0].path)
    assert not [finding for finding in built.findings if finding.hard]
    assert built.rows[-1].tab == "HV"
    for n, row in enumerate(built.rows):
        assert f"Receipt {n} page 1" in pages[row.first_page - 1]
    assert [file.name for file in (tmp_path / "out").iterdir()] == [built.parts[0].path.name]
