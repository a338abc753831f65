"""The printer: same bytes, tagged, in the pinned faces, and with no way out to the disk or the network."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from cases.pdf import fonts, html
from tests.pdf import reading

ROOT = Path(__file__).resolve().parents[2]
# Invented sentences; what matters is the letters of each language.
TEXTS = {
    "es": "¿Cuándo llegó la señora? El niño tenía ocho años; pingüino, acción, ¡ay!",
    "pt": "A criança não falou português até os três anos; avó, ação, à noite.",
    "quc": "K'iche' tzij: ri nan xub'ij chwech, ꞌ ʼ ä ë ï ö ü.",
    "kjb": "Q'anjob'al: k'am jun b'ey, ẍ Ẍ x̂ ch'.",
    "cab": "Garífuna: buíti bináfi, ǘ ü é í ó ú ñ.",
    "mam": "Mam: ẍ ẍ' k'wal, tz'utz' ky'.",
    "ti": "ትግርኛ ኣነ ካብ ኤርትራ መጺአ",
    "ar": "هذه شهادة مكتوبة",
}


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "data:image/png;base64,AAAA",
        "amparo:///../../manage.py",
        "amparo:///base.html",
        "amparo:///%2e%2e/x.css",
        "//example.org/x.css",
    ],
)
@pytest.mark.parametrize(
    "tag", ['<img src="{}" alt="x">', '<link rel="stylesheet" href="{}">', '<style>@import "{}";</style>']
)
def test_asking_for_anything_outside_our_styles_stops_the_printing(address: str, tag: str) -> None:
    with pytest.raises(html.ForbiddenAddress) as refusal:
        html.render(tag.format(address), title="x")
    assert "Nothing was fetched" in refusal.value.sentence


def test_our_own_styles_are_served() -> None:
    assert html.render('<link rel="stylesheet" href="amparo:///print.css"><p>x</p>', title="x").startswith(
        b"%PDF-"
    )


def test_values_are_escaped_wherever_they_stand() -> None:
    filled = html.fill("cover.html", caption=None, title='<img src="file:///etc/passwd">{{ x }}', part="")
    assert "<img" not in filled
    assert "{{ x }}" in filled  # shown as it was typed, not executed


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    page = "<p>Declaración de K'iche'</p>"
    here = html.render(page, title="Same")
    assert here == html.render(page, title="Same")
    program = f"import sys; from cases.pdf import html; sys.stdout.buffer.write(html.render({page!r}, title='Same'))"
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
    ).stdout
    assert here == there


def test_a_printed_page_is_tagged_and_says_its_language_and_title() -> None:
    with pikepdf.open(io.BytesIO(html.render("<p>Hola</p>", title="Una hoja", language="es"))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "es"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Una hoja" in str(metadata["dc:title"])


@pytest.mark.parametrize("language", TEXTS)
def test_every_letter_of_our_clients_languages_can_be_drawn(language: str) -> None:
    assert fonts.undrawable(TEXTS[language]) == ""
    # And it really is drawn: no glyph of the printed page is the box of a missing letter (glyph 0).
    with pikepdf.open(
        io.BytesIO(html.render(f"<p>{TEXTS[language]}</p>", title="x", language=language))
    ) as pdf:
        assert 0 not in _glyphs(pdf.pages[0])
        faces = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert all("Liberation" in face or "Noto" in face for face in faces)


def test_letters_no_font_has_are_named_once_and_in_order() -> None:
    assert fonts.undrawable("a \U0001f9a6 b 漢 \U0001f9a6 ñ") == "\U0001f9a6漢"
    assert fonts.undrawable("\u200b\u200f\n\t ") == ""


def test_control_characters_and_overrides_of_direction_are_dropped_and_letters_are_not() -> None:
    hostile = "a\x00b\u202ec\u2066d\r\ne\u200ff"
    assert html.clean(hostile) == "abcd\ne\u200ff"
    assert reading.texts(html.render(f"<p>{html.clean(hostile)}</p>", title="x"))[0].startswith("abcd")


def _glyphs(page: pikepdf.Page) -> set[int]:
    """The glyph numbers a page shows; WeasyPrint writes them as two-byte strings."""
    found: set[int] = set()
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) in ("Tj", "TJ"):
            operand = instruction.operands[0]
            for shown in list(operand) if isinstance(operand, pikepdf.Array) else [operand]:
                if isinstance(shown, pikepdf.String):
                    data = bytes(shown)
                    found |= {int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)}
    return found
