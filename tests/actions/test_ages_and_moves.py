"""A state's age with its citation, the days that fix a child's age, and the two duties of a move."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import ages, moves, proceedings
from cases.errors import Conflict, NotPermitted, Problem
from cases.law.problems import FactImpossible
from cases.models import ContactPoint, Deadline, JuvenileAge, Minor, Move, Party, StatusAssertion
from cases.queries import ages as asked
from cases.queries import moves as asked_moves
from cases.queries import people
from tests import make
from tests.actions.court import TODAY, open_dates, removal
from tests.make import Cast

ORDER = "SIJ_PREDICATE_ORDER_STATE_AGE"
MOVED = dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def juvenile_court(cast: Cast, state: str = "CA") -> Any:
    minor = cast.case.parties.get(part="respondent", is_lead=True).person.minor_role
    minor.state = state
    minor.save()
    proceedings.add(case=cast.case, by=cast.paralegal, kind="state_juvenile", court_name="A county court")
    return minor


def child(cast: Cast) -> asked.ChildClocks:
    (found,) = asked.children(people.everyone(case=cast.case), today=dt.date(2026, 11, 22))
    return found


def test_18_is_counted_with_until_a_supervising_attorney_records_another_age(inside: Cast) -> None:
    juvenile_court(inside)
    assert open_dates(inside.case)[ORDER] == dt.date(2028, 3, 3)
    with pytest.raises(NotPermitted):
        ages.record_age(state="CA", age=21, citation="Cal. Prob. Code 1510.1", by=inside.attorney)
    made = ages.record_age(state="ca", age=21, citation="An invented section 1510", by=inside.supervisor)
    assert made.state == "CA" and open_dates(inside.case)[ORDER] == dt.date(2031, 3, 3)
    row = next(row for row in child(inside).rows if row.rule == ORDER)
    assert "21 by An invented section 1510, recorded by Supervisor" in row.note
    ages.take_back_age(age=made, by=inside.supervisor)
    assert open_dates(inside.case)[ORDER] == dt.date(2028, 3, 3)
    with pytest.raises(Problem, match="already been taken back"):
        ages.take_back_age(age=made, by=inside.supervisor)


def test_another_age_takes_the_earlier_one_back_and_both_stay_readable(inside: Cast) -> None:
    ages.record_age(state="NY", age=18, citation="Statute one", by=inside.supervisor)
    ages.record_age(state="NY", age=21, citation="Statute two", by=inside.supervisor)
    (row,) = (row for row in asked.states(member=inside.attorney) if row.state == "NY")
    assert row.age == 21 and [each.citation for each in row.earlier] == ["Statute one"]
    assert row.listed is not None and JuvenileAge.objects.filter(taken_back_at=None).count() == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"state": "ZZ", "age": 21, "citation": "x"}, Problem),
        ({"state": "NY", "age": 21, "citation": " "}, Problem),
        ({"state": "NY", "age": 40, "citation": "x"}, FactImpossible),
    ],
)
def test_an_age_without_law_behind_it_is_refused(inside: Cast, given: Any, error: Any) -> None:
    with pytest.raises(error):
        ages.record_age(by=inside.supervisor, **given)


def test_twins_and_a_child_with_several_statuses_each_have_their_own_days(inside: Cast) -> None:
    twin = make.make_person(inside.bay, "Mateo", "Tzoc", birth_date=dt.date(2010, 3, 4))
    minor = Minor.objects.create(clinic=inside.bay, person=twin)
    Party.objects.create(clinic=inside.bay, case=inside.case, person=twin, part="respondent")
    said = {"clinic": inside.bay, "minor": minor, "source": "dhs_record", "recorded_by": inside.paralegal}
    StatusAssertion.objects.create(**said, kind="uc_determination", asserted_on=dt.date(2026, 3, 4))
    StatusAssertion.objects.create(**said, kind="orr_custody", asserted_on=dt.date(2026, 3, 5))
    StatusAssertion.objects.create(**said, kind="uc_ended", asserted_on=dt.date(2026, 9, 1))
    first, second = asked.children(people.everyone(case=inside.case), today=dt.date(2026, 11, 22))
    assert [each.one.person.called for each in (first, second)] == ["Marisol", "Mateo"]
    assert (first.assertions, len(second.assertions), second.is_claimed) == ([], 3, False)


def test_what_is_missing_or_unsure_is_said_with_what_it_would_settle(inside: Cast) -> None:
    person = inside.case.parties.get().person
    person.birth_date_certainty = "disputed"
    person.save()
    assert "only as sure as it is" in child(inside).missing[0]
    person.birth_date, person.birth_date_certainty = None, "unknown"
    person.save()
    found = child(inside)
    assert found.rows == () and "It would settle the 18th and 21st birthdays" in found.missing[0]


def test_the_days_that_fix_an_age_show_their_locks_and_start_the_cspa_year(inside: Cast) -> None:
    minor = inside.case.parties.get().person.minor_role
    changed = ages.change_age_facts(
        minor=minor,
        version=minor.version,
        case=inside.case,
        by=inside.paralegal,
        apprehended_on=dt.date(2021, 2, 10),
        principal_i589_on=dt.date(2025, 5, 5),
        petition_filed_on=dt.date(2024, 1, 1),
        petition_approved_on=dt.date(2024, 6, 1),
        visa_available_on=dt.date(2026, 9, 1),
    )
    assert open_dates(inside.case)["CSPA_SOUGHT_TO_ACQUIRE_1Y"] == dt.date(2027, 9, 1)
    labels = {row.label for row in child(inside).rows}
    assert {
        "CSPA: seek the visa",
        "Derivative of a parent's asylum claim",
        "Title 42 on the day of apprehension",
    } <= labels
    with pytest.raises(Conflict):
        ages.change_age_facts(minor=minor, version=minor.version, case=inside.case, by=inside.paralegal)
    with pytest.raises(Problem, match="before it was filed") as refused:
        ages.change_age_facts(
            minor=minor,
            version=changed.version,
            case=inside.case,
            by=inside.paralegal,
            petition_approved_on=dt.date(2023, 1, 1),
        )
    assert refused.value.field == "petition_approved_on"


def test_a_move_opens_two_linked_duties_and_keeps_the_address_sealed(inside: Cast) -> None:
    removal(inside)
    person = inside.case.parties.get().person
    old = ContactPoint.objects.create(
        clinic=inside.bay, person=person, kind="address", value="1 Old Invented Rd"
    )
    (made,) = moves.move(
        case=inside.case,
        who=[person.pk],
        moved_on=MOVED,
        by=inside.paralegal,
        address="99 New Invented Street",
    )
    assert open_dates(inside.case)["EOIR33_5WD"] == dt.date(2026, 11, 23)
    assert open_dates(inside.case)["AR11_10"] == dt.date(2026, 11, 27)
    rows = Deadline.objects.filter(trigger=f"move:{made.pk}")
    assert {row.rule for row in rows} == {"EOIR33_5WD", "AR11_10"} and all(
        row.person_id == person.pk for row in rows
    )
    assert all(row.facts == {"moved": "2026-11-18"} and "Invented" not in str(row.__dict__) for row in rows)
    old.refresh_from_db()
    assert not old.is_current
    new = ContactPoint.objects.get(person=person, is_current=True)
    assert new.value.reveal() == "99 New Invented Street" and "Invented" not in str(new.value)
    (shown,) = asked_moves.of_case(case=inside.case, member=inside.attorney)
    assert [duty.rule for duty in shown.duties] == ["EOIR33_5WD", "AR11_10"]
    assert not Deadline.objects.filter(rule__contains="ORR").exists()


def test_a_move_taken_back_ends_both_duties(inside: Cast) -> None:
    removal(inside)
    person = inside.case.parties.get().person
    (made,) = moves.move(case=inside.case, who=[person.pk], moved_on=MOVED, by=inside.paralegal)
    with pytest.raises(Problem, match="already recorded"):
        moves.move(case=inside.case, who=[person.pk], moved_on=MOVED, by=inside.paralegal)
    moves.take_back(move=made, case=inside.case, by=inside.paralegal)
    assert not {"EOIR33_5WD", "AR11_10"} & open_dates(inside.case).keys()
    assert asked_moves.of_case(case=inside.case, member=inside.attorney) == []
    with pytest.raises(Problem, match="already been taken back"):
        moves.take_back(move=made, case=inside.case, by=inside.paralegal)


def test_a_family_that_moves_together_owes_one_pair_for_each(inside: Cast) -> None:
    sister = make.make_person(inside.bay, "Ana", "Tzoc", birth_date=dt.date(2012, 3, 4))
    Party.objects.create(clinic=inside.bay, case=inside.case, person=sister, part="respondent")
    aunt = make.make_person(inside.bay, "Rosa", "Tzoc")
    Party.objects.create(clinic=inside.bay, case=inside.case, person=aunt, part="sponsor")
    who = [party.person_id for party in inside.case.parties.all()]
    assert len(moves.move(case=inside.case, who=who, moved_on=MOVED, by=inside.paralegal)) == 2
    assert Deadline.objects.filter(rule="AR11_10", state="open").count() == 2
    assert not Deadline.objects.filter(rule="EOIR33_5WD").exists(), "no court has the case"
    with pytest.raises(Problem, match="Choose at least one respondent"):
        moves.move(case=inside.case, who=[aunt.pk], moved_on=MOVED, by=inside.paralegal)


def test_a_move_still_to_come_is_not_recorded_yet(inside: Cast) -> None:
    person = inside.case.parties.get().person
    with pytest.raises(Problem, match="has not come yet"):
        moves.move(case=inside.case, who=[person.pk], moved_on=dt.date(2026, 12, 1), by=inside.paralegal)
    assert not Move.objects.exists()
