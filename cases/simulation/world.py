"""What was so in the play, as those who played it wrote it down: dates, people, families, messages. Nothing of the ledger.

It imports nothing of the product.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

Key = tuple[str, int, str, str]  # what, case, which (rule and trigger, or hearing), day
# Which word of a date a message brings.
REMINDER, PACKET, ESCALATION, FAMILY = "reminder", "packet", "escalation", "family"


@dataclass
class Stood:
    """A date that stood from one instant to another (None: to the end)."""

    key: Key
    case: int
    kind: str
    day: dt.date
    since: dt.datetime
    until: dt.datetime | None = None
    is_court: bool = False  # a court set it: nobody mutes it for a case of their own

    def at(self, instant: dt.datetime) -> bool:
        """Whether it stood then."""
        return self.since < instant and (self.until is None or instant < self.until)


@dataclass
class Window:
    """From an instant until another (None: to the end) something was so."""

    since: dt.datetime
    until: dt.datetime | None = None

    def at(self, instant: dt.datetime) -> bool:
        """Whether it was so then."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True)
class Arrived:
    """One message at the mail server: when, for whom, and which dates it speaks of."""

    at: dt.datetime
    to: str
    message_id: str
    dates: tuple[Key, ...]
    cases: tuple[int, ...]
    said: tuple[tuple[Key, str], ...] = ()  # each date with which word of it; empty: plain reminders of all

    @property
    def words(self) -> tuple[tuple[Key, str], ...]:
        """Each date once with each kind of word that the message brings of it."""
        return self.said or tuple((key, REMINDER) for key in self.dates)


@dataclass
class World:
    """What was so, as those who played it wrote it down themselves."""

    zone: ZoneInfo
    morning: dt.time
    offsets: Mapping[str, tuple[int, ...]]
    stood: list[Stood] = field(default_factory=list)
    works: dict[int, dict[str, list[Window]]] = field(default_factory=dict)  # case, person: on its team
    sees_all: dict[str, list[Window]] = field(default_factory=dict)  # roles that see every case
    coordinators: dict[str, list[Window]] = field(default_factory=dict)
    walls: dict[int, dict[str, list[Window]]] = field(default_factory=dict)  # case, person
    in_clinic: dict[str, list[Window]] = field(default_factory=dict)
    away: dict[str, list[tuple[Window, str]]] = field(default_factory=dict)  # when, and the stand-in
    mutes: dict[str, list[tuple[Window, frozenset[str]]]] = field(
        default_factory=dict
    )  # when, and which kinds
    family_offsets: tuple[int, ...] = ()
    packet_offsets: tuple[int, ...] = ()  # before a hearing at which evidence is heard
    agreed: dict[int, dict[str, list[Window]]] = field(default_factory=dict)  # case, a family's address
    stopped: list[tuple[int, dt.datetime]] = field(default_factory=list)  # a family may be written to no more
    asked: dict[int, list[Window]] = field(default_factory=dict)  # case: somebody is to tell the child
    rejected: dict[int, list[dt.datetime]] = field(default_factory=dict)  # case: a filing was
    down: list[Window] = field(default_factory=list)  # the service or the mail server
    refused: set[str] = field(default_factory=set)  # addresses that the mail server never takes
    excused: set[Key] = field(
        default_factory=set
    )  # dates of which nobody could be told, and the ledger says why
    arrived: list[Arrived] = field(default_factory=list)
    repeats: set[str] = field(default_factory=set)  # Message-IDs whose first arrival was never confirmed
    acknowledged: int = 0

    def sees(self, person: str, case: int, at: dt.datetime) -> bool:
        """Whether this person may see this case at an instant."""
        if not held(self.in_clinic.get(person), at) or held(self.walls.get(case, {}).get(person), at):
            return False
        return held(self.sees_all.get(person), at) or held(self.works.get(case, {}).get(person), at)

    def hears(self, date: Stood, at: dt.datetime) -> set[str]:
        """Return who is to hear of a date at an instant: its case's team, else the coordinators.

        Stand-ins are heeded, and who wants no word of such dates; for a hearing also the families who agreed.
        """
        case = date.case
        team = {who for who in self.works.get(case, {}) if held(self.works[case][who], at)}
        team = {who for who in team if self.sees(who, case, at)}
        team = team or {who for who in self.coordinators if held(self.coordinators[who], at)}
        wanting = [who for who in team if not self.is_muted(who, date, at)]
        return {heard for who in wanting if self.sees(heard := self.in_place_of(who, case, at), case, at)}

    def family(self, case: int, at: dt.datetime) -> set[str]:
        """Return the addresses at which a case's family agreed to be reminded of hearings, as far as they may be used."""
        return {who for who, windows in self.agreed.get(case, {}).items() if held(windows, at)}

    def is_muted(self, who: str, date: Stood, at: dt.datetime) -> bool:
        """Whether this person wants no word of such a date; a court's date of their own case comes all the same."""
        if date.is_court and held(self.works.get(date.case, {}).get(who), at):
            return False
        return any(window.at(at) and date.kind in kinds for window, kinds in self.mutes.get(who, []))

    def in_place_of(self, who: str, case: int, at: dt.datetime) -> str:
        """Return the stand-in of somebody who is away, if that one is there and sees the case; else the person."""
        for window, stand_in in self.away.get(who, []):
            if window.at(at) and not self.is_away(stand_in, at) and self.sees(stand_in, case, at):
                return stand_in
        return who

    def is_away(self, who: str, at: dt.datetime) -> bool:
        """Whether this person is away at an instant."""
        return any(window.at(at) for window, _stand_in in self.away.get(who, []))

    def stands_in(self, who: str, at: dt.datetime) -> set[str]:
        """Return for whom this person stands in."""
        return {
            absent
            for absent, absences in self.away.items()
            if any(stand_in == who and window.at(at) for window, stand_in in absences)
        }

    def is_coordinator(self, who: str, at: dt.datetime) -> bool:
        """Whether this person answers for the clinic, or stands in for one who does."""
        return any(held(self.coordinators.get(one), at) for one in {who, *self.stands_in(who, at)})


def held(windows: list[Window] | None, at: dt.datetime) -> bool:
    """Whether it was so in one of these windows."""
    return any(window.at(at) for window in windows or [])
