"""What the tests of hearings, deadlines and reminders in the browser have in common."""

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from cases.actions import deadlines
from cases.models import Membership
from tests.make import Cast

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
NINE = dt.time(9, 0)
Browse = Callable[[Membership], Browser]


def url(name: str, cast: Cast, **ids: int) -> str:
    return reverse(name, kwargs={"clinic": "bay", "reference": cast.case.reference, **ids})


def said(answer: Any) -> str:
    """The page's words, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def settle(cast: Cast) -> None:
    """Bring the cast's case in line with its facts, as every case is whose facts came in through the actions."""
    with cast.bay.inside():
        deadlines.recompute(case=cast.case, by=cast.paralegal)


def save(browser: Browser, address: str, answers: dict[str, Any]) -> Any:
    """Send a form and, where it changes dates, agree to what its preview shows."""
    shown = browser.post(address, answers)
    digest = re.search(r'name="shown" value="(\w+)"', shown.content.decode())
    assert shown.status_code == 200 and digest, "no preview was shown"
    return browser.post(address, {**answers, "step": "apply", "shown": digest[1]})
