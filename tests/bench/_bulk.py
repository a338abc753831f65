"""Filling tables fast: neither keys nor indexes are what is measured meanwhile, so they are off."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests import database


@contextmanager
def unchecked(tables: Sequence[str]) -> Iterator[Any]:
    """Give the owner's connection for writing into these tables; afterwards their indexes are made anew, not the keys.

    Foreign keys of every table go, for good: they check what is written, and only reading is measured here.
    """
    with database.as_owner() as owner:
        keys = owner.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
        for table, name in keys:
            owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
        indexes = owner.execute(
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE i.indrelid::regclass::text = ANY(%s) AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)",
            [list(tables)],
        ).fetchall()
        for name, _definition in indexes:
            owner.execute(f'DROP INDEX "{name}"'.encode())
        yield owner
        owner.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            owner.execute(str(definition).encode())
    with database.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")
