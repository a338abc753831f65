"""The vault keeps what it is given, gives it back only where it belongs, and says why it refuses."""

from __future__ import annotations

import base64
import copy
import io
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import vault
from cases.errors import Problem
from cases.vault import files

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200).filter(
    lambda text: vault.MASK not in text
)
# the fixtures below hold constants only, so sharing them between examples changes nothing
calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


def enter(key: bytes) -> None:
    with vault.unlocked(key, label="bay"):
        """Nothing to do inside: entering is what is tried."""


def sealed_file(content: bytes, key: bytes) -> bytes:
    target = io.BytesIO()
    vault.encrypt_stream(io.BytesIO(content), target, wrapped_key=key)
    return target.getvalue()


def opened_file(data: bytes, key: bytes) -> bytes:
    return b"".join(vault.decrypt_stream(io.BytesIO(data), wrapped_key=key))


# Texts


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


# Master keys


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


# Secrets and their column


def test_a_secret_hides_itself_wherever_it_is_printed(inside: None) -> None:
    secret = vault.Secret("079531484")
    for shown in (str(secret), repr(secret), f"{secret}", f"{secret:>8}", str([secret])):
        assert "079" not in shown and vault.MASK in shown
    assert secret.reveal() == "079531484" and str(vault.Secret("")) == ""
    assert secret.masked(first=3, last=2) == "079••••84"
    assert vault.Secret("0795").masked(first=3, last=2) == vault.MASK
    assert secret == "079531484" and secret == vault.Secret("079531484") and secret != vault.Secret("1")
    assert copy.deepcopy(secret) is secret
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        hash(secret)


def test_a_stored_secret_decrypts_only_when_revealed(clinic_key: bytes) -> None:
    with vault.unlocked(clinic_key, label="bay"):
        secret = vault.Secret.sealed(vault.seal("Calle 8", purpose="a"), purpose="a")
    assert secret and str(secret) == vault.MASK, "a mask must not need the key"
    with pytest.raises(vault.NoClinicKey):
        secret.reveal()
    with vault.unlocked(clinic_key, label="bay"):
        assert secret.reveal() == "Calle 8"


@isolate_apps()
def made_model() -> type[models.Model]:
    class Row(models.Model):
        phone = vault.SealedTextField(blank=True)
        note = vault.SealedTextField(null=True, purpose="row.note.v1")

        class Meta:
            app_label = "cases"
            db_table = "row"

    return Row


def column(name: str) -> Any:
    return made_model()._meta.get_field(name)


def test_the_column_seals_on_the_way_in_and_hides_on_the_way_out(inside: None) -> None:
    phone = column("phone")
    stored = phone.get_prep_value("555 0100")
    assert isinstance(stored, bytes) and b"555" not in stored
    back = phone.from_db_value(memoryview(stored), None, None)
    assert isinstance(back, vault.Secret) and back.reveal() == "555 0100"
    assert phone.get_prep_value(back) == stored, "an unchanged value is not sealed anew"
    assert vault.open_sealed(stored, purpose="row.phone") == "555 0100"
    assert column("note").purpose == "row.note.v1"
    moved = column("note").get_prep_value(back)
    assert vault.open_sealed(moved, purpose="row.note.v1") == "555 0100"


def test_nothing_and_blank_stay_nothing_and_blank() -> None:
    phone = column("phone")
    assert phone.get_prep_value(None) is None and phone.from_db_value(None, None, None) is None
    assert phone.get_prep_value("") == b"" and not phone.from_db_value(b"", None, None)


def test_an_unsaved_row_already_hides_its_value() -> None:
    row: Any = made_model()(phone="555 0100")
    assert isinstance(row.phone, vault.Secret) and "555" not in str(row.__dict__)


@pytest.mark.parametrize("lookup", ["exact", "iexact", "contains", "in", "gt", "startswith"])
def test_a_sealed_column_answers_no_question_but_isnull(lookup: str) -> None:
    phone = column("phone")
    with pytest.raises(FieldError, match="keyed hash"):
        phone.get_lookup(lookup)
    assert phone.get_lookup("isnull")
    with pytest.raises(FieldError):
        made_model()._default_manager.filter(phone="555 0100")


def test_the_column_survives_a_migration_and_refuses_an_index() -> None:
    name, path, args, kwargs = column("note").deconstruct()
    assert (name, path, args) == ("note", "cases.vault.SealedTextField", [])
    again = vault.SealedTextField(*args, **kwargs)
    assert again.deconstruct()[3] == {"null": True, "purpose": "row.note.v1"}
    bad: Any = vault.SealedTextField(unique=True)
    bad.set_attributes_from_name("bad")
    bad.model = made_model()
    assert any("cannot be unique" in found.msg for found in bad.check())


def test_other_types_and_fixtures_are_refused(inside: None) -> None:
    with pytest.raises(TypeError, match="not int"):
        column("phone").get_prep_value(5)
    with pytest.raises(TypeError, match="fixture"):
        column("phone").value_to_string(made_model()(phone="x"))


def test_a_form_never_saves_the_mask_over_the_value() -> None:
    field = column("phone").formfield()
    assert isinstance(field.widget, forms.Textarea)
    assert field.clean("  555 0100 ") == "555 0100"
    with pytest.raises(forms.ValidationError, match="whole value"):
        field.clean(vault.MASK)


# Files

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
