"""The calculator and the rulebook in a real browser: from a question on the phone to a printed answer, without JavaScript too."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import AXE, NARROW, WIDE, Live, opened, picture, sign_in
from tests.browser.test_pages import PARALEGAL, faults

SUPERVISOR = "tobias.renquist@amparo.example.org"
ANSWERS = {
    "hearing": "?rule=EOIR_INDIVIDUAL_30&hearing=12%2F28%2F2026&detained=no",
    "clock": "?rule=EAD_C8_FILE_150&i589_received=1%2F5%2F2026&delays=3%2F2%2F2026+to+4%2F13%2F2026",
    "no-date": "?rule=I589_ONE_YEAR&last_arrival=3%2F3%2F2026&uac=yes",
    "missing": "?rule=BIA_APPEAL_30&ecas_unplanned_outage=2%2F30%2F2026",
    "choose": "",
}


def test_from_a_question_to_an_answer_without_javascript(chromium: Browser, live: Live) -> None:
    with opened(chromium, live, scripts=False) as page:
        sign_in(page, PARALEGAL)
        page.goto("/lantern-bay/calculator/")
        page.select_option("#rule", "EOIR_INDIVIDUAL_30")
        page.get_by_role("button", name="Ask for its facts").click()
        page.fill("#id_hearing", "12/28/2026")
        page.select_option("#id_detained", "no")
        page.get_by_role("button", name="Work out the date").click()
        expect(page.locator(".law-answer__day")).to_have_text("Fri 27 Nov 2026")
        assert "hearing=12%2F28%2F2026" in page.url
        page.get_by_role("link", name="Read the rule").click()
        expect(page.get_by_role("heading", name="Version 2020-12")).to_be_visible()
        page.get_by_role("link", name="Calculate with it").click()
        expect(page.locator("#id_hearing")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_answers_are_accessible_and_fit_the_window(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    found: list[str] = []
    with opened(chromium, live, size=size) as page:
        sign_in(page, PARALEGAL)
        addresses = {name: f"/lantern-bay/calculator/{query}" for name, query in ANSWERS.items()}
        addresses["rule"] = "/lantern-bay/rules/EOIR_INDIVIDUAL_30/"
        addresses["rules"] = "/lantern-bay/rules/?words=appeal"
        for name, address in addresses.items():
            page.goto(address)
            picture(page, f"calculator-{name}-{size['width']}")
            if AXE.is_file():
                found += faults(page)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{address} is {over} px wider than the window"] if over > 0 else []
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_supervising_attorney_signs_what_awaits_a_signature(
    chromium: Browser, live: Live, size: dict[str, int]
) -> None:
    found: list[str] = []
    with opened(chromium, live, size=size, scripts=size == WIDE) as page:
        sign_in(page, SUPERVISOR)
        page.goto("/lantern-bay/rules/?view=awaiting")
        picture(page, f"rules-awaiting-{size['width']}")
        box = page.get_by_role("checkbox").first
        chosen = box.get_attribute("value")
        box.check()
        page.get_by_role("button", name="Sign off the ticked rules").click()
        expect(page.get_by_text("Signed off: 1 rule.")).to_be_visible()
        assert page.locator(f"input[value='{chosen}']").count() == 0
        page.goto(f"/lantern-bay/rules/{str(chosen).partition('|')[0]}/")
        expect(page.get_by_role("button", name="Take the signature back").first).to_be_visible()
        picture(page, f"rules-signed-{size['width']}")
        over = (
            page.evaluate("document.documentElement.scrollWidth - window.innerWidth") if size == WIDE else 0
        )
        found += [f"{page.url} is {over} px wider than the window"] if over > 0 else []
        if AXE.is_file() and size == WIDE:
            found += faults(page)
    assert not found, "\n".join(found)
