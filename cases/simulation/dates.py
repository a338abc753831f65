"""Which dates stood when, read from the tables after every deed; and which date a message's link speaks of."""

import datetime as dt
import re
from collections import defaultdict

from django.utils import timezone

from cases.models import Case, Clinic, Deadline, Hearing, Reminder
from cases.simulation.post import Came
from cases.simulation.world import ESCALATION, FAMILY, PACKET, REMINDER, Arrived, Key, Stood, World

DEADLINE = re.compile(r"/cases/([A-Z0-9-]+)/deadlines/(\d+)")
HEARING = re.compile(r"/cases/([A-Z0-9-]+)/hearings/(\d+)")
CASE = re.compile(r"/cases/([A-Z0-9-]+)")
DATE_LINES = ("- ", "Case ")  # what begins the line that says which date, above its link
NO_PACKET, HANDED_UP = "no packet is under way", re.compile("please look|need somebody to look")
FAMILY_DAY = re.compile(r"\b(\d{1,2}) \w{3} (20\d\d)\b")  # as a family reads it, in any language
COURTS = ("hearing:", "decision:")  # what begins the trigger of a date that hangs on a court's doing


class Dates:
    """The register of one clinic's dates."""

    def __init__(self, clinic: Clinic, world: World) -> None:
        """It begins empty."""
        self.clinic, self.world = clinic, world
        self.standing: dict[int, dict[Key, Stood]] = defaultdict(dict)  # by case
        self.deadlines: dict[int, Key] = {}  # by the row's id
        self.hearings: dict[int, list[tuple[dt.datetime, Key]]] = defaultdict(list)
        self.references: dict[str, int] = {}
        self.families: dict[str, int] = {}  # case, by the address of somebody who belongs to it

    def look(self, case_id: int | None = None) -> None:
        """Compare what stands now, of one case or of all, with what stood; inside the clinic's fence."""
        open_rows = Deadline.objects.filter(state="open").order_by("pk")
        heard = Hearing.objects.filter(status="scheduled", proceeding__status="pending")
        heard = heard.exclude(proceeding__case__status="closed").order_by("pk")
        if case_id is not None:
            open_rows, heard = open_rows.filter(case_id=case_id), heard.filter(proceeding__case_id=case_id)
        now, found = timezone.now(), defaultdict[int, dict[Key, Stood]](dict)
        for pk, case, rule, trigger, kind, day in open_rows.values_list(
            "pk", "case_id", "rule", "trigger", "kind", "act_by"
        ):
            if day is None:
                continue
            key = ("deadline", case, f"{rule} {trigger}", day.isoformat())
            self.deadlines[pk] = key
            is_court = kind == "court_set" or trigger.startswith(COURTS)
            found[case][key] = Stood(key, case, kind, day, now, is_court=is_court)
        for pk, case, day in heard.values_list("pk", "proceeding__case_id", "day"):
            if day is None:
                continue
            key = ("hearing", case, str(pk), day.isoformat())
            if not self.hearings[pk] or self.hearings[pk][-1][1] != key:
                self.hearings[pk].append((now, key))
            found[case][key] = Stood(key, case, "hearing", day, now, is_court=True)
        for case in [case_id] if case_id is not None else sorted({*self.standing, *found}):
            self._compare(case, found[case], now)

    def _compare(self, case: int, found: dict[Key, Stood], now: dt.datetime) -> None:
        before = self.standing[case]
        for key in [key for key in before if key not in found]:
            before.pop(key).until = now
        for key, stood in found.items():
            if key not in before:
                before[key] = stood
                self.world.stood.append(stood)

    def of(self, reminder: Reminder) -> Key | None:
        """Return which date a row of the ledger is about."""
        if reminder.deadline_id is not None:
            return self.deadlines.get(reminder.deadline_id)
        return ("hearing", reminder.case_id, str(reminder.hearing_id), reminder.about_on.isoformat())

    def know(self, case: Case) -> None:
        """Learn a case's reference, by which messages speak of it."""
        self.references[case.reference] = case.pk

    def read(self, came: Came) -> Arrived:
        """Return what a message speaks of, by the links in its text alone; to a family, by the day that it names."""
        if came.to in self.families:
            return self._read_by_family(came)
        said, kind = [], REMINDER
        for line in came.text.splitlines():
            if line.startswith(DATE_LINES):
                kind = PACKET if NO_PACKET in line else REMINDER
            said += [
                (key, ESCALATION if HANDED_UP.search(came.subject) else kind)
                for key in self._linked(line, came.at)
            ]
        return Arrived(
            at=came.at,
            to=came.to,
            message_id=came.message_id,
            dates=tuple(dict.fromkeys(key for key, _kind in said)),
            cases=tuple(sorted({self.references[name] for name in CASE.findall(came.text)})),
            said=tuple(dict.fromkeys(said)),
        )

    def _linked(self, line: str, at: dt.datetime) -> list[Key]:
        """The dates to which the links of a line lead; a hearing's, as it stood when the message came."""
        dates = [self.deadlines[int(pk)] for _case, pk in DEADLINE.findall(line)]
        for _case, pk in HEARING.findall(line):
            spoken = [key for since, key in self.hearings.get(int(pk), []) if since <= at]
            dates += spoken[-1:]
        return dates

    def _read_by_family(self, came: Came) -> Arrived:
        case = self.families[came.to]
        spoken = {(int(day), int(year)) for day, year in FAMILY_DAY.findall(came.text)}
        near = came.at.date() + dt.timedelta(days=20)
        known = [key for pk in sorted(self.hearings) for _since, key in self.hearings[pk] if key[1] == case]
        dates = [
            key
            for key in known
            if ((on := dt.date.fromisoformat(key[3])).day, on.year) in spoken and came.at.date() <= on < near
        ]
        standing = [key for key in dates if key in self.standing[case]]
        told = tuple(dict.fromkeys(standing or dates[-1:]))
        return Arrived(
            at=came.at,
            to=came.to,
            message_id=came.message_id,
            dates=told,
            cases=(case,),
            said=tuple((key, FAMILY) for key in told),
        )
