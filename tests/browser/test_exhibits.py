"""Taking many files in at once, in a real browser: progress, each file's own answer, a line that breaks, a folder."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from cases.demo.houses import LANTERN_BAY
from tests.browser.conftest import NARROW, WIDE, Live, opened, picture, sign_in
from tests.pdf import reading

expect.set_options(timeout=30_000)
PARALEGAL = next(worker.email for worker in LANTERN_BAY.workers if worker.role == "paralegal")
REAL = Path(__file__).resolve().parents[3] / "shared" / "exhibits"
SOME = ("01_", "14_", "51_", "54_", "62_")  # a form, a court's paper, accents, a scan, three small pages


def open_evidence(page: Page, name: str = "marisol") -> str:
    """Find a case by a name in it and open its evidence; return the case's address."""
    page.goto("/lantern-bay/")
    page.locator("#find").fill(name)
    page.locator("#find").press("Enter")
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/BAY-[\d-]+/$"))
    case = page.url
    page.goto(f"{case}evidence/")
    return case


def fits(page: Page, size: dict[str, int]) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def paper(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return reading.make_pdf(path, words=words)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client's folder as it lies on a paralegal's desk: subfolders, a locked file, one that is none, one twice."""
    root = tmp_path_factory.mktemp("desk") / "From the client"
    for number in (10, 9, 2):
        paper(root / "school" / f"{number} report.pdf", f"School year {number}")
    paper(root / "letter.pdf", "A letter")
    (root / "letter copy.pdf").write_bytes((root / "letter.pdf").read_bytes())
    (root / "notes.pdf").write_bytes(b"these are only words")
    (root / ".DS_Store").write_bytes(b"x")
    locked = io.BytesIO()
    with pikepdf.open(paper(root / "locked.pdf", "Behind a lock")) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="lantern"))
    (root / "locked.pdf").write_bytes(locked.getvalue())
    return root


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_a_whole_folder_comes_in_file_by_file(
    chromium: Browser, live: Live, folder: Path, size: dict[str, int]
) -> None:
    wide = size is WIDE
    with opened(chromium, live, size=size) as page:
        page.set_default_timeout(60_000)
        sign_in(page, PARALEGAL)
        open_evidence(page, "marisol" if wide else "wilfredo")
        page.locator("#drop").wait_for()
        picture(page, f"{size['width']}-intake")
        fits(page, size)
        before = page.locator("tr[data-id]").count()
        with page.expect_file_chooser() as chosen:
            page.get_by_role("button", name="Choose a folder").click()
        chosen.value.set_files(folder)
        done = page.locator("#intake-doing")
        expect(done).to_have_text(
            "4 files taken in, 1 already here, 1 waiting for a password, 1 not taken in."
        )
        trouble = page.locator("#intake-trouble")
        expect(trouble).to_contain_text("From the client/notes.pdf is not a PDF or a picture")
        expect(page.locator("#intake-rows")).to_contain_text("is already in this case, as “Letter")
        expect(page.locator("#intake-left-out")).to_contain_text("1 file")
        picture(page, f"{size['width']}-intake-asks")
        fits(page, size)
        box = page.get_by_label("Password of locked.pdf")
        box.fill("wrong")
        box.press("Enter")
        expect(trouble).to_contain_text("the one given does not open it")
        box.fill("lantern")
        page.get_by_role("button", name="Open it").click()
        expect(done).to_have_text("5 files taken in, 1 already here, 1 not taken in.")
        expect(page.locator("tr[data-id]")).to_have_count(before + 5)  # shown without loading the page again
        named = page.locator("tr[data-id] td[data-label=Exhibit] > a").all_inner_texts()[before:]
        assert named[1:] == ["Locked", "School: Report", "School: Report", "School: Report"]
        files = page.locator("tr[data-id] td .quiet").all_inner_texts()
        ours = [text.split(" ·")[0] for text in files if re.match(r"\d+ report", text)]
        assert ours == [
            "2 report.pdf",
            "9 report.pdf",
            "10 report.pdf",
        ]  # as people count, whichever was first
        picture(page, f"{size['width']}-intake-done")


def test_a_line_that_breaks_is_tried_again_and_the_rest_goes_on(
    chromium: Browser, live: Live, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport=WIDE, base_url=live.address)  # type: ignore[arg-type]
    page = context.new_page()  # not `opened`: a broken line is an error in the browser's own console
    page.set_default_timeout(60_000)
    sign_in(page, PARALEGAL)
    open_evidence(page, "wilfredo")
    page.locator("#drop").wait_for()
    page.evaluate("document.getElementById('intake').dataset.pause = 50")
    tries = {"left": 2}

    def broken(route: Route) -> None:
        tries["left"] -= 1
        route.abort("connectionreset")

    page.route("**/evidence/upload/", lambda route: broken(route) if tries["left"] > 0 else route.continue_())
    one = paper(tmp_path / "breaks once.pdf", "Breaks once")
    page.set_input_files("#id_papers", one)
    expect(page.locator("#intake-doing")).to_have_text("1 file taken in.")
    tries["left"] = 1_000
    several = [paper(tmp_path / f"Late {name}.pdf", f"Late {name}") for name in "abcd"]
    page.set_input_files("#id_papers", several)
    expect(page.locator("#intake-doing")).to_have_text("1 file taken in, 4 not sent yet.")
    assert 1_000 - tries["left"] <= 9  # nobody waits for the whole queue to fail
    picture(page, "1280-intake-broken")
    tries["left"] = 0
    page.get_by_role("button", name="Try the rest again").click()
    expect(page.locator("#intake-doing")).to_have_text("5 files taken in.")
    page.reload()
    page.set_input_files("#id_papers", [one, *several])
    expect(page.locator("#intake-doing")).to_have_text("0 files taken in, 5 already here.")
    context.close()


def test_real_papers_come_in_and_those_that_cannot_are_named(chromium: Browser, live: Live) -> None:
    if not REAL.is_dir():
        pytest.skip("The folder of real exhibits is not beside this checkout: no real file was uploaded.")
    good = [each for each in sorted(REAL.iterdir()) if each.name.startswith(SOME)]
    bad = sorted((REAL / "refuse").iterdir())
    with opened(chromium, live) as page:
        page.set_default_timeout(90_000)
        sign_in(page, PARALEGAL)
        open_evidence(page, "wilfredo")
        page.locator("#drop").wait_for()
        page.set_input_files("#id_papers", [*good, *bad])
        expect(page.locator("#intake-doing")).to_contain_text(f"{len(good)} files taken in")
        trouble = page.locator("#intake-trouble > li")
        expect(trouble).to_have_count(len(bad))
        assert sorted(page.locator("#intake-trouble [data-name]").all_inner_texts()) == [
            each.name for each in bad
        ]
        assert all(len(text) > 20 for text in page.locator("#intake-trouble [data-reason]").all_inner_texts())
        picture(page, "1280-intake-real")


def test_described_marked_built_and_uploaded_on_a_phone_without_a_script(
    chromium: Browser, live: Live
) -> None:
    size, name = NARROW, "390"
    with opened(chromium, live, size=size, scripts=False) as page:
        page.set_default_timeout(60_000)
        sign_in(page, PARALEGAL)
        case, main = open_evidence(page), page.locator("main")

        def look(what: str) -> None:
            picture(page, f"{name}-{what}")
            fits(page, size)

        look("evidence")
        page.get_by_role("link", name=re.compile("^Describe ")).first.click()
        look("exhibit")
        page.goto(f"{case}evidence/")
        page.get_by_role("link", name=re.compile("^Translation of ")).first.click()
        look("certificate")
        page.goto(f"{case}evidence/")
        page.get_by_role("link", name=re.compile("^Pages and marks of ")).nth(1).click()
        for field, value in (("left", 100), ("top", 100), ("right", 500), ("bottom", 200)):
            page.fill(f"input[name={field}]", str(value))
        page.get_by_role("button", name="Mark it").click()
        expect(main).to_contain_text("100, 100 to 500, 200")
        look("exhibit-pages")
        page.goto(f"{case}packets/check/")
        look("packet-check")
        page.goto(f"{case}packets/witnesses/add/")
        page.fill("input[name=name]", "Adelita Marisma")
        page.fill("textarea[name=summary]", "What she saw on the night of the fire.")
        page.locator("main form button[type=submit]").first.click()
        expect(main).to_contain_text("Adelita Marisma")
        page.goto(f"{case}packets/add/")
        for code in ("witnesses", "order"):
            page.check(f"input[name=papers][value={code}]")
        look("packet-add")
        page.get_by_role("button", name="Build the packet").click()
        expect(page.get_by_role("link", name="It was uploaded")).to_be_visible(timeout=90_000)
        look("packet-built")
        page.get_by_role("link", name="It was uploaded").click()
        page.select_option("select[name=document_type]", "Evidence / exhibits")
        page.fill("input[name=receipt_number]", "ECAS-0001")
        look("packet-upload")
        page.get_by_role("button", name="Record the upload").click()
        expect(main).to_contain_text("Uploaded, not yet accepted")
        expect(main).to_contain_text("ECAS-0001")
        look("packet-uploaded")
        page.goto(f"{case}packets/add/")
        expect(main).to_contain_text("A supplement to")
        page.goto("/lantern-bay/library/")
        look("library")


def test_sorted_by_keys_and_by_dragging_and_drawn_with_the_mouse(chromium: Browser, live: Live) -> None:
    with opened(chromium, live) as page:
        sign_in(page, PARALEGAL)
        open_evidence(page)
        rows = page.locator("tr[data-id]")
        first, second = (rows.nth(at).get_attribute("data-id") or "" for at in (0, 1))
        rows.nth(0).locator("input[data-place]").focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator("#sorted")).to_contain_text("Place 2 of")
        page.get_by_role("button", name="Save the order").click()
        expect(rows.nth(0)).to_have_attribute("data-id", second)
        expect(rows.nth(1)).to_have_attribute("data-id", first)
        page.wait_for_load_state()
        with page.expect_event("load"):  # letting go saves
            rows.nth(1).locator("td.num").drag_to(rows.nth(0).locator("td.num"))
        expect(rows.nth(0)).to_have_attribute("data-id", first)
        page.reload()  # it was saved, not only shown
        expect(rows.nth(0)).to_have_attribute("data-id", first)
        rows.nth(0).locator("input[data-place]").fill("2")
        page.get_by_role("button", name="Save the order").click()
        expect(rows.nth(1)).to_have_attribute("data-id", first)
        page.get_by_role("link", name=re.compile("^Pages and marks of ")).first.click()
        sheet = page.locator("#sheet")
        expect(sheet.locator("img")).to_have_js_property("complete", True)
        box = sheet.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 120, steps=4)
        page.mouse.up()
        assert 180 <= int(page.input_value("input[name=left]")) <= 220
        assert 580 <= int(page.input_value("input[name=right]")) <= 620
        page.check("input[name=kind][value=redaction]")
        page.get_by_role("button", name="Mark it").click()
        expect(page.locator("#marks")).to_contain_text("Redaction")
        picture(page, "1280-exhibit-redacted")
