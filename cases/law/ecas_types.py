"""The document types of ECAS, under which a packet is uploaded."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("ecas_types.toml")


@dataclass(frozen=True, slots=True)
class Types:
    """The names in the order of their use, and how far they were checked."""

    names: tuple[str, ...]
    authority: str
    verification: str


@cache
def types() -> Types:
    """Return the list."""
    data = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return Types(tuple(data["types"]), data["authority"], data["verification"])
