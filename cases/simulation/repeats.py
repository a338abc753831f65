"""Repeats: a word of a date that its reader has had already, under another Message-ID, where one promise was made."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cases.simulation.world import ESCALATION, FAMILY, PACKET, REMINDER, Arrived, Key, Stood, Window, World

DAY = dt.timedelta(days=1)
Told = tuple[str, Key, str]  # the reader, the date, and which kind of word


class Repeats:
    """Sets off every word that arrived against one promise that could have caused it; what is left over is a repeat.

    A promise is made for a day ahead, for the moment in which a date begins to stand, and when a date is handed up,
    once a day. Whoever stands in for others may be told once for each of them.
    """

    def __init__(self, world: World, stood: Mapping[Key, Sequence[Stood]], down: Sequence[Window]) -> None:
        """``stood``: the windows in which each date stood; ``down``: outages, sorted."""
        self.world, self.stood, self.down = world, stood, down
        self.used: dict[Told, Counter[dt.datetime]] = defaultdict(Counter)
        self.mornings: dict[tuple[Key, str], list[dt.datetime]] = {}
        self.absences: dict[str, list[tuple[str, Window]]] = defaultdict(list)  # by who stands in
        for absent, away in world.away.items():
            for window, stand_in in away:
                self.absences[stand_in].append((absent, window))

    def found(self) -> Iterator[tuple[Arrived, Key]]:
        """Return each message, with the date, that says anew what its reader was told already."""
        seen: set[str] = set()
        for each in sorted(self.world.arrived, key=lambda each: each.at):
            if each.message_id in seen:
                continue  # the same message again, which a mail program shows once
            seen.add(each.message_id)
            for key, kind in each.words:
                if self.stood[key] and not self._has_cause(each, key, kind):
                    yield each, key

    def _has_cause(self, each: Arrived, key: Key, kind: str) -> bool:
        used = self.used[each.to, key, kind]
        for moment in self._causes(each.at, key, kind):
            if used[moment] < max(self._people(each.to, moment), self._people(each.to, each.at)):
                used[moment] += 1
                return True
        return False

    def _people(self, reader: str, at: dt.datetime) -> int:
        """As how many people somebody reads: as themselves, and for everybody for whom they stand in."""
        return 1 + len({absent for absent, window in self.absences.get(reader, ()) if window.at(at)})

    def _causes(self, at: dt.datetime, key: Key, kind: str) -> list[dt.datetime]:
        """The moments for which this word may have been promised, the latest first."""
        if kind == ESCALATION:
            return self._days(at)
        if (key, kind) not in self.mornings:
            self.mornings[key, kind] = sorted(self._promised(key, kind), reverse=True)
        return [moment for moment in self.mornings[key, kind] if moment <= at]

    def _promised(self, key: Key, kind: str) -> set[dt.datetime]:
        world, found = self.world, set[dt.datetime]()
        for date in self.stood[key]:
            ahead = {PACKET: world.packet_offsets, FAMILY: world.family_offsets}
            for offset in ahead.get(kind, world.offsets.get(date.kind, ())):
                found.add(self._local(date.day - offset * DAY, world.morning))
            if kind == REMINDER:
                found.add(date.since)
        return found

    def _days(self, at: dt.datetime) -> list[dt.datetime]:
        """The days on which what arrived now may have been handed up: today, the evening before, or before an outage."""
        earliest = at - DAY
        for window in reversed(self.down):
            if window.since <= at and (window.until is None or earliest <= window.until):
                earliest = min(earliest, window.since - DAY)
        day, days = at.astimezone(self.world.zone).date(), []
        while (midnight := self._local(day, dt.time())) > earliest - DAY:
            days.append(midnight)
            day -= DAY
        return days

    def _local(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, tzinfo=self.world.zone).astimezone(dt.UTC)
