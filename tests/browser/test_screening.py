"""A screening in a real browser, without JavaScript: asked by a paralegal, reviewed by an attorney, then read; and the edition."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import HERON_HOLLOW, LANTERN_BAY
from tests.browser.conftest import AXE, NARROW, WIDE, Live, opened, picture, sign_in
from tests.browser.test_pages import faults


def who(house: object, role: str) -> str:
    return next(str(each.email) for each in house.workers if each.role == role)  # type: ignore[attr-defined]


PARALEGAL, SUPERVISOR = who(LANTERN_BAY, "paralegal"), who(LANTERN_BAY, "supervising_attorney")
HERON = who(HERON_HOLLOW, "supervising_attorney")


def look(page: Page, name: str, width: int) -> list[str]:
    """Keep a picture; return what is wrong with the page for a screen reader or a narrow window."""
    picture(page, f"{name}-{width}")
    found = faults(page) if AXE.is_file() else []
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{page.url} is {over} px wider than the window"] if over > 0 else [])


def open_case(page: Page, name: str) -> None:
    page.goto("/lantern-bay/")
    page.get_by_role("link", name=re.compile(name)).first.click()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_asked_reviewed_and_read_without_javascript(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    found: list[str] = []
    child, width = {1280: "Génesis", 390: "Josué"}[size["width"]], size["width"]
    with opened(chromium, live, size=size, scripts=False) as page:
        sign_in(page, PARALEGAL)
        open_case(page, child)
        page.locator("#screening").get_by_role("link", name="Open").click()
        picture(page, f"screening-list-{width}")
        page.get_by_role("button", name="Begin the questions").first.click()
        answers = page.get_by_role("group", name="Is the person detained?")
        expect(answers.get_by_text("¿La persona está detenida?")).to_be_visible()
        answers.get_by_label("Yes", exact=True).check()
        picture(page, f"screening-questions-{width}")
        page.get_by_role("button", name="Save and go on").click()
        picture(page, f"screening-coming-{width}")
        page.get_by_role("button", name="Save and go on").click()
        picture(page, f"screening-child-{width}")
        page.get_by_role("link", name="Leave; what is saved stays").click()
        page.get_by_role("button", name="Go on with the questions").click()
        while page.get_by_role("button", name="Save and go on").count():
            afraid = page.get_by_role("group", name="Is the person afraid to go back?")
            if afraid.count():
                afraid.get_by_label("Yes", exact=True).check()
            page.get_by_role("button", name="Save and go on").click()
        picture(page, f"screening-check-{width}")
        page.get_by_role("button", name="Finish: hand it to an attorney").click()
        expect(page.get_by_text("waiting for an attorney's review")).to_be_visible()
        assert page.get_by_text("Needs attorney review.").count() == 0
        picture(page, f"screening-waiting-{width}")
        result = page.url
    with opened(chromium, live, size=size, scripts=False) as page:
        sign_in(page, SUPERVISOR)
        page.goto(result)
        expect(page.get_by_role("heading", name="Emergency: look at this today")).to_be_visible()
        picture(page, f"screening-result-{width}")
        page.get_by_label("Note to the team").fill("Bond first.")
        page.get_by_role("button", name="I have read it: sign the review").click()
        expect(page.get_by_text("Reviewed and signed.")).to_be_visible()
    with opened(chromium, live, size=size) as page:
        sign_in(page, PARALEGAL)
        page.goto(result)
        expect(page.get_by_text("Bond first.")).to_be_visible()
        expect(page.get_by_role("heading", name="Withholding and protection under CAT")).to_be_visible()
        page.locator(".screening-clock summary").first.click()
        found += look(page, "screening-reviewed", width)
        page.get_by_role("button", name="Run it again").click()
        found += look(page, "screening-rerun", width)
        page.get_by_role("link", name="Leave; what is saved stays").click()
        found += look(page, "screening-history", width)
        if width == WIDE["width"]:
            page.goto(result)
            page.pdf(path=".local/pictures/screening.pdf", format="Letter")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_an_edition_is_read_and_signed(chromium: Browser, live: Live, size: dict[str, int]) -> None:
    found: list[str] = []
    with opened(chromium, live, size=size, scripts=size == WIDE) as page:
        sign_in(page, SUPERVISOR)
        page.goto("/lantern-bay/rules/")
        page.get_by_role("link", name="Sign off the edition").click()
        if size == WIDE:
            expect(page.get_by_text("The first time everything is new")).to_be_visible()
            found += look(page, "edition-first", size["width"])
            page.get_by_role("checkbox").check()
            page.get_by_role("button", name=re.compile("Sign off edition")).click()
        expect(page.get_by_text("This edition is signed off here.")).to_be_visible()
        picture(page, f"edition-signed-{size['width']}")
    with opened(chromium, live, size=size) as page:
        sign_in(page, HERON)
        page.goto("/heron-hollow/rules/edition/")
        found += look(page, "edition-heron", size["width"])
    assert not found, "\n".join(found)
