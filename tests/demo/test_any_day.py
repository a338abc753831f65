"""The demo can be seeded on any day: a leap day, a New Year's night between two time zones."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from cases.demo import history, seed
from cases.demo.houses import HOUSES
from cases.models import Deadline, Hearing


@pytest.mark.parametrize("moment", ["2028-02-29T20:00", "2027-01-01T05:30"])
def test_every_story_can_be_told_and_is_not_stale(db: None, moment: str) -> None:
    """Without the papers, which are the same on every day and take longest."""
    with time_machine.travel(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)):
        for house in HOUSES:
            scene = seed.enter(house)
            with scene.clinic.inside():
                for story in house.stories:
                    seed.tell(scene, replace(story, papers=(), packet=False))
                history.settle(scene)
                assert not Hearing.objects.filter(status="scheduled", day__lt=scene.today).exists()
                overdue = Deadline.objects.filter(state="open", act_by__lt=scene.today).exclude(
                    kind="eligibility"  # what may be done from a day on is not late after it
                )
                # Registration falls due a month after a child's fourteenth birthday: the calendar decides which story has one.
                overdue = overdue.exclude(rule="ALIEN_REG_14TH_BDAY_30")
                stale = {(each.case.summary[:20], each.rule) for each in overdue}
                assert {summary for summary, _ in stale} <= {
                    "One-year date passed",
                    "Voluntary departure ",
                }, stale
