"""The play itself: the clock jumps from one deed or due minute to the next, and the judge speaks at the end."""

import datetime as dt
import gc
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

import time_machine
from celery import current_app
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils import timezone

from cases import tasks
from cases.actions import founding, reminders
from cases.models import Message, Reminder, ToDo
from cases.simulation import post, throw_away
from cases.simulation.agenda import Agenda
from cases.simulation.arrangements import KINDS, Arrangements
from cases.simulation.dates import Dates
from cases.simulation.families import Families
from cases.simulation.faults import Faults
from cases.simulation.lives import Lives
from cases.simulation.offices import COUNTED
from cases.simulation.oracle import Judge, Verdict
from cases.simulation.scene import Scene
from cases.simulation.staffing import PASSWORD, Staffing
from cases.simulation.world import Arrived, Window, World

MINUTE = dt.timedelta(minutes=1)
ZONE = ZoneInfo("America/Chicago")
FIRST = dt.date(2026, 9, 1)  # a play of 400 days meets both changes of the clocks and a new year
OFFSETS = (60, 30, 14, 7, 3, 1, 0)
FAMILY_OFFSETS = (7, 1)
PACKET_OFFSETS = (60, 45, 30, 21)
MORNING = dt.time(7)
# Beside the sweep, which runs in the minutes in which it has work: what the timetable does once a morning, at its hours.
SWEEP, PROOF, RECOMPUTE, TODOS = "sweep_reminders", "prove_reminders", "sweep_deadlines", "tell_todos"
ROTA = (
    (dt.time(5, 30), ("plan_reminders", RECOMPUTE)),
    (dt.time(7, 16), (SWEEP, PROOF, TODOS)),
    (dt.time(12), (SWEEP, PROOF)),
)
NOON = ROTA[-1][1]  # played only where the morning's proof failed: one that holds is not taken again
# While the mail server is out of reach every try is like the other: some are played, then the clock jumps to the end.
TRIES, PAUSE = 3, 20 * MINUTE
SOON = (5 * MINUTE, 10 * MINUTE, 40 * MINUTE)  # after which the bell for to-dos is heard, when one came up
SETTINGS: dict[str, Any] = {
    "EMAIL_BACKEND": "cases.simulation.post.Door",
    "SECRET_KEY": "the play's own, so that a seed tells the same story on every machine",
    "ALLOWED_HOSTS": ["*"],
    # Nobody signs in here, so no second is spent on making their passwords hard to guess.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


class Play:
    """One clinic's life of so many days."""

    def __init__(self, *, cases: int, days: int, seed: int, faults: bool, template: str = "") -> None:
        """Nothing has begun; ``run`` does everything. ``template``: a migrated database to copy."""
        self.template = template
        self.cases, self.days, self.seed, self.with_faults = cases, days, seed, faults
        first = FIRST + dt.timedelta(days=seed * 37 % 365)
        self.start = dt.datetime.combine(first, dt.time(8), tzinfo=ZONE).astimezone(dt.UTC)
        self.end = self.start + dt.timedelta(days=days)
        self.world = World(
            ZONE, MORNING, dict.fromkeys(KINDS, OFFSETS),
            family_offsets=FAMILY_OFFSETS, packet_offsets=PACKET_OFFSETS,
        )  # fmt: skip
        self.arrived = self.tries = 0
        self.last_tick = self.start
        self.failing = False  # whether the morning's proof failed
        self.bells: list[dt.datetime] = []  # when the bell for to-dos is heard besides

    def run(self) -> Verdict:
        """Play it in a database of its own; return the verdict with the counts that are printed."""
        with ExitStack() as stack:
            stack.enter_context(override_settings(**SETTINGS))
            stack.enter_context(throw_away.database(self.template))
            stack.enter_context(_ringing_nobody())
            stack.enter_context(_uncollected())
            self.clock = stack.enter_context(time_machine.travel(self.start, tick=False))
            self.faults = Faults(self.world, self.seed, move_to=self.clock.move_to)
            self.faults.open_doors()
            stack.callback(self.faults.close_doors)
            post.office.came.clear()
            self._found()
            self._live()
            return self._judge()

    def _found(self) -> None:
        coordinator = founding.found(
            slug="play", name="The Play's Legal Aid", time_zone=str(ZONE), case_prefix="PLAY",
            coordinator_name="Person 1", coordinator_email="coordinator.1@play.example", password=PASSWORD,
        )  # fmt: skip
        clinic = coordinator.clinic
        self.scene = Scene(
            clinic,
            self.world,
            Dates(clinic, self.world),
            Agenda(self.end),
            Random(self.seed),  # noqa: S311
        )
        self.scene.outage, self.scene.exposed = self.faults.out_of_service, self.faults.exposed
        staffing = Staffing(self.scene, coordinator)
        staffing.hire(self.cases)
        lives = Lives(self.scene, staffing, Families(self.scene))
        self.scene.heed = lives.heed
        lives.begin(self.cases, self.days)
        for _ in range(1 + self.cases // 40):  # a larger clinic has more people to whom something happens
            staffing.next_change()
            Arrangements(self.scene).next_one()
        if self.with_faults:
            self.faults.begin(self.start, self.end)
            volunteers = self.scene.with_role("pro_bono_attorney")
            self.world.refused.add(self.scene.chance.choice(volunteers))

    def _live(self) -> None:
        rota = self._rota()
        whole, jobs = next(rota)
        while True:
            tick = self._next_tick()
            bell = self.bells[0] if self.bells else self.end
            at = min(self.scene.agenda.next, tick, whole, bell)
            if at >= self.end:
                return
            if at == whole:
                self.clock.move_to(at)
                if self.failing or jobs != NOON:
                    self._work(jobs)
                whole, jobs = next(rota)
            elif at == bell:
                self.clock.move_to(max(self.bells.pop(0), timezone.now()))
                self._tell_todos()
            elif at == tick:
                self.clock.move_to(at)
                self._work()
            else:
                at, deed = self.scene.agenda.take()
                self.clock.move_to(max(at, timezone.now()))
                deed()
                self._hear_of_todos()
            self._read_post()

    def _rota(self) -> Any:
        """Every moment at which more than the sweep runs, and what."""
        day = self.start.astimezone(ZONE).date()
        while True:
            for hour, jobs in ROTA:
                at = dt.datetime.combine(day, hour, tzinfo=ZONE).astimezone(dt.UTC)
                if at > self.start:
                    yield at, jobs
            day += dt.timedelta(days=1)

    def _next_tick(self) -> dt.datetime:
        """Return the next full minute in which a sweep would find anything, after the last one."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT cases_next_reminder()")  # the narrow door of the sweep
            row: Any = cursor.fetchone()
        if row[0] is None:
            return self.end
        at: dt.datetime = max(row[0], self.last_tick + MINUTE, timezone.now())
        rest = dt.timedelta(seconds=at.second, microseconds=at.microsecond)
        return at - rest + MINUTE if rest else at

    def _work(self, jobs: tuple[str, ...] = ()) -> None:
        """The worker hears the bell: as often as it rings, unless the service is down."""
        now = timezone.now()
        self.last_tick = now.replace(second=0, microsecond=0)
        if (up_again := self.faults.out_of_service(now)) is not None:
            self.last_tick = up_again
            return
        mail_again = self.faults.out_of_reach(now)
        self.tries = self.tries + 1 if mail_again is not None else 0
        if mail_again is not None:
            next_try = self.last_tick + PAUSE if self.tries < TRIES else mail_again
            self.last_tick = min(mail_again, next_try) - MINUTE
        for _ in range(1 if jobs else self.faults.rings(now)):
            for name in jobs or (SWEEP,):
                self._run(name)
        if RECOMPUTE in jobs:
            with self.scene.clinic.inside():
                self.scene.dates.look()
            self.scene.heed()

    def _hear_of_todos(self) -> None:
        """Something came up that somebody is told of today: the bell for it is heard every five minutes."""
        for at in self.scene.soon:
            self.bells = sorted([*self.bells, *(at + later for later in SOON)])
        self.scene.soon.clear()

    def _tell_todos(self) -> None:
        now = timezone.now()
        again = self.faults.out_of_service(now) or self.faults.out_of_reach(now)
        if again is None:
            self._run(TODOS)
        elif again + MINUTE not in self.bells:
            self.bells = sorted([*self.bells, again + MINUTE])

    def _run(self, name: str) -> None:
        """Run one job as the worker does; one that is killed is gone, and another worker hears the next ring."""
        try:
            with self.faults.sweeping():
                returned = getattr(tasks, name)()
                self.failing = bool(returned) if name == PROOF else self.failing
        except Exception as problem:  # noqa: BLE001  (the worker logs it, and lives on)
            self.scene.told[f"{name}: {type(problem).__name__}"] += 1

    def _read_post(self) -> None:
        """Note what arrived; some of it is read and acknowledged hours later."""
        for came in post.office.came[self.arrived :]:
            arrived = self.scene.dates.read(came)
            self.world.arrived.append(arrived)
            chance = Random(f"{self.seed} {came.message_id} {came.at}")  # noqa: S311
            if arrived.dates and chance.random() < 0.7:
                at = came.at + chance.randint(5, 30 * 60) * MINUTE
                self.scene.plan(at, "acknowledge", lambda a=arrived: self._acknowledge(a))  # type: ignore[misc]
        self.arrived = len(post.office.came)

    def _acknowledge(self, arrived: Arrived) -> None:
        member = self.scene.staff.get(arrived.to)
        if member is None:
            return
        message = Message.objects.get(message_id=arrived.message_id)
        reminders.acknowledge_message(message=message, by=member)

    def _judge(self) -> Verdict:
        with self.scene.clinic.inside():
            rows = Reminder.objects.order_by("pk")
            self.world.excused = {
                key
                for each in rows.filter(membership=None, contact=None).select_related("deadline", "hearing")
                if (key := self.scene.dates.of(each)) is not None
            }
            for case, opened, done in ToDo.objects.order_by("pk").values_list(
                "case_id", "opened_at", "done_at"
            ):
                self.world.asked.setdefault(case, []).append(Window(opened, done))
            acknowledged = rows.filter(state="acknowledged").count()
            escalated = rows.exclude(escalated_at=None).count()
        verdict = Judge(self.world, self.end).verdict()
        verdict.counts["acknowledged"], verdict.counts["escalated"] = acknowledged, escalated
        return verdict


@contextmanager
def _ringing_nobody() -> Iterator[None]:
    """The bell's door: what is rung in the play is heard nowhere, for the play itself says when a worker wakes."""
    app: Any = cast("Any", current_app)._get_current_object()  # noqa: SLF001 - the documented way behind the proxy
    app.send_task = lambda *_arguments, **_named: None
    try:
        yield
    finally:
        del app.send_task  # the class's own again


@contextmanager
def _uncollected() -> Iterator[None]:
    """What was imported lives to the end, and a play leaves few cycles: Python need not look for them all the time."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def play(
    *, cases: int, days: int, seed: int, faults: bool, template: str = ""
) -> tuple[dict[str, float], Verdict, Play]:
    """Play; return what is printed, the verdict with its findings, and the play with what was told in it."""
    begun = time.monotonic()
    one = Play(cases=cases, days=days, seed=seed, faults=faults, template=template)
    verdict = one.run()
    connections.close_all()
    printed: dict[str, float] = {name: verdict.counts[name] for name in COUNTED}
    return printed | {"seconds": round(time.monotonic() - begun, 1)}, verdict, one
