"""Forms and annotations become part of the page as a person saw them: answers, crosses, combs, strokes, free text."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageChops, ImageStat

from cases.pdf import normalise
from tests.pdf import reading

BOX = [100, 600, 300, 640]


def _form(path: Path, *notes: dict[str, Any], stale: bool = True, **form: Any) -> Path:
    """A page with these annotations; widgets are the form's fields."""
    reading.make_pdf(path, words="Printed words")
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        made = [pdf.make_indirect(Dictionary(Type=Name.Annot, **{"F": 4, **note})) for note in notes]
        pdf.pages[0].Annots = Array(made)
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        fields = Array([one for one in made if one.Subtype == Name.Widget])
        resources = Dictionary(Font=Dictionary(Helv=helvetica))
        pdf.Root.AcroForm = Dictionary(Fields=fields, NeedAppearances=stale, DR=resources, **form)
        pdf.save()
    return path


def _text(value: str, **more: Any) -> dict[str, Any]:
    return {
        "Subtype": Name.Widget,
        "FT": Name.Tx,
        "T": String("f"),
        "V": String(value),
        "DA": String("/Helv 12 Tf 0 g"),
        "Rect": Array(BOX),
        **more,
    }


def _plain(source: Path, out: Path) -> normalise.Pages:
    return normalise.normalise(source, out, name="form.pdf")


def _ink(file: Path, left: float, top: float, right: float, bottom: float) -> float:
    """How dark a part of the first page is (0 to 255); places as parts of its width and height."""
    with reading.opened(file) as document:
        page = reading.picture_of(document, 0, longest=800)
    spot = page.crop(
        (int(left * page.width), int(top * page.height), int(right * page.width), int(bottom * page.height))
    )
    return 255 - ImageStat.Stat(spot).mean[0]


@pytest.mark.parametrize("value", ["José Ñuñez K'iche'", "Two lines\nof an answer", "12/31/2026"])
def test_what_was_typed_and_never_drawn_is_drawn(value: str, tmp_path: Path) -> None:
    out = _plain(_form(tmp_path / "x.pdf", _text(value, Ff=1 << 12)), tmp_path / "out.pdf")
    text = " ".join(reading.texts(out.path)[0].split())
    assert "Printed words 1" in text
    assert " ".join(value.split()) in text
    assert not [fact for fact in out.facts if fact.code in ("answer_lost", "undrawn")]
    with Pdf.open(out.path) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert "/AcroForm" not in pdf.Root


def test_an_answer_in_a_comb_is_spread_over_its_cells(tmp_path: Path) -> None:
    comb = _text("QXZJ", Ff=1 << 24, MaxLen=4, Rect=Array([100, 600, 500, 640]))
    out = _plain(_form(tmp_path / "x.pdf", comb), tmp_path / "out.pdf")
    with reading.opened(out.path) as document:
        words = document[0].get_textpage()
        where = [words.get_charbox(words.search(char).get_next()[0])[0] for char in "QXZJ"]
        words.close()
    assert all(80 < b - a < 120 for a, b in pairwise(where))  # a cell is 100 points wide


def test_a_look_that_is_up_to_date_is_kept_as_it_is(tmp_path: Path) -> None:
    source = _form(tmp_path / "x.pdf", _text("value"), stale=False)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"0 0 0 rg 0 0 200 40 re f", Type=Name.XObject, Subtype=Name.Form)
        look.BBox = Array([0, 0, 200, 40])
        pdf.pages[0].Annots[0].AP = Dictionary(N=look)
        pdf.save()
    assert _ink(_plain(source, tmp_path / "out.pdf").path, 0.2, 0.2, 0.45, 0.23) > 250


@pytest.mark.parametrize(
    ("value", "state", "dark"), [("/Yes", None, True), ("/Off", None, False), ("/Yes", "/Off", False)]
)
def test_a_box_is_crossed_as_its_state_says(
    value: str, state: str | None, dark: bool, tmp_path: Path
) -> None:
    source = _form(
        tmp_path / "x.pdf",
        {"Subtype": Name.Widget, "FT": Name.Btn, "T": String("c"), "V": Name(value), "Rect": Array(BOX)},
        stale=False,
    )
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        looks = {}
        for name, drawn in (("/Yes", b"0 0 200 40 re f"), ("/Off", b"")):
            looks[name] = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form)
            looks[name].BBox = Array([0, 0, 200, 40])
        box = pdf.pages[0].Annots[0]
        box.AP = Dictionary(N=Dictionary(looks))
        if state:
            box.AS = Name(state)  # what the viewer goes by
        pdf.save()
    ink = _ink(_plain(source, tmp_path / "out.pdf").path, 0.2, 0.2, 0.45, 0.23)
    assert (ink > 250) is dark


