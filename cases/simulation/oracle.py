"""The judge: from the dates that stood, the people who worked on them and the messages that arrived, what went wrong.

It knows nothing of the ledger and imports nothing of the product. What was promised it works out itself: for each
date and each offset, the clinic's morning so many days ahead, to whoever then worked on the case.
"""

import bisect
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.simulation.repeats import Repeats
from cases.simulation.world import Arrived, Key, Stood, World, held

GRACE = dt.timedelta(minutes=11)  # one sweep interval and ten minutes
DAY = dt.timedelta(days=1)
NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(6, 30)
HEARING = "hearing"
URGENT = 1  # with so few days left nothing waits for the morning


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
        for each, key in Repeats(self.world, self.stood, self.down).found():
            found.counts["duplicated"] += 1
            found.blame("doubled_without_cause", f"{key} to {each.to} at {each.at} as {each.message_id} too")
        for date in self.world.stood:
            self._judge_passing(date, found)
        self._judge_stops(found)
        return found

    def promises(self) -> Iterator[Due]:
        """Every promise that fell due long enough before the end to have been kept."""
        world = self.world
        for date in world.stood:
            for offset in world.offsets.get(date.kind, ()):
                at = self._morning(date, offset)
                by = self.after(at, is_urgent=offset <= URGENT)
                if date.at(at) and by <= self.end:
                    for person in sorted(world.hears(date, at)):
                        yield Due(date, person, at, by)
            for offset in world.family_offsets if date.kind == HEARING else ():
                at = self._morning(date, offset)
                by = self.after(at, is_urgent=False)
                if date.at(at) and by <= self.end:
                    for address in sorted(world.family(date.case, at)):
                        yield Due(date, address, at, by)

    def _morning(self, date: Stood, offset: int) -> dt.datetime:
        morning = dt.datetime.combine(date.day - offset * DAY, self.world.morning, tzinfo=self.world.zone)
        return morning.astimezone(dt.UTC)

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
        world, case = self.world, due.date.case
        moments = {due.by} | {moment for moment in self._turns(case) if due.at < moment < due.by}
        is_family = due.person in world.agreed.get(case, {})
        return all(
            due.date.at(moment)
            and due.person in (world.family(case, moment) if is_family else world.hears(due.date, moment))
            for moment in moments
        )

    def _turns(self, case: int) -> set[dt.datetime]:
        """The instants at which somebody came to the case or went."""
        windows = [each for windows in self.world.works.get(case, {}).values() for each in windows]
        windows += [each for windows in self.world.walls.get(case, {}).values() for each in windows]
        windows += [each for places in self.world.in_clinic.values() for each in places]
        windows += [each for windows in self.world.agreed.get(case, {}).values() for each in windows]
        windows += [each for absences in self.world.away.values() for each, _stand_in in absences]
        windows += [each for muted in self.world.mutes.values() for each, _kinds in muted]
        return {moment for each in windows for moment in (each.since, each.until) if moment is not None}

    def _escalated(self, due: Due) -> bool:
        """Whether a coordinator heard of the date instead."""
        return any(
            at >= due.at and to != due.person and self.world.is_coordinator(to, at)
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
            is_family = any(each.to in family for family in self.world.agreed.values())
            for case in each.cases:
                if not (is_family and each.to in self.world.family(case, each.at)) and not (
                    not is_family and self.world.sees(each.to, case, each.at)
                ):
                    found.blame("sent_without_access", f"case {case} to {each.to} at {each.at}")
            for key in each.dates:
                standing = [date for date in self.stood[key] if date.at(each.at) or date.since == each.at]
                if not standing:
                    found.blame("sent_of_a_date_gone", f"{key} to {each.to} at {each.at}")
                elif not is_family and self._was_muted(each, standing[0]):
                    found.blame("sent_though_muted", f"{key} to {each.to} at {each.at}")

    def _was_muted(self, each: Arrived, date: Stood) -> bool:
        """Whether this person wanted no word of such a date. What is handed up, and a rejection, comes all the same."""
        world = self.world
        if held(world.sees_all.get(each.to), each.at) or world.stands_in(each.to, each.at):
            return False
        if any(at <= each.at < at + 3 * DAY for at in world.rejected.get(date.case, [])):
            return False
        return world.is_muted(each.to, date, each.at)

    def _judge_stops(self, found: Verdict) -> None:
        """Where a family may be written to no more, somebody is asked in that moment to tell the child."""
        for case, at in self.world.stopped:
            if not held(self.world.asked.get(case), at):
                found.blame("child_not_told", f"case {case} at {at}")

    def _judge_passing(self, date: Stood, found: Verdict) -> None:
        """A date that passed while it stood must have been spoken of, or the ledger must say why it could not."""
        passed = dt.datetime.combine(date.day + DAY, dt.time(), tzinfo=self.world.zone).astimezone(dt.UTC)
        judged = self.after(max(passed, date.since + DAY), is_urgent=False)
        if judged > self.end or (date.until is not None and date.until < judged):
            return
        found.counts["passed"] += 1
        if not self.spoken.get(date.key) and date.key not in self.world.excused:
            found.blame("deadlines_unreminded", f"{date.key}, which stood from {date.since}")
