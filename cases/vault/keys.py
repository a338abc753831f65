"""The keys: master keys from the settings wrap data keys, and one clinic's key is in use at a time."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cases.errors import Problem

KEY_BYTES = 32
NONCE_BYTES = 12
WRAP_VERSION = 1


class VaultProblem(Problem):
    """Sealed data cannot be written or read; the sentence names keys and purposes, never the content."""


class MasterKeyProblem(VaultProblem):
    """The master key that is needed is absent, malformed, or not the one that was used."""


class NoClinicKey(VaultProblem):
    """Sealed data was touched outside a clinic's fence."""


@dataclass(frozen=True, repr=False)
class ClinicKey:
    """The key in use inside one clinic's fence; `label` binds sealed values to that clinic."""

    key: bytes
    label: str

    def __repr__(self) -> str:
        return f"<ClinicKey of {self.label}>"


_in_use: ContextVar[ClinicKey | None] = ContextVar("amparo_clinic_key", default=None)


def new_key() -> bytes:
    """A fresh random 32-byte data key, wrapped under the current master key, ready for a BinaryField."""
    return _wrapped(os.urandom(KEY_BYTES))


def rewrapped(wrapped: bytes) -> bytes:
    """The same data key wrapped under today's current master key: what a rotation stores in its place."""
    return _wrapped(unwrapped(wrapped))


def master_key_id(wrapped: bytes) -> str:
    """The id of the master key that a wrapped data key needs, readable without any key."""
    return _taken_apart(bytes(wrapped))[0]


def check_configuration() -> str:
    """The current master key's id; raises MasterKeyProblem where serving would be impossible."""
    return next(iter(_master_keys()))


@contextmanager
def unlocked(wrapped_clinic_key: bytes, *, label: str) -> Iterator[None]:
    """Use this clinic's key for everything inside; `label` must never change for a clinic with sealed data."""
    if not label:
        raise VaultProblem("A clinic key needs a label that stays the same, such as the clinic's slug.")
    token = _in_use.set(ClinicKey(unwrapped(wrapped_clinic_key), label))
    try:
        yield
    finally:
        _in_use.reset(token)


def in_use() -> ClinicKey:
    """The clinic key of the fence we are in; raises NoClinicKey outside one."""
    key = _in_use.get()
    if key is None:
        raise NoClinicKey("No clinic key in use here: sealed data is only read and written inside a clinic.")
    return key


def unwrapped(wrapped: bytes) -> bytes:
    """The 32-byte data key inside `wrapped`; raises MasterKeyProblem naming the master key it needs."""
    return _unwrapped(bytes(wrapped), _configured())


@lru_cache(maxsize=2048)
def derived(key: bytes, info: str, salt: bytes | None = None) -> bytes:
    """A 32-byte subkey by HKDF-SHA256, so that no two uses share a key."""
    stretch = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=b"amparo:" + info.encode())
    return stretch.derive(key)


def _wrapped(key: bytes) -> bytes:
    current, master = next(iter(_master_keys().items()))
    head = bytes([WRAP_VERSION, len(current.encode())]) + current.encode()
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + AESGCM(master).encrypt(nonce, key, head)


@lru_cache(maxsize=256)
def _unwrapped(wrapped: bytes, configured: str) -> bytes:
    """Cached per settings value, so that a changed setting is believed at once."""
    name, head, nonce, body = _taken_apart(wrapped)
    master = _parsed(configured).get(name)
    if master is None:
        raise MasterKeyProblem(
            f"Master key “{name}” is needed to open this and is not in AMPARO_MASTER_KEYS: add it back."
        )
    try:
        return AESGCM(master).decrypt(nonce, body, head)
    except InvalidTag:
        raise MasterKeyProblem(
            f"Master key “{name}” in AMPARO_MASTER_KEYS is not the one this was sealed with: "
            f"restore the original value of “{name}”."
        ) from None


def _taken_apart(wrapped: bytes) -> tuple[str, bytes, bytes, bytes]:
    if len(wrapped) < 2 or wrapped[0] != WRAP_VERSION:
        raise VaultProblem("This is not a wrapped key: expected the bytes that new_key() returned.")
    end = 2 + wrapped[1]
    if len(wrapped) != end + NONCE_BYTES + KEY_BYTES + 16:
        raise VaultProblem("This wrapped key has the wrong length: restore the row from a backup.")
    name = wrapped[2:end].decode(errors="replace")
    return name, wrapped[:end], wrapped[end : end + NONCE_BYTES], wrapped[end + NONCE_BYTES :]


def _configured() -> str:
    from django.conf import settings  # here, so that importing the vault needs no settings

    return str(getattr(settings, "AMPARO_MASTER_KEYS", "") or "")


def _master_keys() -> dict[str, bytes]:
    return _parsed(_configured())


@lru_cache(maxsize=8)
def _parsed(configured: str) -> dict[str, bytes]:
    """`id:base64,id2:base64` as an ordered mapping; sentences name the id, never the key."""
    found: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in configured.split(","))):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if not encoded:  # the whole piece may be a bare key: never repeat it
            raise MasterKeyProblem("AMPARO_MASTER_KEYS has an entry without an id: write it as id:base64.")
        if not name or len(name.encode()) > 100 or len(key) != KEY_BYTES:
            raise MasterKeyProblem(
                f"Master key “{name[:100]}” in AMPARO_MASTER_KEYS must be 32 random bytes in base64, "
                "written as id:base64."
            )
        if name in found:
            raise MasterKeyProblem(f"Master key “{name}” stands twice in AMPARO_MASTER_KEYS: keep one.")
        found[name] = key
    if not found:
        raise MasterKeyProblem(
            "No master key is set: put AMPARO_MASTER_KEYS=id:base64-of-32-random-bytes in the environment."
        )
    return found
