"""A database for one play, made from nothing and dropped afterwards; the configured one is never touched."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from psycopg import sql

PREFIX = "amparo_play_"
ENGINE = "cases.simulation.commit"


@contextmanager
def database(template: str = "") -> Iterator[str]:
    """Make and migrate a database, point Django's connections at it inside the block, and drop it at the end.

    ``template``: the name of one that is migrated already, to be copied instead.

    CommandError when there is no owner's connection that could make one.
    """
    if "owner" not in connections:
        raise CommandError(
            "A play needs a database of its own: set OWNER_DATABASE_URL to a role that may create one."
        )
    configured = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}
    engine = connections["default"].settings_dict["ENGINE"]
    name = PREFIX + secrets.token_hex(4)
    with _server() as server:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(make.format(sql.Identifier(name), sql.Identifier(template or "template1")))
        # What a crash of the machine would lose is worth nothing here.
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    try:
        _point_at(dict.fromkeys(configured, name))
        if not template:
            call_command("migrate", verbosity=0)
        _drive_with(ENGINE)
        yield name
    finally:
        _drive_with(engine)
        _point_at(configured)
        with _server() as server:
            # Not WITH (FORCE): that asks for the right to end the server's own autovacuum, which plain DROP just does.
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    known = connections["owner"].settings_dict
    return psycopg.connect(
        host=known["HOST"] or None,
        port=known["PORT"] or None,
        user=known["USER"] or None,
        password=known["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def _point_at(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _drive_with(engine: str) -> None:
    """Make the app's connection anew, by another engine."""
    connections["default"].close()
    connections["default"].settings_dict["ENGINE"] = engine
    connections["default"] = connections.create_connection("default")
