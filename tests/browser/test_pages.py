"""Every main page: free of serious accessibility faults, no wider than a phone; the forms also without JavaScript."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo import days
from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import AXE, NARROW, WIDE, Live, opened, sign_in

COORDINATOR = "imelda.harrow@amparo.example.org"
PARALEGAL = "temperance.okafor@amparo.example.org"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CASE = "/lantern-bay/cases/BAY-26-0001"
PAGES = (
    "/lantern-bay/",
    "/lantern-bay/deadlines/",
    "/lantern-bay/outbox/",
    "/lantern-bay/audit/",
    "/lantern-bay/team/",
    "/lantern-bay/calculator/",
    "/lantern-bay/rules/",
    "/lantern-bay/intake/",
    "/lantern-bay/styleguide/",
    f"{CASE}/",
    f"{CASE}/hearings/add/",
    f"{CASE}/evidence/",
    f"{CASE}/packets/add/",
    f"{CASE}/team/",
    f"{CASE}/notes/",
    f"{CASE}/declarations/add/",
    f"{CASE}/chronology/",
    f"{CASE}/chronology/add/",
    f"{CASE}/chronology/facts/",
    f"{CASE}/i-589/",
    f"{CASE}/contradictions/",
)
LINKED = (  # page, where on it, and what the address of the link has in it
    (f"{CASE}/", "#declarations", "/declarations/"),
    (f"{CASE}/", "#packets", "/packets/"),
    (f"{CASE}/", "#proceedings", "/hearings/"),
    (f"{CASE}/chronology/", "tbody th", "/chronology/"),
    (f"{CASE}/contradictions/", "main", "/contradictions/"),
    (f"{CASE}/i-589/", "main", "/you/"),
)


def faults(page: Page) -> list[str]:
    """What axe-core finds on this page that is serious or critical, one line per rule."""
    page.evaluate("scrollTo(0, 0)")  # a page that put the cursor into a field has scrolled under its own bar
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "standards => axe.run(document, {runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [
        f"{page.url}: {fault['id']} ({fault['impact']}): {fault['help']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_pages_have_no_serious_accessibility_fault_and_fit_the_window(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci): accessibility was not checked.")
    found: list[str] = []
    with opened(chromium, live, size=size) as page:
        page.goto("/accounts/login/")
        found += faults(page)
        sign_in(page, COORDINATOR)
        linked = [
            page.goto(start) and page.locator(f"{where} a[href*='{part}']").last.get_attribute("href")
            for start, where, part in LINKED
        ]
        for address in (*PAGES, *(one for one in linked if one)):
            answer = page.goto(address)
            assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
            found += faults(page)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{address} is {over} px wider than the window"] if over > 0 else []
    assert not found, "\n".join(found)


def test_the_core_forms_work_without_javascript(chromium: Browser, live: Live) -> None:
    """A hearing with its preview, a note, an intake's first step and a declaration, all with plain forms."""
    day = days.court_day(days.today(LANTERN_BAY.time_zone) + dt.timedelta(days=120))
    with opened(chromium, live, scripts=False) as page:
        sign_in(page, PARALEGAL)
        case = "/lantern-bay/cases/BAY-26-0006"

        page.goto(f"{case}/hearings/add/")
        page.select_option("select[name=kind]", "individual")
        page.fill("input[name=day]", f"{day:%m/%d/%Y}")
        page.fill("input[name=time]", "1 pm")
        page.get_by_role("button", name="Show what this changes").click()
        expect(page.locator("main")).to_contain_text("Not saved yet")
        page.get_by_role("button", name="Save, and change these dates").click()
        expect(page.locator("main")).to_contain_text("Saved")

        page.goto(f"{case}/notes/")
        page.fill("textarea[name=body]", "Typed without a script.")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("Typed without a script.")

        page.goto("/lantern-bay/intake/")
        page.fill("input[name=given_names]", "Noemí")
        page.fill("input[name=first_surname]", "Sandoval")
        page.locator("main form button[type=submit]").first.click()
        expect(page).to_have_url(re.compile(r"/intake/birth/$"))

        page.goto(f"{case}/declarations/add/")
        page.locator("main form button[type=submit]").first.click()
        page.locator("#new textarea[name=text]").fill("A sentence without a script.")
        page.get_by_role("button", name="Add the paragraph").click()
        expect(page.locator("main textarea").first).to_have_value("A sentence without a script.")


def test_an_impossible_day_is_answered_with_a_sentence(chromium: Browser, live: Live) -> None:
    """What was typed stays, what is wrong is said, and nothing was written."""
    with opened(chromium, live) as page:
        sign_in(page, PARALEGAL)
        page.goto("/lantern-bay/cases/BAY-26-0005/hearings/add/")
        page.select_option("select[name=kind]", "individual")
        page.fill("input[name=day]", "2/30/2027")
        page.fill("input[name=time]", "8:30 am")
        page.get_by_role("button", name="Show what this changes").click()
        expect(page.locator("main")).to_contain_text("2/30/2027")
        expect(page.locator("input[name=day]")).to_have_value("2/30/2027")
        expect(page.locator("main")).not_to_contain_text("Not saved yet. The next")


def test_a_stranger_to_a_case_finds_nothing(chromium: Browser, live: Live) -> None:
    """A volunteer opens a case that is not theirs by its address: it does not exist."""
    with opened(chromium, live) as page:
        sign_in(page, "ines.ruiz-hadley@amparo.example.org")
        page.goto("/lantern-bay/")
        expect(page.locator("main table")).to_contain_text("Marisol")
        answer = page.context.request.get("/lantern-bay/cases/BAY-26-0002/")
        assert answer.status == 404
        assert page.context.request.get("/heron-hollow/").status == 404
