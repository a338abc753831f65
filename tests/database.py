"""The test database: migrated once by the owner into a template, then copied, and used as the app's role.

Copying is what makes a live server testable: Django would empty the tables with TRUNCATE, which the app's
role may not do and the audit trail refuses.
"""

import hashlib
import secrets
import time
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
LOCK = 7_205_833  # any number: workers take turns at making the template


def new_copy() -> str:
    """Make a fresh copy of the migrated template, point Django's connections at it, and return its name."""
    template = _template()
    name = f"test_amparo_{secrets.token_hex(4)}"
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    point_at(name)
    return name


def drop(name: str) -> None:
    """Drop a copy."""
    point_at(name)
    with _server() as server:
        drop_on(server, name)


def drop_on(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    """Drop a database with whoever is still in it.

    The server's own cleaner (autovacuum) may be in it, whom a plain owner cannot end: it is done within a moment.
    """
    for _ in range(50):
        try:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.2)
        else:
            return
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _template() -> str:
    name = f"amparo_template_{_fingerprint()}"
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        making = f"{name}_making"
        drop_on(server, making)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
        point_at(making)
        call_command("migrate", verbosity=0)
        _close()
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
        )
    return name


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for folder in ("cases/migrations", "cases/access", "cases/management/commands"):
        for path in sorted((ROOT / folder).glob("*.py")):
            seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    settings = connections["owner"].settings_dict
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def point_at(name: str) -> None:
    """Use the database of this name from now on."""
    _close()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


def _close() -> None:
    for alias in ("default", "owner"):
        connections[alias].close()


def as_owner() -> "psycopg.Connection[tuple[object, ...]]":
    """Return a connection to the current copy as the owner, in a transaction that the caller rolls back."""
    settings = connections["owner"].settings_dict
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )
