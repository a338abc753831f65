"""Texts come back only where they belong, and their hashes match only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import vault
from tests.vault import calmly

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200).filter(
    lambda text: vault.MASK not in text
)


@calmly
@given(text=TEXTS, purpose=st.text(min_size=1, max_size=20, alphabet="abc._"))
def test_a_text_comes_back_as_it_went_in(inside: None, text: str, purpose: str) -> None:
    data = vault.seal(text, purpose=purpose)
    assert vault.open_sealed(data, purpose=purpose) == text
    if len(text) > 3:
        assert text.encode() not in data
    assert data != vault.seal(text, purpose=purpose), "two sealings of one text must not look alike"


@calmly
@given(bit=st.integers(min_value=0))
def test_a_single_changed_bit_is_refused(inside: None, bit: int) -> None:
    data = bytearray(vault.seal("Marisol", purpose="a"))
    bit %= len(data) * 8
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(vault.VaultProblem):
        vault.open_sealed(bytes(data), purpose="a")


@calmly
@given(length=st.integers(min_value=0, max_value=39))
def test_a_cut_value_is_refused(inside: None, length: int) -> None:
    with pytest.raises(vault.VaultProblem, match=r"damaged|changed"):
        vault.open_sealed(vault.seal("Marisol", purpose="a")[:length], purpose="a")


def test_a_value_moved_to_another_column_is_refused(inside: None) -> None:
    with pytest.raises(vault.VaultProblem, match=r"sponsor\.address"):
        vault.open_sealed(vault.seal("Calle 8", purpose="person.address"), purpose="sponsor.address")


def test_purpose_and_label_do_not_run_together(clinic_key: bytes) -> None:
    with vault.unlocked(clinic_key, label="bcd"):
        data = vault.seal("x", purpose="a")
    with vault.unlocked(clinic_key, label="cd"), pytest.raises(vault.VaultProblem):
        vault.open_sealed(data, purpose="ab")


def test_another_clinics_key_opens_nothing_and_is_named_by_its_id(clinic_key: bytes) -> None:
    with vault.unlocked(clinic_key, label="bay"):
        data = vault.seal("079531484", purpose="a")
    with vault.unlocked(vault.new_key(), label="delta"), pytest.raises(vault.VaultProblem) as refusal:
        vault.open_sealed(data, purpose="a")
    assert "delta" in refusal.value.sentence and "079531484" not in str(refusal.value)


def test_one_key_under_two_labels_does_not_open_across(clinic_key: bytes) -> None:
    with vault.unlocked(clinic_key, label="bay"):
        data = vault.seal("079531484", purpose="a")
    with vault.unlocked(clinic_key, label="delta"), pytest.raises(vault.VaultProblem):
        vault.open_sealed(data, purpose="a")


def test_outside_the_fence_nothing_is_sealed_opened_or_hashed() -> None:
    for touch in (
        lambda: vault.seal("x", purpose="a"),
        lambda: vault.open_sealed(b"x", purpose="a"),
        lambda: vault.keyed_hash("x", purpose="a"),
    ):
        with pytest.raises(vault.NoClinicKey, match="No clinic key in use here"):
            touch()


def test_leaving_the_fence_forgets_the_key_even_after_an_error(clinic_key: bytes) -> None:
    with pytest.raises(ZeroDivisionError), vault.unlocked(clinic_key, label="bay"):
        raise ZeroDivisionError
    with pytest.raises(vault.NoClinicKey):
        vault.in_use()


def test_an_inner_clinic_gives_the_outer_one_back(clinic_key: bytes) -> None:
    with vault.unlocked(clinic_key, label="bay"):
        with vault.unlocked(vault.new_key(), label="delta"):
            assert vault.in_use().label == "delta"
        assert vault.in_use().label == "bay"
        assert clinic_key.hex() not in repr(vault.in_use()) and "key=" not in repr(vault.in_use())


def test_the_mask_is_never_sealed_as_if_it_were_the_value(inside: None) -> None:
    with pytest.raises(vault.VaultProblem, match="type it again"):
        vault.seal("012 ••••", purpose="a")


@calmly
@given(one=TEXTS, other=TEXTS)
def test_hashes_match_exactly_when_texts_do(inside: None, one: str, other: str) -> None:
    same = vault.keyed_hash(one, purpose="a") == vault.keyed_hash(other, purpose="a")
    assert same == (one == other)


def test_hashes_of_two_purposes_and_two_clinics_cannot_be_matched(clinic_key: bytes) -> None:
    seen = set()
    for key, label in ((clinic_key, "bay"), (vault.new_key(), "delta")):
        with vault.unlocked(key, label=label):
            seen |= {vault.keyed_hash("079531484", purpose=purpose) for purpose in ("a", "b")}
    assert len(seen) == 4 and all(len(value) == 64 for value in seen)
