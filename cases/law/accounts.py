"""What one source says of one event or of one fact of a person, as the comparison takes it."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from cases.law.honest_dates import Life, Stated


class FactKind(StrEnum):
    """How two values of a fact are compared."""

    EVENT = ""
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    ADDRESS = "address"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something is said. ``group`` is the paper or testimony it belongs to; ``page`` and ``ids`` name its page."""

    key: str
    label: str = ""
    kind: str = ""
    group: str = ""
    page: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """Somebody who was there, by the name that the source gives, in what part, and of which gang."""

    name: str
    role: str = ""
    gang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One source on one subject. ``subject`` is a key (event:12, fact:birth_date:3), ``what`` the same in words.

    ``value`` of a fact is a name, an address, a number in figures or the code of a choice. ``hidden`` values are compared
    and never shown.
    """

    source: Source
    subject: str
    what: str
    fact: FactKind = FactKind.EVENT
    area: str = ""  # "entry" for what is said of coming into the country
    when: Stated = field(default_factory=Stated)
    life: Life = field(default_factory=Life)
    age: int | None = None
    place: str = ""
    people: tuple[Present, ...] = ()
    says_nobody_else: bool = False
    times: int | None = None
    count: int | None = None
    reported: str = ""
    value: str = ""
    value_in_words: str = ""
    hidden: bool = False

    @property
    def event(self) -> str:
        """The key of the event that it speaks of; empty for a fact."""
        return self.subject if self.fact == FactKind.EVENT else ""


ROLES = {
    "persecutor": "Persecutor",
    "gang": "Gang or its member",
    "witness": "Witness",
    "relative": "Relative",
    "police": "Police or official",
    "other": "Somebody else",
}


def write_people(people: tuple[Present, ...]) -> str:
    """Return people as one line of text that ``read_people`` understands; nobody is empty."""
    rows = [{name: value for name, value in asdict(one).items() if value} for one in people]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def read_people(text: str) -> tuple[Present, ...]:
    """Return the people that ``write_people`` wrote."""
    return tuple(Present(**{"name": "", **row}) for row in json.loads(text)) if text else ()
