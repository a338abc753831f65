"""What the scripts give to the commands they run, and the sentences with which they stop."""

import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from script.lib import demo, run, services, smoke
from script.lib.postgres import CannotStart


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts' own folder is a fresh one, and nothing of this test's environment reaches them."""
    monkeypatch.setattr(services, "LOCAL", tmp_path / ".local")
    for name in ("SECRET_KEY", "AMPARO_MASTER_KEYS", "AMPARO_STATE", "REDIS_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example.org/amparo")
    monkeypatch.setenv("OWNER_DATABASE_URL", "postgresql://owner@db.example.org/amparo")
    return tmp_path / ".local"


def test_the_users_own_server_wins_and_nothing_is_started(elsewhere: Path) -> None:
    with services.running() as up:
        assert up.environment["DATABASE_URL"] == "postgresql://app@db.example.org/amparo"
        assert up.stamp is None
    assert not (elsewhere / "postgres").exists()


def test_half_a_pair_of_addresses_is_refused_with_the_reason(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OWNER_DATABASE_URL")
    with pytest.raises(CannotStart, match="OWNER_DATABASE_URL must be set as well"), services.running():
        pass


def test_secrets_are_made_once_and_are_their_owners_alone(elsewhere: Path) -> None:
    seen = []
    for _ in range(2):
        with services.running() as up:
            seen.append((up.environment["SECRET_KEY"], up.environment["AMPARO_MASTER_KEYS"]))
    assert seen[0] == seen[1]
    assert stat.S_IMODE((elsewhere / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((elsewhere / "state").stat().st_mode) == 0o700


def test_redis_rings_the_bell_when_there_is_one(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with services.running() as up:
        assert up.environment["CELERY_BROKER_URL"] == "filesystem://localhost"
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/0")
    with services.running() as up:
        assert "CELERY_BROKER_URL" not in up.environment


def test_the_files_of_a_throw_away_run_go_with_it(elsewhere: Path) -> None:
    with services.running(throw_away=True) as up:
        state = Path(up.environment["AMPARO_STATE"])
        assert (state / "broker").is_dir()
    assert not state.exists()


@pytest.mark.parametrize("status", [0, 3])
def test_a_commands_own_status_is_passed_on(elsewhere: Path, status: int) -> None:
    assert run.main([sys.executable, "-c", f"raise SystemExit({status})"]) == status


def test_a_port_that_is_taken_is_named_or_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CannotStart, match=f"Port {port} .* is taken"):
            demo.web_port()
        monkeypatch.delenv("PORT")
        monkeypatch.setattr(demo, "PORTS", range(port, port + 20))
        assert demo.web_port() > port
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(CannotStart, match="must be a number"):
        demo.web_port()


def test_an_unknown_word_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "script.lib.demo", "--smok"],
        cwd=services.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "script/demo knows only --smoke, not --smok.\n")


def test_a_server_that_is_not_there_is_a_finding_for_every_role() -> None:
    people = [
        smoke.SignIn(clinic="bay", role=role, name="A", email="a@example.org", password="p")
        for role in ("paralegal", "coordinator")
    ]
    findings = smoke.look_at_every_role("http://127.0.0.1:9", people)
    assert [finding.split(" ")[0] for finding in findings] == ["coordinator", "paralegal"]
    assert smoke.look_at_every_role("http://127.0.0.1:9", []) == ["The demo lists nobody to sign in as."]
