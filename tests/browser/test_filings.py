"""A filing from the date's own row to its rejection and back, without JavaScript, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")


def open_a_date(page: Page) -> None:
    """Open the last date of the list that waits for a filing and has none yet."""
    page.goto("/lantern-bay/deadlines/?whose=mine")
    found = page.locator("details.deadline", has=page.locator("a", has_text="Record what was filed"))
    row = found.filter(has_not_text="Rejected").last
    row.locator("summary").click()
    row.get_by_role("link", name="Open this date").click()
    expect(page.locator("main h1")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_filed_rejected_and_filed_again(chromium: Browser, live: Live, size: dict[str, int]) -> None:
    name = str(size["width"])
    with opened(chromium, live, size=size, scripts=False) as page:
        sign_in(page, PARALEGAL)
        open_a_date(page)
        main, date = page.locator("main"), page.url
        page.get_by_role("link", name="Record what was filed").click()
        picture(page, f"{name}-filing-record")
        page.fill("input[name=title]", "Evidence, tabs A to F")
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("Not yet accepted")
        picture(page, f"{name}-filing")
        page.get_by_role("link", name="It was rejected").click()
        page.fill("input[name=reason]", "Proof of service is missing")
        picture(page, f"{name}-filing-reject")
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("Rejected")
        expect(main).to_contain_text("Ask your supervising attorney")
        picture(page, f"{name}-filing-rejected")
        page.goto(date)
        expect(main).to_contain_text(
            re.compile(r"Rejected \w{3} \d+ \w{3} \d{4}: Proof of service is missing")
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "a long reason wraps"
        picture(page, f"{name}-filing-why")
        page.get_by_role("link", name="Filed and accepted today").click()
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("1 date is met")
        picture(page, f"{name}-filing-what-it-closes")
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("Accepted")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.get_by_role("link", name="Filings").first.click()
        expect(main).to_contain_text("Proof of service is missing")
        picture(page, f"{name}-filings")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
