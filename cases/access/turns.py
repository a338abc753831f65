"""Whoever sets the database up waits until nobody else does: PostgreSQL itself hands out the turns."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

SET_UP = 6_147_310_001  # any number that nothing else in this database locks by


@contextmanager
def one_at_a_time(alias: str, *, turn: int = SET_UP) -> Iterator[None]:
    """Hold an advisory lock of the database session inside this block; wait for whoever holds it.

    It outlives transactions, which migrating opens and ends by itself, and ends with the block or with the session,
    however the process dies. Two machines that set up the same database wait for each other too.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [turn])
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [turn])
