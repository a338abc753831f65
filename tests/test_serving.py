"""Serving is refused when it would be unsafe, settings always import, and every page carries its headers."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client as Browser

from tests.make import MASTER_KEYS, Cast

ROOT = Path(__file__).resolve().parent.parent
WORKER = ["-m", "celery", "-A", "clinic", "worker", "--pool", "solo", "--concurrency", "1"]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the checkout with nothing but this environment."""
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "clinic.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def address(settings: Mapping[str, Any]) -> str:
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(settings)


@pytest.fixture
def safe(db: None, tmp_path: Path) -> dict[str, str]:
    """An environment under which serving is safe."""
    return {
        "SECRET_KEY": "an invented secret key for tests only, quite long",
        "AMPARO_MASTER_KEYS": MASTER_KEYS,
        "DATABASE_URL": address(connection.settings_dict),
        "AMPARO_STATE": str(tmp_path),
        "STATIC_ROOT": str(tmp_path),
    }


def test_serving_is_allowed_with_keys_and_the_apps_own_role(safe: dict[str, str]) -> None:
    done = python("-c", "import clinic.wsgi", **safe)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("serve", [["-c", "import clinic.wsgi"], WORKER], ids=["web", "worker"])
@pytest.mark.parametrize("name", ["SECRET_KEY", "AMPARO_MASTER_KEYS"])
def test_serving_is_refused_without_a_secret(safe: dict[str, str], serve: list[str], name: str) -> None:
    done = python(*serve, **(safe | {name: ""}))
    assert done.returncode != 0
    assert f"{name} is empty" in done.stderr + done.stdout
    assert "celery@" not in done.stdout, "the worker has not begun"


@pytest.mark.parametrize("serve", [["-c", "import clinic.wsgi"], WORKER], ids=["web", "worker"])
def test_serving_is_refused_as_the_owner(safe: dict[str, str], serve: list[str]) -> None:
    owner = connections["owner"].settings_dict | {"NAME": connection.settings_dict["NAME"]}
    done = python(*serve, **(safe | {"DATABASE_URL": address(owner)}))
    assert done.returncode != 0
    assert "owns the tables" in done.stderr + done.stdout
    assert "celery@" not in done.stdout, "the worker has not begun"


def test_settings_import_with_an_empty_environment_and_are_the_strict_ones() -> None:
    asked = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS > 0",
        "AMPARO_MFA_REQUIRED",
        "SESSION_COOKIE_SAMESITE == 'Lax'",
        "not DEBUG",
        "not AMPARO_DEMO",
        "PASSWORD_HASHERS[0].endswith('Argon2PasswordHasher')",
    ]
    done = python("-c", f"from clinic.settings import *; print([{', '.join(asked)}])")
    assert done.stdout.strip() == str([True] * len(asked)), done.stderr


def test_health_tells_of_the_database_and_of_a_late_sweep_and_nothing_else(db: None) -> None:
    answer = Browser().get("/healthz")
    said = {"status": "ok", "database": True, "reminders_proved": None, "sweeps": {}}
    assert (answer.status_code, answer.json()) == (200, said)
    assert Browser().get("/healthz?strict=1").status_code == 503, "no sweep has ever run"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_heartbeat (name, beaten_at, detail) VALUES ('reminders', now() - interval '1 hour', '{}')"
        )
    late = Browser().get("/healthz")
    assert (late.status_code, late.json()["status"]) == (200, "late: reminders")
    assert Browser().get("/healthz?strict=1").status_code == 503


def test_health_says_so_when_the_database_does_not_answer(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
        answer = Browser().get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_every_page_forbids_inline_code_framing_and_caching(cast: Cast, browse: Any) -> None:
    for answer in (browse(cast.coordinator).get("/bay/team/"), Browser().get("/accounts/login/")):
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in headers["Cache-Control"]
        page = answer.content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert "javascript:" not in page


def test_in_production_every_page_finds_its_collected_files(safe: dict[str, str]) -> None:
    collected = python(
        "manage.py", "collectstatic", "--no-input", "--verbosity", "0", STATIC_ROOT=safe["STATIC_ROOT"]
    )
    assert collected.returncode == 0, collected.stderr
    visit = (
        "from clinic.wsgi import application; from django.test import Client; import re;"
        "page = Client(headers={'host': '127.0.0.1'}).get('/accounts/login/', secure=True).content.decode();"
        "names = re.findall(r'/static/[^\"]+', page); assert len(names) > 5;"
        "assert all(re.search(r'[.][0-9a-f]{12}[.]', name) for name in names), names;"
        "assert all(Client(headers={'host': '127.0.0.1'}).get(name, secure=True).status_code == 200 for name in names)"
    )
    done = python("-c", visit, **safe)
    assert done.returncode == 0, done.stderr
