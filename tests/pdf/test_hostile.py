"""Hostile files are contained: refused by name, or made harmless, within their time, and the next file goes in."""

import contextlib
import socket
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cases.pdf import normalise
from cases.pdf.normalise import Refused
from tests.pdf import reading

ROOT = Path(__file__).resolve().parents[2]


def test_a_hundred_thousand_pages_are_refused_with_their_count(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        leaf = Dictionary(Type=Name.Pages, Count=1_000, Kids=Array([pdf.pages[0].obj] * 1_000))
        pdf.Root.Pages.Kids = Array([pdf.make_indirect(leaf)] * 100)
        pdf.Root.Pages.Count = 100_000
        pdf.save(tmp_path / "many.pdf")
    with pytest.raises(Refused, match=r"pages; a file may have at most|damaged"):
        normalise.normalise(tmp_path / "many.pdf", tmp_path / "out.pdf", name="many.pdf")


@pytest.mark.parametrize("kind", ["page tree", "form", "outline", "field parents", "action"])
def test_what_runs_in_a_circle_is_contained(kind: str, tmp_path: Path) -> None:
    reading.make_pdf(tmp_path / "x.pdf")
    with Pdf.open(tmp_path / "x.pdf", allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        if kind == "page tree":
            pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        elif kind == "form":
            form = pdf.make_stream(b"/Again Do", Type=Name.XObject, Subtype=Name.Form)
            form.BBox = Array([0, 0, 600, 600])
            form.Resources = Dictionary(XObject=Dictionary(Again=form))
            page.Resources.XObject = Dictionary(Again=form)
            page.contents_add(b"/Again Do")
        elif kind == "outline":
            mark = pdf.make_indirect(Dictionary(Title=String("x")))
            mark.Next = mark
            pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=mark, Last=mark))
        elif kind == "field parents":
            field = pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([0, 0, 9, 9]))
            )
            del field.FT
            field.Parent = field
            page.Annots = Array([field])
            pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        else:
            action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("x")))
            action.Next = action
            pdf.Root.OpenAction = action
        pdf.save()
    with normalise.guard(seconds=60) as door:
        with contextlib.suppress(Refused):
            door.normalise(tmp_path / "x.pdf", tmp_path / "out.pdf", name="x.pdf")
            assert "Some words 1" in reading.texts(tmp_path / "out.pdf")[0]
        good = reading.make_pdf(tmp_path / "good.pdf")
        assert door.normalise(good, tmp_path / "out.pdf", name="good.pdf").pages == 1


def test_a_bomb_in_an_image_stops_the_looking_and_not_the_file(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    begun = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    ten_million = packer.compress(b"\0" * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    data = begun + ten_million * 300 + packer.flush()  # 3 GB of black
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        image = pikepdf.Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=50_000)
        image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
        image.write(data, filter=Name.FlateDecode)
        page.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
        page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /I Do Q")
        pdf.save(tmp_path / "x.pdf", compress_streams=False)
    with normalise.guard(seconds=60) as door:
        out = door.normalise(tmp_path / "x.pdf", tmp_path / "out.pdf", name="x.pdf")
        assert {fact.code for fact in out.facts} & {"unchecked", "unreadable", "blank", "dark"}
        assert door.peak < 1_500_000_000
        good = reading.make_pdf(tmp_path / "good.pdf")
        assert door.normalise(good, tmp_path / "out.pdf", name="good.pdf").pages == 1


def test_a_file_that_phones_home_reaches_nobody_and_nothing_of_it_stays(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        home = f"http://127.0.0.1:{server.getsockname()[1]}/beacon"
        reading.make_pdf(tmp_path / "x.pdf")
        with Pdf.open(tmp_path / "x.pdf", allow_overwriting_input=True) as pdf:
            call = Dictionary(S=Name.URI, URI=String(home))
            pdf.Root.OpenAction = call
            pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.SubmitForm, F=String(home)))
            pdf.Root.URI = Dictionary(Base=String(home))
            outside = pdf.make_stream(b"x", F=Dictionary(FS=Name.URL, F=String(home)))
            pdf.pages[0].Contents = Array([pdf.pages[0].Contents, outside])
            form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            form.Ref = Dictionary(F=Dictionary(FS=Name.URL, F=String(home)), Page=0)
            pdf.pages[0].Resources.XObject = Dictionary(Elsewhere=form)
            pdf.pages[0].contents_add(b"/Elsewhere Do")
            pdf.save()
        out = normalise.normalise(tmp_path / "x.pdf", tmp_path / "out.pdf", name="x.pdf")
        with pytest.raises(TimeoutError):
            server.accept()
    with Pdf.open(out.path) as pdf:
        left = b"".join(one.unparse(resolved=True) for one in pdf.objects) + out.path.read_bytes()
    assert b"127.0.0.1" not in left
    assert any("by itself" in note for note in out.notes)
    assert "Some words 1" in reading.texts(out.path)[0]


def test_the_child_cannot_connect_and_what_it_starts_dies_with_it(tmp_path: Path) -> None:
    program = (
        "import socket\nfrom cases.pdf import child\nchild.leave_the_network()\n"
        "try: socket.create_connection(('127.0.0.1', {port}), timeout=2); print('connected')\n"
        "except OSError as fault: print('refused')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        said = subprocess.run(
            [sys.executable, "-c", program.format(port=server.getsockname()[1])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
    assert said == "refused\n"


def test_a_lock_is_asked_for_its_password_and_opened_with_it(tmp_path: Path) -> None:
    with Pdf.open(reading.make_pdf(tmp_path / "x.pdf")) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="Übung 1"))
    with normalise.guard() as door:
        for password in ("", "wrong"):
            with pytest.raises(Refused, match="locked with a password") as refusal:
                door.normalise(tmp_path / "locked.pdf", tmp_path / "out.pdf", name="l.pdf", password=password)
            assert refusal.value.code == "password"
        out = door.normalise(tmp_path / "locked.pdf", tmp_path / "out.pdf", name="l.pdf", password="Übung 1")
    assert "Some words 1" in reading.texts(out.path)[0]


def test_a_cut_off_file_is_repaired_and_says_so_or_is_refused(tmp_path: Path) -> None:
    whole = reading.make_pdf(tmp_path / "x.pdf", pages=5).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole.replace(b"startxref", b"startxxxx"))
    out = normalise.normalise(tmp_path / "cut.pdf", tmp_path / "out.pdf", name="cut.pdf")
    assert any("repaired" in note for note in out.notes)
    assert "Some words 5" in reading.texts(out.path)[4]
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 3])
    with contextlib.suppress(Refused):
        out = normalise.normalise(tmp_path / "half.pdf", tmp_path / "out.pdf", name="half.pdf")
        assert any("repaired" in note for note in out.notes)


def test_a_page_of_impossible_measures_gets_possible_ones(tmp_path: Path) -> None:
    reading.make_pdf(tmp_path / "x.pdf")
    with Pdf.open(tmp_path / "x.pdf", allow_overwriting_input=True) as pdf:
        pdf.Root.Pages.MediaBox = Array([0, 0, 595, 842])  # inherited
        pdf.pages[0].MediaBox = Array([0, 0, 0, 0])
        pdf.pages[0].CropBox = Array([1, 2])
        pdf.pages[0].Rotate = -270
        pdf.save()
    out = normalise.normalise(tmp_path / "x.pdf", tmp_path / "out.pdf", name="x.pdf")
    with Pdf.open(out.path) as pdf:
        assert [int(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
        assert pdf.pages[0].Rotate == 90
        assert "/CropBox" not in pdf.pages[0].obj
