"""A date is moved with open eyes: why, another date after a preview, and a second look at the scanned paper."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo import days
from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import AXE, NARROW, WIDE, Live, opened, picture, sign_in
from tests.browser.test_pages import COORDINATOR, PARALEGAL, faults

ATTORNEY = next(each.email for each in LANTERN_BAY.workers if each.role == "supervising_attorney")
APPEAL = 1 + next(number for number, story in enumerate(LANTERN_BAY.stories) if story.key == "appeal")
CASE = f"/lantern-bay/cases/BAY-26-{APPEAL:04d}/"


def healthy(page: Page) -> None:
    """Nothing on this page is wider than the window or seriously hard to reach."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url
    if AXE.is_file():
        assert not faults(page)


def to_the_appeal(page: Page) -> None:
    """Open the appeal's own page from the case, by keyboard alone."""
    page.goto(CASE)
    row = page.locator("details.deadline", has_text="File the EOIR-26").first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("open", "")
    expect(row).to_contain_text("8 CFR 1003.38")
    row.get_by_role("link", name="Open this date").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/deadlines/\d+/$"))


def test_why_opens_from_the_case_list_by_keyboard(chromium: Browser, live: Live) -> None:
    with opened(chromium, live) as page:
        sign_in(page, PARALEGAL)
        link = page.get_by_role("link", name="why this date").first
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("How this date came about")
        expect(page.locator("main")).to_contain_text("Authority")


def test_another_date_shows_what_it_changes_and_a_limit_of_law_stays(chromium: Browser, live: Live) -> None:
    sooner = days.court_day(days.today(LANTERN_BAY.time_zone) + dt.timedelta(days=6))
    with opened(chromium, live) as page:
        sign_in(page, ATTORNEY)
        to_the_appeal(page)
        expect(page.locator("main")).to_contain_text("does not extend this limit")
        picture(page, "why-printed-later")
        healthy(page)
        page.get_by_role("link", name="Set another date").click()
        expect(page.locator("main")).to_contain_text("a later date does not extend it")
        page.fill("input[name=day]", f"{sooner:%m/%d/%Y}")
        page.check("input[value=by_hand]")
        page.fill("input[name=reason]", "The client travels on the day after.")
        picture(page, "another-date")
        page.get_by_role("button", name="Show what this changes").click()
        main = page.locator("main")
        expect(main).to_contain_text("Not saved yet")
        expect(main).to_contain_text("worked out:")
        why = main.locator("table summary").first
        why.focus()
        page.keyboard.press("Enter")
        expect(main.locator("table details").first).to_contain_text("8 CFR 1003.38")
        picture(page, "another-date-preview")
        healthy(page)
        page.get_by_role("button", name="Save, and change these dates").click()
        expect(page.locator("main")).to_contain_text("Set by hand")
        picture(page, "why-overridden")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_second_person_compares_what_was_typed_with_the_paper(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    with opened(chromium, live, size=size) as page:
        sign_in(page, PARALEGAL)
        to_the_appeal(page)
        page.get_by_role("link", name="Compare with the paper").click()
        expect(page.locator("main")).to_contain_text("You entered this yourself")
        compare = page.url
    with opened(chromium, live, size=size) as page:
        sign_in(page, COORDINATOR)
        page.goto(compare)
        page.select_option("select[name=document]", index=1)
        page.get_by_role("button", name="Show it").click()
        paper = page.locator("img.compare__paper")
        expect(paper).to_be_visible()
        page.wait_for_load_state("load")
        assert paper.evaluate("image => image.naturalWidth") > 1000, "the page is drawn large enough to read"
        facts, scan = page.locator("dl.compare").bounding_box(), paper.bounding_box()
        assert facts and scan
        if size is WIDE:
            assert scan["x"] >= facts["x"] + facts["width"], "the paper stands beside the facts"
        else:
            assert scan["y"] >= facts["y"] + facts["height"], "on a phone it follows below"
        healthy(page)
        picture(page, f"compare-{size['width']}")
        if size is NARROW:  # the second window says so; the first only looked
            page.get_by_role("button", name="It says the same").click()
            expect(page.locator("main")).to_contain_text("Compared, and the same")
