"""The desk itself in a real browser: keys, no scripts, a phone, 200 % zoom, print, and the accessibility checker."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import AXE, NARROW, WIDE, Live, opened, picture, sign_in

BY_ROLE = {worker.role: worker.email for worker in LANTERN_BAY.workers}
HOME = f"/{LANTERN_BAY.slug}/"
PHONE_NUMBER = "713 555 0188"


@pytest.fixture
def desk(chromium: Browser, live: Live) -> Iterator[Page]:
    """A paralegal at a laptop."""
    with opened(chromium, live) as page:
        sign_in(page, BY_ROLE["paralegal"])
        yield page


def first_case(page: Page) -> str:
    """Open the first case of the list and return its address."""
    page.goto(HOME)
    page.locator("a.row").first.click()
    page.wait_for_url(re.compile("/cases/"))
    return page.url


def test_keys_search_go_list_and_hide(desk: Page) -> None:
    first_case(desk)
    desk.keyboard.press("/")
    expect(desk.locator("#find")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.locator("h1").click()
    desk.keyboard.press("?")
    expect(desk.locator("dialog#keys")).to_be_visible()
    desk.get_by_role("button", name="Close").click()
    desk.wait_for_timeout(700)  # longer than two presses of Escape may lie apart
    desk.keyboard.press("g")
    desk.keyboard.press("c")
    desk.wait_for_url(re.compile(HOME + "$"))
    first_case(desk)
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")
    desk.wait_for_url(re.compile("/blank/$"))
    assert desk.title() == "New page"
    assert "Amparo" not in desk.content()


def test_a_chord_typed_into_a_field_is_text(desk: Page) -> None:
    desk.goto(HOME)
    desk.locator("#find").fill("")
    desk.locator("#find").press_sequentially("g c?/")
    expect(desk.locator("#find")).to_have_value("g c?/")


def test_an_a_number_is_shown_in_place_and_the_page_stays(desk: Page) -> None:
    address = first_case(desk)
    desk.get_by_role("button", name=re.compile("^Show the A-number")).first.click()
    expect(desk.locator(".casehead")).to_contain_text(re.compile(r"A \d{3}-\d{3}-\d{3}"))
    assert desk.url == address


def test_intake_without_scripts(chromium: Browser, live: Live) -> None:
    with opened(chromium, live, scripts=False) as page:
        sign_in(page, BY_ROLE["paralegal"])
        page.goto(f"{HOME}intake/")
        page.get_by_label("Given names").fill("Ñusta María")
        page.get_by_label("First surname").fill("Pérez")
        page.get_by_label("Best language").select_option(label="Mam")
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_label("Birth date").fill("2/30/2012")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator("#id_birth_date_error")).to_contain_text("February 2012 has 29 days")
        expect(page.get_by_label("Birth date")).to_have_value("2/30/2012")
        picture(page, "1280-intake-refused")
        page.get_by_label("Birth date").fill("2/29/2012")
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("link", name="How to reach them").click()
        page.get_by_label("What is it?").select_option("phone")
        page.get_by_label("Number or address").fill(PHONE_NUMBER)
        page.get_by_label("Only as agreed").check()
        page.get_by_label("The rule").fill("After school, ask for Ñusta.")
        page.get_by_role("button", name="Add").click()
        assert PHONE_NUMBER not in page.content()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Finish: open the case").click()
        expect(page.locator("h1")).to_have_text("Ñusta María Pérez")
        expect(page.locator(".casehead")).to_contain_text("After school, ask for Ñusta.")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_pages_fit_and_pass_the_accessibility_checker(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm): accessibility was not checked.")
    with opened(chromium, live, size=size) as page:
        sign_in(page, BY_ROLE["coordinator"])
        case = first_case(page)
        person = page.locator("#household .household a").first.get_attribute("href") or ""
        addresses = {
            "list": HOME,
            "case": case,
            "person": person,
            "edit": f"{person}edit/",
            "team": f"{case}team/",
            "seen": f"{case}seen/",
            "notes": f"{case}notes/",
            "intake": f"{HOME}intake/",
            "audit": f"{HOME}audit/",
            "styleguide": f"{HOME}styleguide/",
        }
        for name, address in addresses.items():
            page.goto(address)
            picture(page, f"{size['width']}-desk-{name}")
            assert wider(page) <= 0, f"{name} sticks out by {wider(page)} px"
            assert complaints(page) == [], name


def test_at_double_size_nothing_is_lost_sideways(chromium: Browser, live: Live) -> None:
    with opened(chromium, live, size={"width": 640, "height": 450}) as page:  # 1280 px at 200 %
        sign_in(page, BY_ROLE["paralegal"])
        for address in (HOME, first_case(page), f"{HOME}intake/"):
            page.goto(address)
            assert wider(page) <= 0, address


def test_paper_shows_why_and_hides_the_tools(desk: Page) -> None:
    first_case(desk)
    desk.emulate_media(media="print")
    expect(desk.locator(".bar")).to_be_hidden()
    expect(desk.get_by_role("link", name="New hearing")).to_be_hidden()
    expect(desk.locator(".print-only").first).to_contain_text("Confidential")


def test_no_name_stands_in_a_tab_title(desk: Page) -> None:
    first_case(desk)
    name = desk.locator("h1").inner_text()
    for part in name.split():
        assert part not in desk.title()


def wider(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found


def complaints(page: Page) -> list[str]:
    """What axe finds, one line each. It is evaluated, not injected: the page's own policy forbids scripts."""
    page.evaluate(AXE.read_text())
    found: Any = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})"
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
