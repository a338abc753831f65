"""Every letter of the languages that clients speak is drawn as itself: no page shows a box where a word should be."""

import io
import logging
from collections.abc import Iterator

import pikepdf
import pytest

from cases.pdf import fonts, papers

# Invented sentences, with the letters that each language has and English has not.
WORDS = {
    "es": "¿Quién vivía allí? Ñandú, pingüino, corazón; él dijo «no».",
    "pt": "Não voltarei: ação, coração, avó, fêmea, às três.",
    "quc": "K’iche’: Xinb’ij chi kinb’e pa nutinamit; q’ij, tz’i’, ja’, ä ë ï ö ü.",
    "kjb": "Q’anjob’al: ẍiẍ, tx’otx’, maẍ, yet’ hin mamin, k’ojank’ulal.",
    "cab": "Garífuna: Garífuna, lídan, búngiu, ñei, gürigia, hínsiñehabu.",
    "ti": "ትግርኛ፦ ናብ ገዛይ ክምለስ ኣይክእልን።",
    "ar": "لا أستطيع العودة إلى بيتي؟",
}


class Boxes(logging.Handler):
    """Counts the letters that the printer found no glyph for: it says so to its own log, which nobody else hears."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.drawn += ".notdef" in record.getMessage()


@pytest.fixture
def boxes() -> Iterator[Boxes]:
    counter, log = Boxes(), logging.getLogger("weasyprint")
    before = log.level
    log.addHandler(counter)
    log.setLevel(logging.WARNING)
    yield counter
    log.setLevel(before)
    log.removeHandler(counter)


def paper(tag: str, text: str) -> bytes:
    return papers.declaration(
        papers.Declaration(
            declarant="Marisol Tzoc",
            paragraphs=(papers.Paragraph("One sentence.", text),),
            second=tag,
            in_two=True,
            country="US",
            draft=False,
        )
    )


@pytest.mark.parametrize("tag", WORDS)
def test_no_letter_is_drawn_as_a_box_and_the_language_is_on_the_tag(tag: str, boxes: Boxes) -> None:
    data = paper(tag, WORDS[tag])
    assert fonts.undrawable(WORDS[tag]) == ""
    assert boxes.drawn == 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        languages = {
            str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }
    assert tag in languages


def test_arabic_is_set_from_right_to_left_and_its_neighbour_is_not() -> None:
    source = papers.declaration_html(
        papers.Declaration("Marisol", (papers.Paragraph("1 word", WORDS["ar"]),), second="ar", in_two=True)
    )
    assert '<p lang="en" dir="ltr">' in source
    assert '<blockquote lang="ar" dir="rtl">' in source


def test_the_check_itself_sees_a_box_and_no_log_of_ours_hears_of_it(
    boxes: Boxes, caplog: pytest.LogCaptureFixture
) -> None:
    """A letter that no font has: were the count above always nought, it would prove nothing."""
    assert fonts.undrawable("a\U0001f9ff") == "\U0001f9ff"
    paper("en", "a \U0001f9ff")
    assert boxes.drawn == 1
    assert "1f9ff" not in caplog.text.lower()
    assert "\U0001f9ff" not in caplog.text
