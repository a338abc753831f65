"""A real browser before a real server and a real worker, all on the loopback address, on a copy of the demo."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cases.demo.houses import PASSWORD
from tests import seeded

# Playwright keeps an event loop running in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".local" / "pictures"
CHROMIUM = shutil.which("chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
START_SECONDS = 60


@dataclass(frozen=True)
class Live:
    """The demo as it is served for this module: its address, its environment, its folder."""

    address: str
    environment: dict[str, str]
    state: Path

    @property
    def outbox(self) -> Path:
        """Where the demo's e-mails land, one file a message."""
        return self.state / "outbox"

    def ring(self, task: str) -> None:
        """Ring for a task through the broker, as the timetable does every minute."""
        subprocess.run(
            [sys.executable, "-m", "celery", "-A", "clinic", "call", task],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            timeout=60,
        )


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Live]:
    """Serve a copy of the seeded demo with gunicorn, beside one Celery worker on a filesystem broker."""
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine: what needs a browser was not tried.")
    with django_db_blocker.unblock():
        name = seeded.new_copy()
    state = tmp_path_factory.mktemp("demo")
    shutil.copytree(seeded.folder(), state, dirs_exist_ok=True)
    (state / "broker").mkdir(exist_ok=True)  # where a filesystem:// broker rings
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = seeded.environment(name, state) | {"AMPARO_URL": f"http://127.0.0.1:{port}"}
    site = Live(f"http://127.0.0.1:{port}", served, state)
    python = [sys.executable, "-m"]
    commands = {
        "web": [*python, "gunicorn", "clinic.wsgi", "-b", f"127.0.0.1:{port}", "-w", "1", "--threads", "4"],
        "worker": [
            *(*python, "celery", "-A", "clinic", "worker", "-Q", "celery,pdf", "--concurrency", "1"),
            *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
        ],
    }
    with contextlib.ExitStack() as stack:
        children = {}
        for called, command in commands.items():
            log = stack.enter_context((state / f"{called}.log").open("w"))
            children[called] = subprocess.Popen(command, cwd=ROOT, env=served, stdout=log, stderr=log)
        try:
            _wait_until_healthy(site, children)
            yield site
        finally:
            for child in children.values():
                child.terminate()
            for child in children.values():
                try:
                    child.wait(20)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
            with django_db_blocker.unblock():
                seeded.drop(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine: what needs a browser was not tried.")
    with sync_playwright() as playwright:
        # --no-sandbox: tests may run as root, where Chromium refuses its sandbox; it only sees our own pages.
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@contextlib.contextmanager
def opened(
    chromium: Browser,
    site: Live,
    *,
    size: dict[str, int] | None = None,
    scripts: bool = True,
    meant: str = "",
) -> Iterator[Page]:
    """A fresh browser window of this size; whatever a page complains about fails the test, but what is `meant`."""
    context = chromium.new_context(
        viewport=size or WIDE,  # type: ignore[arg-type]  # a plain dict of two numbers
        java_script_enabled=scripts,
        base_url=site.address,
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None,
    )
    try:
        yield page
    finally:
        context.close()
    unmeant = [one for one in complaints if not meant or meant not in one]
    assert not unmeant, "\n".join(unmeant)


def sign_in(page: Page, email: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page under .local/pictures, for human eyes."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    # The caret stays: to hide it, Playwright would leave a style on every box, which our pages forbid.
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, caret="initial")


def _wait_until_healthy(site: Live, children: dict[str, "subprocess.Popen[bytes]"]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(child.poll() is None for child in children.values()):
        try:
            with urlopen(f"{site.address}/healthz", timeout=5) as page:  # noqa: S310  # our own loopback address
                if page.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    logs = "\n".join((site.state / f"{name}.log").read_text()[-2000:] for name in children)
    pytest.fail(f"The site did not come up within {START_SECONDS} s:\n{logs}")
