"""Whole files encrypted in chunks under a case's key, so that a cut, swapped or longer file is noticed."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cases.vault.keys import VaultProblem, derived, master_key_id, unwrapped

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
MAGIC = b"AMP1"
SALT_BYTES = 32


class Readable(Protocol):
    """Anything with read(size): an open file, an upload, a buffer."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Stored:
    """What encrypting learnt: the plain size in bytes and the keyed content hash (64 hex digits)."""

    size: int
    content_hash: str


def encrypt_stream(source: Readable, target: BinaryIO, *, wrapped_key: bytes) -> Stored:
    """Encrypt `source` into `target` (STREAM over AES-256-GCM) and hash the content in the same pass.

    Every file has its own key (HKDF with a random salt); the nonce counts chunks and marks the last one.
    """
    key, salt = unwrapped(wrapped_key), os.urandom(SALT_BYTES)
    cipher, head = AESGCM(_file_key(key, salt)), MAGIC + salt
    digest, size = _content_digest(key), 0
    target.write(head)
    for number, last, chunk in _numbered(source, CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        target.write(cipher.encrypt(_nonce(number, last=last), chunk, head))
    return Stored(size=size, content_hash=digest.hexdigest())


def decrypt_stream(source: Readable, *, wrapped_key: bytes) -> Iterator[bytes]:
    """The plain chunks, each authenticated before it is given out.

    A truncated file is noticed at its last chunk, so act on the whole only when the iterator has ended.
    """
    head = _exactly(source, len(MAGIC) + SALT_BYTES)
    if len(head) != len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
        raise VaultProblem("This is not a file that the vault encrypted: restore it from a backup.")
    cipher = AESGCM(_file_key(unwrapped(wrapped_key), head[len(MAGIC) :]))
    for number, last, chunk in _numbered(source, CHUNK_BYTES + TAG_BYTES):
        try:
            yield cipher.decrypt(_nonce(number, last=last), chunk, head)
        except (InvalidTag, ValueError):
            raise VaultProblem(
                f"Chunk {number + 1} of this file does not match the case's key (wrapped under master key "
                f"“{master_key_id(wrapped_key)}”): the file was cut, changed or belongs to another case."
            ) from None


def content_hash(data: bytes, *, wrapped_key: bytes) -> str:
    """The keyed hash that encrypt_stream reports, for bytes at hand: equal files match only in one case."""
    digest = _content_digest(unwrapped(wrapped_key))
    digest.update(data)
    return digest.hexdigest()


def _file_key(key: bytes, salt: bytes) -> bytes:
    # not through the cache: a file's key is used once and would only push the clinics' keys out
    return derived.__wrapped__(key, "file", salt)


def _content_digest(key: bytes) -> hmac.HMAC:
    return hmac.new(derived(key, "content hash"), digestmod=hashlib.sha256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _exactly(source: Readable, size: int) -> bytes:
    """Up to `size` bytes even from a source that gives short reads (a socket, an upload)."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _numbered(source: Readable, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """(number, is the last, chunk); an empty file is one empty last chunk."""
    number, chunk = 0, _exactly(source, size)
    while True:
        following = _exactly(source, size) if len(chunk) == size else b""
        yield number, not following, chunk
        if not following:
            return
        number, chunk = number + 1, following
