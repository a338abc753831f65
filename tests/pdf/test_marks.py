"""A highlight lets the words show through; a redaction leaves neither words nor pixels, on the page or in the file."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from cases.errors import Problem
from cases.pdf import letters, marking, marks, normalise, page_list
from cases.pdf.marks import HIGHLIGHT, REDACTION, Place
from tests.pdf import reading


def two_words(path: Path, *, turn: int = 0) -> Path:
    """A page that says PUBLIC on the left and SECRET on the right of one line, and a second page."""
    made = reading.make_pdf(path, words="Upper", pages=2, turn=turn)
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = pdf.pages[0].obj
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(G=font))
        page.Contents = pdf.make_stream(b"BT /G 24 Tf 72 400 Td (PUBLIC) Tj 250 0 Td (SECRET name) Tj ET")
        pdf.save(made)
    return made


def box_of(path: Path, words: str, kind: str, page: int = 1) -> Place:
    (box,) = letters.look_for(path, page=page, words=words)
    return Place(kind, page, *box)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_redaction_takes_words_and_pixels_away(tmp_path: Path, turn: int) -> None:
    source = two_words(tmp_path / "in.pdf", turn=turn)
    place, out = box_of(source, "secret  NAME", REDACTION), tmp_path / "out.pdf"
    marking.apply(source, out, pages=[1, 2], places=[place])
    first, second = reading.texts(out)
    if turn in (0, 180):  # lines that run up the page are kept as a picture alone
        assert "PUBLIC" in first
    assert "SECRET" not in first
    assert "name" not in first
    assert "Upper 2" in second
    with pikepdf.open(out) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" not in one]
        assert streams
        assert all(b"SECRET" not in one.read_bytes() for one in streams)
    with reading.opened(out) as document:
        seen = reading.picture_of(document, 0, longest=1000)
    wide, high = seen.size
    inside = seen.crop(
        (
            place.left * wide // 1000 + 2,
            place.top * high // 1000 + 2,
            place.right * wide // 1000 - 2,
            place.bottom * high // 1000 - 2,
        )
    )
    assert inside.getextrema() == (0, 0)
    with reading.opened(source) as document:
        assert seen.size == reading.picture_of(document, 0, longest=1000).size, "the page is read as it was"


def test_an_image_under_a_redaction_is_gone_from_the_file_though_its_resources_are_shared(
    tmp_path: Path,
) -> None:
    photograph = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(photograph, "JPEG")
    source = reading.make_pdf(tmp_path / "in.pdf", pages=2)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        image = pdf.make_stream(
            photograph.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=300, Height=300,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(Face=image)))
        for page in pdf.pages:
            page.obj.Resources = shared
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 300 0 0 300 100 300 cm /Face Do Q")
        pdf.pages[1].obj.Contents = pdf.make_stream(b"0 0 10 10 re f")
        pdf.save(source)
    out = tmp_path / "out.pdf"
    marking.apply(source, out, pages=[1, 2], places=[Place(REDACTION, 1, 100, 200, 800, 800)])
    assert photograph.getvalue()[200:400] in source.read_bytes()
    with pikepdf.open(out) as pdf:
        kept = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert photograph.getvalue() not in kept
    assert len([one for one in kept if one.startswith(b"\xff\xd8")]) <= 1


def test_a_highlight_is_drawn_and_what_it_covers_is_still_read(tmp_path: Path) -> None:
    source, out = two_words(tmp_path / "in.pdf"), tmp_path / "out.pdf"
    place = box_of(source, "PUBLIC", HIGHLIGHT)
    marking.apply(source, out, pages=[1, 2], places=[place])
    assert "PUBLIC" in reading.texts(out)[0]
    with reading.opened(out) as document:
        page = document[0].render(scale=2).to_pil().convert("RGB")
    wide, high = page.size
    yellow = page.getpixel((place.left * wide // 1000 + 1, place.top * high // 1000 + 1))
    assert isinstance(yellow, tuple)
    assert yellow[0] > 240
    assert yellow[2] < 140
    inside = page.crop(
        (
            place.left * wide // 1000,
            place.top * high // 1000,
            place.right * wide // 1000,
            place.bottom * high // 1000,
        )
    )
    assert inside.convert("L").getextrema()[0] < 40, "the letters show through"


def test_only_the_pages_relied_on_are_filed_and_nothing_else_of_the_file(tmp_path: Path) -> None:
    source = reading.make_pdf(tmp_path / "in.pdf", words="Report", pages=9)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "A name"
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Chapter", 6))
        pdf.save(source)
    out = tmp_path / "out.pdf"
    marking.apply(source, out, pages=page_list.numbers("2-3, 8", of=9), places=[])
    assert [text.split()[1] for text in reading.texts(out)] == ["2", "3", "8"]
    with pikepdf.open(out) as pdf:
        assert "/Outlines" not in pdf.Root
        assert "/Title" not in pdf.docinfo


def test_the_guarded_child_does_it(tmp_path: Path) -> None:
    source, out = two_words(tmp_path / "in.pdf"), tmp_path / "out.pdf"
    with normalise.guard() as door:
        (place,) = marks.find(door, source, page=1, words="secret name", name="A paper")
        assert marks.find(door, source, page=1, words="not there", name="A paper") == []
        black = Place(REDACTION, 1, place.left, place.top, place.right, place.bottom)
        marks.file_pages(door, source, out, pages=[1], places=[black], name="A paper")
        assert "SECRET" not in "".join(reading.texts(out))
        with pytest.raises(Problem, match="A paper: is damaged"):
            marks.file_pages(door, tmp_path / "none.pdf", out, pages=[1], places=[], name="A paper")
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("", ""), ("1-12", ""), ("9, 3-5,4", "3-5, 9"), ("2 – 3; 7 to 8", "2-3, 7-8"), ("12", "12")],
)
def test_pages_as_people_write_them(typed: str, stored: str) -> None:
    assert page_list.tidy(typed, of=12) == stored
    assert page_list.tidy(stored, of=12) == stored


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0", "runs backwards"), ("9-3", "runs backwards"), ("13", "has 12 pages"), ("all", "nor a range")],
)
def test_pages_that_cannot_be_are_refused_by_name(typed: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        page_list.tidy(typed, of=12)
