"""The papers printed from rows say what the court asks for, and stand in the packet where the index says."""

from pathlib import Path

from cases.pdf import court_papers, packet, papers
from cases.pdf.layout import Paper
from tests.pdf import reading

CAPTION = papers.Caption(
    filer=("Ana Example", "Bay Legal Aid"),
    respondents=(papers.Respondent("Marisol Tzoc", "A 200-123-456"),),
    court="HOUSTON, TX",
    detained="NON-DETAINED",
    judge="Ines Example",
    hearing="Mon 28 Dec 2026, 8:30 AM, Individual (merits)",
)
WITNESS = court_papers.Witness(
    "Adelita Marisma", "She saw the men at the door.", "20 minutes", "Spanish", "By Webex", "A 201-222-333"
)
CHARGE = court_papers.Charge(
    "Tue 3 Mar 2026", "Harris County, 26-CR-1", "Trespass", "Dismissed", "None known", "C"
)


def flat(data: bytes) -> str:
    return " ".join(" ".join(reading.texts(data)).split())


def test_each_paper_says_its_words() -> None:
    listed = flat(court_papers.witness_list(caption=CAPTION, witnesses=[WITNESS]))
    for words in ("Marisol Tzoc", "Adelita Marisma", "20 minutes", "Spanish", "By Webex", "A 201-222-333"):
        assert words in listed
    chart = flat(court_papers.criminal_history(caption=CAPTION, charges=[CHARGE]))
    for words in ("Trespass", "Dismissed", "CR-1", "None known"):
        assert words in chart
    order = flat(court_papers.proposed_order(caption=CAPTION, title="Respondent's Motion to Continue"))
    for words in ("Respondent's Motion to Continue", "GRANTED", "DENIED", "Ines Example"):
        assert words in order
    read = flat(
        court_papers.certificate_of_interpretation(
            caption=CAPTION, paper=court_papers.Interpretation("Tab A: Declaration", "Ixchel Example", "Mam")
        )
    )
    for words in (
        "Ixchel Example",
        "competent to interpret",
        "before it was signed",
        "understood it",
        "true and accurate",
    ):
        assert words in read


def test_papers_stand_behind_the_exhibits_where_the_index_says(tmp_path: Path) -> None:
    file = reading.make_pdf(tmp_path / "x.pdf", words="Exhibit", pages=2)
    made = court_papers.witness_list(caption=CAPTION, witnesses=[WITNESS])
    order = packet.Order(
        CAPTION,
        "Evidence",
        (packet.Exhibit("A paper", (file,)),),
        service=papers.Service(ecas=True),
        papers=(Paper("Witness list", made),),
        first_tab=2,
        first_page=31,
    )
    built = packet.assemble(order, tmp_path)
    pages = reading.texts(built.parts[0].path)
    assert [finding.code for finding in built.findings] == []
    assert built.rows[0].tab == "C"
    assert "Adelita" in pages[-2]
    assert "PROOF OF SERVICE" in pages[-1]
    index = " ".join(pages[1].split())
    assert f"Witness list {31 + len(pages) - 2}" in index
    assert f"Proof of service {31 + len(pages) - 1}" in index
