"""The directory of immigration courts: code, name, city and the time zone in which their hearings are set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from cases.law import reference


@dataclass(frozen=True)
class Court:
    """One court, as EOIR's public table lists it; `address` is "" because that table gives none."""

    code: str  # EOIR base city code, three capitals
    name: str
    city: str
    state: str  # USPS code, also GU, MP, PR
    zone: str  # IANA name; a hearing's wall-clock time is meant in it
    kind: str  # "court", "adjudication center" or "board"
    detained: bool  # the table's description names a place of detention
    standing: str  # "listed", or "historic": kept so that old records resolve
    counsel: str  # key of the DHS counsel office in the same place, "" when not known
    note: str
    address: str = ""

    @property
    def label(self) -> str:
        """How a list shows it: name and code."""
        return f"{self.name} ({self.code})"

    @property
    def place(self) -> str:
        """City and state."""
        return f"{self.city}, {self.state}"

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone to read this court's wall-clock times in."""
        return ZoneInfo(self.zone)


def court(code: str) -> Court:
    """The court with this EOIR code, historic ones too; raises UnknownCode."""
    found = _by_code().get(code.strip().upper())
    if found is None:
        raise reference.UnknownCode(
            f"“{code[:20]}” is not an immigration court's code: choose the court from the list, such as HOU."
        )
    return found


def all_courts(*, historic: bool = False) -> tuple[Court, ...]:
    """Every court one can choose today, the Board first, then by state and name; `historic` adds the rest."""
    return tuple(found for found in _by_code().values() if historic or found.standing == "listed")


@lru_cache
def _by_code() -> dict[str, Court]:
    return {row["code"]: Court(**row) for row in reference.read("courts")["courts"]}
