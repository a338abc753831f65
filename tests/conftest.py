"""The stage and the cast: every test runs as the app's own database role, or it would prove nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client as Browser
from hypothesis import HealthCheck
from hypothesis import settings as properties

from cases.models import Membership, User
from clinic.celery import app as celery
from tests import database, make
from tests.make import Cast

# A busy machine must not fail a property: nothing here is judged by the clock.
properties.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Point the connections at a fresh copy of the migrated template; drop the copy at the end."""
    with django_db_blocker.unblock():
        copy = database.new_copy()
        yield
        database.drop(copy)


def house_of(folder: Path) -> dict[str, Any]:
    """Return the settings under which a test lives, its files in this folder."""
    return {
        "SECRET_KEY": "an invented secret key for tests only, quite long",
        "AMPARO_MASTER_KEYS": make.MASTER_KEYS,
        "AMPARO_DEMO": False,
        "AMPARO_MFA_REQUIRED": False,
        "AMPARO_STATE": folder,
        "STATIC_ROOT": folder,
        "SECURE_SSL_REDIRECT": False,
        "STORAGES": django_settings.STORAGES
        | {
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": folder / "files"},
            },
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    """Keys, files and mail of a test are its own."""
    for name, value in house_of(tmp_path).items():
        setattr(settings, name, value)
    celery.conf.update(broker_url="memory://")


@pytest.fixture
def shared() -> Path:
    """The reference folder beside the checkout; a test that needs it says so where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: what is compared with it was not compared.")
    return SHARED


@pytest.fixture
def cast(db: None) -> Cast:
    """Two clinics, everybody in them, and a case each sees or must not see; rolled back at the end."""
    return make.make_cast()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of the test's own with real commits: for threads, processes, live servers, lost connections."""
    with django_db_blocker.unblock():
        shared_copy = str(connection.settings_dict["NAME"])
        copy = database.new_copy()
        yield
        database.drop(copy)
        database.point_at(shared_copy)


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """The cast, standing inside the Bay clinic's fence."""
    with cast.bay.inside():
        yield cast


@pytest.fixture
def browse() -> Callable[[Membership | User], Browser]:
    """Return a function that gives a browser in which this person is signed in."""

    def signed_in(who: Membership | User) -> Browser:
        browser = Browser()
        browser.force_login(who.user if isinstance(who, Membership) else who)
        return browser

    return signed_in


@pytest.fixture(autouse=True)
def no_fence_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves its fence standing: the next one would see what it must not."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")  # so that this ends before the test's transaction does
    yield
    if "db" not in request.fixturenames or not connection.in_atomic_block or connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('clinic.id', true)")
        assert cursor.fetchone() in {(None,), ("",)}, "this test left its fence standing"
