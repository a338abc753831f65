"""Papers in a real browser: a paragraph that saves itself, two who write at once, and a packet without any script."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, Live, opened, picture, sign_in
from tests.pdf import reading

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")
COORDINATOR = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "coordinator")


def open_a_case(page: Page, name: str) -> str:
    page.goto("/lantern-bay/")
    page.locator("#find").fill(name)
    page.locator("#find").press("Enter")
    expect(page.locator("h1")).to_have_text("Search")
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/BAY-[\d-]+/$"))
    return page.url


def begin(page: Page, case: str) -> str:
    """Begin a declaration in English and Spanish with two paragraphs; return its address."""
    page.goto(f"{case}declarations/add/")
    page.select_option("select[name=other_language]", "spa")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/declarations/\d+/"))
    for text, other in (
        ("I lived with my aunt.", "Vivía con mi tía."),
        ("Two men came.", "Llegaron dos hombres."),
    ):
        page.locator("#new textarea[name=text]").fill(text)
        page.locator("#new textarea[name=other_text]").fill(other)
        page.get_by_role("button", name="Add the paragraph").click()
        expect(page.locator(".paragraph textarea[name=text]").nth(-2)).to_have_value(text)
    return page.url.split("#")[0]


def test_a_paragraph_saves_itself_and_the_second_writer_loses_nothing(chromium: Browser, live: Live) -> None:
    with opened(chromium, live) as hers, opened(chromium, live, meant="409 (Conflict)") as his:
        sign_in(hers, PARALEGAL)
        sign_in(his, COORDINATOR)
        address = begin(hers, open_a_case(hers, "genesis"))
        his.goto(address)
        box = hers.locator("textarea[name=text]").first
        box.fill("I lived with my aunt in an invented town.")
        # Leaving the box saves it, and what is being typed in the next box is not touched.
        hers.locator("textarea[name=other_text]").first.click()
        hers.keyboard.type("¡Oye! ")
        expect(hers.locator("[data-state]").first).to_contain_text("Saved")
        assert "¡Oye!" in hers.locator("textarea[name=other_text]").first.input_value()

        his.locator("textarea[name=text]").first.fill("He writes something else.")
        expect(his.locator("[data-state]").first).to_contain_text("Nothing is lost")
        expect(his.locator("[data-state]").first).to_contain_text("I lived with my aunt in an invented town.")
        assert his.locator("textarea[name=text]").first.input_value() == "He writes something else."
        picture(his, "1280-papers-conflict")
        hers.reload()  # his save has overwritten nothing
        picture(hers, "1280-papers-declaration")
        assert "¡Oye!" in hers.locator("textarea[name=other_text]").first.input_value()
        assert "invented town" in hers.locator("textarea[name=text]").first.input_value()
        his.get_by_role("button", name="Save what I typed over it").click()
        expect(his.locator("[data-state]").first).to_contain_text("Saved")
        hers.reload()
        assert hers.locator("textarea[name=text]").first.input_value() == "He writes something else."


def test_typing_never_waits_survives_a_lost_connection_and_leaves_nothing_in_the_browser(
    chromium: Browser, live: Live
) -> None:
    with opened(chromium, live, meant="ERR_INTERNET_DISCONNECTED") as page:
        sign_in(page, PARALEGAL)
        address = begin(page, open_a_case(page, "genesis"))
        boxes, told = page.locator("textarea[name=text]"), page.locator("#writing")
        page.context.set_offline(True)
        boxes.first.click()
        page.keyboard.press("End")
        page.keyboard.press("Enter")  # a new paragraph, at once
        page.keyboard.type("Typed without a connection.")
        expect(boxes.nth(1)).to_have_value("Typed without a connection.")
        expect(told).to_contain_text("no connection")
        kept = page.evaluate("() => JSON.stringify([localStorage, sessionStorage]) + document.cookie")
        assert "Typed" not in kept
        page.context.set_offline(False)
        expect(told).to_be_hidden(timeout=20_000)
        boxes.nth(1).press("Alt+ArrowUp")
        expect(boxes.first).to_have_value("Typed without a connection.")
        expect(told).to_be_hidden()
        page.goto(address)
        expect(boxes.first).to_have_value("Typed without a connection.")
        expect(boxes.nth(1)).to_have_value("I lived with my aunt.")


def test_scans_become_a_packet_without_any_script(chromium: Browser, live: Live, tmp_path: Path) -> None:
    files = [reading.make_pdf(tmp_path / f"paper_{n}.pdf", words=f"Paper {n}", pages=2) for n in range(3)] + [
        reading.picture(tmp_path / "photo.jpg")
    ]
    (tmp_path / "broken.pdf").write_bytes(b"these are only words")
    with opened(chromium, live, size=NARROW, scripts=False) as page:
        sign_in(page, PARALEGAL)
        case = open_a_case(page, "genesis")
        page.goto(f"{case}evidence/")
        page.set_input_files("input[type=file]", [*files, tmp_path / "broken.pdf"])
        page.get_by_role("button", name="Upload").click()
        expect(page.locator("#taken")).to_contain_text("4 taken in, 1 not")
        expect(page.locator("#taken")).to_contain_text("paper_0.pdf was taken in: 2 pages.")
        expect(page.locator("#taken")).to_contain_text("broken.pdf is not a PDF or a picture")
        page.get_by_role("button", name=re.compile("^Move Photo up")).click()
        picture(page, "390-papers-evidence")
        page.goto(f"{case}packets/add/")
        picture(page, "390-papers-order")
        page.get_by_role("button", name="Build the packet").click()
        picture(page, "390-papers-waiting")
        # The page asks again by itself, every three seconds.
        page.get_by_role("link", name=re.compile("^Download")).first.wait_for(timeout=120_000)
        expect(page.locator("main")).to_contain_text(re.compile(r"Built, \d+ finding"))
        picture(page, "390-papers-built")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
