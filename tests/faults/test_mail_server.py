"""A mail server that refuses, hangs, drops the line or says no: everything arrives once it is well again."""

import re
from collections import Counter

import pytest

from tests.faults import stage
from tests.faults.machine import PATIENCE, Machine, until
from tests.faults.post_office import Do, PostOffice
from tests.make import Cast

SWEPT = re.compile(rb"cases\.tasks\.sweep_reminders\[\S+\] succeeded")


def ids(office: PostOffice) -> Counter[str]:
    return Counter(each.message_id for each in stage.letters(office))


def came_once(office: PostOffice) -> bool:
    """Whether two people were each told of both their dates, once. The morning's proof may have come as well."""
    told = stage.told(office)
    return len(told) == 4 and set(told.values()) == {1} and set(ids(office).values()) == {1}


def test_refusing_connections(machine: Machine, office: PostOffice, cast: Cast) -> None:
    stage.a_hearing(cast, cast.case)
    stage.make_due(cast)
    office.close()
    worker = machine.start_worker()
    until(lambda: SWEPT.search(worker.log.read_bytes()), "a sweep met the closed door")
    assert not office.kept
    office.open()
    office.wait_for(2, seconds=PATIENCE)
    until(lambda: stage.all_sent(cast), "both are booked as sent")
    assert came_once(office)


@pytest.mark.parametrize("fault", [Do.HANG, Do.DROP, Do.TRY_LATER], ids=lambda do: do.name.lower())
def test_not_taken_at_first(machine: Machine, office: PostOffice, cast: Cast, fault: Do) -> None:
    """What the server did not take comes once more, as the same message, and nothing comes twice."""
    stage.a_hearing(cast, cast.case)
    office.next.append(fault)
    stage.make_due(cast)
    machine.start_worker()
    office.wait_for(2, seconds=PATIENCE)
    until(lambda: stage.all_sent(cast), "both are booked as sent")
    assert len(office.refused) == 1
    again = next(each for each in office.kept if each.message_id == office.refused[0].message_id)
    assert "/deadlines/" in again.text, "under one Message-ID comes one letter, whole"
    assert "/hearings/" in again.text
    assert came_once(office)


def test_taken_but_never_said_so(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """The line breaks after the server kept the message: it comes twice, with one Message-ID, and marked."""
    stage.a_hearing(cast, cast.case)
    office.next.append(Do.KEEP_AND_DROP)
    stage.make_due(cast)
    machine.start_worker()
    until(lambda: stage.all_sent(cast), "both are booked as sent")
    twice = [each for each in stage.letters(office) if ids(office)[each.message_id] == 2]
    assert [each.letter["X-Amparo-Perhaps-Twice"] for each in twice] == [None, "yes"]
    assert sorted(ids(office).values()) == [1, 2]


def test_refused_for_good_is_handed_to_the_coordinator(
    machine: Machine, office: PostOffice, cast: Cast
) -> None:
    """An address that the server never takes: given up loudly, and the coordinator hears which date it was."""
    hearing = stage.a_hearing(cast, cast.case)
    office.next.append(Do.REFUSE)
    stage.make_due(cast)
    machine.start_worker()
    came = office.wait_for(1, seconds=PATIENCE, to=cast.coordinator.user.email)
    assert len(came) == 1
    assert cast.case.reference in came[0].text
    assert "/deadlines/" in came[0].text or f"/hearings/{hearing.pk}/" in came[0].text
    assert len(office.refused) == 1, "what was refused for good is not tried again"
