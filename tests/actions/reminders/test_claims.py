"""Claiming: through a narrow door, over every clinic, and each row by one worker."""

import threading

from django.db import connection

from cases.actions.reminders import sending
from cases.models import Reminder
from cases.queries import reminders as questions
from tests import make
from tests.actions.reminding import NOW, a_hearing, of_date
from tests.make import Cast


def test_the_narrow_door_shows_ids_of_every_clinic_and_nothing_else(cast: Cast) -> None:
    with cast.bay.inside():
        ids = set(of_date(a_hearing(cast)).filter(due_at__lte=NOW).values_list("pk", flat=True))
    assert questions.next_moment() == NOW
    assert {(clinic, pk) for clinic, pk in sending.claim()} >= {(cast.bay.pk, pk) for pk in ids}
    assert Reminder.objects.count() == 0, "outside the fence the table is empty"


def test_two_workers_at_once_claim_each_row_once(own_database: None) -> None:
    """Real commits, two threads: SKIP LOCKED and the conditional claim let one of them through."""
    cast = make.make_cast()
    with cast.bay.inside():
        a_hearing(cast)
    ready, claims = threading.Barrier(2), []

    def work() -> None:
        try:
            ready.wait(timeout=10)
            claims.extend(sending.claim())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(timeout=30)
    assert len(claims) == len(set(claims)) == 2
