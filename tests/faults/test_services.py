"""Redis emptied and restarted: the rows are the queue, and everybody hears."""

from tests.faults import stage
from tests.faults.machine import PATIENCE, Machine, until
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
