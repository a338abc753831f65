"""The judge of the simulation: what it must see, and what it must not hold against anybody."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cases.simulation.oracle import NEVER, Judge
from cases.simulation.world import Arrived, Key, Stood, Window, World

ZONE = ZoneInfo("America/Chicago")
START = dt.datetime(2027, 1, 4, 15, tzinfo=dt.UTC)
DAY = dt.date(2027, 1, 20)
KEY: Key = ("deadline", 1, "RULE hearing:1", DAY.isoformat())
END = dt.datetime(
    2027, 1, 16, 12, tzinfo=dt.UTC
)  # past the morning of a week before, before those that follow
WEEK_BEFORE = dt.datetime(2027, 1, 13, 13, tzinfo=dt.UTC)  # seven in the morning in Chicago
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def world() -> World:
    """One date, one attorney on its case, one coordinator."""
    everybody = {who: [Window(START)] for who in ("attorney", "coordinator")}
    return World(
        ZONE, dt.time(7), {"duty": (7,)}, stood=[Stood(KEY, 1, "duty", DAY, START)],
        works={1: {"attorney": [Window(START)]}}, in_clinic=everybody,
        sees_all={"coordinator": [Window(START)]}, coordinators={"coordinator": [Window(START)]},
    )  # fmt: skip


def arrive(world: World, at: dt.datetime, to: str = "attorney", message_id: str = "<a>") -> None:
    world.arrived.append(Arrived(at, to, message_id, (KEY,), (1,)))


def judged(world: World, end: dt.datetime = END) -> dict[str, int]:
    counts = Judge(world, end).verdict().counts
    return {name: number for name, number in counts.items() if number}


def test_in_time(world: World) -> None:
    arrive(world, WEEK_BEFORE + MINUTE)
    assert judged(world) == {"due": 1, "sent": 1}


def test_nothing_came(world: World) -> None:
    assert judged(world) == {"due": 1, "lost": 1}


def test_a_word_of_the_day_before_is_not_the_one_that_was_promised(world: World) -> None:
    arrive(world, WEEK_BEFORE - dt.timedelta(days=1))
    assert judged(world) == {"due": 1, "lost": 1}


def test_twelve_minutes_are_late_unless_the_server_was_down_for_one_of_them(world: World) -> None:
    arrive(world, WEEK_BEFORE + 12 * MINUTE)
    assert judged(world) == {"due": 1, "sent": 1, "late": 1}
    world.down.append(Window(WEEK_BEFORE + MINUTE, WEEK_BEFORE + 2 * MINUTE))
    assert judged(world) == {"due": 1, "sent": 1}


def test_an_outage_that_ends_at_night_moves_it_to_the_end_of_the_quiet_hours(world: World) -> None:
    judge = Judge(world, END)
    assert judge.after(WEEK_BEFORE, is_urgent=False) == WEEK_BEFORE + 11 * MINUTE
    world.down.append(Window(WEEK_BEFORE, WEEK_BEFORE + dt.timedelta(hours=15)))  # ten in the evening
    judge = Judge(world, END)
    morning = dt.datetime(2027, 1, 14, 12, 30, tzinfo=dt.UTC)
    assert judge.after(WEEK_BEFORE, is_urgent=False) == morning + 11 * MINUTE
    assert judge.after(WEEK_BEFORE, is_urgent=True) == world.down[0].until + 11 * MINUTE  # type: ignore[operator]
    world.down[0].until = None
    assert Judge(world, END).after(WEEK_BEFORE) == NEVER


def test_who_went_a_second_before_is_owed_nothing_and_a_letter_to_them_is_a_finding(world: World) -> None:
    world.works[1]["attorney"][0].until = WEEK_BEFORE - dt.timedelta(seconds=1)
    arrive(world, WEEK_BEFORE, to="coordinator", message_id="<b>")
    assert judged(world) == {"due": 1, "sent": 1}, "with nobody on the case the coordinator hears of it"
    arrive(world, WEEK_BEFORE)
    assert judged(world) == {"due": 1, "sent": 1, "sent_without_access": 1}


def test_a_wall_hides_the_case_from_those_who_see_everything(world: World) -> None:
    world.walls[1] = {"coordinator": [Window(START)]}
    arrive(world, WEEK_BEFORE, to="coordinator")
    assert judged(world)["sent_without_access"] == 1


def test_told_to_the_coordinator_instead_is_not_lost(world: World) -> None:
    arrive(world, WEEK_BEFORE + 30 * MINUTE, to="coordinator")
    assert judged(world) == {"due": 1, "not_wanted": 1}


def test_twice_is_counted_and_without_a_cause_it_is_a_finding(world: World) -> None:
    arrive(world, WEEK_BEFORE + MINUTE)
    arrive(world, WEEK_BEFORE + 2 * MINUTE)
    assert judged(world) == {"due": 1, "sent": 1, "duplicated": 1, "doubled_without_cause": 1}
    world.repeats.add("<a>")
    assert judged(world) == {"due": 1, "sent": 1, "duplicated": 1}


def test_a_date_that_passed_in_silence(world: World) -> None:
    later = dt.datetime(2027, 1, 23, tzinfo=dt.UTC)
    assert judged(world, later) == {"due": 1, "lost": 1, "passed": 1, "deadlines_unreminded": 1}
    world.excused.add(KEY)
    assert judged(world, later) == {"due": 1, "lost": 1, "passed": 1}


def test_a_word_of_a_date_that_is_gone(world: World) -> None:
    world.stood[0].until = WEEK_BEFORE - MINUTE
    arrive(world, WEEK_BEFORE)
    assert judged(world) == {"sent_of_a_date_gone": 1}
