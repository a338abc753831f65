"""One person walks the whole main job in a real browser: hearing, reminder, declaration, exhibits, packet."""

import datetime as dt
import io
import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo import days, desk
from cases.demo.houses import LANTERN_BAY
from cases.demo.scene import Scene
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in
from tests.conftest import SHARED

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")
MAIL_SECONDS, PACKET_SECONDS = 90, 240
WORDS = "I was born in La Guama. I lived there with my grandmother until I was fifteen."
# Of the reference folder: short papers of every kind (office PDFs, scans, odd colours), none of them damaged.
CHOSEN = ("05_", "06_", "12_", "18_", "19_", "36_", "37_", "42_", "43_", "50_", "51_", "53_", "55_")


def exhibits(folder: Path) -> list[Path]:
    """Ten or more files to upload: real scans where the reference folder is there, else the demo's own papers."""
    found = [path for path in sorted((SHARED / "exhibits").glob("*.pdf")) if path.name.startswith(CHOSEN)]
    if len(found) >= 10:
        return found
    from cases.demo import papers
    from cases.demo.telling import Telling

    story = LANTERN_BAY.stories[0]
    scene = Scene(LANTERN_BAY, None, {}, days.today(LANTERN_BAY.time_zone))  # type: ignore[arg-type]
    tale: Telling = desk.telling(scene, story)
    printed = [desk.PAPERS[key](tale) for key in story.papers]
    for paper, file in zip(printed, papers.produce(printed), strict=True):
        (folder / paper.file_name).write_bytes(file)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_paralegal_walks_the_main_path(
    chromium: Browser, live: Live, tmp_path: Path, size: dict[str, int]
) -> None:
    child = {1280: "genesis", 390: "brenda"}[size["width"]]
    with opened(chromium, live, size=size) as page:
        shot = Shots(page, size["width"])
        sign_in(page, PARALEGAL)
        expect(page).to_have_url(re.compile(r"/lantern-bay/$"))
        shot("1-cases")

        reference = open_the_case_of(page, child)
        shot("2-case")
        hearing = add_a_hearing(page, shot)
        shot("5-case-with-hearing")
        the_reminder_arrives(page, live, reference, shot)
        print_a_declaration(page, reference, shot)
        build_a_packet(page, reference, exhibits(tmp_path), shot)
        page.goto(f"/lantern-bay/cases/{reference}/")
        expect(page.locator("main")).to_contain_text(f"{hearing:%Y}")
        shot("9-case-at-the-end")


