"""Uploaded files become plain pages that look the same, or are refused by name with a reason and a remedy."""

import base64
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from cases.pdf import normalise
from cases.pdf.normalise import Refused
from tests.pdf import reading


def test_every_real_exhibit_goes_in_and_looks_as_it_did(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "exhibits").glob("*.pdf"))
    assert len(files) == 68
    with normalise.guard() as door:
        for file in files:
            out = door.normalise(file, tmp_path / file.name, name=file.name)
            with reading.opened(file) as before, reading.opened(out.path) as after:
                assert len(before) == len(after) == out.pages
                for number in {0, out.pages - 1}:
                    assert reading.difference(before, number, after, number) < 0.05, (file.name, number)


def test_every_file_to_be_refused_is_named_with_its_reason(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "exhibits" / "refuse").iterdir())
    assert len(files) == 12
    with normalise.guard() as door:
        for file in files:
            with pytest.raises(Refused) as refusal:
                door.normalise(file, tmp_path / "out.pdf", name=file.name)
            assert refusal.value.sentence.startswith(f"{file.name}: ")
            assert "upload" in refusal.value.reason or "Ask its sender" in refusal.value.reason
            assert not (tmp_path / "out.pdf").exists()
        # And the door still works for the next file.
        good = reading.make_pdf(tmp_path / "good.pdf")
        assert door.normalise(good, tmp_path / "good_out.pdf", name="good.pdf").pages == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<html><body>not a pdf</body></html>", "not a PDF"),
        (b"%PDF-1.7\nand then nothing of the kind", "damaged beyond repair"),
        (b"PK\x03\x04" + b"\0" * 100, "not a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG picture"),
    ],
)
def test_what_is_no_pdf_is_refused_whatever_its_name(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    with pytest.raises(Refused, match=words):
        normalise.normalise(file, tmp_path / "out.pdf", name="Birth certificate.pdf")


def test_a_file_over_the_limit_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normalise, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="at most"):
        normalise.normalise(reading.make_pdf(tmp_path / "x.pdf"), tmp_path / "out.pdf", name="x.pdf")


def test_too_many_pages_are_refused_with_the_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normalise, "MAX_PAGES", 3)
    with pytest.raises(Refused, match="has 4 pages"):
        normalise.normalise(reading.make_pdf(tmp_path / "x.pdf", pages=4), tmp_path / "out.pdf", name="x.pdf")


def test_what_lives_in_a_pdf_is_removed_and_what_is_visible_stays(tmp_path: Path) -> None:
    out = normalise.normalise(_lively(tmp_path / "x.pdf"), tmp_path / "out.pdf", name="x.pdf")
    raw = out.path.read_bytes()
    with pikepdf.open(out.path) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Version", "/OCProperties"}
        plain = b"".join(o.unparse(resolved=True) for o in pdf.objects if not isinstance(o, pikepdf.Stream))
        assert "/Annots" not in pdf.pages[0]
    for word in (
        b"JavaScript",
        b"/Launch",
        b"SubmitForm",
        b"EmbeddedFile",
        b"app.alert",
        b"/Widget",
        b"/XFA",
        b"/URI",
        b"example.org",
    ):
        assert word not in raw + plain
    text = reading.texts(out.path)[0]
    assert "Some words 1" in text
    assert "Answer in a field" in text
    assert any("JavaScript" in note for note in out.notes)
    assert any("attached inside" in note for note in out.notes)
    assert any("form fields" in note for note in out.notes)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = _lively(tmp_path / "x.pdf")
    one = normalise.normalise(source, tmp_path / "1.pdf", name="x.pdf").path.read_bytes()
    two = normalise.normalise(source, tmp_path / "2.pdf", name="x.pdf").path.read_bytes()
    assert one == two


