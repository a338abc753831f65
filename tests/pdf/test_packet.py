"""The packet's index tells the truth: read back with a second engine, page by page."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from cases.pdf import normalise, packet, papers
from cases.pdf.packet import Exhibit, Order
from tests.pdf import reading
from tests.pdf.test_papers import CAPTION


@pytest.fixture
def order(tmp_path: Path) -> Order:
    files = [
        reading.make_pdf(tmp_path / f"in{n}.pdf", words=f"Exhibit {n} page", pages=n + 1) for n in range(12)
    ]
    exhibits = tuple(
        Exhibit(f"Paper number {n}", (file,), "Spanish, with translation") for n, file in enumerate(files)
    )
    return Order(
        CAPTION, "Respondent's Evidence", exhibits, name="Tzoc: evidence", service=papers.Service(ecas=True)
    )


def test_every_row_of_the_index_leads_to_the_page_that_bears_its_number(order: Order, tmp_path: Path) -> None:
    built = packet.assemble(order, tmp_path)
    (part,) = built.parts
    assert part.path.name == "Tzoc_evidence.pdf"
    assert [row.tab for row in built.rows] == list("ABCDEFGHIJKL")
    pages = reading.texts(part.path)
    assert len(pages) == built.pages == part.pages
    for number, text in enumerate(pages, start=1):
        assert text.endswith(str(number))
    for n, row in enumerate(built.rows):
        assert f"Exhibit {n} page 1" in pages[row.first_page - 1]
        assert f"Exhibit {n} page {n + 1}" in pages[row.last_page - 1]
        assert f"TAB\n{row.tab}" in pages[row.first_page - 2]
    printed = " ".join(" ".join(pages[1:3]).split())
    for row in built.rows:
        shown = (
            str(row.first_page) if row.first_page == row.last_page else f"{row.first_page}–{row.last_page}"
        )
        assert re.search(rf"{row.tab} {re.escape(row.title)} Spanish, with translation {shown}\b", printed)
    assert "PROOF OF SERVICE" in pages[-1]
    assert f"Proof of service {built.pages}" in printed


def test_bookmarks_and_page_labels_agree_with_the_stamps(order: Order, tmp_path: Path) -> None:
    built = packet.assemble(replace(order, first_tab=6, first_page=101), tmp_path)
    assert built.rows[0].tab == "G"
    with reading.opened(built.parts[0].path) as document:
        marks = {b.get_title(): b.get_dest().get_index() + 101 for b in document.get_toc()}
        assert document.get_page_label(0) == "101"
    assert list(marks)[:3] == ["Cover", "Table of contents", "Tab G: Paper number 0"]
    assert list(marks)[-1] == "Proof of service"
    for row in built.rows:
        assert marks[f"Tab {row.tab}: {row.title}"] == row.first_page - 1


def test_the_same_order_gives_the_same_bytes(order: Order, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    one = packet.assemble(order, tmp_path / "a").parts[0].path.read_bytes()
    two = packet.assemble(order, tmp_path / "b").parts[0].path.read_bytes()
    assert one == two


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


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "box",
    [(0, 0, 612, 792), (-100, 50, 512, 842), (1000, 1000, 1792, 1612), (0, 0, 3000, 2000), (0, 0, 200, 140)],
)
def test_the_stamp_is_at_the_bottom_right_as_the_reader_sees_it(
    turn: int, box: tuple[float, ...], order: Order, tmp_path: Path
) -> None:
    # The page also leaves a scaled graphics state open, as careless programs do.
    file = reading.make_pdf(tmp_path / "x.pdf", box=box, turn=turn, before=b"q q 0.1 0 0 0.1 5 5 cm")
    plain = normalise.normalise(file, tmp_path / "plain.pdf", name="x.pdf").path
    built = packet.assemble(replace(order, exhibits=(Exhibit("Odd page", (plain,)),)), tmp_path)
    with reading.opened(built.parts[0].path) as document:
        page = document[built.rows[0].first_page - 1]
        words = page.get_textpage()
        width, height = page.get_size()
        place = words.search(str(built.rows[0].first_page)).get_next()
        assert place is not None
        left, bottom, right, top = (
            f(values)
            for f, values in zip(
                (min, min, max, max),
                zip(*(words.get_charbox(place[0] + i) for i in range(place[1])), strict=True),
                strict=True,
            )
        )
        words.close()
        page.close()
    x0, y0, x1, y1 = box
    seen = {
        0: (left - x0, bottom - y0),
        90: (bottom - y0, x1 - right),
        180: (x1 - right, y1 - top),
        270: (y1 - top, left - x0),
    }[turn]
    assert seen[0] > width * 0.8
    assert 0 < seen[1] < height * 0.12
    assert 0.005 * max(width, height) < max(right - left, top - bottom) < 0.1 * max(width, height)


def test_a_layer_that_was_hidden_stays_hidden(order: Order, tmp_path: Path) -> None:
    from pikepdf import Array, Dictionary, Name, String

    reading.make_pdf(tmp_path / "x.pdf", before=b"/OC /L BDC 0 0 0 rg 0 0 612 792 re f EMC")
    with pikepdf.open(tmp_path / "x.pdf", allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.pages[0].Resources.Properties = Dictionary(L=layer)
        pdf.save()
    plain = normalise.normalise(tmp_path / "x.pdf", tmp_path / "plain.pdf", name="x.pdf").path
    built = packet.assemble(replace(order, exhibits=(Exhibit("Layers", (plain,)),)), tmp_path)
    with reading.opened(built.parts[0].path) as document:
        page = reading.picture_of(document, built.rows[0].first_page - 1)
    assert page.getpixel((5, 5)) == 255


def test_what_the_cover_lacks_is_said_and_never_invented(order: Order, tmp_path: Path) -> None:
    bare = replace(
        order, caption=papers.Caption(), service=None, exhibits=(replace(order.exhibits[0], title="漢"),)
    )
    built = packet.assemble(bare, tmp_path)
    assert {f.code for f in built.findings} == {
        "caption_respondent",
        "caption_a_number",
        "caption_court",
        "caption_detained",
        "caption_judge",
        "caption_hearing",
        "caption_filer",
        "glyphs",
        "service",
    }
    assert all(f.hard for f in built.findings)
    said = {f.code: f.sentence for f in built.findings}
    assert "Assign a lead attorney on the case's team page" in said["caption_filer"]
    for code in ("court", "detained", "judge", "hearing"):
        assert "Add it on the proceeding's page" in said[f"caption_{code}"]
    assert "that person's page" in said["caption_a_number"]


def test_progress_rises_to_its_total_and_raising_in_it_leaves_nothing_behind(
    order: Order, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    built = packet.assemble(order, tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (built.pages, built.pages)

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "cancelled").mkdir()
    with pytest.raises(KeyboardInterrupt):
        packet.assemble(order, tmp_path / "cancelled", progress=cancel)
    assert list((tmp_path / "cancelled").iterdir()) == []


def test_an_empty_order_is_refused() -> None:
    with pytest.raises(packet.CannotBuild, match="no exhibits"):
        packet.assemble(Order(CAPTION, "x", ()), Path())


@pytest.mark.parametrize(
    ("number", "letter"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_tabs_go_on_after_z(number: int, letter: str) -> None:
    assert packet.tab_letter(number) == letter


def test_the_real_exhibits_make_one_true_packet(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "exhibits").glob("*.pdf"))
    with normalise.guard() as door:
        exhibits = tuple(
            Exhibit(file.stem, (door.normalise(file, tmp_path / file.name, name=file.name).path,))
            for file in files
        )
    taken = sum(e.files[0].stat().st_size for e in exhibits)
    order = Order(
        CAPTION, "Respondent's Evidence", exhibits, service=papers.Service(ecas=False), max_bytes=8_000_000
    )
    (tmp_path / "out").mkdir()
    built = packet.assemble(order, tmp_path / "out")
    assert len(built.rows) == 68
    assert built.rows[-1].tab == "BP"
    assert all(part.bytes <= 8_000_000 for part in built.parts)
    assert sum(part.bytes for part in built.parts) < taken * 1.03
    for part in built.parts:
        for number, text in enumerate(reading.texts(part.path), start=part.first_page):
            assert text.endswith(str(number)), (part.path.name, number)


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


def test_pages_go_onto_letter_only_when_asked(order: Order, tmp_path: Path) -> None:
    sizes = {"a4": (0, 0, 595, 842), "poster": (0, 0, 2000, 1000), "receipt": (0, 0, 200, 300)}
    files = [
        reading.make_pdf(tmp_path / f"{name}.pdf", words=name, box=box, turn=90)
        for name, box in sizes.items()
    ]
    odd = replace(order, exhibits=tuple(Exhibit(file.stem, (file,)) for file in files))
    built = packet.assemble(odd, tmp_path)
    for asked in (False, True):
        built = packet.assemble(replace(odd, on_letter=asked), tmp_path)
        with reading.opened(built.parts[0].path) as document:
            seen = [document[row.first_page - 1].get_size() for row in built.rows]
        shown = reading.texts(built.parts[0].path)
        assert all(name in shown[row.first_page - 1] for name, row in zip(sizes, built.rows, strict=True))
        turned = [(box[3], box[2]) for box in sizes.values()]
        assert seen == ([(792, 612), (612, 792), (792, 612)] if asked else turned)
    again = packet.assemble(replace(odd, on_letter=True), tmp_path).parts[0].path.read_bytes()
    assert again == built.parts[0].path.read_bytes()


def test_titles_in_every_script_stand_in_the_index_and_on_their_sheets(order: Order, tmp_path: Path) -> None:
    titles = ("Declaración, K'iche' ꞌ", "هذه شهادة مكتوبة", "ትግርኛ ኣነ ካብ", "ẍ x̂ Q'anjob'al", "W" * 120)
    exhibits = tuple(replace(order.exhibits[0], title=title) for title in titles)
    built = packet.assemble(replace(order, exhibits=exhibits), tmp_path)
    assert not [finding for finding in built.findings if finding.code in ("glyphs", "index")]
    with reading.opened(built.parts[0].path) as document:
        for row in built.rows:
            sheet = reading.picture_of(document, row.first_page - 2, longest=800)
            title = sheet.crop((0, sheet.height // 2, sheet.width, sheet.height * 2 // 3))
            assert min(title.tobytes()) < 80, row.title
    index = " ".join(reading.texts(built.parts[0].path)[1].split())
    assert "ትግርኛ" in index
    assert "Declaración" in index
