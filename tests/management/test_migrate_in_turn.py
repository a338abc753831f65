"""Two first runs at once: the second waits at the database for its turn, and finds nothing left to do."""

import io
import threading
import time
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from cases.access import turns
from tests import database


def _is_waited_for(owner: "psycopg.Connection[Any]") -> bool:
    asked = owner.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    return (asked.fetchone() or (0,))[0] > 0


def test_migrating_waits_for_whoever_sets_the_database_up(db: None, django_db_blocker: Any) -> None:
    ended: list[str] = []

    def migrate() -> None:
        with django_db_blocker.unblock():
            try:
                call_command("migrate", database="default", plan=True, stdout=io.StringIO())
                ended.append("done")
            finally:
                connections.close_all()

    with database.as_owner() as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [turns.SET_UP])
        second = threading.Thread(target=migrate)
        second.start()
        until = time.monotonic() + 60
        while not _is_waited_for(owner) and time.monotonic() < until:
            time.sleep(0.05)
        assert _is_waited_for(owner) and not ended, "it waits instead of migrating beside the first"
        owner.execute("SELECT pg_advisory_unlock(%s)", [turns.SET_UP])
        second.join(timeout=60)
    assert ended == ["done"]


def test_a_turn_ends_with_its_block_whatever_happens_in_it(db: None) -> None:
    with database.as_owner() as owner:

        def is_free() -> bool:
            asked = owner.execute("SELECT pg_try_advisory_lock(%s)", [turns.SET_UP])
            return asked.fetchone() == (True,)

        def fail() -> None:
            with turns.one_at_a_time("default"):
                assert not is_free(), "nobody else comes in"
                raise CommandError("The first run failed.")

        with pytest.raises(CommandError):
            fail()
        assert is_free()
