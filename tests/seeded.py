"""A database with the demo's two clinics in it: seeded once per test run by the real command, then copied."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections
from psycopg import sql

from tests import database, make

ROOT = Path(__file__).resolve().parent.parent
LOCK = 7_205_834  # any number but the other template's
NAME = "amparo_seeded"


def folder() -> Path:
    """Where the seeded files lie; every copy of the database points into it."""
    return Path(os.environ["AMPARO_STATE"]) / "seeded"


def address(name: str) -> str:
    """The app's address of a database of this test run."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def environment(name: str, state: Path) -> dict[str, str]:
    """What a process needs to serve this database as the demo does: the app's role, never the owner's."""
    kept = {key: value for key, value in os.environ.items() if key not in {"OWNER_DATABASE_URL", "REDIS_URL"}}
    return kept | {
        "DATABASE_URL": address(name),
        "AMPARO_STATE": str(state),
        "AMPARO_DEMO": "1",
        "AMPARO_MASTER_KEYS": make.MASTER_KEYS,
        "SECRET_KEY": "an invented secret key for tests only, quite long",
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "CELERY_BROKER_URL": "filesystem://",
        "PYTHONPATH": str(ROOT),
    }


def new_copy() -> str:
    """Return the name of a fresh database with the demo's clinics in it. Django's connections stay where they are."""
    name = f"test_demo_{secrets.token_hex(4)}"
    with database._server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            _seed()
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(NAME))
        )
    return name


def drop(name: str) -> None:
    """Drop a copy."""
    with database._server() as server:
        database.drop_on(server, name)


def command(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a management command against this database, as the app's role."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(name, folder()),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _seed() -> None:
    making, standing = f"{NAME}_making", connections["default"].settings_dict["NAME"]
    template = database._template()
    database.point_at(standing)  # making the template may have moved them
    with database._server() as server:
        database.drop_on(server, making)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(making), sql.Identifier(template))
        )
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        done = command(making, "seed_demo")
        assert done.returncode == 0, done.stderr[-3000:]
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(NAME))
        )
