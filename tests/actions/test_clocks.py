"""The work-permit clock on a case: stops by hand, codes, an attorney's answer; taken back, never edited."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions import clocks, deadlines, proceedings, rehearsal
from cases.errors import NotPermitted, Problem
from cases.models import AuditEvent, ClockRuling, ClockStop, Deadline, Hearing
from cases.queries import clocks as asked
from cases.queries.clocks import WorkClock
from tests import make
from tests.actions.court import TODAY, open_dates, removal
from tests.make import Cast

RECEIVED = dt.date(2026, 9, 1)
FILE, ELIGIBLE = "EAD_C8_FILE_150", "EAD_C8_ELIGIBLE_180"
DAY_150 = dt.date(2027, 1, 29)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def stop(cast: Cast, began: dt.date, ended: dt.date | None = None, **more: Any) -> ClockStop:
    given: dict[str, Any] = {"reason": "Missed biometrics", "source": "uscis_notice", **more}
    where = cast.case.proceedings.get()
    return clocks.stop(proceeding=where, by=cast.paralegal, began_on=began, ended_on=ended, **given)


def adjourned(cast: Cast, day: dt.date, code: str) -> Hearing:
    return make.make_hearing(
        cast.case.proceedings.get(), day, kind="master", status="held", adjournment_code=code
    )


def clock(cast: Cast) -> WorkClock:
    (found,) = asked.work_clocks(case=cast.case, member=cast.attorney)
    return found


def test_a_received_i589_starts_the_clock_and_its_two_days(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    assert open_dates(inside.case)[FILE] == DAY_150
    row = Deadline.objects.get(rule=FILE)
    assert (row.kind, row.trigger) == ("eligibility", f"i589:{inside.case.proceedings.get().pk}")
    assert clock(inside).says == "day 82 of 150" and clock(inside).where.startswith("I-589 filed or lodged")


def test_a_stop_leaves_no_date_and_its_end_gives_one_back(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    made = stop(inside, dt.date(2026, 10, 1))
    assert open_dates(inside.case)[FILE] is None
    assert "stood still since Thu 1 Oct 2026" in Deadline.objects.get(rule=FILE, state="open").steps[0]
    assert clock(inside).says == "stands at day 30 of 150"
    again = clocks.run_again(stop=made, ended_on=dt.date(2026, 10, 15), by=inside.attorney)
    assert open_dates(inside.case)[FILE] == DAY_150 + dt.timedelta(days=14)
    made.refresh_from_db()
    assert made.taken_back_at is not None and made.ended_on is None, "the earlier row stays as it was entered"
    assert (again.began_on, again.reason, again.recorded_by) == (made.began_on, made.reason, inside.attorney)
    with pytest.raises(Problem, match="already ended"):
        clocks.run_again(stop=again, ended_on=dt.date(2026, 10, 20), by=inside.attorney)


def test_a_stop_taken_back_gives_the_day_back_and_stays_readable(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    made = stop(inside, dt.date(2026, 10, 1), dt.date(2026, 10, 11))
    assert open_dates(inside.case)[FILE] == DAY_150 + dt.timedelta(days=10)
    clocks.take_back_stop(stop=made, by=inside.paralegal)
    assert open_dates(inside.case)[FILE] == DAY_150
    assert [each.pk for each in clock(inside).taken_back] == [made.pk]
    with pytest.raises(Problem, match="already taken this stop back"):
        clocks.take_back_stop(stop=made, by=inside.paralegal)
    verbs = AuditEvent.objects.filter(verb__startswith="clock.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["clock.stop", "clock.take_back_stop"]


@pytest.mark.parametrize(
    ("began", "ended", "more", "field"),
    [
        (dt.date(2026, 8, 1), None, {}, "began_on"),
        (dt.date(2026, 12, 1), None, {}, "began_on"),
        (dt.date(2026, 10, 1), dt.date(2026, 12, 1), {}, "ended_on"),
        (dt.date(2026, 10, 1), dt.date(2026, 9, 20), {}, "ended_on"),
        (dt.date(2026, 10, 1), None, {"reason": "  "}, "reason"),
        (dt.date(2026, 10, 1), None, {"source": "a dream"}, "source"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_at_its_field(
    inside: Cast, began: dt.date, ended: dt.date | None, more: Any, field: str
) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    with pytest.raises(Problem) as refused:
        stop(inside, began, ended, **more)
    assert refused.value.field == field


def test_without_an_application_there_is_no_clock_to_stop(inside: Cast) -> None:
    removal(inside)
    with pytest.raises(Problem, match="no clock runs yet"):
        stop(inside, dt.date(2026, 10, 1))
    assert asked.work_clocks(case=inside.case, member=inside.attorney) == []


def test_the_code_of_an_ended_hearing_stops_the_clock_until_the_next_hearing(inside: Cast) -> None:
    where = removal(inside, i589_filed_on=RECEIVED)
    made = make.make_hearing(where, dt.date(2026, 10, 1), kind="master")
    proceedings.end_hearing(
        hearing=made, version=made.version, by=inside.paralegal, status="held", adjournment_code="12"
    )
    assert open_dates(inside.case)[FILE] is None, "the next hearing is not set: it stands still"
    proceedings.add_hearing(
        proceeding=where, by=inside.paralegal, kind="master", day=dt.date(2026, 12, 10), time=dt.time(9)
    )
    assert open_dates(inside.case)[FILE] == dt.date(2027, 4, 9)
    (row,) = clock(inside).rows
    assert (row.letter, row.left_out, row.stop.effect) == ("A", 70, "stops")


def test_a_code_that_needs_a_human_waits_for_an_attorneys_answer(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    put_off = adjourned(inside, dt.date(2026, 10, 1), "38")
    adjourned(inside, dt.date(2026, 10, 31), "34")
    deadlines.recompute(case=inside.case, by=inside.attorney)
    before = rehearsal.of(
        lambda: clocks.rule_on(hearing=put_off, stops=False, reason="x", by=inside.attorney),
        by=inside.attorney,
    )
    assert not ClockRuling.objects.exists(), "a rehearsal leaves nothing"
    assert {change.new for change in before.changes} >= {DAY_150}
    with pytest.raises(NotPermitted):
        clocks.rule_on(hearing=put_off, stops=False, reason="The judge was ill", by=inside.paralegal)
    with pytest.raises(Problem, match="what the record shows"):
        clocks.rule_on(hearing=put_off, stops=False, reason=" ", by=inside.attorney)
    clocks.rule_on(hearing=put_off, stops=True, reason="Counsel was ill; transcript p. 3", by=inside.attorney)
    assert open_dates(inside.case)[FILE] == DAY_150 + dt.timedelta(days=30)
    ruled = clocks.rule_on(
        hearing=put_off, stops=False, reason="The judge was ill, not counsel", by=inside.supervisor
    )
    assert open_dates(inside.case)[FILE] == DAY_150
    assert ClockRuling.objects.filter(taken_back_at=None).get() == ruled, "an earlier answer is taken back"
    found = clock(inside)
    assert not [row for row in found.rows if row.is_question]
    assert found.rows[0].said == "The judge was ill, not counsel" and found.rows[0].ruling_id == ruled.pk
    clocks.take_back_ruling(ruling=ruled, by=inside.attorney)
    assert [row.hearing_id for row in clock(inside).rows if row.is_question] == [put_off.pk]


def test_an_answer_belongs_to_its_code(inside: Cast) -> None:
    """Whoever corrects the code is asked again: an answer about illness says nothing about a venue change."""
    removal(inside, i589_filed_on=RECEIVED)
    put_off = adjourned(inside, dt.date(2026, 10, 1), "38")
    adjourned(inside, dt.date(2026, 10, 31), "34")
    clocks.rule_on(hearing=put_off, stops=False, reason="The judge was ill", by=inside.attorney)
    Hearing.objects.filter(pk=put_off.pk).update(adjournment_code="45")
    assert [row.hearing_id for row in clock(inside).rows if row.is_question] == [put_off.pk]


def test_two_readings_are_told_and_the_later_date_is_the_one_to_keep(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    adjourned(inside, dt.date(2026, 10, 1), "38")
    adjourned(inside, dt.date(2026, 10, 31), "34")
    found = clock(inside)
    assert found.has_two_readings
    assert (found.state.file.safe, found.state.file_at_best.safe) == (
        DAY_150 + dt.timedelta(days=30),
        DAY_150,
    )
    assert "not decided yet" in found.picture.says and "Day 150 is Sun 28 Feb 2027" in found.picture.says


def test_a_hearing_without_a_code_has_nothing_to_answer(inside: Cast) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    held = make.make_hearing(inside.case.proceedings.get(), dt.date(2026, 10, 1), status="held")
    with pytest.raises(Problem, match="No adjournment code"):
        clocks.rule_on(hearing=held, stops=True, reason="x", by=inside.attorney)


def test_the_clocks_of_a_case_ask_few_questions(inside: Cast, django_assert_num_queries: Any) -> None:
    removal(inside, i589_filed_on=RECEIVED)
    for number in range(4):
        stop(inside, RECEIVED + dt.timedelta(days=number * 5), RECEIVED + dt.timedelta(days=number * 5 + 2))
        adjourned(inside, dt.date(2026, 10, 1 + number), "38")
    with django_assert_num_queries(13):
        clock(inside)


stretch = st.tuples(st.integers(0, 70), st.none() | st.integers(0, 10))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(more=st.lists(stretch, min_size=1, max_size=4))
def test_a_stop_more_never_makes_the_150_day_date_of_the_case_earlier(
    inside: Cast, more: list[tuple[int, int | None]]
) -> None:
    ClockStop.objects.all().delete()
    if not inside.case.proceedings.exists():
        removal(inside, i589_filed_on=RECEIVED)
    earlier = asked.work_clocks(case=inside.case, member=inside.attorney)[0].state.file.safe
    for start, length in more:
        began = RECEIVED + dt.timedelta(days=start)
        stop(inside, began, None if length is None else began + dt.timedelta(days=length))
        later = open_dates(inside.case)[FILE]
        assert later is None or (earlier is not None and later >= earlier)
        earlier = later
