"""A notice from its kind to its scan, and an I-589 for one of two twins: without JavaScript, on a desk and on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in

PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")
TWINS = "Twin brothers; I-589 not filed yet"


def open_case(page: Page, summary: str) -> None:
    """Open the case whose line in the list says this."""
    page.goto("/lantern-bay/")
    page.locator("tr", has_text=summary).locator("a.row").click()
    expect(page.locator("main h1")).to_be_visible()


def fits(page: Page, size: dict[str, int]) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= size["width"])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_notice_comes_and_a_twin_files(chromium: Browser, live: Live, size: dict[str, int]) -> None:
    name = str(size["width"])
    with opened(chromium, live, size=size, scripts=False) as page:
        sign_in(page, PARALEGAL)
        open_case(page, TWINS)
        main = page.locator("main")
        case = page.url
        bar = page.locator(".clock").first
        bar.locator("summary").click()
        expect(bar.locator("ol")).to_be_visible()
        picture(page, f"{name}-case-with-clock-open")
        page.get_by_role("link", name="A notice came").click()
        expect(main).to_contain_text("What came?")
        picture(page, f"{name}-notice-kinds")
        assert fits(page, size)
        page.get_by_role("link", name="Request for evidence (RFE)").click()
        picture(page, f"{name}-notice-form")
        page.fill("input[name=notice_on]", "31/31/2026")
        page.get_by_role("button", name="Show what this starts").click()
        expect(main).to_contain_text("has month 31")
        page.fill("input[name=notice_on]", "11/2/2026")
        page.select_option("select[name=service]", "mail")
        page.fill("input[name=receipt_number]", "IOE 0900000000")
        page.get_by_role("button", name="Show what this starts").click()
        expect(main).to_contain_text("1 new date")
        picture(page, f"{name}-notice-preview")
        page.get_by_role("button", name="Save").click()
        expect(main).to_contain_text("What it starts")
        picture(page, f"{name}-notice")
        assert fits(page, size)
        page.goto(case)
        page.locator("details.deadline", has_text="Abner").locator("summary").first.click()
        page.locator("details.deadline[open]").get_by_role("link", name="Record what was filed").first.click()
        expect(page.get_by_role("group", name="For whom is the I-589?").or_(main)).to_be_visible()
        picture(page, f"{name}-filing-for-whom")
        assert fits(page, size)
        page.get_by_role("button", name="Save").click()
        picture(page, f"{name}-filing-saved")
        expect(main).to_contain_text("Not yet accepted")
