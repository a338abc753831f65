"""A few plays with faults: nothing is lost, late, or sent where it must not go. Seeds that once failed stay here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cases.simulation.play import play
from tests import database
from tests.make import MASTER_KEYS

ROOT = Path(__file__).resolve().parents[2]
CASES, DAYS = 4, 40
SEEDS = [
    # Both halves of a digest, refused for a while, came one after the other under one Message-ID: the second half
    # would have been hidden from its reader as a copy.
    54351,
    99990,
]
TWICE = 60379  # drawn, not chosen; also played by another process, at the same time
MUST_BE_NOTHING = ("lost", "late", "sent_without_access", "deadlines_unreminded")
ELSEWHERE = """
import json, sys, django
django.setup()
from tests.simulation.test_plays import story
print(json.dumps(story(int(sys.argv[1]), template=sys.argv[2])))
"""

Story = dict[str, Any]


def story(seed: int, *, template: str) -> Story:
    """Play a seed; return what is printed but for the seconds, the findings, and every message in its order."""
    printed, verdict, one = play(cases=CASES, days=DAYS, seed=seed, faults=True, template=template)
    printed.pop("seconds")
    arrived = [[each.at.isoformat(), each.to, each.message_id] for each in one.world.arrived]
    return {
        "printed": printed,
        "findings": verdict.findings,
        "arrived": arrived,
        "told": dict(one.scene.told),
    }


@pytest.fixture
def template(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a migrated database; the plays of this test may use theirs."""
    with django_db_blocker.unblock():
        yield database._template()


@pytest.fixture
def elsewhere(template: str, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that plays at the same time: it hashes its sets and dictionaries in another order."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "AMPARO_MASTER_KEYS": MASTER_KEYS,
        "AMPARO_STATE": str(tmp_path),
        "PYTHONHASHSEED": "7" if os.environ.get("PYTHONHASHSEED") != "7" else "8",
    }
    command = [sys.executable, "-c", ELSEWHERE, str(TWICE), template]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def assert_nothing_is_wrong(here: Story) -> None:
    assert here["findings"] == []
    assert [here["printed"][name] for name in MUST_BE_NOTHING] == [0, 0, 0, 0]
    assert here["printed"]["due"] > 0
    assert here["printed"]["sent"] > 0
    assert here["arrived"]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_late_or_astray(template: str, seed: int) -> None:
    assert_nothing_is_wrong(story(seed, template=template))


def test_the_same_seed_tells_the_same_story_in_another_process(
    template: str, elsewhere: "subprocess.Popen[str]"
) -> None:
    here = story(TWICE, template=template)
    out, err = elsewhere.communicate(timeout=600)
    assert elsewhere.returncode == 0, err[-2000:]
    assert json.loads(out.splitlines()[-1]) == here
    assert_nothing_is_wrong(here)
