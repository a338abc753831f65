"""A file that was cut, swapped, changed or moved to another case is refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import vault
from cases.vault import files
from tests.vault import calmly


def sealed_file(content: bytes, key: bytes) -> bytes:
    target = io.BytesIO()
    vault.encrypt_stream(io.BytesIO(content), target, wrapped_key=key)
    return target.getvalue()


def opened_file(data: bytes, key: bytes) -> bytes:
    return b"".join(vault.decrypt_stream(io.BytesIO(data), wrapped_key=key))


EDGES = [0, 1, files.CHUNK_BYTES - 1, files.CHUNK_BYTES, files.CHUNK_BYTES + 1, 3 * files.CHUNK_BYTES]


@pytest.mark.parametrize("size", EDGES)
def test_a_file_of_every_edge_size_comes_back_with_its_hash(clinic_key: bytes, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    target = io.BytesIO()
    stored = vault.encrypt_stream(io.BytesIO(content), target, wrapped_key=clinic_key)
    assert stored.size == size
    assert stored.content_hash == vault.content_hash(content, wrapped_key=clinic_key)
    assert stored.content_hash != vault.content_hash(content, wrapped_key=vault.new_key())
    assert opened_file(target.getvalue(), clinic_key) == content


class Dribble:
    """A source that gives a few bytes at a time, as a slow upload does."""

    def __init__(self, content: bytes) -> None:
        self.rest = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self.rest.read(min(size, 1000))


def test_short_reads_change_nothing(clinic_key: bytes) -> None:
    content, target = b"scan" * 40_000, io.BytesIO()
    vault.encrypt_stream(Dribble(content), target, wrapped_key=clinic_key)
    chunks = vault.decrypt_stream(Dribble(target.getvalue()), wrapped_key=clinic_key)
    assert b"".join(chunks) == content


HEAD = len(files.MAGIC) + files.SALT_BYTES
PIECE = files.CHUNK_BYTES + files.TAG_BYTES


@calmly
@given(cut=st.integers(min_value=0))
def test_a_file_cut_anywhere_is_refused(clinic_key: bytes, cut: int) -> None:
    data = sealed_file(b"x" * (2 * files.CHUNK_BYTES + 5), clinic_key)
    with pytest.raises(vault.VaultProblem):
        opened_file(data[: cut % len(data)], clinic_key)


@pytest.mark.parametrize("keep", [HEAD, HEAD + PIECE, HEAD + 2 * PIECE])
def test_a_file_cut_exactly_between_chunks_is_refused(clinic_key: bytes, keep: int) -> None:
    data = sealed_file(b"x" * (2 * files.CHUNK_BYTES + 5), clinic_key)
    with pytest.raises(vault.VaultProblem, match=r"cut|not a file"):
        opened_file(data[:keep], clinic_key)


def test_swapped_repeated_dropped_and_foreign_chunks_are_refused(clinic_key: bytes) -> None:
    data = sealed_file(b"a" * files.CHUNK_BYTES + b"b" * files.CHUNK_BYTES + b"c", clinic_key)
    other = sealed_file(b"a" * files.CHUNK_BYTES + b"b" * files.CHUNK_BYTES + b"c", clinic_key)
    head, a, b, c = data[:HEAD], data[HEAD : HEAD + PIECE], data[HEAD + PIECE : HEAD + 2 * PIECE], data[-17:]
    foreign = other[HEAD + PIECE : HEAD + 2 * PIECE]
    for forged in (b + a + c, a + a + c, a + c, b + c, a + b + c + c, a + foreign + c, a + b + c + b"\0"):
        with pytest.raises(vault.VaultProblem):
            opened_file(head + forged, clinic_key)


def test_another_cases_key_is_refused_and_its_master_key_named(clinic_key: bytes) -> None:
    with pytest.raises(vault.VaultProblem, match="“old”") as refusal:
        opened_file(sealed_file(b"I am afraid", clinic_key), vault.new_key())
    assert "afraid" not in str(refusal.value)


def test_what_is_no_vault_file_is_refused(clinic_key: bytes) -> None:
    with pytest.raises(vault.VaultProblem, match="not a file that the vault encrypted"):
        opened_file(b"%PDF-1.7 " + b"x" * 100, clinic_key)
