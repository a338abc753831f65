"""What every fault test stands on: a post office, a Redis, a database of its own, and workers to be killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.faults import machine as machines
from tests.faults import post_office, stage
from tests.faults.machine import Machine
from tests.faults.post_office import PostOffice
from tests.make import Cast


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server that accepts everything until it is told otherwise; its faults befall letters about dates."""
    with post_office.opened() as office:
        office.befalls = stage.is_about_a_date
        yield office


@pytest.fixture
def cast(own_database: None) -> Cast:
    """The cast, with real commits."""
    return stage.a_cast()


@pytest.fixture
def machine(own_database: None, office: PostOffice, tmp_path: Path) -> Iterator[Machine]:
    """The processes around Amparo; workers are started by the test."""
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(connection.settings_dict)
    with machines.standing(tmp_path, url, office.port) as machine:
        yield machine
