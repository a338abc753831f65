"""Pre-flight finds each planted fault, on its page, and says nothing of a page that is in order."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFile

from cases.pdf import glance, normalise, packet, preflight, proof
from cases.pdf.facts import Fact
from cases.pdf.packet import Exhibit, Order
from tests.pdf import reading
from tests.pdf.test_papers import CAPTION

SECRET = "A 012-345-678"


def _facts(source: Path, tmp_path: Path) -> set[tuple[str, int, str]]:
    out = normalise.normalise(source, tmp_path / "out.pdf", name=source.name)
    return {(fact.code, fact.page, fact.detail) for fact in out.facts}


def _scan(path: Path, *, dots: tuple[int, int] = (1700, 2200), turn: int = 0, paper: int = 245) -> Path:
    """Lines of print as a scanner gives them, on Letter."""
    page = Image.new("L", (850, 1100), paper)
    pen = ImageDraw.Draw(page)
    for top in range(100, 1000, 22):
        for left in range(100, 700, 60):
            pen.rectangle((left, top, left + 40 + (left * top) % 17, top + 10), fill=30)
    page.rotate(turn, expand=True, fillcolor=paper).resize(dots).save(path, "JPEG", quality=80)
    return path


def test_a_page_in_order_is_not_spoken_of(tmp_path: Path) -> None:
    before = b"0.9 g 50 380 500 40 re f 0 g"  # a shaded row under words that can be read
    assert _facts(reading.make_pdf(tmp_path / "x.pdf", pages=2, before=before), tmp_path) == set()


@pytest.mark.parametrize(
    "box",
    [b"0 g 200 380 300 40 re f", b"1 g 200 380 300 40 re f", b"0.5 0 0 rg 200 380 300 40 re f"],
    ids=["black", "white", "red"],
)
def test_text_under_a_box_is_found_and_never_quoted(box: bytes, tmp_path: Path) -> None:
    source = reading.make_pdf(tmp_path / "x.pdf", words=SECRET)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"q " + box + b" Q")
        pdf.save()
    facts = _facts(source, tmp_path)
    assert [(code, page) for code, page, _ in facts] == [("covered", 1)]
    said = " ".join(sentence for _, sentence in preflight.sentences([Fact(*one) for one in facts]))
    assert "nothing was really removed" in said
    assert SECRET not in said


def test_a_box_under_the_text_hides_nothing(tmp_path: Path) -> None:
    white_on_black = b"0 g 100 380 450 40 re f 1 g"
    assert _facts(reading.make_pdf(tmp_path / "x.pdf", before=white_on_black), tmp_path) == set()


def test_a_scan_is_asked_for_its_text_and_its_resolution(tmp_path: Path) -> None:
    assert _facts(_scan(tmp_path / "x.jpg"), tmp_path) == {("no_text", 1, "")}
    coarse = {(code, page) for code, page, _ in _facts(_scan(tmp_path / "y.jpg", dots=(850, 1100)), tmp_path)}
    assert coarse == {("no_text", 1), ("coarse", 1)}


def test_pages_that_do_not_stand_upright_are_found(tmp_path: Path) -> None:
    lying = _facts(_scan(tmp_path / "x.jpg", turn=90, dots=(2200, 1700)), tmp_path)
    assert ("sideways", 1, "scan") in lying
    words = b"BT /F 12 Tf 0 1 -1 0 300 200 Tm (These words run up the page, all of them) Tj ET"
    source = reading.make_pdf(tmp_path / "y.pdf", words="", before=words)
    assert ("sideways", 1, "270") in _facts(source, tmp_path)
    # The same words on a page that is turned to let them be read.
    assert _facts(reading.make_pdf(tmp_path / "z.pdf", words="", before=words, turn=90), tmp_path) == set()


@pytest.mark.parametrize("exif", [3, 6, 8])
def test_a_photograph_is_judged_as_it_is_turned(exif: int, tmp_path: Path) -> None:
    upright = Image.open(_scan(tmp_path / "x.jpg", dots=(1700, 2200)))
    turn = {3: 180, 6: 90, 8: 270}[exif]  # by which the camera was turned, and says so
    told = Image.Exif()
    told[0x0112] = exif
    upright.rotate(turn, expand=True).save(tmp_path / "photo.jpg", quality=80, exif=told)
    assert _facts(tmp_path / "photo.jpg", tmp_path) == {("no_text", 1, "")}
    upright.rotate(turn + 90, expand=True).save(tmp_path / "lying.jpg", quality=80, exif=told)
    assert ("sideways", 1, "scan") in _facts(tmp_path / "lying.jpg", tmp_path)


def _on_page(path: Path, scan: Path, *, matrix: bytes = b"612 0 0 792 0 0") -> Path:
    """A PDF of one Letter page that is this JPEG and nothing else, as scanners write them."""
    with Image.open(scan) as picture:
        width, height = picture.size
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        image = pikepdf.Stream(pdf, scan.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.Width, image.Height, image.BitsPerComponent = width, height, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(image)))
        page.Contents = pdf.make_stream(b"q " + matrix + b" cm /I Do Q")
        pdf.save(path)
    return path


def test_a_scan_that_is_turned_onto_its_page_is_judged_as_it_is_seen(tmp_path: Path) -> None:
    scan = _scan(tmp_path / "x.jpg", turn=90, dots=(2200, 1700))
    for turned, matrix in ((True, b"0 -792 612 0 0 792"), (False, b"612 0 0 792 0 0")):
        found = _facts(_on_page(tmp_path / "x.pdf", scan, matrix=matrix), tmp_path)
        assert (("sideways", 1, "scan") in found) is not turned


@pytest.mark.parametrize("progressive", [False, True])
def test_what_only_the_lower_half_of_a_scan_shows_is_seen(progressive: bool, tmp_path: Path) -> None:
    """The upper part alone is looked at first: it must settle nothing that the rest could change."""
    dark, late = (Image.new("L", (1700, 2200), 245) for _ in range(2))
    dark.paste(8, (0, 500, 1700, 2200))  # all but a light head, on which lines are printed
    pen = ImageDraw.Draw(dark)
    for top in range(100, 450, 44):
        pen.rectangle((200, top, 1500, top + 20), fill=30)
    ImageDraw.Draw(late).text((300, 2000), "One line", fill=0, font_size=60)
    for name, page, facts in (("dark", dark, {"dark"}), ("late", late, {"no_text"})):
        page.save(tmp_path / "x.jpg", quality=80, progressive=progressive)
        found = _facts(_on_page(tmp_path / "x.pdf", tmp_path / "x.jpg"), tmp_path)
        assert {code for code, _, _ in found} == facts, name


@pytest.mark.parametrize("is_weasyprint_loaded", [False, True])
def test_the_upper_part_of_most_scans_is_enough(
    is_weasyprint_loaded: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", is_weasyprint_loaded)  # as importing it does
    data = _scan(tmp_path / "x.jpg", dots=(1700, 2200)).read_bytes()
    upper = glance.upper_part(data)
    assert upper is not None
    seen, share = upper
    assert 0.3 < share < 0.7
    with Image.open(tmp_path / "x.jpg") as whole:
        whole.draft("L", (whole.width // 8, whole.height // 8))
        assert whole.crop((0, 0, *seen.size)).tobytes() == seen.tobytes()  # the very same pixels
    _scan(tmp_path / "y.jpg").write_bytes(data[: len(data) // 9])
    assert glance.upper_part((tmp_path / "y.jpg").read_bytes()) is None  # too little came


def test_blank_and_dark_pages_are_found(tmp_path: Path) -> None:
    for name, paper, code in (("blank.jpg", 250, "blank"), ("dark.jpg", 12, "dark")):
        noise = Image.effect_noise((850, 1100), 6)
        Image.blend(Image.new("L", (850, 1100), paper), noise, 0.05).save(tmp_path / name, "JPEG")
        assert code in {one[0] for one in _facts(tmp_path / name, tmp_path)}
    assert _facts(reading.make_pdf(tmp_path / "empty.pdf", words=""), tmp_path) == set()  # its number is ink
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "nothing.pdf")
    assert _facts(tmp_path / "nothing.pdf", tmp_path) == {("blank", 1, "")}


def test_findings_bear_the_tab_and_the_stamped_page(tmp_path: Path) -> None:
    plain = reading.make_pdf(tmp_path / "x.pdf", pages=9)
    order = Order(
        CAPTION, "Evidence", (Exhibit("First", (plain,)), Exhibit("Second", (plain,))), first_page=101
    )
    built = packet.assemble(order, tmp_path)
    row = built.rows[1]
    facts = [Fact("blank", page) for page in (2, 3, 7)] + [Fact("coarse", 1, "150"), Fact("coarse", 4, "90")]
    coarse, blank = sorted(
        preflight.findings(row, name="scan.pdf", facts=facts), key=lambda f: f.code, reverse=True
    )
    first = row.first_page
    assert (blank.tab, blank.page, blank.hard) == ("B", first + 1, False)
    assert f"pages {first + 1}–{first + 2}, {first + 6} are blank" in blank.sentence
    assert "at 90 dpi" in coarse.sentence  # the worst of them


def test_every_kind_of_fact_has_its_words() -> None:
    for code in preflight.KINDS:
        ((_, sentence),) = preflight.sentences([Fact(code, 3, "90")])
        assert "{" not in sentence
        assert sentence.endswith(".")


def test_a_number_that_is_not_where_the_index_says_is_a_hard_finding(tmp_path: Path) -> None:
    order = Order(CAPTION, "Evidence", (Exhibit("One", (reading.make_pdf(tmp_path / "x.pdf", pages=3),)),))
    built = packet.assemble(order, tmp_path)
    (part,) = built.parts
    assert list(proof.check(part, built.rows)) == []
    with pikepdf.open(part.path, allow_overwriting_input=True) as pdf:
        pdf.pages.insert(2, pdf.pages[0])  # a page too many: everything after it is one off
        pdf.save(part.path)
    found = list(proof.check(part, built.rows))
    assert any("does not bear its number" in finding.sentence for finding in found)
    assert all(finding.hard and finding.code == "index" for finding in found)


def test_the_real_fake_redactions_are_found_and_the_true_ones_are_not(shared: Path, tmp_path: Path) -> None:
    bad = {"38_", "39_", "40_"}
    with normalise.guard() as door:
        for file in sorted((shared / "exhibits").glob("[34][0-9]_*.pdf")):
            if not 37 <= int(file.name[:2]) <= 46:
                continue
            facts = door.normalise(file, tmp_path / "out.pdf", name=file.name).facts
            assert any(fact.code == "covered" for fact in facts) is (file.name[:3] in bad), file.name
        turned = door.normalise(
            shared / "exhibits" / "50_cardinal.pdf", tmp_path / "out.pdf", name="50_cardinal.pdf"
        )
    assert [fact.page for fact in turned.facts if fact.code == "sideways"] == [2, 4]
