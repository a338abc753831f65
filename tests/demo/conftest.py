"""The seeded demo to look at, as the app's own role; no test here writes to it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connections

from cases.models import Clinic
from tests import database, seeded

Inside = Callable[[str], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Point the connections at a copy of the seeded demo for this module; put them back afterwards."""
    standing = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = seeded.new_copy()
        database.point_at(name)
        yield name
        database.point_at(standing)
        seeded.drop(name)


@pytest.fixture
def inside(demo: str) -> Inside:
    """Return a function that steps inside the clinic with this slug."""

    def step_in(slug: str) -> AbstractContextManager[None]:
        return Clinic.objects.get(slug=slug).inside()

    return step_in
