"""The judge: from the dates that stood, the people who worked on them and the messages that arrived, what went wrong.

It knows nothing of the ledger and imports nothing of the product. What was promised it works out itself: for each
date and each offset, the clinic's morning so many days ahead, to whoever then worked on the case.
"""

import bisect
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

GRACE = dt.timedelta(minutes=11)  # one sweep interval and ten minutes
DAY = dt.timedelta(days=1)
NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(6, 30)
URGENT = 1  # with so few days left nothing waits for the morning

Key = tuple[str, int, str, str]  # what, case, which (rule and trigger, or hearing), day


@dataclass
class Stood:
    """A date that stood from one instant to another (None: to the end)."""

    key: Key
    case: int
    kind: str
    day: dt.date
    since: dt.datetime
    until: dt.datetime | None = None

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
    away: dict[str, list[tuple[dt.date, dt.date, str]]] = field(default_factory=dict)  # first, last, stand-in
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
        if not _any(self.in_clinic.get(person), at) or _any(self.walls.get(case, {}).get(person), at):
            return False
        return _any(self.sees_all.get(person), at) or _any(self.works.get(case, {}).get(person), at)

    def hears(self, case: int, at: dt.datetime) -> set[str]:
        """Return who is to hear of a case's dates at an instant: its team, else the coordinators; stand-ins heeded."""
        team = {who for who in self.works.get(case, {}) if _any(self.works[case][who], at)}
        team = {who for who in team if self.sees(who, case, at)}
        team = team or {who for who in self.coordinators if _any(self.coordinators[who], at)}
        day = at.astimezone(self.zone).date()
        return {heard for who in team if self.sees(heard := self._in_place_of(who, case, day, at), case, at)}

    def _in_place_of(self, who: str, case: int, day: dt.date, at: dt.datetime) -> str:
        for first, last, stand_in in self.away.get(who, []):
            if first <= day <= last and self.sees(stand_in, case, at):
                return stand_in
        return who


def _any(windows: list[Window] | None, at: dt.datetime) -> bool:
    return any(window.at(at) for window in windows or [])


@dataclass(frozen=True)
class Due:
    """One promise: to tell this person of this date, at this moment or a little later."""

    date: Stood
    person: str
    at: dt.datetime
    by: dt.datetime


