"""A secret hides itself, and its column seals it on the way in."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps

from cases import vault


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