def test_a_lock_without_a_password_is_opened_and_said(tmp_path: Path) -> None:
    with pikepdf.open(reading.make_pdf(tmp_path / "x.pdf")) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="secret", user=""))
    out = normalise.normalise(tmp_path / "locked.pdf", tmp_path / "out.pdf", name="locked.pdf")
    assert any("had a lock" in note for note in out.notes)
    with pikepdf.open(out.path) as pdf:
        assert not pdf.is_encrypted


def test_a_jpeg_keeps_its_own_bytes_and_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    source = reading.picture(tmp_path / "scan.jpg", exif=exif, quality=60)
    out = normalise.normalise(source, tmp_path / "out.pdf", name="scan.jpg")
    with pikepdf.open(out.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Picture
        assert str(image.Filter) == "/DCTDecode"
        assert bytes(image.read_raw_bytes())[-500:] == source.read_bytes()[-500:]
        assert b"Exif" not in bytes(image.read_raw_bytes())
    with reading.opened(out.path) as document:
        page = reading.picture_of(document, 0)
    assert page.width > page.height  # the camera lay on its side
    dark = [page.getpixel((int(page.width * x), int(page.height * y))) for x, y in ((0.1, 0.1), (0.9, 0.1))]
    assert dark == [200, 0]  # turned clockwise: the corner is now top right


@pytest.mark.parametrize(
    ("mode", "paper", "ink"),
    [("RGBA", (0, 0, 0, 0), (255, 0, 0, 255)), ("P", 0, 1), ("1", 1, 0), ("LA", (0, 0), (0, 255))],
)
def test_png_of_every_kind_becomes_a_letter_page(
    mode: str, paper: object, ink: object, tmp_path: Path
) -> None:
    source = reading.picture(tmp_path / "x.png", kind="PNG", mode=mode, paper=paper, ink=ink)
    out = normalise.normalise(source, tmp_path / "out.pdf", name="x.png")
    assert out.pages == 1
    with pikepdf.open(out.path) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_a_tiff_of_several_pages_keeps_them_all(tmp_path: Path) -> None:
    frames = [Image.new("1", (200, 300), 1) for _ in range(3)]
    frames[0].save(tmp_path / "fax.tif", save_all=True, append_images=frames[1:], compression="group4")
    assert normalise.normalise(tmp_path / "fax.tif", tmp_path / "out.pdf", name="fax.tif").pages == 3


def test_a_picture_bomb_and_a_stream_bomb_are_contained(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with pytest.raises(Refused, match="million pixels"):
        normalise.normalise(tmp_path / "bomb.png", tmp_path / "out.pdf", name="bomb.png")
    import zlib

    packer = zlib.compressobj(9)
    begun = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    ten_million = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = begun + ten_million * 170 + packer.flush()  # 1.7 GB of blanks
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, b"")
        stream.write(bomb, filter=pikepdf.Name.FlateDecode)
        page.Contents = pdf.make_indirect(stream)
        pdf.save(tmp_path / "bomb.pdf", compress_streams=False)
    with pytest.raises(Refused, match="more memory"):
        normalise.normalise(tmp_path / "bomb.pdf", tmp_path / "out.pdf", name="bomb.pdf")


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_goes_in(tmp_path: Path) -> None:
    door = normalise.Guard(seconds=0.0)
    good = reading.make_pdf(tmp_path / "good.pdf")
    with pytest.raises(Refused, match="could not be read within 0 seconds"):
        door.normalise(good, tmp_path / "out.pdf", name="good.pdf")
    door._seconds = 60
    assert door.normalise(good, tmp_path / "out.pdf", name="good.pdf").pages == 1
    door.close()


def test_a_page_tree_that_loops_is_contained(tmp_path: Path) -> None:
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    (tmp_path / "loop.pdf").write_bytes(loop)
    with pytest.raises(Refused):
        normalise.normalise(tmp_path / "loop.pdf", tmp_path / "out.pdf", name="loop.pdf")


def test_the_child_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_MASTER_KEYS", "one:AAAA")
    child = normalise._start()
    try:
        environment = Path(f"/proc/{child.pid}/environ")
        if not environment.exists():
            pytest.skip("no /proc here: that the child's environment is empty was not looked at")
        assert b"AMPARO" not in environment.read_bytes()
    finally:
        child.kill()
        child.communicate()


def _lively(path: Path) -> Path:
    """A PDF with a program, a launch action, an attachment, a filled form, and one honest link."""
    from pikepdf import Array, Dictionary, Name, String

    reading.make_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["note.txt"] = b"attached"
        program = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = program
        pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), program]))
        page = pdf.pages[0]
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("f"),
                V=String("Answer in a field"),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=Array([100, 100, 300, 120]),
                F=4,
                AA=Dictionary(K=Dictionary(S=Name.SubmitForm, F=String("https://example.org/"))),
            )
        )
        link: dict[str, Any] = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 9, 9])}
        page.Annots = Array(
            [
                field,
                Dictionary(**link, A=Dictionary(S=Name.URI, URI=String("https://example.org/report"))),
                Dictionary(**link, A=Dictionary(S=Name.URI, URI=String("javascript:x"))),
                Dictionary(**link, A=Dictionary(S=Name.Launch, F=String("calc.exe"))),
            ]
        )
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=helvetica)),
            XFA=String("x"),
        )
        pdf.save(path)
    return path


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1"])
def test_a_png_keeps_its_own_rows_and_a_fax_its_packing(mode: str, tmp_path: Path) -> None:
    page = Image.effect_noise((300, 400), 60).convert("RGB")
    page.paste((200, 30, 30), (20, 20, 150, 120))
    page.convert(mode).save(tmp_path / "x.png")
    out = normalise.normalise(tmp_path / "x.png", tmp_path / "out.pdf", name="x.png")
    with pikepdf.open(out.path) as pdf:
        image: Any = pdf.pages[0].Resources.XObject.Picture
        assert image.DecodeParms.Predictor == 15
        assert bytes(image.read_raw_bytes())[:900] in (tmp_path / "x.png").read_bytes()
        shown = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    assert ImageChops.difference(shown, page.convert(mode).convert("RGB")).getbbox() is None
    page.convert("1").save(tmp_path / "x.tif", compression="group4")
    fax = normalise.normalise(tmp_path / "x.tif", tmp_path / "fax.pdf", name="x.tif")
    with pikepdf.open(fax.path) as pdf:
        assert str(pdf.pages[0].Resources.XObject.Picture.Filter) == "/CCITTFaxDecode"
    with reading.opened(fax.path) as document:
        seen = reading.picture_of(document, 0, longest=792)
    assert 60 < ImageStat.Stat(seen.crop((50, 40, 560, 740))).mean[0] < 200  # neither white nor turned round


