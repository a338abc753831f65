"""A few plays with faults: nothing is lost, late, or sent where it must not go. Seeds that once failed stay here."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cases.simulation.play import play
from tests import database

CASES, DAYS = 4, 40
SEEDS = [
    # Both halves of a digest, refused for a while, came one after the other under one Message-ID: the second half
    # would have been hidden from its reader as a copy.
    54351,
    99990,
    # Drawn, not chosen.
    60379,
]
MUST_BE_NOTHING = ("lost", "late", "sent_without_access", "deadlines_unreminded")

Story = dict[str, Any]


def story(seed: int, *, template: str) -> Story:
    """Play a seed; return what is printed but for the seconds, the findings, and every message in its order."""
    printed, verdict, one = play(cases=CASES, days=DAYS, seed=seed, faults=True, template=template)
    printed.pop("seconds")
    arrived = [[each.at.isoformat(), each.to, each.message_id] for each in one.world.arrived]
    return {"printed": printed, "findings": verdict.findings, "arrived": arrived}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[int], Story]]:
    """The story of a seed, played once for the whole file."""
    stories: dict[int, Story] = {}

    def of(seed: int) -> Story:
        if seed not in stories:
            stories[seed] = story(seed, template=database._template())
        return stories[seed]

    with django_db_blocker.unblock():
        yield of


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_late_or_astray(told: Callable[[int], Story], seed: int) -> None:
    here = told(seed)
    assert here["findings"] == []
    assert [here["printed"][name] for name in MUST_BE_NOTHING] == [0, 0, 0, 0]
    assert here["printed"]["due"] > 0
    assert here["printed"]["sent"] > 0
    assert here["arrived"]