def test_a_choice_shows_its_words_and_no_arrow(tmp_path: Path) -> None:
    options = Array([Array([String("TX"), String("Texas")]), Array([String("GA"), String("Georgia")])])
    choice = _text("GA", FT=Name.Ch, Ff=1 << 17, Opt=options)
    text = reading.texts(_plain(_form(tmp_path / "x.pdf", choice), tmp_path / "out.pdf").path)[0]
    assert "Georgia" in text


@pytest.mark.parametrize(
    "note",
    [
        {"Subtype": Name.Ink, "InkList": Array([Array([100, 600, 300, 640])]), "C": Array([0, 0, 0])},
        {"Subtype": Name.Line, "L": Array([100, 620, 300, 620]), "BS": Dictionary(W=8)},
        {"Subtype": Name.Square, "IC": Array([0, 0, 0]), "C": Array([0, 0, 0])},
        {"Subtype": Name.Polygon, "Vertices": Array([100, 600, 300, 600, 200, 640]), "BS": Dictionary(W=4)},
        {"Subtype": Name.FreeText, "Contents": String("WWWWWWWW"), "DA": String("/Helv 30 Tf 0 g")},
    ],
    ids=["ink", "line", "square", "polygon", "free text"],
)
def test_a_mark_without_a_look_of_its_own_is_drawn(note: dict[str, Any], tmp_path: Path) -> None:
    source = _form(tmp_path / "x.pdf", {**note, "Rect": Array(BOX)})
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        del pdf.Root.AcroForm
        pdf.save()
    out = _plain(source, tmp_path / "out.pdf")
    assert _ink(out.path, 0.16, 0.19, 0.5, 0.25) > 3
    assert not [fact for fact in out.facts if fact.code == "undrawn"]


@pytest.mark.parametrize("flags", [2, 32])
def test_what_was_hidden_stays_hidden(flags: int, tmp_path: Path) -> None:
    out = _plain(_form(tmp_path / "x.pdf", _text("secret words", F=flags)), tmp_path / "out.pdf")
    assert "secret" not in reading.texts(out.path)[0]
    assert b"secret" not in out.path.read_bytes()


def test_a_redaction_that_was_only_marked_is_a_hard_fact(tmp_path: Path) -> None:
    out = _plain(
        _form(tmp_path / "x.pdf", {"Subtype": Name.Redact, "Rect": Array(BOX)}), tmp_path / "out.pdf"
    )
    assert ("unapplied", 1) in [(fact.code, fact.page) for fact in out.facts]


def test_a_form_that_only_one_program_can_show_is_refused(tmp_path: Path) -> None:
    source = _form(tmp_path / "x.pdf", XFA=String("<xdp/>"))
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.save()
    with pytest.raises(normalise.Refused, match="only Adobe Reader can show"):
        _plain(source, tmp_path / "out.pdf")


def test_the_real_forms_filled_in_keep_every_answer_and_look_as_a_viewer_shows_them(
    shared: Path, tmp_path: Path
) -> None:
    for form in sorted((shared / "forms").glob("USCIS_[GI]-[27]*.pdf")):
        filled = tmp_path / form.name
        with Pdf.open(form) as pdf:
            del pdf.Root.AcroForm.XFA
            for page in pdf.pages:
                _fill_in(page)
            pdf.Root.AcroForm.NeedAppearances = True
            pdf.save(filled)
        out = _plain(filled, tmp_path / "out.pdf")
        assert not [fact for fact in out.facts if fact.code in ("answer_lost", "undrawn")], form.name
        with reading.opened(filled) as before, reading.opened(out.path) as after:
            for number in (0, 1):
                one, two = (reading.picture_of(d, number, longest=500) for d in (before, after))
                assert ImageStat.Stat(ImageChops.difference(one, two)).mean[0] < 1.5, (form.name, number)


def _fill_in(page: pikepdf.Page) -> None:
    notes: Any = page.obj.get("/Annots", Array())
    for note in notes:
        if note.get("/Subtype") != Name.Widget:
            continue
        kind = note.get("/FT", note.get("/Parent", Dictionary()).get("/FT"))
        if kind == Name.Tx and "/AP" not in note:
            note.V = String("Ana"[: int(note.get("/MaxLen", 3))])
        elif kind == Name.Btn and "/AP" in note:
            on = next(key for key in note.AP.N.keys() if key != "/Off")  # noqa: SIM118
            note.V = note.AS = Name(on)
