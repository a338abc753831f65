"""What the tests of filings have in common: the day, and a date that papers answer."""

from typing import Any

import pytest

from cases.models import Deadline
from tests.actions.court import TODAY, hearing
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def due(inside: Cast) -> Deadline:
    """Evidence for the hearing of Mon 28 Dec 2026: act by Fri 27 Nov, legal date Mon 30 Nov."""
    return Deadline.objects.get(hearing=hearing(inside))
