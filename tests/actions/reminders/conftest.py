"""Every test of reminders begins at noon on Sun 22 Nov 2026, Houston time."""

from typing import Any

import pytest

from cases.models import Hearing
from tests.actions import reminding
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    """Stop the clock."""
    time_machine.move_to(reminding.NOW, tick=False)


@pytest.fixture
def hearing(inside: Cast) -> Hearing:
    """A hearing with its deadline."""
    return reminding.a_hearing(inside)
