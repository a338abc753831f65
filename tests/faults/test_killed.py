"""A worker ended by SIGKILL: before it sent nothing is lost, after the server's 250 the same message comes once more."""

import signal
from collections import Counter

from tests.faults import stage
from tests.faults.machine import Machine, until
from tests.faults.post_office import PostOffice, Received
from tests.make import Cast


def addresses(cast: Cast) -> set[str]:
    return {cast.attorney.user.email, cast.paralegal.user.email}


def test_killed_between_claim_and_send(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """The claim is committed, the message announced to the server, and nothing of it sent."""
    stage.a_hearing(cast, cast.case)
    killed: list[Counter[str]] = []

    def at_the_door() -> None:
        if not killed:
            killed.append(stage.states(cast))
            machine.workers[0].signal(signal.SIGKILL)

    office.on_mail = at_the_door
    stage.make_due(cast)
    machine.start_worker()
    until(lambda: killed, "the worker was killed")
    assert killed[0]["claimed"], "the claim was committed before anything was sent"
    assert office.kept == []
    machine.start_worker()
    until(lambda: stage.all_sent(cast), "both are booked as sent")
    came = stage.letters(office)
    assert {to for each in came for to in each.to} == addresses(cast)
    assert len(came) == 2, "once each"


def test_killed_between_the_servers_250_and_our_commit(
    machine: Machine, office: PostOffice, cast: Cast
) -> None:
    """The one window in which a message may come twice: then it is the same message, and marked."""
    stage.a_hearing(cast, cast.case)
    killed: list[str] = []

    def stop(came: Received) -> None:
        if not killed:
            machine.workers[0].signal(signal.SIGSTOP)  # it cannot read our answer any more

    def kill(came: Received) -> None:
        if not killed:
            killed.append(came.message_id)  # the 250 lies in its socket
            machine.workers[0].signal(signal.SIGKILL)

    office.before_answer, office.after_answer = stop, kill
    stage.make_due(cast)
    machine.start_worker()
    until(lambda: killed, "the worker was killed")
    machine.start_worker()
    until(lambda: stage.all_sent(cast), "both are booked as sent")
    came = stage.letters(office)
    first, again = office.to(came[0].to[0])
    assert first.message_id == again.message_id == killed[0], "a mail program shows it once"
    assert (first.letter["X-Amparo-Perhaps-Twice"], again.letter["X-Amparo-Perhaps-Twice"]) == (None, "yes")
    assert killed[0] in [each.message_id for each in stage.booked(cast) if each.perhaps_twice]
    assert len(came) == 3, "nobody else's was doubled"
    assert {to for each in came for to in each.to} == addresses(cast)
