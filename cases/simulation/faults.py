"""What goes wrong, and when: drawn from the seed, and injected at the doors (mail, commit, clock, bell).

A draw hangs on the message or the minute that it is about, not on how many draws came before it.
"""

import datetime as dt
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.utils import timezone

from cases.simulation import post
from cases.simulation.commit import base as commits
from cases.simulation.post import Came, Killed
from cases.simulation.world import Window, World

HOUR = dt.timedelta(hours=1)
PATIENCE = dt.timedelta(seconds=20)  # EMAIL_TIMEOUT: so long a hanging server is waited for
BROKEN_MESSAGES = 0.02
BROKEN_COMMITS = 0.01
MESSAGE_FAULTS = ("later", "drop", "keep and drop", "killed before", "killed after", "hang")


class Faults:
    """The faults of one play. Without any, the same doors stand open."""

    def __init__(self, world: World, seed: int, *, move_to: Callable[[dt.datetime], None]) -> None:
        """``move_to`` sets the clock: a hanging server costs time."""
        self.world, self.seed, self.move_to = world, seed, move_to
        self.service: list[Window] = []
        self.mail: list[tuple[Window, str]] = []
        self.hit: set[str] = set()  # one fault a message: the grace covers one
        self.unconfirmed: list[str] = []  # taken by the server, and not committed yet
        self.is_dead = False
        self.is_sweeping = False
        self.is_exposed = False  # what the play itself reads and notes down never fails
        self.is_on = False
        self.commits = 0
        self.counts: dict[str, int] = {}

    def begin(self, start: dt.datetime, end: dt.datetime) -> None:
        """Draw the outages of the whole play."""
        chance, now = Random(f"{self.seed} outages"), start + 3 * 24 * HOUR  # noqa: S311
        while now < end:
            length = chance.choice((0.2, 0.5, 2, 4, 11)) * HOUR
            self.mail.append((Window(now, now + length), chance.choice(("refused", "hanging", "dropping"))))
            now += length + chance.uniform(4, 25) * 24 * HOUR
        now = start + chance.uniform(5, 40) * 24 * HOUR
        while now < end:
            length = chance.choice((0.3, 3, 14, 72)) * HOUR
            self.service.append(Window(now, now + length))
            now += length + chance.uniform(15, 70) * 24 * HOUR
        self.world.down += [*self.service, *(window for window, _how in self.mail)]
        self.is_on = True

    def open_doors(self) -> None:
        """Stand at every door."""
        post.office.on_connect, post.office.before, post.office.after = (
            self._connect,
            self._before,
            self._after,
        )
        commits.door.before, commits.door.after = self._before_commit, self._after_commit
        connection.execute_wrappers.append(self._the_dead_write_nothing)

    def close_doors(self) -> None:
        """Leave them."""
        post.office.on_connect = post.office.before = post.office.after = None
        commits.door.before = commits.door.after = None
        connection.execute_wrappers.clear()

    @contextmanager
    def exposed(self) -> Iterator[None]:
        """Let commits fail in what is done inside this block."""
        self.is_exposed = True
        try:
            yield
        finally:
            self.is_exposed = False

    @contextmanager
    def sweeping(self) -> Iterator[None]:
        """A worker's job runs in this block; when it ends, however it ends, a new worker takes over."""
        self.is_sweeping = True
        try:
            with self.exposed():
                yield
        except Killed:
            connection.close()
        finally:
            self.is_sweeping = self.is_dead = False
            self.unconfirmed.clear()

    def out_of_service(self, now: dt.datetime) -> dt.datetime | None:
        """Return when the service is up again, if it is down now."""
        return next((window.until for window in self.service if window.at(now)), None)

    def out_of_reach(self, now: dt.datetime) -> dt.datetime | None:
        """Return when the mail server can be reached again, if it cannot now."""
        return next((window.until for window, _how in self.mail if window.at(now)), None)

    def rings(self, minute: dt.datetime) -> int:
        """Return how often the bell is heard this minute: once; with faults sometimes never, or twice."""
        if not self.is_on:
            return 1
        draw = Random(f"{self.seed} {minute.isoformat()}").random()  # noqa: S311
        return 0 if draw < 0.03 else 2 if draw < 0.06 else 1

    def _how(self) -> str:
        now = timezone.now()
        return next((how for window, how in self.mail if window.at(now)), "") if self.is_on else ""

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _connect(self) -> None:
        how = self._how()
        if how == "refused":
            self._count("connections refused")
            raise ConnectionRefusedError("the play's mail server refuses")

    def _draw(self, message_id: str) -> str:
        if not self.is_on or not self.is_sweeping or message_id in self.hit:
            return ""
        chance = Random(f"{self.seed} {message_id}")  # noqa: S311
        if chance.random() >= BROKEN_MESSAGES:
            return ""
        return chance.choice(MESSAGE_FAULTS)

    def _before(self, message: EmailMessage) -> None:
        if self.is_dead:
            raise Killed
        how, message_id = self._how(), str(message.extra_headers.get("Message-ID", ""))
        if message.to[0] in self.world.refused:
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox, says the play")})
        if not how and (how := self._draw(message_id)) in {"later", "drop", "killed before", "hang"}:
            self.hit.add(message_id)
            self._count(how)
        if how in {"hanging", "hang"}:
            self.move_to(timezone.now() + PATIENCE)
            raise TimeoutError("the play's mail server hangs")
        if how in {"dropping", "drop"}:
            raise smtplib.SMTPServerDisconnected("the play's mail server hung up")
        if how == "later":
            raise smtplib.SMTPDataError(451, b"not now, says the play")
        if how == "killed before":
            self._die()

    def _after(self, message: EmailMessage, came: Came) -> None:
        self.unconfirmed.append(came.message_id)
        how = self._draw(came.message_id)
        if how not in {"keep and drop", "killed after"}:
            return
        self.hit.add(came.message_id)
        self._count(how)
        if how == "killed after":
            self._die()
        self.world.repeats.add(came.message_id)
        raise smtplib.SMTPServerDisconnected("the play's mail server hung up after it had taken the letter")

    def _die(self) -> None:
        """SIGKILL: the open transaction is gone, and nothing of this process writes any more."""
        self.world.repeats.update(self.unconfirmed)
        self.unconfirmed.clear()
        self.is_dead = True
        connection.close()
        raise Killed

    def _the_dead_write_nothing(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if self.is_dead:
            raise Killed
        return execute(sql, params, many, context)

    def _before_commit(self) -> None:
        if self.is_dead:
            raise Killed
        self.commits += 1
        if self.is_on and self._commit_draw() == "lost":
            self._count("commits lost")
            self.world.repeats.update(self.unconfirmed)
            self.unconfirmed.clear()
            raise OperationalError("the connection was lost before the commit, says the play")

    def _after_commit(self) -> None:
        self.unconfirmed.clear()
        if self.is_on and self.is_sweeping and self._commit_draw() == "kept":
            self._count("commits kept and not answered")
            connection.close()
            raise OperationalError("the connection was lost after the commit, says the play")

    def _commit_draw(self) -> str:
        if not self.is_exposed:
            return ""
        chance = Random(f"{self.seed} commit {self.commits}")  # noqa: S311
        return chance.choice(("lost", "kept")) if chance.random() < BROKEN_COMMITS else ""
