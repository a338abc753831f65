"""Two people and one filing at the same instant, with real commits: one deed stands, and nobody waits for ever."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions import filings, proceedings
from cases.errors import Conflict
from cases.models import Deadline, Filing, FilingOutcome, Hearing
from tests import make
from tests.make import Cast

NINE = dt.time(9, 0)


@pytest.fixture
def cast_with_filing(own_database: None) -> tuple[Cast, Filing, Hearing]:
    """A filing that waits, for the evidence of a hearing in 90 days."""
    cast = make.make_cast()
    with cast.bay.inside():
        today = timezone.localdate()
        hearing = proceedings.add_hearing(
            proceeding=make.make_proceeding(cast.case),
            by=cast.paralegal,
            kind="individual",
            day=today + dt.timedelta(days=90),
            time=NINE,
        )
        filing = filings.record(
            case=cast.case,
            deadline=Deadline.objects.get(hearing=hearing),
            by=cast.paralegal,
            title="Evidence",
            method="ecas",
            filed_on=today - dt.timedelta(days=2),
        )
    return cast, filing, hearing


def at_once(cast: Cast, *deeds: Callable[[], object]) -> list[str]:
    together = threading.Barrier(len(deeds), timeout=20)

    def run(deed: Callable[[], object]) -> str:
        try:
            with cast.bay.inside():
                together.wait()
                deed()
        except Conflict:
            return "conflict"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(run, deeds))


def test_accepted_and_rejected_at_once_is_one_of_the_two(
    cast_with_filing: tuple[Cast, Filing, Hearing],
) -> None:
    cast, filing, _ = cast_with_filing
    with cast.bay.inside():
        on = timezone.localdate() - dt.timedelta(days=1)
    said = at_once(
        cast,
        lambda: filings.accept(filing=filing, version=1, on=on, by=cast.paralegal),
        lambda: filings.reject(filing=filing, version=1, on=on, reason="No fee", by=cast.attorney),
    )
    assert said == ["conflict", "done"]
    with cast.bay.inside():
        [told] = FilingOutcome.objects.all()
        fresh = Filing.objects.get()
        assert (fresh.outcome, fresh.version) == (told.outcome, 2)
        state = Deadline.objects.get(filings=filing).state
        assert state == ("done" if told.outcome == "accepted" else "open")


def test_an_acceptance_and_a_hearing_that_moves_do_not_wait_for_each_other(
    cast_with_filing: tuple[Cast, Filing, Hearing],
) -> None:
    cast, filing, hearing = cast_with_filing
    with cast.bay.inside():
        today = timezone.localdate()
    said = at_once(
        cast,
        lambda: filings.accept(filing=filing, version=1, on=today, by=cast.paralegal),
        lambda: proceedings.move_hearing(
            hearing=hearing, version=1, by=cast.attorney, day=today + dt.timedelta(days=120), time=NINE
        ),
    )
    assert said == ["done", "done"]
    with cast.bay.inside():
        # Accepted first: the later hearing asks for evidence again. Moved first: the moved date is the one that closes.
        assert Deadline.objects.filter(state="open", rule="EOIR_INDIVIDUAL_30").count() <= 1
        assert Deadline.objects.filter(state="done", rule="EOIR_INDIVIDUAL_30").count() == 1
