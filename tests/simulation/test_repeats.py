"""The judge of the simulation, on the same word of the same date to the same person under another Message-ID."""

import datetime as dt

import pytest

from cases.simulation.oracle import Judge
from cases.simulation.world import ESCALATION, FAMILY, PACKET, REMINDER, Arrived, Stood, Window, World
from tests.simulation.test_judge import DAY, END, KEY, MINUTE, START, WEEK_BEFORE, ZONE
from tests.simulation.test_judge_people import CHILD, HEARING

HOUR = 60 * MINUTE
NIGHT = 12 * HOUR


@pytest.fixture
def world() -> World:
    """One date and one hearing, spoken of a week and three days before; an attorney, and a colleague who stands in."""
    everybody = {who: [Window(START)] for who in ("attorney", "colleague")}
    return World(
        ZONE, dt.time(7), {"duty": (7, 3), "hearing": (7, 3)}, family_offsets=(7,), packet_offsets=(7,),
        stood=[Stood(KEY, 1, "duty", DAY, START), Stood(HEARING, 1, "hearing", DAY, START)],
        works={1: {who: list(windows) for who, windows in everybody.items()}}, in_clinic=everybody,
    )  # fmt: skip


def repeats(world: World, *came: tuple[dt.datetime, str], kind: str = REMINDER, to: str = "attorney") -> int:
    """How many repeats are found when such words of the hearing arrive, each as (when, Message-ID)."""
    for at, message_id in came:
        world.arrived.append(Arrived(at, to, message_id, (HEARING,), (1,), ((HEARING, kind),)))
    return Judge(world, END + 5 * 2 * NIGHT).verdict().counts["doubled_without_cause"]


@pytest.fixture
def told(world: World) -> World:
    """The attorney had the first word of the hearing when it was set."""
    world.arrived.append(Arrived(START, "attorney", "<first>", (HEARING,), (1,)))
    return world


def test_a_week_and_three_days_before_are_two_words(told: World) -> None:
    later = WEEK_BEFORE + 4 * 2 * NIGHT
    assert repeats(told, (WEEK_BEFORE, "<a>"), (later, "<b>")) == 0


def test_the_same_offset_under_another_message_id_is_a_repeat(told: World) -> None:
    assert repeats(told, (WEEK_BEFORE, "<a>"), (WEEK_BEFORE + MINUTE, "<b>")) == 1
    assert Judge(told, END).verdict().counts["duplicated"] == 1


def test_the_same_message_again_is_judged_by_its_message_id_alone(told: World) -> None:
    told.repeats.add("<a>")
    assert repeats(told, (WEEK_BEFORE, "<a>"), (WEEK_BEFORE + MINUTE, "<a>")) == 0


def test_a_date_that_went_and_came_back_is_spoken_of_anew(told: World) -> None:
    told.stood[1].until = WEEK_BEFORE + HOUR
    told.stood.append(Stood(HEARING, 1, "hearing", DAY, WEEK_BEFORE + 2 * HOUR, is_court=True))
    assert repeats(told, (WEEK_BEFORE, "<a>"), (WEEK_BEFORE + 2 * HOUR, "<b>")) == 0
    assert repeats(told, (WEEK_BEFORE + 3 * HOUR, "<c>")) == 1


def test_who_stands_in_is_told_once_more(told: World) -> None:
    told.away = {"colleague": [(Window(START), "attorney")]}
    assert repeats(told, (WEEK_BEFORE, "<a>"), (WEEK_BEFORE, "<b>")) == 0
    assert repeats(told, (WEEK_BEFORE, "<c>")) == 0, "and once more for the colleague, when it was set"
    assert repeats(told, (WEEK_BEFORE, "<d>")) == 1


def test_a_missing_packet_is_another_word_than_the_hearing(told: World) -> None:
    assert repeats(told, (WEEK_BEFORE, "<a>")) == 0
    assert repeats(told, (WEEK_BEFORE, "<b>"), kind=PACKET) == 0
    assert repeats(told, (WEEK_BEFORE + HOUR, "<c>"), kind=PACKET) == 1


def test_a_date_is_handed_up_once_a_day(world: World) -> None:
    noon = WEEK_BEFORE + 5 * HOUR
    assert repeats(world, (noon, "<a>"), (noon + 2 * NIGHT, "<b>"), kind=ESCALATION) == 0
    assert repeats(world, (noon + 2 * NIGHT, "<c>"), kind=ESCALATION) == 1


def test_what_waited_through_an_outage_was_handed_up_on_days_of_it(world: World) -> None:
    noon = WEEK_BEFORE + 5 * HOUR
    came = [(noon, f"<{number}>") for number in range(3)]
    assert repeats(world, *came, kind=ESCALATION) == 1, "today's, and yesterday evening's"
    world.down = [Window(noon - 4 * NIGHT, noon)]
    assert repeats(world, kind=ESCALATION) == 0


def test_a_family_hears_only_as_often_as_it_was_promised(world: World) -> None:
    world.agreed = {1: {CHILD: [Window(START)]}}
    assert repeats(world, (WEEK_BEFORE, "<a>"), kind=FAMILY, to=CHILD) == 0
    assert repeats(world, (WEEK_BEFORE + HOUR, "<b>"), kind=FAMILY, to=CHILD) == 1
