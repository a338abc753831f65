"""The deadline report: each list holds what its name says, walls hold, and the number of queries never grows."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from cases.models import Deadline, Hearing, Membership, Packet, Reminder
from cases.queries.reports import ageing, caseload, choices, hearings, whole
from cases.queries.reports.choices import Choices
from tests import make
from tests.make import Cast

TODAY = dt.date(2026, 11, 23)  # a Monday
NOON = dt.datetime(2026, 11, 23, 18, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def monday() -> Any:
    """It is Monday noon in Houston."""
    with time_machine.travel(NOON, tick=False):
        yield


def date(cast: Cast, act_by: dt.date, *, case: Any = None, **more: Any) -> Deadline:
    """An open deadline, owned and told of unless said otherwise."""
    case = case or cast.case
    fields = {
        "rule": "BIA_APPEAL_30",
        "rule_version": "x",
        "kind": "duty",
        "title": "File the appeal",
        "trigger": f"test:{Deadline.objects.count()}",
        "facts": {},
        "authority": "an invented authority",
        "verification": "verified",
        "owner": cast.attorney,
    }
    dates = dict.fromkeys(("nominal_on", "legal_on", "safe_on", "act_by"), act_by)
    made: Deadline = Deadline.objects.create(clinic=cast.bay, case=case, **fields | dates | more)
    return made


def told(deadline: Deadline, member: Membership, *, acknowledged: bool = False) -> None:
    """A reminder of it that was sent, and perhaps acknowledged."""
    Reminder.objects.create(
        clinic_id=deadline.clinic_id,
        case=deadline.case,
        deadline=deadline,
        membership=member,
        about_on=deadline.act_by or TODAY,
        offset_days=7,
        due_at=NOON,
        planned_for=NOON,
        state="acknowledged" if acknowledged else "sent",
        sent_at=NOON,
        acknowledged_at=NOON if acknowledged else None,
        acknowledged_by=member if acknowledged else None,
    )


def test_each_list_holds_what_its_name_says(inside: Cast) -> None:
    soon, late = TODAY + dt.timedelta(days=5), TODAY - dt.timedelta(days=2)
    date(inside, soon)
    silent = date(inside, soon)
    told(silent, inside.attorney)
    heard = date(inside, soon)
    told(heard, inside.attorney, acknowledged=True)
    told(heard, inside.coordinator)
    date(inside, soon, owner=None)
    date(inside, late)
    date(inside, late, kind="eligibility")  # may be done since then: nothing is overdue
    date(inside, TODAY + dt.timedelta(days=31))
    ended = date(inside, soon)
    Deadline.objects.filter(pk=ended.pk).update(state="done", ended_at=NOON)

    report = whole.page(member=inside.coordinator, choices=Choices())
    assert report.counts == {
        "all": 5, "due": 4, "overdue": 1, "unacknowledged": 1, "unowned": 1, "doubtful": 5,
    }  # fmt: skip
    listed = whole.page(member=inside.coordinator, choices=Choices(), chosen="unacknowledged").dates
    assert [row.id for row in listed] == [silent.pk]
    assert "Unacknowledged" in listed[0].marks


def test_a_wall_keeps_a_case_out_of_every_number(inside: Cast) -> None:
    date(inside, TODAY)
    proceeding = make.make_proceeding(inside.case)
    make.make_hearing(proceeding, TODAY + dt.timedelta(days=20))
    before = whole.page(member=inside.coordinator, choices=Choices())
    assert (before.total, len(before.hearings)) == (1, 1)
    assert {row.name for row in before.load} == {"Attorney", "Volunteer"}
    inside.case.walls.update(membership=inside.coordinator)
    after = whole.page(member=inside.coordinator, choices=Choices())
    assert (after.total, len(after.hearings)) == (0, 0)
    assert {row.name for row in after.load} == {"Volunteer"}


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"court": "HOU"}, {"removal"}),
        ({"court": "MIA"}, set()),
        ({"kind": "court_set"}, {"person"}),
        ({"proceeding": "eoir_removal"}, {"removal"}),
        ({"proceeding": "none"}, {"person"}),
        ({"since": TODAY + dt.timedelta(days=10), "days": 5}, {"person"}),
        ({"days": 7}, {"removal"}),
    ],
)
def test_filters(inside: Cast, chosen: dict[str, Any], found: set[str]) -> None:
    proceeding = make.make_proceeding(inside.case)
    date(inside, TODAY + dt.timedelta(days=3), proceeding=proceeding, title="removal")
    date(inside, TODAY + dt.timedelta(days=12), kind="court_set", title="person", case=inside.other_case)
    report = whole.page(member=inside.coordinator, choices=Choices(**chosen))
    assert {row.todo for row in report.dates} == found


def test_an_attorney_is_who_owns_the_date_or_leads_the_case(inside: Cast) -> None:
    lead = make.make_member(inside.bay, "staff_attorney")
    make.assign(inside.other_case, lead)
    date(inside, TODAY, case=inside.other_case, title="led")
    date(inside, TODAY, owner=lead, title="owned")
    date(inside, TODAY, title="neither")
    report = whole.page(member=inside.coordinator, choices=Choices(attorney=lead.pk))
    assert {row.todo for row in report.dates} == {"led", "owned"}
    assert [row.name for row in report.load] == [str(lead.user)]


@pytest.mark.parametrize(
    ("days", "kind", "packet", "listed"),
    [
        (60, "individual", "", True),
        (61, "individual", "", False),
        (10, "master", "", False),
        (10, "individual", "queued", False),
        (10, "individual", "failed", True),
    ],
)
def test_a_hearing_without_a_packet_under_way(
    inside: Cast, days: int, kind: str, packet: str, *, listed: bool
) -> None:
    proceeding = make.make_proceeding(inside.case)
    hearing = make.make_hearing(proceeding, TODAY + dt.timedelta(days=days), kind=kind)
    if packet:
        Packet.objects.create(
            clinic=inside.bay, case=inside.case, proceeding=proceeding, hearing=hearing, title="Evidence",
            state=packet, requested_by=inside.attorney,
        )  # fmt: skip
    found = hearings.without_packet(Hearing.objects.all(), today=TODAY)
    assert found.filter(pk=hearing.pk).exists() is listed


def test_children_who_reach_an_age_this_quarter(inside: Cast) -> None:
    def child(born: dt.date | None) -> str:
        return make.make_case(inside.bay, respondent=make.make_person(inside.bay, birth_date=born)).reference

    eighteen, passed = child(dt.date(2008, 12, 31)), child(dt.date(2008, 10, 1))
    leap = child(dt.date(2005, 11, 30))
    child(dt.date(2009, 1, 1))
    child(dt.date(2005, 9, 30))
    child(None)
    report = whole.page(member=inside.coordinator, choices=Choices())
    assert [(row.reference, row.what, row.is_past) for row in report.children] == [
        (passed, "turns 18", True), (leap, "turns 21", False), (eighteen, "turns 18", False),
    ]  # fmt: skip
    assert report.undated == 1


@pytest.mark.parametrize(("limit", "listed"), [(30, True), (31, False)])
def test_a_states_own_age_is_reported_by_its_birthday(inside: Cast, limit: int, listed: bool) -> None:
    """The limit is the day before; a birthday on 1 January belongs to the next quarter."""
    last = dt.date(2026, 12, limit)
    date(
        inside, last, rule=ageing.STATE_AGE, facts={"dob": "2007-01-01", "state_age": 20},
        person=inside.case.parties.get(is_lead=True).person,
    )  # fmt: skip
    report = whole.page(member=inside.coordinator, choices=Choices())
    found = [(row.on, row.what) for row in report.children if "state" in row.what]
    assert found == ([("Thu 31 Dec 2026", "turns 20, the state's age")] if listed else [])


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        (dt.date(2028, 2, 29), dt.date(2028, 1, 1), dt.date(2028, 3, 31)),
        (dt.date(2026, 6, 30), dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
    ],
)
def test_the_quarter(today: dt.date, first: dt.date, last: dt.date) -> None:
    assert ageing.quarter(today) == (first, last)


def test_the_load_is_weighed_and_what_nobody_leads_is_said(inside: Cast) -> None:
    lead = make.make_member(inside.bay, "staff_attorney", name="R. Ruiz")
    case = make.make_case(inside.bay)
    make.assign(case, lead)
    make.assign(case, inside.paralegal, duty="paralegal")  # carries no hearing of their own
    proceeding = make.make_proceeding(case)
    make.make_hearing(proceeding, TODAY + dt.timedelta(days=90))
    make.make_hearing(proceeding, TODAY, kind="master")
    make.make_hearing(proceeding, TODAY + dt.timedelta(days=91))
    make.make_hearing(proceeding, TODAY, kind="bond", status="cancelled")
    make.make_hearing(make.make_proceeding(make.make_case(inside.bay)), TODAY, kind="bond")
    rows = {row.name: row for row in caseload.load(member=inside.coordinator, choices=Choices(), today=TODAY)}
    assert (rows["R. Ruiz"].cases, rows["R. Ruiz"].number, rows["R. Ruiz"].weight) == (1, 2, 7)
    assert (rows["Nobody leads"].membership, rows["Nobody leads"].weight) == (None, 2)


def test_a_kept_choice_comes_back_as_it_was() -> None:
    chosen = Choices(days=7, since=dt.date(2026, 12, 1), court="HOU", attorney=4)
    assert choices.from_stored(chosen.stored() | {"gone": 1}) == chosen
    assert chosen.query == "days=7&since=2026-12-01&court=HOU&attorney=4"
    assert Choices().stored() == {}


def test_the_number_of_queries_does_not_grow(inside: Cast, django_assert_num_queries: Any) -> None:
    def more() -> None:
        for _ in range(3):
            case = make.make_case(
                inside.bay, respondent=make.make_person(inside.bay, birth_date=dt.date(2008, 12, 1))
            )
            make.assign(case, make.make_member(inside.bay, "staff_attorney"))
            proceeding = make.make_proceeding(case)
            make.make_hearing(proceeding, TODAY + dt.timedelta(days=20))
            date(inside, TODAY, case=case, proceeding=proceeding)

    more()
    with django_assert_num_queries(18):
        whole.page(member=inside.coordinator, choices=Choices())
    more()
    with django_assert_num_queries(18):
        whole.page(member=inside.coordinator, choices=Choices())
