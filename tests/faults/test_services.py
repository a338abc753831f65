"""Redis emptied and restarted, PostgreSQL cut off in mid-sweep, two workers with two timetables: once each, to all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connections

from script.lib.postgres import Addresses, Cluster
from tests.faults import machine as machines
from tests.faults import stage
from tests.faults.machine import PATIENCE, ROOT, Machine, until
from tests.faults.post_office import PostOffice
from tests.make import Cast


def people(office: PostOffice) -> set[str]:
    """Return who was told of a date."""
    return {to for to, _link in stage.told(office)}


def test_redis_flushed_and_restarted(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """Whatever was in the broker is gone; the rows are not, and whoever works next finds them."""
    machine.start_worker()
    machine.redis.flush()
    stage.a_hearing(cast, cast.case)
    stage.make_due(cast)
    office.wait_for(2, seconds=PATIENCE)
    until(lambda: stage.settled(cast), "nothing waits any more")
    assert people(office) == {cast.attorney.user.email, cast.paralegal.user.email}
    machine.redis.kill()
    stage.a_hearing(cast, cast.other_case)
    stage.make_due(cast)
    machine.redis.start()

    def told() -> bool:
        machine.revive()
        return bool(office.to(cast.volunteer.user.email))

    until(told, "the volunteer was told")
    until(lambda: stage.settled(cast), "nothing waits any more")
    assert cast.volunteer.user.email in people(office)
    assert len({each.message_id for each in office.kept}) == len(office.kept), "no message came twice"


def test_two_workers_and_a_doubled_timetable(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """Both sweep the same rows at the same seconds; of each date everybody hears once."""
    machine.lease = 60  # nobody dies here: on a busy machine too, what one has claimed stays its own
    machine.start_worker()
    machine.start_worker()
    attorneys = stage.more_cases(cast, 12)  # the first word of a new date is due at once
    office.wait_for(len(attorneys), seconds=PATIENCE)
    until(lambda: stage.settled(cast), "nothing waits any more")
    assert people(office) == {each.user.email for each in attorneys}
    assert set(stage.told(office).values()) == {1}, "of each date once, whichever worker had it"
    assert not [each for each in stage.booked(cast) if each.perhaps_twice]
    for worker in machine.workers:
        worker.wait_to_say(b"Task cases.tasks.sweep_reminders")


def test_postgres_cut_off_in_mid_sweep(office: PostOffice, tmp_path: Path, django_db_blocker: Any) -> None:
    """The server dies between two messages of one sweep and comes back: nobody is left out."""
    cluster = Cluster(ROOT, f"test-cut-{os.getpid()}", {"fsync": "off"})
    with cluster.lease(discard=True) as addresses, django_db_blocker.unblock(), used(addresses):
        cast = stage.a_cast()
        attorneys = stage.more_cases(cast, 4)
        stage.make_due(cast)
        mails: list[bool] = []

        def cut() -> None:
            mails.append(True)
            if len(mails) == 3:
                cluster.crash()

        office.on_mail = cut
        stage.states(cast)  # and with it our own connection is closed
        with machines.standing(tmp_path, addresses.app, office.port) as machine:
            machine.lease = 10
            machine.start_worker()
            until(lambda: len(mails) > 3, "the sweep went on after the cut")
            until(lambda: stage.settled(cast), "nothing waits any more")
        assert people(office) == {each.user.email for each in attorneys}
        for who, link in stage.told(office):
            ids = {each.message_id for each in office.to(who) if link in stage.LINK.findall(each.text)}
            assert len(ids) == 1, "a second delivery is the same message"


@contextmanager
def used(addresses: Addresses) -> Iterator[None]:
    """Migrate this server's database, and let this process use it inside the block."""
    environment = os.environ | {"DATABASE_URL": addresses.app, "OWNER_DATABASE_URL": addresses.owner}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, timeout=300)
    earlier = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    try:
        for alias, url in (("default", addresses.app), ("owner", addresses.owner)):
            parts = urlsplit(url)
            connections[alias].close()
            connections[alias].settings_dict.update(
                HOST=parts.hostname, PORT=parts.port, USER=parts.username, PASSWORD=parts.password,
                NAME=parts.path.strip("/"),
            )  # fmt: skip
        yield
    finally:
        for alias, known in earlier.items():
            connections[alias].close()
            connections[alias].settings_dict.update(known)
