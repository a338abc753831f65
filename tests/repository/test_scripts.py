"""The commands are short, executable and clean shell, and the environment file tells the truth about the settings."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [ROOT / "script" / name for name in ("demo", "test", "manage", "bench", "lock")] + [
    ROOT / ".ci" / "run"
]
SHELL = [*COMMANDS, *sorted((ROOT / "script" / "lib").glob("*.sh"))]
OWN_TO_COMPOSE = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "PORT"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.name)
def test_a_command_can_be_run_and_read_at_a_glance(command: Path) -> None:
    assert os.access(command, os.X_OK)
    lines = command.read_text().splitlines()
    assert lines[1].startswith("# ")
    assert len(lines) <= 25


@pytest.mark.parametrize("script", SHELL, ids=lambda path: path.name)
def test_the_shell_is_clean(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True)
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed: only the syntax was checked.")
    done = subprocess.run(["shellcheck", "-x", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_the_environment_example_names_every_setting_and_nothing_else() -> None:
    settings = (ROOT / "clinic" / "settings.py").read_text()
    read = set(re.findall(r"""(?:environ(?:\.get\(|\[)|_yes\(|_seconds\(|env=)\s*"([A-Z_]+)""", settings))
    named = set(re.findall(r"^(?:# )?([A-Z_]{4,})=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named - OWN_TO_COMPOSE == read


def test_the_compose_file_passes_on_only_what_the_example_explains() -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^([A-Z_]{4,})=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert wanted == named


def test_only_the_migration_holds_the_owners_address() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert set(services) == {"db", "redis", "migrate", "web", "worker", "pdf-worker", "beat", "mailpit"}
    holders = [
        name for name, service in services.items() if "OWNER_DATABASE_URL" in service.get("environment", {})
    ]
    assert holders == ["migrate"]
    assert services["mailpit"]["profiles"] == ["try"]


def test_docker_accepts_the_compose_file() -> None:
    clients = [["docker", "compose"], ["docker-compose"]]
    usable = [words for words in clients if shutil.which(words[0]) and _answers([*words, "version"])]
    if not usable:
        pytest.skip("No docker compose client here: the compose file was only read as YAML.")
    command = [*usable[0], "--env-file", ".env.example", "--profile", "try", "config", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _answers(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
