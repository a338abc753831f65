"""Master keys are named when they are missing or wrong, and never repeated."""

from __future__ import annotations

import base64

import pytest
from django.test.utils import override_settings

from cases import vault
from cases.errors import Problem
from tests.vault import NEW, OLD


def enter(key: bytes) -> None:
    with vault.unlocked(key, label="bay"):
        """Nothing to do inside: entering is what is tried."""


def test_a_key_says_which_master_key_wrapped_it_and_rotates() -> None:
    key = vault.new_key()
    with vault.unlocked(key, label="bay"):
        data = vault.seal("x", purpose="a")
    with override_settings(AMPARO_MASTER_KEYS=f"{NEW},{OLD}"):
        assert vault.master_key_id(key) == "old" and vault.check_configuration() == "new"
        turned = vault.rewrapped(key)
    with override_settings(AMPARO_MASTER_KEYS=NEW):
        assert vault.master_key_id(turned) == "new"
        with vault.unlocked(turned, label="bay"):
            assert vault.open_sealed(data, purpose="a") == "x"


def test_a_missing_master_key_is_named(clinic_key: bytes) -> None:
    with override_settings(AMPARO_MASTER_KEYS=NEW), pytest.raises(vault.MasterKeyProblem, match="“old”"):
        enter(clinic_key)


def test_a_wrong_master_key_of_the_right_name_is_named(clinic_key: bytes) -> None:
    wrong = NEW.replace("new:", "old:")
    with override_settings(AMPARO_MASTER_KEYS=wrong), pytest.raises(vault.MasterKeyProblem, match="“old”"):
        enter(clinic_key)


@pytest.mark.parametrize(
    ("configured", "sentence"),
    [
        ("", "No master key is set"),
        (OLD.removeprefix("old:"), "without an id"),
        ("old:tooshort", "“old”"),
        ("old:" + base64.b64encode(b"o" * 16).decode(), "32 random bytes"),
        (f"{OLD},{OLD}", "stands twice"),
    ],
)
def test_a_bad_setting_says_what_to_write_and_never_repeats_the_key(configured: str, sentence: str) -> None:
    with override_settings(AMPARO_MASTER_KEYS=configured), pytest.raises(Problem, match=sentence) as refusal:
        vault.new_key()
    assert "tooshort" not in refusal.value.sentence
    assert OLD.removeprefix("old:") not in refusal.value.sentence


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x07" * 60, b"\x01\x03old" + b"x" * 20])
def test_bytes_that_are_no_wrapped_key_are_refused(damaged: bytes) -> None:
    with pytest.raises(vault.VaultProblem):
        enter(damaged)
