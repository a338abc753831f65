"""Court papers say what the rules ask, in the right words, and drafts cannot pass for papers to sign."""

import io
from dataclasses import replace

import pikepdf
import pytest

from cases.law import declarations as wording
from cases.pdf import papers
from tests.pdf import reading

CAPTION = papers.Caption(
    filer=("Lena Ruiz, Esq.", "EOIR ID AB123456", "100 Example Street, Houston, TX 77002"),
    respondents=(
        papers.Respondent("Marisol Tzoc Chávez", "A 012-345-678"),
        papers.Respondent("Wilmer Tzoc Chávez", "A 012-345-679"),
    ),
    court="Houston, Texas",
    detained="NON-DETAINED",
    judge="Hon. Ana Example",
    hearing="Mon 28 Dec 2026, 8:30 AM, Individual",
)
PAPER = papers.Declaration(
    declarant="Marisol Tzoc Chávez",
    caption=CAPTION,
    country="US",
    place="Houston, Texas",
    paragraphs=(
        papers.Paragraph("My family", "Mi familia", is_heading=True),
        papers.Paragraph("I lived with my grandmother.", "Vivía con mi abuela."),
        papers.Paragraph("Two men came.", "Llegaron dos hombres."),
    ),
)
SHORT = "I declare under penalty of perjury that the foregoing is true and correct."
LONG = (
    "I declare under penalty of perjury under the laws of the United States of America that the foregoing is true "
    "and correct."
)


def _flat(data: bytes) -> str:
    return " ".join(" ".join(reading.texts(data)).split())


def test_the_cover_has_every_part_of_the_caption() -> None:
    text = _flat(papers.cover(caption=CAPTION, title="Respondent's Evidence"))
    for part in (
        "Lena Ruiz",
        "NON-DETAINED",
        "UNITED STATES DEPARTMENT OF JUSTICE",
        "IMMIGRATION COURT",
        "HOUSTON, TEXAS",
        "MARISOL TZOC CHÁVEZ",
        "A 012-345-678",
        "WILMER TZOC CHÁVEZ",
        "A 012-345-679",
        "In removal proceedings",
        "Hon. Ana Example",
        "Mon 28 Dec 2026, 8:30 AM",
        "RESPONDENT'S EVIDENCE",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("country", "words"),
    [("US", SHORT), ("PR", SHORT), ("us ", SHORT), ("MX", LONG), ("GT", LONG), ("", LONG)],
)
def test_the_oath_depends_on_where_it_is_signed(country: str, words: str) -> None:
    text = _flat(papers.declaration(replace(PAPER, country=country)))
    assert words in text
    assert wording.needs_long_wording(country) is (words is LONG)


def test_paragraphs_are_numbered_and_headings_are_not() -> None:
    text = _flat(papers.declaration(PAPER))
    assert "My family 1. I lived with my grandmother. 2. Two men came." in text
    assert "3." not in text


def test_a_draft_says_so_on_every_page_and_a_signing_copy_never() -> None:
    many = tuple(papers.Paragraph(f"Sentence number {n} of a long story. " * 8) for n in range(60))
    for page in reading.texts(papers.declaration(replace(PAPER, paragraphs=many))):
        assert "DRAFT, NOT FOR SIGNATURE" in page
    assert not any("DRAFT" in page for page in reading.texts(papers.declaration(replace(PAPER, draft=False))))


def test_the_watermark_is_an_artifact_and_the_tags_keep_the_order_of_the_page() -> None:
    data = papers.declaration(PAPER)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inside: list[str] = []
        drawn = []
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(step.operator) in ("BDC", "BMC"):
                inside.append(str(step.operands[0]))
            elif str(step.operator) == "EMC":
                inside.pop()
            elif str(step.operator) == "Do":
                drawn.append(inside[-1])
        assert drawn == ["/Artifact"]
        assert bool(pdf.Root.MarkInfo.Marked)
    text = _flat(data)
    places = [
        text.index(words)
        for words in ("In the Matter of", "declare as follows", "1. I lived", "2. Two", "penalty")
    ]
    assert places == sorted(places)


