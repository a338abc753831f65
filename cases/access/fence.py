"""The wall that PostgreSQL itself keeps between clinics: row-level security, raised table by table."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations.operations import RunSQL

SETTING = "clinic.id"


@contextmanager
def raised(clinic_id: int) -> Iterator[None]:
    """Open a transaction in which only this clinic's rows exist.

    The setting is local to the transaction. When the caller already stands in one (a test, a nested
    entry), the earlier clinic is put back at the end, so the fence never outlives its block.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        earlier = _current() if nested else ""
        _set(str(clinic_id))
        yield
        if nested and not connection.needs_rollback:
            _set(earlier)


def current_clinic_id() -> int | None:
    """Return the clinic whose fence stands around this transaction, or None outside every fence."""
    value = _current()
    return int(value) if value else None


def _current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        row = cursor.fetchone()
    return (row[0] if row else "") or ""


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


def around(table: str) -> RunSQL:
    """Return the migration operation that fences a table: only the rows of the clinic in force exist.

    The unique (id, clinic_id) is what other fenced tables point at; see ``same_clinic``.
    """
    here = f"clinic_id = NULLIF(current_setting('{SETTING}', true), '')::bigint"
    return RunSQL(
        [
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_clinic UNIQUE (id, clinic_id);",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
            f"CREATE POLICY {table}_fence ON {table} USING ({here}) WITH CHECK ({here});",
        ],
        [
            f"DROP POLICY {table}_fence ON {table};",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_in_clinic;",
        ],
    )


def same_clinic(table: str, **parents: str) -> RunSQL:
    """Return the migration operation that keeps a table's foreign keys inside its clinic.

    ``parents`` maps each foreign-key column to the table it points at. A plain foreign key would accept a
    row of another clinic that the fence hides; Django 5.2 cannot declare one on two columns, so the model
    says ``db_constraint=False`` and this adds it on (column, clinic_id).
    """
    up: list[str] = []
    down: list[str] = []
    for column, parent in parents.items():
        name = f"{table}_{column}_same_clinic"
        up.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, clinic_id) "
            f"REFERENCES {parent} (id, clinic_id) DEFERRABLE INITIALLY DEFERRED;"
        )
        down.append(f"ALTER TABLE {table} DROP CONSTRAINT {name};")
    return RunSQL("\n".join(up), "\n".join(down))
