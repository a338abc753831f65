"""Hearings and decisions: what they set, what moving them moves, what is refused, and what is written down."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import proceedings
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Deadline, Hearing, Proceeding
from tests import make
from tests.actions.court import DAY, NINE, TODAY, hearing, removal
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def test_a_hearing_sets_its_filing_date_with_steps_and_authority(inside: Cast) -> None:
    made = hearing(inside)
    row = Deadline.objects.get(hearing=made)
    assert (row.rule, row.act_by, row.legal_on, row.nominal_on) == (
        "EOIR_INDIVIDUAL_30", dt.date(2026, 11, 27), dt.date(2026, 11, 30), dt.date(2026, 11, 28),
    )  # fmt: skip
    assert row.steps[0] == "Hearing Mon 28 Dec 2026 − 30 days = Sat 28 Nov 2026."
    assert "Policy Manual" in row.authority
    assert row.verification == "verified"
    assert row.owner == inside.attorney, "the lead attorney owns what nobody else does"
    assert made.starts_at == dt.datetime(2026, 12, 28, 15, 0, tzinfo=dt.UTC), "nine o'clock in Houston"


def test_moving_a_hearing_supersedes_and_never_edits(inside: Cast) -> None:
    made = hearing(inside)
    before = Deadline.objects.get(hearing=made)
    moved = proceedings.move_hearing(
        hearing=made,
        version=made.version,
        by=inside.paralegal,
        day=dt.date(2027, 2, 17),
        time=NINE,
        source="ecas",
    )
    before.refresh_from_db()
    after = Deadline.objects.get(hearing=made, state="open")
    assert before.state == "superseded" and before.act_by == dt.date(2026, 11, 27)
    assert before.superseded_by == after and before.ended_by == inside.paralegal
    assert after.act_by == dt.date(2027, 1, 15)
    assert moved.version == made.version + 1
    assert [report.day for report in made.reports.order_by("pk")] == [DAY, dt.date(2027, 2, 17)]


def test_the_second_of_two_people_is_told(inside: Cast) -> None:
    made = hearing(inside)
    proceedings.move_hearing(hearing=made, version=1, by=inside.paralegal, day=DAY, time=dt.time(13, 0))
    with pytest.raises(Conflict):
        proceedings.move_hearing(
            hearing=made, version=1, by=inside.attorney, day=dt.date(2027, 1, 4), time=NINE
        )
    made.refresh_from_db()
    assert made.day == DAY


def test_a_detained_hearing_demands_the_courts_date(inside: Cast) -> None:
    held = removal(inside, is_detained=True)
    made = proceedings.add_hearing(
        proceeding=held, by=inside.paralegal, kind="individual", day=DAY, time=NINE
    )
    row = Deadline.objects.get(hearing=made)
    assert row.act_by is None
    assert any("court's order" in step for step in row.steps)
    proceedings.move_hearing(
        hearing=made, version=1, by=inside.paralegal, day=DAY, time=NINE, filings_due_on=dt.date(2026, 12, 12)
    )
    row = Deadline.objects.get(hearing=made, state="open")
    assert (row.rule, row.act_by) == ("EOIR_CALLUP", dt.date(2026, 12, 11))


def test_a_hearing_to_be_determined_ends_its_dates(inside: Cast) -> None:
    made = hearing(inside)
    proceedings.move_hearing(hearing=made, version=1, by=inside.paralegal, setting="tbd")
    assert not Deadline.objects.filter(hearing=made, state="open").exists()
    made.refresh_from_db()
    assert (made.day, made.time, made.starts_at) == (None, None, None)


def test_a_control_date_counts_like_a_hearing(inside: Cast) -> None:
    made = hearing(inside, setting="control_date", time=None)
    assert made.starts_at is None
    assert Deadline.objects.get(hearing=made).act_by == dt.date(2026, 11, 27)


def test_a_cancelled_hearing_ends_its_dates_and_cannot_be_moved(inside: Cast) -> None:
    made = hearing(inside)
    ended = proceedings.end_hearing(
        hearing=made, version=1, by=inside.paralegal, status="cancelled", adjournment_code="25"
    )
    assert Deadline.objects.get(hearing=made).state == "withdrawn"
    with pytest.raises(Problem, match="cannot be moved"):
        proceedings.move_hearing(hearing=ended, version=2, by=inside.paralegal, day=DAY, time=NINE)


def test_what_another_source_says_moves_nothing(inside: Cast) -> None:
    made = hearing(inside)
    proceedings.report_hearing(
        hearing=made, by=inside.paralegal, source="hotline", day=dt.date(2027, 1, 4), time=NINE
    )
    assert Hearing.objects.get(pk=made.pk).day == DAY
    assert [report.is_adopted for report in made.reports.order_by("pk")] == [True, False]


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"day": None}, "day", "Which day?"),
        ({"time": None}, "time", "What time, on the court's clock?"),
        ({"day": dt.date(2062, 12, 28)}, "day", "Check the year"),
        ({"kind": "party"}, "kind", "not a possible kind of hearing"),
        ({"source": "rumour"}, "source", "not a possible source"),
        ({"setting": "soon"}, "setting", "not a way to set a hearing"),
        ({"filings_due_on": dt.date(2027, 1, 4)}, "filings_due_on", "after the hearing"),
    ],
)
def test_an_impossible_hearing_is_refused_and_nothing_is_kept(
    inside: Cast, facts: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Problem) as caught:
        hearing(inside, **facts)
    assert sentence in caught.value.sentence and caught.value.field == field
    assert not Hearing.objects.exists()


def test_the_same_hearing_twice_is_refused(inside: Cast) -> None:
    made = hearing(inside)
    with pytest.raises(Problem, match="already recorded"):
        proceedings.add_hearing(
            proceeding=made.proceeding, by=inside.paralegal, kind="individual", day=DAY, time=NINE
        )


def test_an_oral_decision_starts_the_appeal(inside: Cast) -> None:
    made = hearing(inside)
    decision = proceedings.record_decision(
        proceeding=made.proceeding, by=inside.attorney, outcome="removal", decided_on=dt.date(2026, 11, 20)
    )
    appeal = Deadline.objects.get(decision=decision)
    assert (appeal.rule, appeal.act_by, appeal.legal_on) == (
        "BIA_APPEAL_30",
        dt.date(2026, 12, 18),
        dt.date(2026, 12, 21),
    )
    assert any("10-day rule was vacated" in line for line in appeal.warnings)
    assert not Deadline.objects.filter(hearing=made, state="open").exists(), (
        "a decided proceeding hears nobody"
    )
    assert Proceeding.objects.get(pk=made.proceeding_id).status == "decided"


@pytest.mark.parametrize(
    ("outcome", "reserved", "rules"),
    [
        ("removal", False, {"MTR_90"}),
        ("in_absentia", True, {"IN_ABSENTIA_180"}),
        ("voluntary_departure", True, {"BIA_APPEAL_30", "VD_60", "VD_BOND_5BD"}),
        ("granted", True, set()),
    ],
)
def test_what_each_outcome_starts(inside: Cast, outcome: str, reserved: bool, rules: set[str]) -> None:
    decision = proceedings.record_decision(
        proceeding=removal(inside),
        by=inside.attorney,
        outcome=outcome,
        decided_on=dt.date(2026, 11, 20),
        appeal_reserved=reserved,
    )
    assert set(Deadline.objects.filter(decision=decision).values_list("rule", flat=True)) == rules


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"decided_on": dt.date(2026, 12, 1)}, "cannot lie ahead"),
        ({"served_on": dt.date(2026, 11, 1), "service": "mailed"}, "before the decision"),
        ({"served_on": dt.date(2026, 11, 21)}, "oral decision is served when it is given"),
        ({"outcome": "won"}, "is not a possible outcome"),
    ],
)
def test_an_impossible_decision_is_refused(inside: Cast, facts: dict[str, Any], sentence: str) -> None:
    given = dict[str, Any](outcome="removal", decided_on=dt.date(2026, 11, 20)) | facts
    with pytest.raises(Problem) as caught:
        proceedings.record_decision(proceeding=removal(inside), by=inside.attorney, **given)
    assert sentence in caught.value.sentence


@pytest.mark.parametrize("field", ["nta_served_on", "i589_filed_on"])
def test_nothing_is_served_before_the_respondent_was_born(inside: Cast, field: str) -> None:
    person = inside.case.parties.get(is_lead=True).person
    person.birth_date = dt.date(2010, 5, 4)
    person.save()
    with pytest.raises(Problem, match=r"before .+ was born \(Tue 4 May 2010\)") as caught:
        removal(inside, **{field: dt.date(2010, 5, 3)})
    assert caught.value.field == field
    assert not Proceeding.objects.exists()
    assert getattr(removal(inside, **{field: dt.date(2010, 5, 4)}), field) == dt.date(2010, 5, 4)


def test_a_removal_proceeding_names_its_court_and_takes_its_zone(inside: Cast) -> None:
    with pytest.raises(Problem, match="names its immigration court"):
        proceedings.add(case=inside.case, by=inside.paralegal, kind="eoir_removal")
    assert removal(inside).time_zone == "America/Chicago"


def test_each_verb_writes_one_audit_row(inside: Cast) -> None:
    made = hearing(inside)
    proceedings.move_hearing(hearing=made, version=1, by=inside.paralegal, day=dt.date(2027, 1, 4), time=NINE)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["proceeding.add", "hearing.add", "hearing.move"]


def test_a_role_that_may_not_is_refused(inside: Cast) -> None:
    with pytest.raises(NotPermitted):
        proceedings.add(case=inside.case, by=inside.social_worker, kind="bia")
    with pytest.raises(NotPermitted):
        proceedings.add_hearing(
            proceeding=make.make_proceeding(inside.case),
            by=inside.social_worker,
            kind="individual",
            setting="tbd",
        )