def test_every_page_has_its_number_and_the_count() -> None:
    many = tuple(papers.Paragraph(f"Sentence number {n}. " * 20) for n in range(40))
    pages = reading.texts(papers.declaration(replace(PAPER, paragraphs=many)))
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text


def test_both_languages_stand_side_by_side_and_each_is_marked_as_what_it_is() -> None:
    both = replace(PAPER, second="es", language="en")
    text = _flat(papers.declaration(both))
    assert "1. I lived with my grandmother." in text
    assert "1. Vivía con mi abuela." in text
    assert "Declaro bajo pena de perjurio" in text
    source = papers.declaration_html(both)
    assert 'lang="es" dir="ltr"><span class="number">1.</span> Vivía con mi abuela.<' in source
    with pikepdf.open(io.BytesIO(papers.declaration(both))) as pdf:
        marked = [
            str(o.Lang)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/P" and "/Lang" in o
        ]
        assert str(pdf.Root.Lang) == "en"
        kinds = [
            (str(o.S), str(o.get("/Lang", "")))
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/S" in o
        ]
        assert not {"/BlockQuote", "/Art", "/H3"} & {kind for kind, _language in kinds}
        assert [one for one in kinds if one[0] == "/H2"] == [("/H2", ""), ("/H2", "es")]
    assert marked == ["es"] * 3  # two paragraphs and the oath


def test_the_spanish_paper_is_spanish_throughout() -> None:
    spanish = replace(
        PAPER, language="es", country="GT", place="Guatemala", paragraphs=(papers.Paragraph("Vivía."),)
    )
    text = _flat(papers.declaration(spanish))
    assert "DECLARACIÓN DE MARISOL TZOC CHÁVEZ" in text
    assert "declaro lo siguiente" in text
    assert "conforme a las leyes de los Estados Unidos de América" in text
    assert "Firmado el" in text


def test_interpretation_is_certified_with_every_element_once_per_interpreter() -> None:
    relay = replace(
        PAPER,
        read_back="Mam",
        interpreters=(
            papers.Interpreter("Rosa Example", "1 Example St", "(555) 010-0000", "English", "Spanish"),
            papers.Interpreter(target="Mam", source="Spanish"),
        ),
    )
    text = _flat(papers.declaration(relay))
    assert text.count("CERTIFICATE OF INTERPRETATION") == 2
    assert "I, Rosa Example, certify that I am competent to interpret between English and Spanish" in text
    for element in (
        "before it was signed",
        "told me that they understood it",
        "true and accurate",
        "1 Example St",
        "(555) 010-0000",
        "read back to me from beginning to end in Mam",
        "Telephone",
    ):
        assert element in text


def test_hostile_text_is_printed_as_it_was_typed() -> None:
    hostile = '<img src="file:///etc/passwd"> {% include "x" %} {{ settings.SECRET_KEY }} \x00 ' + "x" * 5_000
    text = "".join(reading.texts(papers.declaration(replace(PAPER, paragraphs=(papers.Paragraph(hostile),)))))
    assert '<img src="file:///etc/passwd">' in text
    assert "{{ settings.SECRET_KEY }}" in " ".join(text.split())


def test_service_by_the_courts_system_and_by_other_means() -> None:
    by_court = _flat(
        papers.proof_of_service(caption=CAPTION, document="Evidence", service=papers.Service(ecas=True))
    )
    assert "no separate service is required" in by_court
    by_mail = _flat(
        papers.proof_of_service(
            caption=CAPTION,
            document="Evidence",
            service=papers.Service(
                ecas=False, address=("1 Example St",), means="first-class mail", server="Lena Ruiz"
            ),
        )
    )
    for element in ("1 Example St", "by first-class mail", "Lena Ruiz", "Signature", "Date", "Evidence"):
        assert element in by_mail


def test_the_certificate_of_translation_has_its_four_elements() -> None:
    text = _flat(
        papers.certificate_of_translation(
            translator="Rosa Example",
            source="Spanish",
            address="1 Example St",
            telephone="(555) 010-0000",
            documents=["Birth certificate", "Police report"],
        )
    )
    for element in (
        "competent to translate from Spanish into English",
        "true and accurate to the best of my abilities",
        "1 Example St",
        "(555) 010-0000",
        "Birth certificate",
        "Police report",
        "Signature of translator",
    ):
        assert element in text
