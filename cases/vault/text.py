"""Short texts sealed under the clinic's key, and the keyed hash that finds them again."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cases.vault.keys import NONCE_BYTES, ClinicKey, VaultProblem, derived, in_use

MASK = "••••"
SEAL_VERSION = 1
KEY_ID_BYTES = 4
_HEAD = 1 + KEY_ID_BYTES


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt `text` for this clinic and this purpose (AES-256-GCM); raises NoClinicKey outside a fence."""
    if MASK in text:
        raise VaultProblem("This is the mask of a hidden value, not the value: type it again or leave it be.")
    key = in_use()
    head = bytes([SEAL_VERSION]) + _key_id(key)
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(derived(key.key, "seal"))
    return head + nonce + cipher.encrypt(nonce, text.encode(), _bound(head, purpose, key))


def open_sealed(data: bytes, *, purpose: str) -> str:
    """Decrypt what seal() made; raises VaultProblem if clinic, purpose or a single bit differs."""
    key, data = in_use(), bytes(data)
    if len(data) < _HEAD + NONCE_BYTES + 16 or data[0] != SEAL_VERSION:
        raise VaultProblem(f"The sealed value of {purpose} is damaged: restore the row from a backup.")
    head, nonce, body = data[:_HEAD], data[_HEAD : _HEAD + NONCE_BYTES], data[_HEAD + NONCE_BYTES :]
    if head[1:] != _key_id(key):
        raise VaultProblem(
            f"This value of {purpose} was sealed under key {head[1:].hex()}, "
            f"and clinic “{key.label}” uses {_key_id(key).hex()}."
        )
    try:
        return AESGCM(derived(key.key, "seal")).decrypt(nonce, body, _bound(head, purpose, key)).decode()
    except InvalidTag:
        raise VaultProblem(
            f"The sealed value of {purpose} in clinic “{key.label}” was changed or moved from another place: "
            "restore the row from a backup."
        ) from None


def keyed_hash(text: str, *, purpose: str) -> str:
    """64 hex digits that find equal texts within this clinic and purpose, and mean nothing outside it."""
    return hmac.new(derived(in_use().key, "hash:" + purpose), text.encode(), hashlib.sha256).hexdigest()


def _key_id(key: ClinicKey) -> bytes:
    return derived(key.key, "key id")[:KEY_ID_BYTES]


def _bound(head: bytes, purpose: str, key: ClinicKey) -> bytes:
    """What the ciphertext is tied to; the length prefix keeps purpose and label from running together."""
    if not purpose:
        raise VaultProblem("Sealing needs a purpose, such as the table and column.")
    name = purpose.encode()
    return head + len(name).to_bytes(2, "big") + name + key.label.encode()
