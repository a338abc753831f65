"""A master key and a clinic's key for every test of the vault; none of them needs a database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings

from cases import vault
from tests.vault import OLD


@pytest.fixture(autouse=True)
def masters() -> Iterator[None]:
    with override_settings(AMPARO_MASTER_KEYS=OLD):
        yield


@pytest.fixture
def clinic_key() -> bytes:
    return vault.new_key()


@pytest.fixture
def inside(clinic_key: bytes) -> Iterator[None]:
    with vault.unlocked(clinic_key, label="bay"):
        yield