class Shots:
    """Keeps a picture of each page on the way, named by its place and width."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width = page, width

    def __call__(self, name: str) -> None:
        """Take it, and see that nothing sticks out sideways."""
        picture(self.page, f"{self.width}-{name}")
        over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{name} is {over} px wider than the window at {self.width} px"


def open_the_case_of(page: Page, child: str) -> str:
    """Find the case by a name without its accents, and open it."""
    page.goto("/lantern-bay/")
    page.locator("#find").fill(child)
    page.locator("#find").press("Enter")
    expect(page.locator("h1")).to_have_text("Search")
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/BAY-[\d-]+/$"))
    return page.url.rstrip("/").rsplit("/", 1)[1]


def add_a_hearing(page: Page, shot: Shots) -> dt.date:
    """Type the hearing as a notice says it, read the preview with its reasons, and save."""
    day = days.court_day(days.today(LANTERN_BAY.time_zone) + dt.timedelta(days=65))
    page.locator("main").get_by_role("link", name="New hearing").first.click()
    page.select_option("select[name=kind]", "individual")
    page.fill("input[name=day]", f"{day:%m/%d/%Y}")
    page.fill("input[name=time]", "8:30 am")
    shot("3-hearing-form")
    page.get_by_role("button", name="Show what this changes").click()
    main = page.locator("main")
    expect(main).to_contain_text("Not saved yet")
    expect(main).to_contain_text("File evidence, briefs and the witness list")
    page.locator("main details summary").first.click()
    # One step, or a second that leaves a weekend or a holiday: the day of the walk decides.
    expect(page.locator("main details[open] li").first).to_contain_text(
        re.compile(r"Hearing .+ − 30 days = ")
    )
    shot("4-preview")
    page.get_by_role("button", name="Save, and change these dates").click()
    expect(page.locator("main")).to_contain_text("Saved")
    return day


def the_reminder_arrives(page: Page, live: Live, reference: str, shot: Shots) -> None:
    """The worker hears the bell, writes to the paralegal, and the outbox shows it; reading it is acknowledged."""
    deadline = time.monotonic() + MAIL_SECONDS
    letters: list[EmailMessage] = []
    while time.monotonic() < deadline and not letters:
        # The case may stand in a letter of its own or, when several dates are due at once, in a digest.
        letters = [one for one in mails(live) if one["To"] == PARALEGAL and reference in one.as_string()]
        time.sleep(0.5)
    assert letters, (live.state / "worker.log").read_text()[-3000:]
    body = letters[0].get_body(("plain",))
    text = body.get_content() if body else ""
    assert reference in text and live.address in text
    page.goto("/lantern-bay/outbox/?whose=mine")
    expect(page.locator("main table")).to_contain_text(reference)
    page.locator("main details summary").first.click()
    shot("6-outbox")
    page.get_by_role("button", name="I have read it").first.click()
    expect(page.locator("main")).to_contain_text(
        re.compile("acknowledged", re.IGNORECASE)
    )  # of a hearing or a date


def print_a_declaration(page: Page, reference: str, shot: Shots) -> None:
    """Write the child's words, or find them written, and print them as a court paper."""
    page.goto(f"/lantern-bay/cases/{reference}/")
    page.locator("#declarations").get_by_role("link", name="Begin one").click()
    page.locator("main form button[type=submit]").first.click()
    page.locator("#new textarea[name=text]").fill(WORDS)
    page.get_by_role("button", name="Add the paragraph").click()
    expect(page.locator("main textarea").first).to_have_value(re.compile("La Guama"))
    shot("7-declaration")
    address = page.get_by_role("link", name=re.compile("^Print")).first.get_attribute("href")
    answer = page.context.request.get(address or "")
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    paper = "".join(text_of(answer.body()))
    assert "penalty of perjury" in paper and "grandmother" in paper


def build_a_packet(page: Page, reference: str, files: list[Path], shot: Shots) -> None:
    """Upload the exhibits in one go, order the packet, watch it grow, download it, and check its pages."""
    assert len(files) >= 10
    page.goto(f"/lantern-bay/cases/{reference}/evidence/")
    page.set_input_files("#id_papers", files)
    expect(page.locator("#intake-doing")).to_have_text(f"{len(files)} files taken in.", timeout=120_000)
    page.wait_for_selector("#exhibits table")
    assert page.locator("#exhibits tbody tr").count() >= 10
    shot("8-evidence")
    page.get_by_role("link", name="Build a packet").first.click()
    page.get_by_role("button", name="Build the packet").click()
    button = page.get_by_role("link", name=re.compile("^Download")).first
    button.wait_for(timeout=PACKET_SECONDS * 1000)
    shot("8-packet")
    with page.expect_download() as waiting:
        button.click()
    check_the_packet(Path(waiting.value.path()).read_bytes(), index_of(page))


def check_the_packet(data: bytes, index: dict[str, int]) -> None:
    """The pages are numbered through, and each exhibit begins where the index says, under its bookmark."""
    texts = text_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            marks = list(outline.root)
        assert len(pdf.pages) == len(texts) and len(index) >= 10 <= len(marks)
    for tab, first in index.items():
        assert re.search(rf"\b{first}\b", texts[first - 1]), f"page {first} bears its number"
        sheets = "\n".join(texts[max(0, first - 2) : first])
        assert re.search(rf"\b{tab}\b", sheets), f"exhibit {tab} begins on page {first}"


def index_of(page: Page) -> dict[str, int]:
    """Tab and first page of each exhibit, as the page's own index says."""
    rows = page.locator("#index tbody tr").all()
    return {
        row.locator("th").inner_text().strip(): int(
            re.split(r"\D", row.locator("td").last.inner_text().strip())[0]
        )
        for row in rows
    }


def text_of(data: bytes) -> list[str]:
    """The text of each page, read back by an engine that did not write it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def mails(live: Live) -> list[EmailMessage]:
    """Every message in the outbox folder, parsed."""
    if not live.outbox.is_dir():
        return []
    found: list[EmailMessage] = []
    for path in live.outbox.iterdir():
        for part in path.read_bytes().split(b"-" * 79):
            found += [message_from_bytes(part.lstrip(), policy=policy.default)] if part.strip() else []
    return found
