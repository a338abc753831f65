"""A notice from its kind to the dates that it starts: without JavaScript, on a desk and on a phone."""

import re

from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")
TWIN = "Abner"


def open_case(page: Page, name: str) -> None:
    """Open the case of the list that bears this name."""
    page.goto("/lantern-bay/")
    page.get_by_role("link", name=re.compile(name)).first.click()
    expect(page.locator("main h1")).to_be_visible()


def seen(page: Page, name: str) -> None:
    """Keep a picture at both widths; the page is never wider than its window."""
    for size in (NARROW, WIDE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        picture(page, f"{size['width']}-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name


def test_a_notice_comes_and_starts_its_date(chromium: Browser, live: Live) -> None:
    with opened(chromium, live, size=WIDE, scripts=False) as page:
        sign_in(page, PARALEGAL)
        open_case(page, TWIN)
        main = page.locator("main")
        bar = page.locator(".clock").first
        bar.locator("summary").click()
        expect(bar.locator("ol")).to_be_visible()
        picture(page, "case-with-clock-open")
        page.get_by_role("link", name="A notice came").click()
        expect(main).to_contain_text("What came?")
        seen(page, "notice-kinds")
        page.get_by_role("link", name="Request for evidence (RFE)").click()
        seen(page, "notice-form")
        page.fill("input[name=notice_on]", "31/31/2026")
        page.get_by_role("button", name="Show what this starts").click()
        expect(main).to_contain_text("has month 31")
        page.fill("input[name=notice_on]", "11/2/2026")
        page.select_option("select[name=service]", "mail")
        page.fill("input[name=receipt_number]", "IOE 0900000000")
        page.get_by_role("button", name="Show what this starts").click()
        expect(main).to_contain_text("1 new date")
        seen(page, "notice-preview")
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("What it starts")
        seen(page, "notice")
