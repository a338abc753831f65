"""Optimistic locking: whoever saves second over a change they have not seen is told, never obeyed."""

from typing import TypeVar

from django.db import models

from cases.errors import Conflict

M = TypeVar("M", bound=models.Model)


def claim(row: M, *, version: int, called: str) -> M:
    """Lock this row until the transaction ends and return it fresh, its version one higher (not yet saved).

    Not its key: rows that point at it may come in meanwhile. Were they to wait, two deeds on one case could wait for
    each other for ever. Raises Conflict when the row's version is no longer the one that the caller's page showed.
    """
    fresh = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    if fresh.version != version:  # type: ignore[attr-defined]
        raise Conflict(
            f"Somebody else changed {called} after you opened it. Compare what you typed with what stands now."
        )
    fresh.version += 1  # type: ignore[attr-defined]
    return fresh
