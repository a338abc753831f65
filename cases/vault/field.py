"""Secret, the value that hides itself, and SealedTextField, the column that stores one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from cases.vault.text import MASK, open_sealed, seal


class Secret:
    """A text that shows a mask wherever it is printed; only reveal() gives it, decrypting when asked."""

    __slots__ = ("_data", "_plain", "_purpose")
    __hash__ = None  # type: ignore[assignment]  # a hash would either decrypt or break equality

    def __init__(self, plain: str) -> None:
        self._plain: str | None = plain
        self._data: bytes = b""
        self._purpose = ""

    @classmethod
    def sealed(cls, data: bytes, *, purpose: str) -> Secret:
        """A secret as the database holds it; nothing is decrypted until reveal(). Empty bytes are ""."""
        secret = cls("")
        if data:
            secret._plain, secret._data, secret._purpose = None, bytes(data), purpose
        return secret

    def reveal(self) -> str:
        """The text itself. Whoever calls this on somebody's behalf writes the audit row."""
        if self._plain is not None:
            return self._plain
        return open_sealed(self._data, purpose=self._purpose)  # not kept: plain text stays short-lived

    def masked(self, *, first: int = 0, last: int = 0) -> str:
        """The mask with the first and last few characters left readable; short texts stay wholly hidden."""
        if not first and not last:
            return str(self)
        text = self.reveal()
        if len(text) <= first + last:
            return str(self)
        return text[:first] + MASK + (text[-last:] if last else "")

    def stored(self, *, purpose: str) -> bytes:
        """The bytes for a column of this purpose: as they came, or freshly sealed. "" is kept as b""."""
        if self._data and self._purpose == purpose:
            return self._data
        text = self.reveal()
        return seal(text, purpose=purpose) if text else b""

    def __bool__(self) -> bool:
        return bool(self._data or self._plain)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Secret):
            return self.reveal() == other.reveal()
        return self.reveal() == other if isinstance(other, str) else NotImplemented

    def __str__(self) -> str:
        return MASK if self else ""

    def __repr__(self) -> str:
        return f"<Secret {MASK}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A Secret is never pickled: pass the row's id and read it again inside the clinic.")


class _SecretAttribute(DeferredAttribute):
    """Turns what is assigned into a Secret at once, so that an unsaved value hides itself too."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, str):
            value = Secret(value)
        instance.__dict__[self.field.attname] = value


class SealedFormField(forms.CharField):
    """A text area that refuses the mask, so that saving a form never overwrites a value with dots."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        if MASK in text:
            raise ValidationError("Type the whole value: the dots only stand for what is hidden.", "mask")
        return text


# What may be assigned, and what is read: mypy's Django plugin makes both optional where null=True.
_Set_contra = TypeVar("_Set_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)

if TYPE_CHECKING:
    _Base = models.Field
else:

    class _Base(models.Field, Generic[_Set_contra, _Get_co]):
        """Django's Field cannot be subscripted while it runs; this can."""


class SealedTextField(_Base[_Set_contra, _Get_co]):
    """Text encrypted under the clinic's key in a bytea column; its Python value is a Secret.

    Sealed for the purpose "<table>.<column>" unless `purpose` is given (give it before renaming either).
    Only `__isnull` can be asked of it; to find rows, store a vault.keyed_hash beside it.
    """

    _pyi_private_set_type: Secret | str
    _pyi_private_get_type: Secret
    descriptor_class = _SecretAttribute

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self._given_purpose = purpose
        super().__init__(*args, **kwargs)

    @property
    def purpose(self) -> str:
        """What sealed values of this column are bound to."""
        return self._given_purpose or f"{self.model._meta.db_table}.{self.column}"  # noqa: SLF001  (Django's own)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        if self._given_purpose:
            kwargs["purpose"] = self._given_purpose
        return str(name), "cases.vault.SealedTextField", list(args), dict(kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = list(super().check(**kwargs))
        if self.unique or getattr(self, "db_index", False):
            hint = "Store a vault.keyed_hash in a column beside it and index that."
            found.append(checks.Error("A sealed column cannot be unique or indexed.", hint=hint, obj=self))
        return found

    def to_python(self, value: Any) -> Any:
        return Secret(value) if isinstance(value, str) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Secret | None:
        return None if value is None else Secret.sealed(bytes(value), purpose=self.purpose)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == b"":
            return value
        if isinstance(value, (str, Secret)):
            return (value if isinstance(value, Secret) else Secret(value)).stored(purpose=self.purpose)
        raise TypeError(f"{self.name} takes text or a Secret, not {type(value).__name__}.")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        value = super().get_db_prep_value(value, connection, prepared)
        return connection.Database.Binary(value) if isinstance(value, bytes) else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(
            f"{self.name} is sealed, so “{lookup_name}” cannot be asked of it: only isnull can. "
            "Search by the keyed hash stored beside it."
        )

    def get_transform(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is sealed: the database cannot take “{lookup_name}” of it.")

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is sealed and is never written into a fixture.")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults: dict[str, Any] = {
            "form_class": SealedFormField,
            "widget": forms.Textarea,
            "empty_value": "",
        }
        return super().formfield(**{**defaults, **kwargs})
