"""Three days without service, somebody taken off a case a second before, and what clocks and calendars do."""

import datetime as dt
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.actions import casework
from cases.models import Assignment, Clinic, ReminderPolicy
from cases.queries import promises
from tests.faults import stage
from tests.faults.machine import PATIENCE, Machine, until
from tests.faults.post_office import PostOffice
from tests.make import Cast

ZONES = st.sampled_from(
    ["America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles", "Pacific/Honolulu"]
)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2031, 12, 31))
OFFSETS = st.sampled_from([60, 30, 14, 7, 3, 1, 0])


def test_three_days_without_service(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """What fell due meanwhile is said when the service is back: once to each person, and not once for each day."""
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)
    with time_machine.travel(before, tick=False):
        with cast.bay.inside():
            Assignment.objects.update(starts_at=before)
        stage.a_hearing(cast, cast.case, days=36)  # act by in a few days: two offsets fall into the gap
        stage.a_hearing(cast, cast.other_case, days=60)
        stage.make_due(cast)
    machine.start_worker()
    office.wait_for(3, seconds=PATIENCE)
    until(lambda: stage.settled(cast), "nothing waits any more")
    told = stage.told(office)
    everybody = {each.user.email for each in (cast.attorney, cast.paralegal, cast.volunteer)}
    assert {to for to, _link in told} == everybody
    assert set(told.values()) == {1}, "nobody reads of the same date twice"


def test_taken_off_the_case_a_second_before(machine: Machine, office: PostOffice, cast: Cast) -> None:
    """The claim may stand, the letter must not go: who is off the case hears nothing, the rest of the team does."""
    stage.a_hearing(cast, cast.case)
    machine.start_worker()
    due = timezone.now() + dt.timedelta(seconds=8)
    stage.make_due(cast, at=due)
    with cast.bay.inside():
        lead = Assignment.objects.get(case=cast.case, membership=cast.attorney)
        casework.end_assignment(assignment=lead, by=cast.coordinator, ends_at=due - dt.timedelta(seconds=1))
    office.wait_for(1, seconds=PATIENCE, to=cast.paralegal.user.email)
    until(lambda: set(stage.states(cast)) == {"sent", "withdrawn"}, "sent to one, withdrawn for the other")
    assert office.to(cast.attorney.user.email) == []
    assert len(office.to(cast.paralegal.user.email)) == 1


@given(zone=ZONES, day=DAYS, offset=OFFSETS)
def test_the_morning_is_the_morning_on_every_day_of_the_year(zone: str, day: dt.date, offset: int) -> None:
    """Both changes of the clocks, month ends, 29 February, the new year: seven o'clock, so many days ahead."""
    clinic = Clinic(time_zone=zone, morning=dt.time(7))
    local = promises.moment(clinic, day, offset).astimezone(ZoneInfo(zone))
    assert local.time() == dt.time(7)
    assert local.date().toordinal() == day.toordinal() - offset


@given(zone=ZONES, day=DAYS, minute=st.integers(0, 24 * 60 - 1))
def test_quiet_hours_end_on_the_next_morning_whatever_the_clocks_do(
    zone: str, day: dt.date, minute: int
) -> None:
    """Nobody is written to at night, nothing waits longer than one night, and nothing moves into the past."""
    clinic, policy = Clinic(time_zone=zone), ReminderPolicy()
    at = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    at += dt.timedelta(minutes=minute)
    moved = promises.out_of_quiet(clinic, policy, at)
    local = moved.astimezone(ZoneInfo(zone)).time()
    assert policy.quiet_until <= local < policy.quiet_from
    assert dt.timedelta() <= moved - at <= dt.timedelta(hours=12)
    assert promises.out_of_quiet(clinic, policy, moved) == moved
