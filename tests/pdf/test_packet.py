"""The packet's index tells the truth: read back with a second engine, page by page."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pikepdf
import pytest

from cases.pdf import normalise, packet, papers
from cases.pdf.packet import Exhibit, Order
from tests.pdf import reading
from tests.pdf.test_papers import CAPTION


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


BOXES = (
    (0, 0, 612, 792),
    (-100, 50, 512, 842),
    (1000, 1000, 1792, 1612),
    (0, 0, 3000, 2000),
    (0, 0, 200, 140),
)


def test_the_stamp_is_at_the_bottom_right_as_the_reader_sees_it(order: Order, tmp_path: Path) -> None:
    odd = list(product((0, 90, 180, 270), BOXES))
    exhibits = []
    with normalise.guard() as door:
        for number, (turn, box) in enumerate(odd):
            # Each page also leaves a scaled graphics state open, as careless programs do.
            file = reading.make_pdf(tmp_path / "x.pdf", box=box, turn=turn, before=b"q q 0.1 0 0 0.1 5 5 cm")
            plain = door.normalise(file, tmp_path / f"{number}.pdf", name="x.pdf").path
            exhibits.append(Exhibit(f"Odd page {number}", (plain,)))
    built = packet.assemble(replace(order, exhibits=tuple(exhibits)), tmp_path)
    with reading.opened(built.parts[0].path) as document:
        for (turn, box), row in zip(odd, built.rows, strict=True):
            (left, bottom, right, top), (width, height) = reading.place_of(
                document, row.first_page - 1, str(row.first_page)
            )
            x0, y0, x1, y1 = box
            seen = {
                0: (left - x0, bottom - y0),
                90: (bottom - y0, x1 - right),
                180: (x1 - right, y1 - top),
                270: (y1 - top, left - x0),
            }[turn]
            size = max(right - left, top - bottom) / max(width, height)
            assert seen[0] > width * 0.8, (turn, box)
            assert 0 < seen[1] < height * 0.12, (turn, box)
            assert 0.005 < size < 0.1, (turn, box)


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