@dataclass
class Verdict:
    """The counts that are printed, and a sentence for each thing that should not be."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def blame(self, what: str, sentence: str) -> None:
        """Count one thing that should not be."""
        self.counts[what] += 1
        self.findings.append(f"{what}: {sentence}")


class Judge:
    """Holds what arrived, sorted for looking up, and says how it compares with what was promised until ``end``."""

    def __init__(self, world: World, end: dt.datetime) -> None:
        """Sort the messages by person and date."""
        self.world, self.end = world, end
        self.heard: dict[tuple[str, Key], list[dt.datetime]] = defaultdict(list)
        self.spoken: dict[Key, list[tuple[dt.datetime, str]]] = defaultdict(list)
        for each in sorted(world.arrived, key=lambda each: each.at):
            for key in each.dates:
                self.heard[each.to, key].append(each.at)
                self.spoken[key].append((each.at, each.to))
        self.stood: dict[Key, list[Stood]] = defaultdict(list)
        for date in world.stood:
            self.stood[date.key].append(date)
        self.down = sorted(world.down, key=lambda window: window.since)

    def verdict(self) -> Verdict:
        """Return the counts and the findings."""
        found = Verdict()
        for name in (
            "due",
            "sent",
            "lost",
            "late",
            "duplicated",
            "sent_without_access",
            "deadlines_unreminded",
        ):
            found.counts[name] = 0
        for due in self.promises():
            self._judge(due, found)
        self._judge_messages(found)
        for date in self.world.stood:
            self._judge_passing(date, found)
        return found

    def promises(self) -> Iterator[Due]:
        """Every promise that fell due long enough before the end to have been kept."""
        world = self.world
        for date in world.stood:
            for offset in world.offsets.get(date.kind, ()):
                morning = dt.datetime.combine(date.day - offset * DAY, world.morning, tzinfo=world.zone)
                at = morning.astimezone(dt.UTC)
                by = self.after(at, is_urgent=offset <= URGENT)
                if date.at(at) and by <= self.end:
                    for person in sorted(world.hears(date.case, at)):
                        yield Due(date, person, at, by)

    def after(self, at: dt.datetime, *, is_urgent: bool = True) -> dt.datetime:
        """Return the instant by which what was due at ``at`` must have arrived.

        The grace, less the time of outages; quiet hours move what is not urgent, and the grace begins anew.
        """
        left, now = GRACE, at
        while True:
            down = next((window for window in self.down if window.until is None or now < window.until), None)
            quiet_from, quiet_until = self._quiet(now) if not is_urgent else (NEVER, NEVER)
            if down is not None and down.since <= now:
                if down.until is None:
                    return NEVER
                now = down.until
            elif quiet_from <= now:
                left, now = GRACE, quiet_until
            else:
                turn = min(quiet_from, down.since if down is not None else NEVER)
                if now + left <= turn:
                    return now + left
                left, now = left - (turn - now), turn

    def _quiet(self, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
        """Return when the quiet hours begin, or began if they last, and when they end."""
        day = now.astimezone(self.world.zone).date()
        for start in (day - DAY, day, day + DAY):
            begin = dt.datetime.combine(start, QUIET_FROM, tzinfo=self.world.zone).astimezone(dt.UTC)
            end = dt.datetime.combine(start + DAY, QUIET_UNTIL, tzinfo=self.world.zone).astimezone(dt.UTC)
            if now < end:
                return begin, end
        return NEVER, NEVER

    def _judge(self, due: Due, found: Verdict) -> None:
        found.counts["due"] += 1
        times = self.heard.get((due.person, due.date.key), [])
        place = bisect.bisect_left(times, due.at)
        arrival = times[place] if place < len(times) else None
        said = f"{due.date.kind} {due.date.key} of {due.at:%Y-%m-%d %H:%M} to {due.person}"
        if arrival is not None and arrival <= due.by:
            found.counts["sent"] += 1
        elif not self._still_wanted(due) or self._escalated(due):
            found.counts["not_wanted"] += 1
        elif arrival is None:
            found.blame("lost", said)
        else:
            found.counts["sent"] += 1
            found.blame("late", f"{said}: {arrival:%Y-%m-%d %H:%M}, not by {due.by:%H:%M}")

    def _still_wanted(self, due: Due) -> bool:
        """Whether the date stood and the person was to hear of it, all the time in which it could have been sent."""
        moments = {due.by} | {moment for moment in self._turns(due.date.case) if due.at < moment < due.by}
        return all(
            due.date.at(moment) and due.person in self.world.hears(due.date.case, moment)
            for moment in moments
        )

    def _turns(self, case: int) -> set[dt.datetime]:
        """The instants at which somebody came to the case or went."""
        windows = [each for windows in self.world.works.get(case, {}).values() for each in windows]
        windows += [each for windows in self.world.walls.get(case, {}).values() for each in windows]
        windows += [each for places in self.world.in_clinic.values() for each in places]
        return {moment for each in windows for moment in (each.since, each.until) if moment is not None}

    def _escalated(self, due: Due) -> bool:
        """Whether a coordinator heard of the date instead."""
        return any(
            at >= due.at and _any(self.world.coordinators.get(to), at) and to != due.person
            for at, to in self.spoken.get(due.date.key, [])
        )

    def _judge_messages(self, found: Verdict) -> None:
        seen: Counter[str] = Counter()
        for each in self.world.arrived:
            seen[each.message_id] += 1
            if seen[each.message_id] > 1:
                found.counts["duplicated"] += 1
                if each.message_id not in self.world.repeats:
                    found.blame("doubled_without_cause", f"{each.message_id} to {each.to} at {each.at}")
            for case in each.cases:
                if not self.world.sees(each.to, case, each.at):
                    found.blame("sent_without_access", f"case {case} to {each.to} at {each.at}")
            for key in each.dates:
                if not any(date.at(each.at) or date.since == each.at for date in self.stood[key]):
                    found.blame("sent_of_a_date_gone", f"{key} to {each.to} at {each.at}")

    def _judge_passing(self, date: Stood, found: Verdict) -> None:
        """A date that passed while it stood must have been spoken of, or the ledger must say why it could not."""
        passed = dt.datetime.combine(date.day + DAY, dt.time(), tzinfo=self.world.zone).astimezone(dt.UTC)
        judged = self.after(max(passed, date.since + DAY), is_urgent=False)
        if judged > self.end or (date.until is not None and date.until < judged):
            return
        found.counts["passed"] += 1
        if not self.spoken.get(date.key) and date.key not in self.world.excused:
            found.blame("deadlines_unreminded", f"{date.key}, which stood from {date.since}")
