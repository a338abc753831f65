"""What the tests of hearings, deadlines and reminders in the browser have in common."""

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

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
