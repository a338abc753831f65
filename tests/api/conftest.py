"""A program that calls the API with a token, as one of the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from cases.actions import tokens
from cases.models import Membership
from tests.access import stage
from tests.make import Cast

Call = Callable[..., Any]


@pytest.fixture
def rows(cast: Cast) -> dict[str, Any]:
    """One of everything in the cast's case."""
    return stage.set_up(cast)


@pytest.fixture
def program(cast: Cast) -> Callable[[Membership], Browser]:
    """Return a function that gives a client whose every request carries a token of this member."""

    def acting_as(member: Membership) -> Browser:
        with member.clinic.inside():
            _, secret = tokens.create(label="a test", by=member)
        return Browser(headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"})

    return acting_as
