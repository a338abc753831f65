"""A date set over the one that was worked out: who may, what it does to the headline, and that it outlives recomputing."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import deadlines, overrides, proceedings, rehearsal
from cases.errors import NotPermitted, Problem
from cases.models import AuditEvent, Deadline, Override, Reminder
from cases.queries import overrides as asked
from tests.actions.court import DAY, TODAY, hearing, removal
from tests.make import Cast

SOONER, LATER = dt.date(2026, 11, 25), dt.date(2027, 1, 20)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def filing(cast: Cast) -> Deadline:
    """The evidence date of an individual hearing, which the court may set otherwise: act by Fri 27 Nov 2026."""
    hearing(cast)
    return Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")


def appeal(cast: Cast) -> Deadline:
    """The appeal of an order, a limit of law: act by Mon 21 Dec 2026."""
    proceedings.record_decision(
        proceeding=removal(cast), by=cast.paralegal, outcome="removal", decided_on=dt.date(2026, 11, 20)
    )
    return Deadline.objects.get(rule="BIA_APPEAL_30", state="open")


def put(deadline: Deadline, day: dt.date, cast: Cast, **more: Any) -> Deadline:
    given: dict[str, Any] = {"source": "by_hand", "reason": "Agreed with the judge.", "by": cast.attorney}
    return overrides.set_date(deadline=deadline, day=day, **(given | more))


def test_the_court_sets_the_date_so_a_later_one_is_the_deadline_beside_the_computed(inside: Cast) -> None:
    was, later = filing(inside), dt.date(2026, 12, 16)
    now = put(was, later, inside, source="printed", reason="Scheduling order of 20 Nov.", by=inside.paralegal)
    assert (now.act_by, now.safe_on, now.warnings) == (later, was.act_by, was.warnings)
    was.refresh_from_db()
    assert (was.state, was.superseded_by_id) == ("superseded", now.pk)
    assert was.ended_because == "A date was set over it."
    assert now.override is not None and asked.says(now.override) == (
        "Printed in an order or notice: Wed 16 Dec 2026. Scheduling order of 20 Nov. (Paralegal, Sun 22 Nov 2026)"
    )
    assert "The court sets this date" in asked.note(now)


def test_a_later_date_never_extends_a_limit_of_law_and_the_warning_says_both(inside: Cast) -> None:
    was = appeal(inside)
    now = put(was, LATER, inside, source="printed", reason="The notice says so.")
    assert (now.act_by, now.safe_on) == (was.act_by, was.act_by)
    assert "Wed 20 Jan 2027" in now.warnings[0] and "does not extend this limit" in now.warnings[0]
    assert now.override is not None and now.authority in now.warnings[0]
    assert "limit of law" in asked.note(now)


def test_an_earlier_date_counts_against_any_rule(inside: Cast) -> None:
    was = appeal(inside)
    now = put(was, SOONER, inside)
    assert (now.act_by, now.safe_on) == (SOONER, was.act_by)
    assert Reminder.objects.filter(deadline=now, state="planned").exists()
    assert not Reminder.objects.filter(deadline=was, state="planned").exists()


def test_it_outlives_recomputing_and_a_preview_says_that_it_stays(inside: Cast) -> None:
    now = put(filing(inside), SOONER, inside)
    assert deadlines.recompute(case=inside.case, by=inside.paralegal).changes == ()
    assert now.hearing is not None
    made = now.hearing

    def move() -> None:
        proceedings.move_hearing(
            hearing=made, version=made.version, by=inside.paralegal, day=dt.date(2027, 3, 1), time=made.time
        )

    plan = rehearsal.of(move, by=inside.attorney)
    assert plan.summary == "1 was overridden by hand and stays"
    [change] = plan.changes
    assert (change.old, change.new, change.is_overridden) == (SOONER, SOONER, True)
    move()
    after = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    assert after.pk != now.pk and (after.act_by, after.safe_on) == (SOONER, dt.date(2027, 1, 29))
    assert change.computed == after.safe_on
    assert Reminder.objects.filter(deadline=after, state="planned").exists(), "they still say the right day"


def test_a_set_date_that_a_moved_hearing_has_overtaken_says_so_before_it_is_saved(inside: Cast) -> None:
    now = put(filing(inside), dt.date(2026, 12, 16), inside, source="printed")
    assert now.hearing is not None
    made = now.hearing

    def sooner() -> None:
        proceedings.move_hearing(
            hearing=made, version=made.version, by=inside.paralegal, day=dt.date(2026, 12, 7), time=made.time
        )

    [change] = rehearsal.of(sooner, by=inside.attorney).changes
    assert change.kind == "kept" and "and the hearing is on Mon 7 Dec 2026" in change.warning
    sooner()
    after = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    assert after.act_by == dt.date(2026, 12, 16) and after.warnings[0] == change.warning


@pytest.mark.parametrize(
    ("days", "source", "mark"),
    [
        (0, "printed", ""),
        (3, "printed", "a later date is printed"),
        (3, "by_hand", "a later date was set by hand"),
        (-3, "by_hand", ""),
    ],
)
def test_the_mark_of_a_set_date_says_no_more_than_is_so(
    inside: Cast, days: int, source: str, mark: str
) -> None:
    was = appeal(inside)
    assert was.act_by is not None
    assert asked.set_aside(put(was, was.act_by + dt.timedelta(days=days), inside, source=source)) == mark


def test_it_is_taken_back_with_a_reason_and_the_trail_keeps_both(inside: Cast) -> None:
    was = filing(inside)
    now = put(was, SOONER, inside)
    with pytest.raises(Problem, match="Say why it is taken back"):
        overrides.take_back(deadline=now, because=" ", by=inside.attorney)
    back = overrides.take_back(deadline=now, because="The judge withdrew it.", by=inside.attorney)
    assert (back.act_by, back.override_id) == (was.act_by, None)
    kept = Override.objects.get()
    assert (kept.taken_back_because, kept.taken_back_by) == ("The judge withdrew it.", inside.attorney)
    now.refresh_from_db()
    assert now.ended_because == "The date set over it was taken back."
    verbs = AuditEvent.objects.filter(verb__contains="override").values_list("verb", flat=True)
    assert sorted(verbs) == ["deadline.override", "deadline.take_back_override"]
    with pytest.raises(Problem, match="No date is set over this one"):
        overrides.take_back(deadline=back, because="again", by=inside.attorney)


def test_a_second_one_takes_the_place_of_the_first(inside: Cast) -> None:
    first = put(filing(inside), SOONER, inside)
    second = put(first, LATER, inside)
    assert second.act_by == LATER
    assert Override.objects.filter(taken_back_at=None).count() == 1 and Override.objects.count() == 2


def test_by_hand_is_for_attorneys_and_reading_an_order_for_every_caseworker(inside: Cast) -> None:
    deadline = filing(inside)
    for member in (inside.paralegal, inside.coordinator, inside.social_worker):
        with pytest.raises(NotPermitted, match="set a deadline by hand"):
            put(deadline, SOONER, inside, by=member)
    with pytest.raises(NotPermitted):
        put(deadline, SOONER, inside, source="printed", by=inside.social_worker)
    printed = put(deadline, SOONER, inside, source="printed", by=inside.paralegal)
    by_hand = put(printed, SOONER, inside, by=inside.supervisor)
    with pytest.raises(NotPermitted):
        overrides.take_back(deadline=by_hand, because="Not mine", by=inside.paralegal)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": "  "}, "Say why"),
        ({"reason": "x" * 301}, "300 is the most"),
        ({"source": "guess"}, "whether an order prints"),
        ({"day": dt.date(2099, 1, 1)}, "too far off"),
    ],
)
def test_a_careless_one_is_refused_with_a_sentence(
    inside: Cast, wrong: dict[str, Any], sentence: str
) -> None:
    deadline = filing(inside)
    given: dict[str, Any] = {"day": SOONER, "source": "by_hand", "reason": "Agreed.", "by": inside.attorney}
    with pytest.raises(Problem, match=sentence):
        overrides.set_date(deadline=deadline, **(given | wrong))
    assert not Override.objects.exists()


def test_a_date_that_no_longer_stands_takes_no_override(inside: Cast) -> None:
    was = filing(inside)
    put(was, SOONER, inside)
    with pytest.raises(Problem, match="no longer stands"):
        put(was, LATER, inside)


def test_a_missing_date_is_settled_by_the_order(inside: Cast) -> None:
    """A detained case has no default: the day that the order prints is all there is."""
    proceeding = removal(inside, is_detained=True)
    proceedings.add_hearing(
        proceeding=proceeding, by=inside.paralegal, kind="individual", day=DAY, time=dt.time(9)
    )
    was = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    assert was.act_by is None
    now = put(was, SOONER, inside, source="printed")
    assert (now.act_by, now.safe_on) == (SOONER, None)
    assert deadlines.recompute(case=inside.case, by=inside.paralegal).changes == ()
