"""Reads the reference data that stands beside the law: one JSON file each, with its date and its origin."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from cases.errors import Missing


class UnknownCode(Missing):
    """A code that the reference data does not hold; the sentence says which list was asked."""


@lru_cache
def read(name: str) -> dict[str, Any]:
    """The parsed file cases/law/data/<name>.json; a missing file is a broken installation, not a Problem."""
    text = files("cases.law").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def origin(name: str) -> str:
    """Where a file's facts come from and when they were taken, for a page's footnote."""
    data = read(name)
    return f"{data['origin']}, as of {data['as_of']}"
