"""From the first interview to a signed bilingual declaration, in the browser: a paralegal, and an attorney who locks it."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NARROW, Live, opened, picture, sign_in
from tests.browser.test_pages import PARALEGAL, faults
from tests.pdf import reading

ATTORNEY = "tobias.renquist@amparo.example.org"
CASE = "/lantern-bay/cases/BAY-26-0003/"


def test_a_paralegal_takes_a_declaration_from_the_interview_to_the_signed_scan(
    chromium: Browser, live: Live
) -> None:
    with opened(chromium, live) as page, opened(chromium, live) as counsel:
        sign_in(page, PARALEGAL)
        sign_in(counsel, ATTORNEY)
        address = begin(page)
        sitting = log_a_session(page)
        write(page, address)
        look(page, "declaration")
        page.get_by_role("button", name="Send to the attorney").click()
        counsel.goto(address)
        counsel.get_by_role("button", name="Lock the signing copy").click()
        expect(counsel.locator("main")).to_contain_text("This is the signing copy now")
        page.goto(address)
        page.get_by_role("link", name="Record the read-back").click()
        page.select_option("select[name=session]", sitting.rstrip("/").split("/")[-1])
        page.get_by_role("button", name="Save").click()
        expect(page.locator("main")).to_contain_text("Read back on")
        page.goto(sitting)
        made = page.get_by_role("link", name=re.compile("Certificate for version"))
        for number in (1, 2):
            page.get_by_role("button", name="Make the certificate").first.click()
            expect(made).to_have_count(number)
        look(page, "session")
        page.goto(address)
        page.get_by_role("link", name="Record the signature").click()
        page.get_by_label("Where?").fill("Houston, Texas")
        page.get_by_role("button", name="Save").click()
        paper = printed(page, address)
        page.get_by_role("link", name="Attach it").click()
        page.locator("input[type=file]").set_input_files(
            {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": paper}
        )
        page.get_by_role("button", name="Save").click()
        expect(page.locator("main")).to_contain_text("The scan is attached")
        look(page, "signed")
        text = " ".join(" ".join(reading.texts(printed(page, address))).split())
        assert "DRAFT" not in text
        assert text.count("CERTIFICATE OF INTERPRETATION") == 2
        assert "Copy " in text
        for name, link in (("versions", "Versions"), ("sessions", "Sessions: what was told already")):
            page.goto(address)
            page.get_by_role("link", name=link).click()
            look(page, name)


def begin(page: Page) -> str:
    """A declaration in English beside Spanish, with the questions for a witness's family beside it."""
    page.goto(f"{CASE}declarations/add/")
    page.select_option("select[name=other_language]", "spa")
    page.select_option("select[name=outline]", "family")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/declarations/\d+/"))
    return page.url


def log_a_session(page: Page) -> str:
    """The interview in relay, two hours of last week."""
    page.goto(f"{CASE}sessions/add/?declaration={page.url.rstrip('/').split('/')[-1]}")
    page.get_by_label("On which day?").fill("1/5/2026")
    page.get_by_label("It began at").fill("9:00 AM")
    page.get_by_label("It ended at").fill("10:45 AM")
    for link, (name, source, target) in enumerate(
        (("Juana Example", "mam", "spa"), ("Rosa Example", "spa", "eng")), start=1
    ):
        if link > 1:
            page.get_by_text(f"Interpreter {link}, in relay").click()
        page.fill(f"input[name=name_{link}]", name)
        page.select_option(f"select[name=source_{link}]", source)
        page.select_option(f"select[name=target_{link}]", target)
        page.fill(f"input[name=address_{link}]", "1 Example Street, Houston, TX")
        page.fill(f"input[name=telephone_{link}]", "(555) 010-0100")
    page.get_by_label("Home and family").check()
    look(page, "session-form")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/sessions/\d+/$"))
    return page.url


def write(page: Page, address: str) -> None:
    """Two paragraphs by typing and Enter alone; a translation that falls behind is marked and brought up."""
    page.goto(address)
    page.locator("#new textarea[name=text]").fill("We lived by the river.")
    page.locator("#new textarea[name=other_text]").fill("Vivíamos junto al río.")
    page.get_by_role("button", name="Add the paragraph").click()
    texts, others = page.locator("textarea[name=text]"), page.locator("textarea[name=other_text]")
    texts.first.press("End")
    texts.first.press("Enter")
    page.keyboard.type("Two men came.")
    expect(page.locator("#writing")).to_be_hidden()
    others.nth(1).fill("Llegaron dos hombres.")
    texts.first.fill("We lived beside the river.")
    expect(page.locator(".paragraph__behind").first).to_be_visible()
    expect(page.locator(".paragraph__behind").first).to_contain_text("The Spanish is older than the English")
    page.get_by_role("button", name="It still fits").first.click()
    expect(page.locator(".paragraph__behind").first).to_be_hidden()
    expect(texts.nth(1)).to_have_value("Two men came.")
    expect(page.locator("main")).not_to_contain_text("not translated yet")


def printed(page: Page, address: str) -> bytes:
    """The paper that the page's first button prints."""
    page.goto(address)
    link = page.get_by_role("link", name=re.compile("^Print")).first.get_attribute("href")
    answer = page.context.request.get(link or "")
    assert answer.ok
    return answer.body()


def look(page: Page, name: str) -> None:
    """Keep both pictures; the page fits a phone and has no serious fault of accessibility."""
    picture(page, f"1280-declaration-{name}")
    wide = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict of two numbers
    picture(page, f"390-declaration-{name}")
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{name} is {over} px wider than a phone"
    assert not faults(page)
    if wide:
        page.set_viewport_size(wide)
