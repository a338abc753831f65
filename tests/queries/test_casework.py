"""The list's rows: soonest first, urgency by working days, sorted with the empty ones last."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.actions import people
from cases.law import wording
from cases.models import Deadline
from cases.queries import audit, casework, clock_bars
from cases.queries import people as asked
from tests import make
from tests.make import Cast

FRIDAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("act_by", "urgency"),
    [
        (None, ""),
        (dt.date(2026, 11, 19), "overdue"),
        (dt.date(2026, 11, 20), "soon"),
        (dt.date(2026, 11, 25), "soon"),  # Mon, Tue, Wed: the third working day
        (dt.date(2026, 11, 27), ""),  # Thanksgiving lies between
    ],
)
def test_red_means_overdue_or_due_within_three_working_days(act_by: dt.date | None, urgency: str) -> None:
    assert casework.urgency(act_by, FRIDAY) == urgency


def deadline(cast: Cast, act_by: dt.date) -> None:
    Deadline.objects.create(
        clinic=cast.bay, case=cast.other_case, rule="X", rule_version="1", kind="duty", title="File it",
        trigger=str(act_by), facts={}, nominal_on=act_by, legal_on=act_by, safe_on=act_by, act_by=act_by,
        authority="x", verification="read",
    )  # fmt: skip


def test_the_row_shows_the_soonest_open_date_and_the_next_hearing(inside: Cast) -> None:
    deadline(inside, dt.date(2030, 5, 2))
    deadline(inside, dt.date(2030, 3, 4))
    proceeding = make.make_proceeding(inside.other_case)
    make.make_hearing(proceeding, dt.date(2030, 6, 3))
    make.make_hearing(proceeding, dt.date(2030, 4, 1), kind="master")
    first, second = casework.case_list(member=inside.coordinator)
    assert first.reference == inside.other_case.reference, "who has a date comes before who has none"
    assert (first.act_by, first.todo, first.owned) == (dt.date(2030, 3, 4), "File it", False)
    assert (first.marks, second.marks) == (("rule unsigned",), ())
    assert (first.hearing, first.hearing_kind) == (dt.date(2030, 4, 1), "Master calendar")
    assert first.hearing_time == dt.time(8, 30)
    assert second.attorney == "Attorney" and first.attorney == "Volunteer"
    assert [row.who for row in casework.case_list(member=inside.coordinator, order="-who")] == [
        "Marisol Tzoc",
        "Elmer Choc",
    ]


def test_twins_count_as_others_and_make_no_second_row(inside: Cast) -> None:
    people.record_person(case=inside.case, part="respondent", by=inside.paralegal, given_names="Juan")
    rows = {row.reference: row.others for row in casework.case_list(member=inside.coordinator)}
    assert rows == {inside.case.reference: 1, inside.other_case.reference: 0}


def test_everyone_costs_the_same_however_many(inside: Cast) -> None:
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked_for:
            asked.everyone(case=inside.case)
        return len(asked_for)

    one = count()
    for name in ("Juan", "Eva"):
        who = people.record_person(case=inside.case, part="respondent", by=inside.paralegal, given_names=name)
        people.record_minor(person=who, case=inside.case, by=inside.paralegal)
    assert one == count() == 4


def test_a_child_born_on_29_february_comes_of_age_on_1_march(inside: Cast) -> None:
    who = make.make_person(inside.bay, "Ñusta", "Pérez", birth_date=dt.date(2012, 2, 29))
    assert asked.birthdays(who) == [(18, dt.date(2030, 3, 1)), (21, dt.date(2033, 3, 1))]


def test_names_are_folded_alike_in_python_and_in_the_database() -> None:
    assert casework.folded("Ñusta GARÍFUNA") == "nusta garifuna"


def test_a_stranger_to_the_trail_reads_none_of_it(inside: Cast) -> None:
    people.reveal_a_number(person=inside.case.parties.get().person, case=inside.case, by=inside.attorney)
    assert list(audit.trail(member=inside.paralegal)) == []
    assert [one.words for one in audit.trail(member=inside.auditor)] == ["had an A-number shown"]
    looker = audit.who_looked(case=inside.case)[0]
    assert (looker.name, looker.reads, looker.reveals, looker.changes) == ("Attorney", 0, 1, 0)


def test_the_clock_claims_no_exemption_it_cannot_know(inside: Cast) -> None:
    from cases.actions import sponsors

    person = inside.case.parties.get().person
    arrived = timezone.localdate() - dt.timedelta(days=200)
    people.change_client(
        client=person.client_role, version=1, case=inside.case, by=inside.paralegal, last_arrival_on=arrived
    )
    sponsors.assert_status(
        minor=person.minor_role, case=inside.case, kind="uc_determination", asserted_on=arrived,
        source="dhs_record", by=inside.paralegal,
    )  # fmt: skip
    shown = clock_bars.bars(case=inside.case, everyone=asked.everyone(case=inside.case))
    year = next(clock for clock in shown if clock.label.startswith("Year"))
    assert year.says == "day 200 of 365"
    for each in shown:
        assert each.why and each.authority, f"{each.label}: a date without its why"
    assert any("year" in step for step in year.why) and "INA 208" in year.authority
    assert "exemption claimed" in year.note and "exempt." not in year.note
    received = timezone.localdate() - dt.timedelta(days=100)
    make.make_proceeding(inside.case, i589_filed_on=received)
    shown = clock_bars.bars(case=inside.case, everyone=asked.everyone(case=inside.case))
    year = next(clock for clock in shown if clock.label.startswith("Year"))
    assert f"I-589 received {wording.day(received)}." in year.note and "exemption" not in year.note


def test_names_sort_as_people_read_them(inside: Cast) -> None:
    for given in ("Éver", "Zoila", "Abel"):
        make.make_case(inside.bay, respondent=make.make_person(inside.bay, given, "Ulín"))
    rows = casework.case_list(member=inside.coordinator, order="who").object_list
    ours = [row.who for row in rows if row.who.endswith("Ulín")]
    assert ours == ["Abel Ulín", "Éver Ulín", "Zoila Ulín"]
