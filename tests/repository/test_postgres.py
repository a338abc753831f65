"""The PostgreSQL starter: who may connect, from where, and that nothing is left running."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from script.lib import postgres
from tests.make import MASTER_KEYS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[postgres.Cluster]:
    try:
        made = postgres.Cluster(tmp_path, "trial", postgres.THROW_AWAY)
    except postgres.CannotStart as reason:
        pytest.skip(f"PostgreSQL of our own cannot be started here: {reason}")
    yield made
    made.stop()
    if made.elsewhere:
        shutil.rmtree(made.folder.parent)


def test_the_app_role_has_no_power_that_row_level_security_would_yield_to(cluster: postgres.Cluster) -> None:
    with cluster.lease() as at, psycopg.connect(at.app) as database:
        row = database.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, False)
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'amparo'"
        assert database.execute(owner).fetchone() == ("amparo_owner",)


def test_the_owner_can_make_a_test_database_with_the_extensions(cluster: postgres.Cluster) -> None:
    with cluster.lease() as at:
        with psycopg.connect(at.owner, autocommit=True) as database:
            database.execute("CREATE DATABASE trial_of_it")
        with psycopg.connect(at.owner, dbname="trial_of_it", autocommit=True) as database:
            for name in ("pg_trgm", "unaccent", "btree_gist"):
                database.execute(f"CREATE EXTENSION {name}")


def test_nobody_comes_in_without_the_password_and_only_its_owner_can_read_it(
    cluster: postgres.Cluster,
) -> None:
    with cluster.lease() as at:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(at.app.replace("amparo_app:", "amparo_app:x"))
        with psycopg.connect(at.app) as database:
            assert database.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
    assert stat.S_IMODE((cluster.folder / "secrets.json").stat().st_mode) == 0o600


def test_the_last_to_leave_stops_it_and_the_data_stays(cluster: postgres.Cluster) -> None:
    with cluster.lease() as first:
        with psycopg.connect(first.owner) as database:
            database.execute("CREATE TABLE kept (fact text)")
        with cluster.lease():
            pass
        psycopg.connect(first.app).close()  # still up: the outer lease holds
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.app)
    with cluster.lease() as again, psycopg.connect(again.owner) as database:
        assert database.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_an_interrupted_first_start_is_begun_anew(cluster: postgres.Cluster) -> None:
    cluster.data.mkdir(parents=True)
    (cluster.data / "half").touch()
    with cluster.lease() as at:
        psycopg.connect(at.app).close()


def test_a_throw_away_cluster_leaves_nothing(cluster: postgres.Cluster) -> None:
    with cluster.lease(discard=True):
        assert cluster.data.exists()
    assert not cluster.folder.exists()


def test_serving_is_refused_to_a_role_that_row_level_security_does_not_bind(
    cluster: postgres.Cluster,
) -> None:
    with cluster.lease() as at:
        known = json.loads((cluster.folder / "secrets.json").read_text())
        superuser = at.app.replace(f"amparo_app:{known['app']}", f"superuser:{known['superuser']}")
        with psycopg.connect(superuser, autocommit=True) as server:
            server.execute("CREATE ROLE too_free LOGIN BYPASSRLS PASSWORD 'invented'")
        for address, reason in (
            (superuser, "is a superuser"),
            (
                at.app.replace(f"amparo_app:{known['app']}", "too_free:invented"),
                "bypasses row-level security",
            ),
        ):
            done = subprocess.run(
                [sys.executable, "-c", "import clinic.wsgi"],
                cwd=ROOT,
                env={
                    "PATH": os.environ["PATH"],
                    "SECRET_KEY": "invented",
                    "AMPARO_MASTER_KEYS": MASTER_KEYS,
                    "DATABASE_URL": address,
                },
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode != 0
            assert reason in done.stderr
