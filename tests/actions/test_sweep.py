"""The sweep of a clinic in its surroundings: other clinics, people at work, the night, and a case that cannot be done."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from cases import tasks
from cases.law import rules
from cases.models import AuditEvent, Case, Deadline, Hearing, Person
from tests import make
from tests.actions.court import TODAY, hearing
from tests.actions.sweeping import FORTY_FIVE, SWEEP, swept
from tests.make import Cast
from tests.rulebook import edited


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def test_another_clinics_cases_are_not_touched(cast: Cast) -> None:
    swept(cast)
    with cast.river.inside():
        assert not Deadline.objects.exists()
    with cast.bay.inside():
        assert Deadline.objects.values("case").distinct().count() == 2


def test_a_case_whose_facts_fail_holds_up_nobody_elses_dates(inside: Cast) -> None:
    """A slip of the pen in a birth date counts past the last year that there is."""
    made = hearing(inside)
    broken = make.make_case(inside.bay)
    Person.objects.filter(parties__case=broken).update(birth_date=dt.date(9995, 1, 1))
    with rules.trying_out(edited(FORTY_FIVE)):
        outcome = swept(inside)
    assert (outcome.cases, outcome.changed, outcome.failed) == (3, 2, {broken.pk})
    assert Deadline.objects.get(hearing=made, state="open").act_by == dt.date(2026, 11, 13)
    assert not Deadline.objects.filter(case=broken).exists()
    (event,) = AuditEvent.objects.filter(verb=SWEEP)
    assert event.detail == {"cases": 2, "changed": outcome.kinds.total(), "failed": 1}


@pytest.mark.usefixtures("own_database")
def test_a_case_that_somebody_is_editing_is_waited_for_and_keeps_their_facts() -> None:
    """The editor has the case; the sweep does the others first, waits, and then writes from the new fact."""
    cast = make.make_cast()
    with cast.bay.inside():
        made = make.make_hearing(make.make_proceeding(cast.case), dt.date(2027, 3, 1))
    swept(cast)
    holding, done = threading.Event(), threading.Event()

    def edit() -> None:
        try:
            with cast.bay.inside():
                Hearing.objects.filter(pk=made.pk).update(day=dt.date(2027, 4, 5))
                Case.objects.select_for_update().get(pk=cast.case.pk)
                holding.set()
                done.wait(1)  # the sweep passes this case over, and comes back to wait for it
        finally:
            connection.close()

    editor = threading.Thread(target=edit)
    editor.start()
    assert holding.wait(10)
    with rules.trying_out(edited(FORTY_FIVE)):
        swept(cast)
    editor.join()
    with cast.bay.inside():
        assert Deadline.objects.get(hearing=made, state="open").nominal_on == dt.date(2027, 2, 19)


def test_the_night_sweep_does_each_clinic_once_in_its_own_early_morning(
    cast: Cast, time_machine: Any
) -> None:
    with cast.bay.inside():
        hearing(cast)

    def sweep(hour: int, day: int = 23) -> int:
        time_machine.move_to(dt.datetime(2026, 11, day, hour, 30, tzinfo=dt.UTC), tick=False)
        return tasks.sweep_deadlines()

    assert sweep(8) == 0, "half past two in Houston: nobody's early morning yet"
    assert sweep(9) == 2, "the other case of this clinic and the one of its neighbour had no dates yet"
    with cast.bay.inside():
        Hearing.objects.update(day=dt.date(2027, 2, 1))
    assert sweep(10) == 0, "today is done"
    assert sweep(9, day=24) == 1
    with cast.bay.inside():
        row = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
        assert row.nominal_on == dt.date(2027, 1, 2)
        assert AuditEvent.objects.filter(verb=SWEEP).count() == 2
