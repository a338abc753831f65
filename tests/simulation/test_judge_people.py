"""The judge of the simulation, on who is away, who wants quiet, and families that agreed to be written to."""

import ast
import datetime as dt
import sys
from pathlib import Path

import pytest

from cases.simulation import oracle, repeats, world
from cases.simulation.oracle import DAY, Judge
from cases.simulation.world import Arrived, Key, Stood, Window, World
from tests.simulation.test_judge import END, KEY, MINUTE, START, WEEK_BEFORE, ZONE, arrive, judged

HEARD_ON = dt.date(2027, 1, 20)
HEARING: Key = ("hearing", 1, "7", HEARD_ON.isoformat())
CHILD = "child@people.example"
OWN = ("cases.simulation.world", "cases.simulation.repeats")


@pytest.fixture
def town() -> World:
    """A date, an attorney, a coordinator who sees everything, and a paralegal who may stand in."""
    everybody = {who: [Window(START)] for who in ("attorney", "coordinator", "paralegal", "volunteer")}
    return World(
        ZONE, dt.time(7), {"duty": (7,)}, stood=[Stood(KEY, 1, "duty", HEARD_ON, START)],
        works={1: {"attorney": [Window(START)]}}, in_clinic=everybody,
        sees_all={who: [Window(START)] for who in ("coordinator", "paralegal")},
        coordinators={"coordinator": [Window(START)]}, family_offsets=(7, 1),
    )  # fmt: skip


def family(town: World) -> None:
    """Add a hearing, of which a child agreed to be reminded."""
    town.stood = [Stood(HEARING, 1, "hearing", HEARD_ON, START, is_court=True)]
    town.agreed = {1: {CHILD: [Window(START)]}}


def write_to_the_child(town: World, at: dt.datetime) -> None:
    town.arrived.append(Arrived(at, CHILD, f"<{at}>", (HEARING,), (1,)))


def test_the_judge_imports_nothing_of_what_it_judges() -> None:
    for module in (oracle, repeats, world):
        read = ast.parse(Path(str(module.__file__)).read_text())
        for node in ast.walk(read):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name in OWN


def test_the_stand_in_hears_of_it_and_the_one_who_is_away_is_owed_nothing(town: World) -> None:
    town.away = {"attorney": [(Window(START, END), "paralegal")]}
    assert judged(town) == {"due": 1, "lost": 1}
    arrive(town, WEEK_BEFORE + MINUTE, to="paralegal")
    assert judged(town) == {"due": 1, "sent": 1}


def test_a_stand_in_who_may_not_see_the_case_must_not_get_it_and_the_coordinator_may(town: World) -> None:
    town.away = {"attorney": [(Window(START, END), "volunteer")]}
    arrive(town, WEEK_BEFORE + MINUTE, to="coordinator", message_id="<b>")
    assert judged(town) == {"due": 1, "not_wanted": 1}
    arrive(town, WEEK_BEFORE + MINUTE, to="volunteer")
    assert judged(town) == {"due": 1, "not_wanted": 1, "sent_without_access": 1}


def test_a_stand_in_who_is_away_too_passes_nothing_on(town: World) -> None:
    town.away = {
        "attorney": [(Window(START, END), "paralegal")],
        "paralegal": [(Window(START, END), "coordinator")],
    }
    arrive(town, WEEK_BEFORE + MINUTE, to="paralegal", message_id="<b>")
    assert judged(town) == {"due": 1, "lost": 1}
    arrive(town, WEEK_BEFORE + MINUTE, to="coordinator")
    assert judged(town) == {"due": 1, "not_wanted": 1}


def test_a_coordinators_stand_in_answers_for_the_clinic(town: World) -> None:
    town.away = {"coordinator": [(Window(START, END), "paralegal")]}
    arrive(town, WEEK_BEFORE + MINUTE, to="paralegal")
    assert judged(town) == {"due": 1, "not_wanted": 1}


def test_who_muted_a_kind_is_owed_no_word_of_it_and_gets_none(town: World) -> None:
    town.mutes = {"attorney": [(Window(START), frozenset({"duty"}))]}
    assert judged(town) == {}
    arrive(town, WEEK_BEFORE + MINUTE)
    assert judged(town) == {"sent_though_muted": 1}
    town.rejected = {1: [WEEK_BEFORE]}
    assert judged(town) == {}, "that a filing was rejected is told all the same"


def test_a_courts_date_of_ones_own_case_comes_though_it_is_muted(town: World) -> None:
    town.mutes = {"attorney": [(Window(START), frozenset({"duty"}))]}
    town.stood[0].is_court = True
    assert judged(town) == {"due": 1, "lost": 1}
    arrive(town, WEEK_BEFORE + MINUTE)
    assert judged(town) == {"due": 1, "sent": 1}


def test_a_family_that_agreed_hears_of_its_hearing_a_week_and_a_day_before(town: World) -> None:
    family(town)
    assert judged(town) == {"due": 1, "lost": 1}
    write_to_the_child(town, WEEK_BEFORE + MINUTE)
    assert judged(town) == {"due": 1, "sent": 1}
    later = END + 4 * DAY
    assert judged(town, later) == {"due": 2, "sent": 1, "lost": 1}


def test_a_family_that_took_it_back_hears_nothing(town: World) -> None:
    family(town)
    town.agreed[1][CHILD][0].until = WEEK_BEFORE - MINUTE
    assert judged(town) == {}
    write_to_the_child(town, WEEK_BEFORE)
    assert judged(town) == {"sent_without_access": 1}


def test_a_family_is_not_told_of_a_day_on_which_nothing_is(town: World) -> None:
    family(town)
    town.stood[0].until = WEEK_BEFORE - MINUTE
    write_to_the_child(town, WEEK_BEFORE)
    assert judged(town) == {"sent_of_a_date_gone": 1}


def test_where_a_family_may_be_written_to_no_more_somebody_is_asked_to_tell_the_child(town: World) -> None:
    town.stood.clear()
    town.stopped = [(1, WEEK_BEFORE)]
    verdict = Judge(town, END).verdict()
    assert verdict.counts["child_not_told"] == 1
    town.asked = {1: [Window(WEEK_BEFORE, WEEK_BEFORE + DAY)]}
    assert judged(town) == {}
