"""What every command of this checkout runs against: a database, secrets, a state folder, a broker."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from script.lib import postgres

CHECKOUT = Path(__file__).resolve().parents[2]
LOCAL = CHECKOUT / ".local"
ADDRESS = LOCAL / "address"  # where script/demo last served


@dataclass(frozen=True)
class Services:
    """The environment that Django reads, and where our own database notes what it was last made ready for."""

    environment: dict[str, str]
    stamp: Path | None  # None: the database server is the user's own


def say(sentence: str) -> None:
    """To standard error, at once: standard output belongs to the command that is run."""
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def running(*, throw_away: bool = False) -> Iterator[Services]:
    """The services are up inside this block.

    A DATABASE_URL of the user's own wins. `throw_away`: a fast, empty database server that ends with the block.
    Raises postgres.CannotStart with a sentence that names the remedy.
    """
    LOCAL.mkdir(exist_ok=True)
    environment = {"AMPARO_DEMO": "1", **_own_secrets(), **os.environ}
    if ADDRESS.exists():
        environment.setdefault("AMPARO_URL", ADDRESS.read_text())
    environment.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    if not environment.get("REDIS_URL"):
        environment.setdefault("CELERY_BROKER_URL", "filesystem://localhost")
    if environment.get("DATABASE_URL"):
        if not environment.get("OWNER_DATABASE_URL"):
            raise postgres.CannotStart(
                "DATABASE_URL is set, so your own server is used; then OWNER_DATABASE_URL must be set as well: "
                "migrations run as the owner of the tables, the app as a role that row-level security binds."
            )
        with _state(environment, throw_away=throw_away):
            yield Services(environment, None)
        return
    cluster = _cluster(throw_away=throw_away)
    with _state(environment, throw_away=throw_away), cluster.lease(discard=throw_away) as addresses:
        environment |= {"DATABASE_URL": addresses.app, "OWNER_DATABASE_URL": addresses.owner}
        yield Services(environment, cluster.folder / "prepared")


def prepare(services: Services, *, seed: bool) -> None:
    """Migrates as the owner and seeds the demo clinics; our own database is left alone when nothing changed.

    Raises subprocess.CalledProcessError when the command failed (it has said why).
    """
    now, done = _fingerprint(), []
    if services.stamp and services.stamp.exists():
        done = services.stamp.read_text().split()
    if now not in done:
        say("Bringing the database up to date")
        manage(services, "migrate", "--verbosity", "0")
        done = [now, *(word for word in done if word == "seeded")]
    if seed and "seeded" not in done:
        say("Seeding the demo clinics (once)")
        manage(services, "seed_demo")
        done.append("seeded")
    if services.stamp:
        services.stamp.write_text(" ".join(done))


def manage(services: Services, *arguments: str) -> None:
    """Runs a management command whose output goes to standard error; CalledProcessError when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=CHECKOUT, env=quietly(services.environment), stdout=sys.stderr, check=True)


def quietly(environment: dict[str, str]) -> dict[str, str]:
    """The same for a command at a terminal: the log tells of warnings only, unless LOG_LEVEL says otherwise."""
    return {"LOG_LEVEL": "WARNING", **environment}


@contextlib.contextmanager
def _state(environment: dict[str, str], *, throw_away: bool) -> Iterator[None]:
    """The folder of files, outbox and broker: the user's own, this checkout's, or one that goes with the tests."""
    if throw_away:
        with tempfile.TemporaryDirectory(prefix="amparo-test-") as folder:
            environment["AMPARO_STATE"] = folder
            (Path(folder) / "broker").mkdir()  # where a filesystem:// broker rings
            yield
        return
    environment.setdefault("AMPARO_STATE", str(LOCAL / "state"))
    state = Path(environment["AMPARO_STATE"])
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    (state / "broker").mkdir(exist_ok=True)
    yield


def _cluster(*, throw_away: bool) -> postgres.Cluster:
    if throw_away:
        postgres.sweep(CHECKOUT, "test-")
        return postgres.Cluster(CHECKOUT, f"test-{os.getpid()}", postgres.THROW_AWAY)
    cluster = postgres.Cluster(CHECKOUT, "demo")
    if cluster.elsewhere:
        say(f"PostgreSQL's own user cannot reach this checkout: the database is kept in {cluster.folder}")
    return cluster


def _own_secrets() -> dict[str, str]:
    """This checkout's demo secrets, made once. Real ones come from the environment and win."""
    path = LOCAL / "secrets.json"
    if not path.exists():
        key = b64encode(secrets.token_bytes(32)).decode()
        made = {"SECRET_KEY": secrets.token_urlsafe(48), "AMPARO_MASTER_KEYS": f"demo:{key}"}
        postgres.write_private(path, json.dumps(made))
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def _fingerprint() -> str:
    """Changes with the migrations and the installed packages."""
    found = sha256()
    for path in [*sorted(CHECKOUT.glob("cases/migrations/*.py")), CHECKOUT / "requirements.lock"]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]