# 64 by 48 pixels of grey with a black corner, made for this test.
_HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAKQACAAEAAAAAAAAA"
    "AQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAA"
    "ALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQED"
    "cAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlz"
    "cGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGlt"
    "ZwACAAEAAQAAADFtZGF0AAAAJSgBrxmArknAx9/+ims32v47LeRwLMbtuvc0DFGYi+g3b+aLBcY="
)


def test_an_iphone_picture_becomes_a_page_and_says_that_it_was_packed_anew(tmp_path: Path) -> None:
    (tmp_path / "IMG_0001.heic").write_bytes(base64.b64decode(_HEIC))
    out = normalise.normalise(tmp_path / "IMG_0001.heic", tmp_path / "out.pdf", name="IMG_0001.heic")
    assert any("HEIC" in note for note in out.notes)
    with reading.opened(out.path) as document:
        page = reading.picture_of(document, 0, longest=800)
    assert max(page.crop((50, 120, 90, 160)).tobytes()) < 60
    assert min(page.crop((380, 300, 420, 340)).tobytes()) > 190
    (tmp_path / "cut.heic").write_bytes(base64.b64decode(_HEIC)[:300])
    with pytest.raises(Refused, match="looks like a HEIC picture but cannot be read"):
        normalise.normalise(tmp_path / "cut.heic", tmp_path / "out.pdf", name="cut.heic")
