"""Moving a hearing without JavaScript, and asking why a date is what it is with the keyboard alone."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo import days
from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")


def open_a_hearing(page: Page) -> None:
    """Open, from the case list, a hearing whose filing date follows from the hearing's own day."""
    page.goto("/lantern-bay/?sort=hearing")
    addresses = [link.get_attribute("href") or "" for link in page.locator("main table a.row").all()]
    for address in addresses:
        page.goto(address)
        link = page.locator("#next a", has_text="Individual").first
        if link.count():
            link.click()
            if page.locator("main", has_text="File evidence, briefs").count():
                return
    pytest.fail("No case of the demo has an individual hearing to come.")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_hearing_moves_without_javascript(chromium: Browser, live: Live, size: dict[str, int]) -> None:
    day = days.court_day(days.today(LANTERN_BAY.time_zone) + dt.timedelta(days=100))
    with opened(chromium, live, size=size, scripts=False) as page:
        sign_in(page, PARALEGAL)
        open_a_hearing(page)
        main = page.locator("main")
        picture(page, f"{size['width']}-hearing")
        page.get_by_role("link", name="Move it").click()
        page.fill("input[name=day]", f"{day:%m/%d/%Y}")
        page.fill("input[name=time]", "1 pm")
        page.get_by_role("button", name="Show what this changes").click()
        expect(main).to_contain_text("Not saved yet")
        expect(main).to_contain_text(re.compile("1 date moves|1 was overridden by hand and stays"))
        main.locator("details summary").first.click()
        picture(page, f"{size['width']}-hearing-preview")
        page.get_by_role("button", name="Change what I typed").click()
        expect(page.locator("input[name=time]")).to_have_value("1 pm")
        page.fill("input[name=time]", "1:30 pm")
        page.get_by_role("button", name="Show what this changes").click()
        page.get_by_role("button", name="Save, and change these dates").click()
        expect(main).to_contain_text("1:30 PM")
        expect(main).to_contain_text(f"{day:%Y}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        picture(page, f"{size['width']}-hearing-moved")


def test_why_this_date_opens_with_the_keyboard(chromium: Browser, live: Live) -> None:
    with opened(chromium, live) as page:
        sign_in(page, PARALEGAL)
        page.goto("/lantern-bay/deadlines/")
        first = page.locator("details.deadline").first
        first.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(first.locator(".deadline__why")).to_be_visible()
        for word in ("How this date came about", "Legal date", "Authority", "Who was reminded"):
            expect(first).to_contain_text(word)
        picture(page, "1280-deadlines")
        first.get_by_role("link", name="Open this date").press("Enter")
        expect(page).to_have_url(re.compile(r"/cases/[\w-]+/deadlines/\d+/$"))
        expect(page.locator("main")).to_contain_text("How far this rule was checked")
        picture(page, "1280-why")
